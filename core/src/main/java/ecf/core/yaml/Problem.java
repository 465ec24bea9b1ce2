package ecf.core.yaml;

/// One thing wrong (or doubtful) in a file, said to the person who must mend it.
///
/// @param message what is wrong; it quotes the file's text, never a value from the environment
/// @param hint what to do; "" when there is nothing to add
public record Problem(Severity severity, String file, Position at, String message, String hint) {
  /// Errors keep a file from being used, warnings do not.
  public enum Severity {
    ERROR,
    WARNING
  }
}
