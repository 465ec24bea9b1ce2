package ecf.core.report;

import ecf.core.engine.Decision;
import ecf.core.model.Reason;
import ecf.core.pass.Outcome;
import ecf.core.signal.Reading;

/// How much a target needs somebody's eyes, from the most to the least.
enum Risk {
  /// Nothing is known, or what is needed cannot be done.
  FAILED,
  /// Fewer serve than the least that the file allows.
  BELOW_MIN,
  /// It needs more and may not have it.
  AT_MAX,
  /// It is about to grow.
  GROWING,
  /// Some signal tells nothing.
  BLIND,
  /// Somebody else has it.
  NOT_OURS,
  NONE;

  static Risk of(ResultView view) {
    return switch (view.result().outcome()) {
      case Outcome.Failed _ -> FAILED;
      case Outcome.Skipped _ -> belowMin(view) ? BELOW_MIN : NOT_OURS;
      case Outcome.Applied _, Outcome.Planned _, Outcome.Unchanged _ -> ofServed(view);
    };
  }

  private static Risk ofServed(ResultView view) {
    if (belowMin(view)) {
      return BELOW_MIN;
    }
    if (atMax(view)) {
      return AT_MAX;
    }
    if (Mark.of(view) == Mark.GROWS) {
      return GROWING;
    }
    return blind(view) ? BLIND : NONE;
  }

  private static boolean belowMin(ResultView view) {
    boolean few =
        view.fleet().stream()
            .anyMatch(fleet ->
                view.bounds().filter(bounds -> fleet.serving() < bounds.min()).isPresent());
    return few || view.roll().filter(roll -> roll.healthy() == 0).isPresent();
  }

  /// The capacity had the last word, and it was no.
  private static boolean atMax(ResultView view) {
    return view.decision()
        .filter(decision ->
            decision.cause().reason().code() == Reason.Code.CAPACITY
                && decision instanceof Decision.Hold(var _, int at, var _, var _)
                && view.bounds().filter(bounds -> at >= bounds.max()).isPresent())
        .isPresent();
  }

  private static boolean blind(ResultView view) {
    return view.result().seen().stream()
        .anyMatch(seen ->
            seen.signals().keySet().stream()
                .anyMatch(signal -> !(seen.reading(signal) instanceof Reading.Value)));
  }
}
