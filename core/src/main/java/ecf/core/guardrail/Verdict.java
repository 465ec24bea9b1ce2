package ecf.core.guardrail;

import ecf.core.model.Reason;

/// What a guardrail makes of a wanted change.
public sealed interface Verdict {
  record Pass() implements Verdict {}

  /// A smaller change in the same direction, down to none.
  record Limit(int units, Reason reason) implements Verdict {}

  record Veto(Reason reason) implements Verdict {}

  static Verdict pass() {
    return new Pass();
  }

  static Verdict veto(Reason.Code code, String summary) {
    return new Veto(Reason.of(code, summary));
  }
}
