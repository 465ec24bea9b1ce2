package ecf.core.guardrail;

import ecf.core.model.Activity;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// No scale-in while the provider is at work on the target: capacity that looks spare may be half a
/// deployment. No scale-out while what was asked for before does not come up, for more of it cannot
/// help.
///
/// @param allow activities that hinder nobody
public record Busy(Set<Activity.Kind> allow) implements Guardrail {
  private static final Duration LONG = Duration.ofHours(1);

  static final List<Key> KEYS =
      List.of(
          Key.withDefault(
              "allow",
              Shape.listOf(new Shape.Choice(kinds())),
              "[]",
              "activities that hinder nothing"));

  public Busy {
    allow = Set.copyOf(allow);
  }

  static Busy read(Fields fields) {
    return new Busy(Set.copyOf(fields.parsedItems("allow", Busy::kind)));
  }

  private static Parsed<Activity.Kind> kind(String text) {
    return Arrays.stream(Activity.Kind.values())
        .filter(kind -> kind.yamlName().equals(text))
        .findFirst()
        .map(Parsed::value)
        .orElseGet(() -> Parsed.wrong("is no activity", Nearest.hint(text, kinds(), "activities")));
  }

  private static List<String> kinds() {
    return Arrays.stream(Activity.Kind.values()).map(Activity.Kind::yamlName).toList();
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.BUSY;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    var hindering = new ArrayList<Activity>();
    for (Activity activity : underWay(seen)) {
      var hinders = activity.hinders();
      if (change.in() ? hinders.scaleIn() : hinders.scaleOut()) {
        hindering.add(activity);
      }
    }
    if (hindering.isEmpty()) {
      return Verdict.pass();
    }
    var why =
        hindering.stream().map(activity -> told(activity, seen)).collect(Collectors.joining("; "));
    var summary = (change.in() ? "no scale-in: " : "no scale-out: ") + why;
    return new Verdict.Veto(new Reason(Reason.Code.BUSY, summary, facts(hindering, seen)));
  }

  @Override
  public Optional<Reason> forbidsReplacing(Observation seen) {
    return underWay(seen).stream()
        .filter(activity -> activity.hinders() != Activity.Hinders.NOTHING)
        .findFirst()
        .map(activity -> Reason.of(Reason.Code.BUSY, told(activity, seen)));
  }

  /// How much is there of what was asked for, where that is the matter.
  private static Map<String, Double> facts(List<Activity> hindering, Observation seen) {
    return hindering.stream().anyMatch(each -> each.kind() == Activity.Kind.SHORTFALL)
        ? Map.of(
            "desired",
            (double) seen.target().desired(),
            "running",
            (double) seen.target().running())
        : Map.of();
  }

  /// All but what is allowed, pending units last.
  private List<Activity> underWay(Observation seen) {
    var underWay = new ArrayList<>(seen.activities());
    int pending = seen.target().pending();
    if (pending > 0) {
      var said = pending == 1 ? "1 unit is pending" : pending + " units are pending";
      underWay.add(Activity.of(Activity.Kind.PENDING_UNITS, said));
    }
    underWay.removeIf(activity -> allow.contains(activity.kind()));
    return underWay;
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
