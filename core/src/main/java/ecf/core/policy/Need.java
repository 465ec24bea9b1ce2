package ecf.core.policy;

/// A signal that a policy reads.
///
/// @param periods how many of its newest periods are looked at beyond its own window, 1 for the
///   newest alone
public record Need(String signal, int periods) {
  public static Need of(String signal) {
    return new Need(signal, 1);
  }
}
