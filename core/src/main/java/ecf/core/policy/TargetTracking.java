package ecf.core.policy;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// Keeps a load per unit near a target: `want = ceil(load / target)`. Of a signal that is an
/// average over the units, load is value times the units that served while it was measured, so that
/// a point of before the last change does not compound; of a total, load is the value. The formula
/// is the one that AWS, Kubernetes' HPA and nomad share.
///
/// 4 serving, desired 4, 90 of 60: 6. 4 serving, desired 10, 90 of 60: 10, for what was asked for
/// is on its way. 10 units at 55 of 50 with a tolerance of 10 %: 10. At 0 units a total of 900/s at
/// 100/s each: 9.
///
/// @param target in the signal's unit, above 0
/// @param tolerance share around the target within which nothing changes; 0.1 is 10 %
/// @param perUnit whether the signal is an average over the units
public record TargetTracking(String signal, double target, double tolerance, boolean perUnit)
    implements ScalingPolicy {
  /// Keeps 4 * 60 / 60 from becoming 5 by a rounding error in the division.
  private static final double ROUNDING = 1e-9;

  private static final double TOLERANCE = 0.1;
  private static final double MOST_TOLERANCE = 0.99;

  static final List<Key> KEYS =
      List.of(
          Key.required("signal", Shape.text(), "what is measured"),
          Key.required("target", new Shape.InSignalUnit(), "what each unit should carry"),
          Key.withDefault(
              "tolerance",
              new Shape.Share(),
              "10%",
              "share around the target within which nothing changes"),
          Key.optional(
              "perUnit",
              new Shape.Flag(),
              "true: an average over the units, false: a total; must be stated for declared"
                  + " signals"));

  public TargetTracking {
    if (!(target > 0)) {
      throw new IllegalArgumentException("target must be above 0, got " + target);
    }
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance must be in [0, 1), got " + tolerance);
    }
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var signal = in.signal("signal");
    double target = in.target("target", signal);
    double tolerance = in.fields().share("tolerance", 0, MOST_TOLERANCE, TOLERANCE);
    boolean perUnit = perUnit(in, signal);
    return in.whenSound(
        signal, known -> new TargetTracking(known.name(), target, tolerance, perUnit));
  }

  private static boolean perUnit(PolicyFields in, Optional<Signal> signal) {
    var fields = in.fields();
    return switch (signal.map(Signal::perUnit).orElse(PerUnit.YES)) {
      case YES -> fields.flag("perUnit", true);
      case NO -> fields.flag("perUnit", false);
      case NEITHER -> {
        fields.warn(
            "signal",
            signal.orElseThrow().name() + " does not fall in proportion as units grow",
            "track what drives it, such as requests or cpu, and give it a step policy");
        yield fields.flag("perUnit", true);
      }
      case UNSTATED -> {
        if (!fields.has("perUnit")) {
          fields.problem(
              "perUnit",
              "missing, and " + signal.orElseThrow().name() + " is a declared signal",
              "write perUnit: true for an average over the units, perUnit: false for a total");
        }
        yield fields.flag("perUnit", true);
      }
    };
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.of(signal));
  }

  @Override
  public boolean worksFromZero() {
    return !perUnit;
  }

  @Override
  public boolean sharesOut(Signal read) {
    return perUnit;
  }

  @Override
  public Relief relief(Signal read) {
    return perUnit ? Relief.FALLS : Relief.NONE;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    var reading = seen.reading(signal);
    boolean nothingToMeasure =
        perUnit
            && seen.desired() == 0
            && (reading instanceof Reading.Missing || reading instanceof Reading.Stale);
    return List.of(
        nothingToMeasure
            ? new Proposal.Silent(
                Reason.of(Reason.Code.NO_DATA, signal + " has no data while nothing runs"))
            : Absent.orElse(signal, reading, value -> fromObserved(value, seen)));
  }

  /// Where it is not known how many units carried the load, the least counts for growing and the
  /// most for shrinking.
  private Proposal fromObserved(Reading.Value reading, Observation seen) {
    int desired = seen.desired();
    var units = seen.servingDuring(reading.window().getLast());
    int cautiousOut = wanted(load(reading, seen, Looks.Range::least), units.least(), desired);
    int cautiousIn = wanted(load(reading, seen, Looks.Range::most), units.most(), desired);
    int want = cautiousOut > desired ? cautiousOut : Math.min(cautiousIn, desired);
    double observed = reading.value();
    return new Proposal.Want(
        want,
        want == desired
            ? Reason.of(
                Reason.Code.IN_BAND,
                () -> noChange(observed, units, desired),
                () -> facts(observed, units, want))
            : Reason.of(
                Reason.Code.OFF_TARGET,
                () -> offTarget(observed, desired, want),
                () -> facts(observed, units, want)));
  }

  private Map<String, Double> facts(double observed, Looks.Range units, int want) {
    return Map.of(
        "observed",
        observed,
        "target",
        target,
        "units",
        (double) units.most(),
        "want",
        (double) want);
  }

  /// Each point of the window is made a load by its own units before the window is summed up.
  private double load(Reading.Value reading, Observation seen, ToIntFunction<Looks.Range> unitsOf) {
    var loads = new double[reading.window().size()];
    for (int i = 0; i < loads.length; i++) {
      var point = reading.window().get(i);
      loads[i] = load(point, unitsOf.applyAsInt(seen.servingDuring(point)));
    }
    return seen.signal(signal).signal().aggregate().of(loads);
  }

  private double load(Point point, int units) {
    double value = Math.max(0, point.value());
    return perUnit ? value * units : value;
  }

  private int wanted(double load, int units, int desired) {
    double offTarget = load - units * target;
    if (Math.abs(offTarget) <= (tolerance + ROUNDING) * units * target) {
      return desired;
    }
    int want = (int) Math.clamp(Math.ceil(load / target - ROUNDING), 0, Integer.MAX_VALUE);
    return offTarget > 0 ? Math.max(want, desired) : Math.min(want, desired);
  }

  private String noChange(double observed, Looks.Range units, int desired) {
    String measured = signal + " " + Figures.plain(observed);
    double share = perUnit ? observed / target : observed / (target * units.most());
    if (Math.abs(share - 1) <= tolerance + ROUNDING) {
      return measured + " is within " + Figures.plain(tolerance * 100) + "% of " + goal();
    }
    if (units.least() == desired && units.most() == desired) {
      return measured + " is below " + goal() + ", but " + desired + " is the fewest for it";
    }
    String at =
        units.least() == units.most()
            ? Integer.toString(units.most())
            : units.least() + " to " + units.most();
    return measured + " was measured at " + at + " units, and " + desired + " are asked for";
  }

  private String goal() {
    return Figures.plain(target) + (perUnit ? "" : " per unit");
  }

  private String offTarget(double observed, int desired, int want) {
    String side = want > desired ? " is above " : " is below ";
    return signal + " " + Figures.plain(observed) + side + goal() + ": " + desired + " → " + want;
  }
}
