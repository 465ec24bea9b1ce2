package ecf.core.expression;

/// What the names of an expression stand for at one time.
public interface Scope {
  /// @return finite
  double signal(String name);

  int count(Count count);
}
