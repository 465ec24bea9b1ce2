package ecf.core.report;

/// How a text is to look.
///
/// @param width columns of the terminal; text is wrapped to it, names and numbers are not
public record Style(Palette palette, int width, Detail detail) {
  /// Where nobody knows how wide the terminal is.
  public static final int DEFAULT_WIDTH = 100;

  /// Narrower than this nothing can be laid out; it is written as wide as this then.
  private static final int LEAST_WIDTH = 40;

  public Style {
    width = Math.max(LEAST_WIDTH, width);
  }

  public static Style plain(int width) {
    return new Style(Palette.NONE, width, Detail.USUAL);
  }

  /// How much is told of each target.
  public enum Detail {
    /// Targets without a change or a failure are only counted.
    SHORT,
    USUAL,
    /// Every reading, proposal and verdict.
    FULL
  }
}
