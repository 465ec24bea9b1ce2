package ecf.core.memory;

/// What a pass saw of a target's capacity.
///
/// @param pending units on their way
public record Look(int desired, int running, int serving, int pending) {
  /// Where nobody wrote down what is pending, it is what was asked for and does not run.
  public Look(int desired, int running, int serving) {
    this(desired, running, serving, Math.max(0, desired - running));
  }
}
