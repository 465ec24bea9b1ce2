package ecf.core.signal;

/// What the numbers of a signal mean; decides which targets and thresholds may stand beside it.
public enum Unit {
  /// 0 to 100.
  PERCENT("%"),
  PER_SECOND("/s"),
  SECONDS("s"),
  BYTES_PER_SECOND("bytes/s"),
  COUNT(""),
  /// A declared signal: whatever its metric counts.
  PLAIN("");

  private final String suffix;

  Unit(String suffix) {
    this.suffix = suffix;
  }

  public String suffix() {
    return suffix;
  }
}
