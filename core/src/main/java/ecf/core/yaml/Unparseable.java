package ecf.core.yaml;

/// Ends the reading of a file from any depth. Never leaves this package: the reader turns it into a
/// problem.
final class Unparseable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Position at;
  private final String message;
  private final String hint;

  Unparseable(Position at, String message, String hint) {
    super(message, null, false, false);
    this.at = at;
    this.message = message;
    this.hint = hint;
  }

  Position at() {
    return at;
  }

  String message() {
    return message;
  }

  String hint() {
    return hint;
  }
}
