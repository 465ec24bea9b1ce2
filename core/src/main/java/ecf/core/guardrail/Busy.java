package ecf.core.guardrail;

import ecf.core.model.Activity;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// No scale-in while the provider is at work on the target: capacity that looks spare may be half a
/// deployment. No scale-out while a deployment fails either, for more of what does not come up
/// cannot help.
///
/// @param allow activities that hinder nobody
public record Busy(Set<Activity.Kind> allow) implements Guardrail {
  private static final Duration LONG = Duration.ofHours(1);

  public Busy {
    allow = Set.copyOf(allow);
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.BUSY;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    var hindering =
        Stream.concat(seen.activities().stream(), pending(seen))
            .filter(activity -> !allow.contains(activity.kind()))
            .filter(activity -> change.in() || activity.failing())
            .toList();
    var unanswered =
        change.in()
            ? seen.inspection().stream()
                .flatMap(asked -> asked.unanswered().stream())
                .map(failure -> failure.call() + " was not answered (" + failure.message() + ")")
                .toList()
            : Set.<String>of();
    if (hindering.isEmpty() && unanswered.isEmpty()) {
      return Verdict.pass();
    }
    var why =
        Stream.concat(hindering.stream().map(activity -> told(activity, seen)), unanswered.stream())
            .collect(Collectors.joining("; "));
    return Verdict.veto(Reason.Code.BUSY, (change.in() ? "no scale-in: " : "no scale-out: ") + why);
  }

  private static Stream<Activity> pending(Observation seen) {
    int pending = seen.target().pending();
    return pending == 0
        ? Stream.of()
        : Stream.of(
            Activity.of(
                Activity.Kind.PENDING_UNITS,
                pending == 1 ? "1 unit is pending" : pending + " units are pending"));
  }

  private static String told(Activity activity, Observation seen) {
    return activity
        .since()
        .map(since -> Duration.between(since, seen.now()))
        .filter(age -> age.compareTo(LONG) > 0)
        .map(age -> activity.summary() + ", for " + Figures.plain(age) + " now")
        .orElse(activity.summary());
  }
}
