package ecf.core.model;

/// A reason and who gave it.
public record Cause(Origin origin, Reason reason) {
  public static Cause engine(Reason reason) {
    return new Cause(new Origin.Engine(), reason);
  }

  public static Cause policy(String name, Reason reason) {
    return new Cause(new Origin.Policy(name), reason);
  }

  public static Cause guardrail(String name, Reason reason) {
    return new Cause(new Origin.Guardrail(name), reason);
  }

  /// Who had the last word.
  public sealed interface Origin {
    /// @param name as reports show it: the policy's own name, else its type
    record Policy(String name) implements Origin {}

    record Guardrail(String name) implements Origin {}

    /// The rules that hold for every target: bounds, order, claims.
    record Engine() implements Origin {}
  }
}
