package ecf.core.yaml;

import java.util.Optional;

/// Records problems and remembers whether there was an error here or further down.
final class Findings {
  private final Problems problems;
  private final Optional<Findings> above;
  private boolean sound = true;

  private Findings(Problems problems, Optional<Findings> above) {
    this.problems = problems;
    this.above = above;
  }

  static Findings in(Problems problems) {
    return new Findings(problems, Optional.empty());
  }

  Findings below() {
    return below(problems);
  }

  /// Further down, recorded elsewhere.
  Findings below(Problems others) {
    return new Findings(others, Optional.of(this));
  }

  void error(Position at, String message, String hint) {
    unsound();
    problems.error(at, message, hint);
  }

  void warn(Position at, String message, String hint) {
    problems.warn(at, message, hint);
  }

  /// Takes an error back that the caller is about to say better.
  void retract(Position at, String message) {
    problems.retract(at, message, "");
  }

  /// For an error that somebody else has recorded.
  void unsound() {
    sound = false;
    above.ifPresent(Findings::unsound);
  }

  boolean sound() {
    return sound;
  }
}
