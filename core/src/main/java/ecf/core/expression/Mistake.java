package ecf.core.expression;

/// Carries the first fault out of the depth of a text.
final class Mistake extends RuntimeException {
  private final transient Fault fault;

  private Mistake(Fault fault) {
    super(fault.message(), null, false, false);
    this.fault = fault;
  }

  static Mistake at(int at, String message, String hint) {
    return new Mistake(new Fault(at, message, new Fault.Hint.Text(hint)));
  }

  static Mistake at(int at, String message, Fault.Hint hint) {
    return new Mistake(new Fault(at, message, hint));
  }

  Fault fault() {
    return fault;
  }
}
