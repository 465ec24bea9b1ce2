package ecf.core.guardrail;

import java.time.Duration;
import java.time.Instant;

/// What is recent, on clocks that may jump. Two machines differ by seconds, so a time that is a
/// little ahead is taken for now; one that is ahead by more than the span itself was written by a
/// clock that was wrong, and holds nobody up until that time comes.
final class Span {
  private Span() {}

  /// Whether `at` lies less than `span` before or after `now`.
  static boolean recent(Instant at, Duration span, Instant now) {
    return at.plus(span).isAfter(now) && at.minus(span).isBefore(now);
  }
}
