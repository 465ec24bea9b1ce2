package ecf.core.model;

import java.time.Instant;

/// Why units that were asked for do not come up.
///
/// @param at when the provider said so
/// @param text in the provider's words
/// @param hint what the person who must act can do
public record Shortfall(Kind kind, Instant at, String text, String hint) {
  /// `a quota ("…"); ask for more`: for people, after a colon.
  public String told() {
    return kind.text() + " (\"" + text + "\"); " + hint;
  }

  public Shortfall hint(String better) {
    return new Shortfall(kind, at, text, better);
  }

  public enum Kind {
    /// The provider has no room for them now.
    CAPACITY("no capacity"),
    /// The account may not have more.
    QUOTA("a quota"),
    /// What they would run cannot be had.
    IMAGE("the image"),
    /// They start and do not stay well.
    HEALTH("their health"),
    /// Something that they are told to use is not there or not allowed.
    SETTINGS("their settings"),
    UNKNOWN("an unknown reason");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /// For people, after a colon.
    public String text() {
      return text;
    }
  }
}
