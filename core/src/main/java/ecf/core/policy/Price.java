package ecf.core.policy;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.signal.Reading;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Buys less while it is dear and more while it is cheap: a ceiling while a price is above a
/// threshold, a floor while it is below one. It never buys less than load needs: its ceiling cuts
/// what floors ask for, and never the highest want, guardrails on wants included. Where policies
/// that look at the load want nothing or cannot tell, what is there counts as needed; where there
/// is none, the ceiling holds as it is.
///
/// `{above: 0.05, max: 4}` at 0.08, office hours ask for at least 10: load wants 3, so 4; load
/// wants 6, so 6; load wants 12, so 12. At 0.05: 10, 10 and 12. `{below: 0.02, min: 10}` at 0.015
/// and load wants 6: 10.
///
/// @param dear whether values above the threshold count and `units` is a ceiling; else values below
///   it, and `units` is a floor
/// @param threshold in the signal's unit
public record Price(String signal, boolean dear, double threshold, int units)
    implements ScalingPolicy {
  static final List<Key> KEYS =
      List.of(
          Key.required("signal", Shape.text(), "what a unit costs"),
          Key.optional("above", new Shape.InSignalUnit(), "more than this is dear; with max"),
          Key.optional("below", new Shape.InSignalUnit(), "less than this is cheap; with min"),
          Key.optional(
              "max", wholeUnits(), "at most so many units while it is dear, or what load needs"),
          Key.optional("min", wholeUnits(), "at least so many units while it is cheap"));

  public Price {
    if (units < 0) {
      throw new IllegalArgumentException("units must be at least 0, got " + units);
    }
  }

  private static Shape wholeUnits() {
    return new Shape.WholeNumber(0, Integer.MAX_VALUE);
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var fields = in.fields();
    var signal = in.signal("signal");
    fields.requireAny("above", "below");
    fields.atMostOne("above", "below");
    fields.requireAny("max", "min");
    fields.atMostOne("max", "min");
    boolean dear = fields.has("above");
    var threshold = dear ? "above" : "below";
    var bound = fields.has("max") ? "max" : "min";
    if (fields.sound() && dear != bound.equals("max")) {
      fields.problem(
          bound,
          dear
              ? "a floor while it is dear buys what is dear"
              : "a ceiling while it is cheap saves what is cheap",
          dear ? "write max, or below" : "write min, or above");
    }
    double value = fields.has(threshold) ? in.threshold(fields, threshold, signal) : 0;
    int units = fields.optionalInteger(bound, 0, Integer.MAX_VALUE).orElse(0);
    checkRoom(in, fields, bound, units);
    return in.whenSound(signal, known -> new Price(known.name(), dear, value, units));
  }

  private static void checkRoom(PolicyFields in, Fields fields, String bound, int units) {
    in.capacity()
        .filter(capacity -> fields.has(bound) && capacity.clamp(units) != units)
        .ifPresent(capacity ->
            fields.problem(
                bound,
                fields.shown(bound) + " is outside of capacity, which is " + capacity,
                "write what capacity leaves room for"));
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.of(signal));
  }

  @Override
  public boolean keepsLoad() {
    return true;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return List.of(Absent.orElse(signal, seen.reading(signal), this::fromObserved));
  }

  private Proposal fromObserved(Reading.Value reading) {
    double price = reading.value();
    var facts = Map.of("observed", price, "threshold", threshold, "units", (double) units);
    var measured = signal + " " + Figures.plain(price) + " is ";
    var limit = Figures.plain(threshold);
    if (dear && price > threshold) {
      var summary = measured + "above " + limit + ": at most " + units + ", or what load needs";
      return new Proposal.Ceiling(units, new Reason(Reason.Code.CEILING, summary, facts));
    }
    if (!dear && price < threshold) {
      var summary = measured + "below " + limit + ": at least " + units;
      return new Proposal.Floor(units, new Reason(Reason.Code.FLOOR, summary, facts));
    }
    var summary = measured + (dear ? "not above " : "not below ") + limit;
    return new Proposal.Silent(new Reason(Reason.Code.NO_WISH, summary, facts));
  }
}
