package ecf.core.policy;

import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Parsed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what only step scaling has.
final class StepFields {
  private StepFields() {}

  /// `2 of 3`: so many of the newest periods.
  ///
  /// @param of at most an hour's worth of minutes
  record Datapoints(int breaching, int of) {
    static final Datapoints DEFAULT = new Datapoints(2, 3);

    private static final int MOST = 60;
    private static final Pattern FORM = Pattern.compile("(\\d{1,4}) of (\\d{1,4})");

    static Parsed<Datapoints> parse(String text) {
      var form = FORM.matcher(text);
      if (!form.matches()) {
        return Parsed.wrong("is not of the form `2 of 3`", "write how many of how many periods");
      }
      int breaching = Integer.parseInt(form.group(1));
      int of = Integer.parseInt(form.group(2));
      if (breaching < 1 || breaching > of) {
        return Parsed.wrong(
            "cannot happen", "the first number is at least 1 and at most the second");
      }
      return of > MOST
          ? Parsed.wrong("looks back too far", "at most " + MOST + " periods")
          : Parsed.value(new Datapoints(breaching, of));
    }
  }

  static List<StepScaling.Step> steps(PolicyFields in, Optional<Signal> signal) {
    var fields = in.fields();
    fields.requireAny("steps");
    if (fields.isList("steps") && fields.maps("steps").isEmpty() && fields.sound()) {
      fields.problem("steps", "the list is empty", "write steps such as {above: 80, change: +2}");
    }
    var steps = new ArrayList<StepScaling.Step>();
    var seen = new HashSet<String>();
    for (Fields each : fields.maps("steps")) {
      read(each, in, signal)
          .ifPresent(step -> {
            if (!seen.add(step.toString())) {
              var key = step.above() ? "above" : "below";
              each.problem(key, each.shown(key) + " is here twice", "keep one of them");
            }
            if (steps.stream().anyMatch(other -> bothReached(other, step))) {
              each.problem(
                  step.above() ? "above" : "below",
                  "one value can be both above and below thresholds of these steps",
                  "keep every `below` at or under the lowest `above`");
            }
            steps.add(step);
          });
    }
    return steps;
  }

  private static Optional<StepScaling.Step> read(
      Fields step, PolicyFields in, Optional<Signal> signal) {
    step.requireAny("above", "below");
    step.atMostOne("above", "below");
    boolean above = step.has("above") || !step.has("below");
    double threshold =
        step.has("above") || step.has("below")
            ? in.threshold(step, above ? "above" : "below", signal)
            : 0;
    var change = step.parsed("change", StepFields::change, Optional.<StepChange>empty());
    return step.sound()
        ? change.map(made -> new StepScaling.Step(above, threshold, made))
        : Optional.empty();
  }

  private static boolean bothReached(StepScaling.Step one, StepScaling.Step other) {
    return one.above() != other.above()
        && (one.above()
            ? one.threshold() < other.threshold()
            : other.threshold() < one.threshold());
  }

  private static Parsed<Optional<StepChange>> change(String text) {
    var change = StepChange.parse(text);
    if (change.isPresent()) {
      return Parsed.value(change);
    }
    return text.matches("\\d{1,6}%?")
        ? Parsed.wrong("needs a sign", signed(text))
        : Parsed.wrong("is no change", "write +2, -1, +50%, -10% or =10");
  }

  private static String signed(String number) {
    var exactly = number.endsWith("%") ? "" : ", or =" + number + " for exactly " + number;
    return "write +" + number + " for more, -" + number + " for less" + exactly;
  }
}
