package ecf.core.policy;

import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Point;
import ecf.core.signal.Reading;
import ecf.core.signal.Signal;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Thresholds and what to do beyond them. It counts from the units of the measuring time: `+2` at 4
/// units wants 6 until a point that was measured at 6 exists. Percentages round as AWS's step
/// scaling does.
///
/// Of all `above` steps that are reached the highest counts, of `below` steps the lowest; where a
/// noisy signal reaches both, the one above does.
///
/// @param breaching how many of the newest `of` complete periods must be beyond the threshold
/// @param minChange least size of a change by percentage, in units
public record StepScaling(String signal, List<Step> steps, int breaching, int of, int minChange)
    implements ScalingPolicy {
  static final List<Key> KEYS =
      List.of(
          Key.required("signal", Shape.text(), "what is measured"),
          Key.required(
              "steps",
              Shape.listOf(
                  Shape.keyed(
                      Key.optional(
                          "above", new Shape.InSignalUnit(), "reached by values above this"),
                      Key.optional(
                          "below", new Shape.InSignalUnit(), "reached by values below this"),
                      Key.required(
                          "change",
                          new Shape.Written("[+-]\\d+(\\.\\d+)?%?|=\\d+"),
                          "+2 or -1 units, +50% or -10%, or =10 for exactly 10"))),
              "thresholds, and what to do beyond them"),
          Key.withDefault(
              "datapoints",
              new Shape.Written("\\d+ of \\d+"),
              "2 of 3",
              "how many of the newest periods must be beyond a threshold"),
          Key.withDefault(
              "minChange",
              new Shape.WholeNumber(1, Integer.MAX_VALUE),
              "1",
              "least size of a change by percentage, in units"));

  public StepScaling {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || breaching < 1 || of < breaching || minChange < 1) {
      throw new IllegalArgumentException(
          "steps, 1 <= breaching <= of and minChange >= 1 are needed");
    }
  }

  /// @param above whether values above the threshold reach it, else values below
  public record Step(boolean above, double threshold, StepChange change) {
    boolean breachedBy(Point point) {
      return above ? point.value() > threshold : point.value() < threshold;
    }

    @Override
    public String toString() {
      return (above ? "above " : "below ") + Figures.plain(threshold);
    }
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var signal = in.signal("signal");
    var steps = StepFields.steps(in, signal);
    var datapoints =
        in.fields()
            .optionalParsed("datapoints", StepFields.Datapoints::parse)
            .orElse(StepFields.Datapoints.DEFAULT);
    int minChange = in.fields().integer("minChange", 1, Integer.MAX_VALUE, 1);
    return in.whenSound(
        signal,
        known ->
            new StepScaling(
                known.name(), steps, datapoints.breaching(), datapoints.of(), minChange));
  }

  @Override
  public List<Need> needs() {
    return List.of(new Need(signal, of));
  }

  /// Where it grows below a threshold, units help when the signal rises.
  @Override
  public Relief relief(Signal read) {
    boolean growsBelow = steps.stream().anyMatch(step -> !step.above() && step.change().grows());
    return read.perUnit() == PerUnit.NO ? Relief.NONE : growsBelow ? Relief.RISES : Relief.FALLS;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return List.of(Absent.orElse(signal, seen.reading(signal), value -> fromObserved(value, seen)));
  }

  private Proposal fromObserved(Reading.Value reading, Observation seen) {
    var series = seen.signal(signal).series().endedBy(seen.now());
    var newest = series.newest(series.period().multipliedBy(of));
    if (newest.size() < breaching) {
      return new Proposal.Abstain(
          Reason.of(
              Reason.Code.NO_DATA,
              signal + " has " + newest.size() + " of the " + breaching + " points it needs"));
    }
    return reached(newest)
        .map(step -> proposal(step, reading, seen))
        .orElseGet(() ->
            new Proposal.Silent(
                Reason.of(
                    Reason.Code.IN_BAND,
                    signal + " " + Figures.plain(reading.value()) + " reaches no step")));
  }

  private Optional<Step> reached(List<Point> newest) {
    var reached =
        steps.stream()
            .filter(step -> newest.stream().filter(step::breachedBy).count() >= breaching)
            .toList();
    var byThreshold = Comparator.comparingDouble(Step::threshold);
    return reached.stream()
        .filter(Step::above)
        .max(byThreshold)
        .or(() -> reached.stream().filter(step -> !step.above()).min(byThreshold));
  }

  private Proposal proposal(Step step, Reading.Value reading, Observation seen) {
    int desired = seen.desired();
    var serving = seen.servingDuring(reading.window().getLast());
    var asked = askedDuring(reading.window().getLast(), seen);
    int out = Math.max(step.change().from(serving.least(), minChange), desired);
    int in = Math.min(step.change().from(Math.max(serving.most(), asked), minChange), desired);
    int want =
        switch (step.change()) {
          case StepChange.Exactly(int units) -> units;
          case StepChange.By by -> by.grows() ? out : in;
          case StepChange.ByShare by -> by.grows() ? out : in;
        };
    var facts =
        Map.of(
            "observed",
            reading.value(),
            "threshold",
            step.threshold(),
            "units",
            (double) serving.most(),
            "want",
            (double) want);
    return new Proposal.Want(
        want,
        new Reason(
            Reason.Code.STEP,
            signal
                + " "
                + Figures.plain(reading.value())
                + " is "
                + step
                + " in "
                + breaching
                + " of "
                + of
                + ": "
                + step.change()
                + ", "
                + desired
                + " → "
                + want,
            facts));
  }

  /// What was asked for then: a step down from a fleet that is still coming up counts from what is
  /// coming.
  private static int askedDuring(Point point, Observation seen) {
    return seen.memory()
        .looks()
        .during(point.from(), point.to(), Look::desired)
        .map(Looks.Range::most)
        .orElse(seen.desired());
  }
}
