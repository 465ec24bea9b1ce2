package ecf.core.yaml;

/// A number of units, or a share of what is there. A bare integer is units, `%` is a share.
public sealed interface Amount {
  /// @param count at least 0
  record Units(int count) implements Amount {}

  /// @param fraction 0.1 is 10 %; at least 0
  record Share(double fraction) implements Amount {}

  /// `3`, `10%`.
  static Parsed<Amount> parse(String text) {
    return text.endsWith("%")
        ? Numbers.share(text)
            .then(v ->
                v < 0 ? Parsed.wrong("is too small: at least 0%", "") : Parsed.value(new Share(v)))
        : Numbers.integer(text)
            .then(v ->
                v < 0 ? Parsed.wrong("is too small: at least 0", "") : Parsed.value(new Units(v)));
  }
}
