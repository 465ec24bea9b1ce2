package ecf.core.policy;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitSize.Dimension;
import ecf.core.model.UnitState;
import ecf.core.observation.Observation;
import ecf.core.signal.Point;
import ecf.core.signal.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How large each unit should be, by what units used: `want = percentile · (1 + margin)`, rounded
/// up to a size; memory never below the peak of the time looked at. The percentile is that of a
/// decaying histogram over 8 d, see [DecayingHistogram]. It chooses one of CPU and memory and
/// leaves of the other no less than there is. A smaller size is chosen only where a tenth of it is
/// to spare, so that a want near a border does not go to and fro.
///
/// Units of 1024 CPU and 2048 MiB that used 35 % of their CPU all the time: 358.4 is in the bucket
/// that ends at 385.1; with 15 % that is 442.8, and 512 CPU are enough. 40 %: 409.6 is in the
/// bucket that ends at 414.3, with 15 % 476.5: 512 would do, but not with a tenth to spare, so 1024
/// stay. Units of 256 CPU and 2048 MiB that used 30 % of their memory: 716.7 with the margin, so
/// 1024 are enough; once they used 55 %, which is 1126, and 2048 stay.
///
/// Points: of CPU the average of 15m, for a start or one busy minute needs no larger unit, and a
/// burst that comes every hour still shows; of memory the maximum of an hour, for a unit that has
/// too little of it dies. Both are kept for 63 d and more, and 8 d of them are few to read.
///
/// It tells by default. Told to act, it does so in its window alone, and replaces units only by
/// what it knows for sure: a unit becomes smaller by a day of points whose size is known, a day
/// after the last change at the earliest, and no size comes back within a day of having been left.
///
/// @param percentile above 0, at most 100
/// @param margin a fraction; 0.15 is 15 %
/// @param acting empty: it only tells
public record Vertical(
    Dimension resource,
    Signal used,
    int percentile,
    double margin,
    UnitSizes sizes,
    Optional<Acting> acting)
    implements ScalingPolicy {
  /// @param mixed whether a unit grows before there are more of them
  public record Acting(Window window, boolean mixed) {}

  static final Duration LOOKBACK = Duration.ofDays(8);

  /// A size that did not last is not tried again at once: neither one that was left, nor one that
  /// would have to be left again.
  private static final Duration REST = Duration.ofDays(1);

  /// So long nobody asks again for what the provider would not have.
  private static final Duration REFUSED = Duration.ofHours(1);

  private static final double TO_SPARE = 0.9;

  /// An amount on the border of a size is within it.
  private static final double ROUNDING = 1e-9;

  @Override
  public List<Need> needs() {
    return List.of(Need.of(used.name()));
  }

  @Override
  public Map<String, Signal> signals() {
    return Map.of(used.name(), used);
  }

  @Override
  public boolean sizesUnits() {
    return true;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return List.of(
        switch (seen.target().condition().unit().orElse(null)) {
          case UnitState.Known unit -> propose(unit, seen);
          case UnitState.Unread(var why) ->
              silent(Reason.Code.UNREAD, "how large a unit is could not be read: " + why);
          case null -> silent(Reason.Code.NO_DATA, "how large a unit is is not known");
        });
  }

  private Proposal propose(UnitState.Known unit, Observation seen) {
    if (resource.of(unit.size()) <= 0) {
      return silent(
          Reason.Code.NO_DATA, "units reserve no " + resource.yamlName() + " to be measured by");
    }
    var measured = seen.signal(used.name());
    if (measured.unread().isPresent()) {
      var why = measured.unread().get().failure();
      return silent(Reason.Code.UNREAD, used.name() + " could not be read: " + why);
    }
    var points = points(measured.series().endedBy(seen.now()).points(), seen.now());
    var use = UnitUse.of(resource, points, seen.memory().sizes(), unit.size(), seen.now());
    return use.covered().compareTo(UnitUse.ENOUGH) < 0
        ? silent(
            Reason.Code.NO_DATA,
            "there are points of "
                + Figures.plain(use.covered())
                + " in "
                + Figures.plain(LOOKBACK)
                + ", and it takes "
                + Figures.plain(UnitUse.ENOUGH)
                + " to tell")
        : fit(unit, use, seen);
  }

  private static List<Point> points(List<Point> ended, Instant now) {
    var from = now.minus(LOOKBACK);
    return ended.stream().filter(point -> !point.from().isBefore(from)).toList();
  }

  private Proposal fit(UnitState.Known unit, UnitUse use, Observation seen) {
    var from = unit.size();
    double usual = use.histogram().percentile(percentile);
    double margined = usual * (1 + margin);
    double needed = resource == Dimension.MEMORY ? Math.max(margined, use.peak()) : margined;
    var to = size(needed - ROUNDING * needed, from);
    var shown = new StringBuilder("p" + percentile + " of " + Figures.plain(LOOKBACK) + " is ");
    shown.append(amount(usual)).append(", with ").append(Figures.plain(margin * 100));
    shown.append("% ").append(Figures.plain(margined));
    if (needed > margined) {
      shown.append(", the peak ").append(amount(needed));
    }
    if (use.supposed()) {
      shown.append(" (as if units had always been as large as now)");
    }
    boolean another = !to.equals(from);
    var never = never(unit, seen);
    var notNow = never.or(() -> another ? notYet(unit, to, use, seen) : Optional.empty());
    if (acting.isPresent() && another) {
      notNow.ifPresent(why -> shown.append("; not now: ").append(why));
    }
    var facts =
        Map.of(
            "percentile",
            usual,
            "peak",
            use.peak(),
            "want",
            needed,
            "present",
            (double) resource.of(from),
            "fits",
            (double) resource.of(to));
    var code = another ? Reason.Code.OFF_TARGET : Reason.Code.IN_BAND;
    var way =
        never.isPresent()
            ? Proposal.Way.told()
            : new Proposal.Way(
                notNow.isEmpty(),
                acting.filter(Acting::mixed).isPresent(),
                acting.filter(Acting::mixed).map(_ -> larger(seen, from)).orElse(List.of()));
    return new Proposal.Fit(from, to, resource, way, new Reason(code, shown.toString(), facts));
  }

  private UnitSize size(double needed, UnitSize from) {
    var plain = sizes.fitting(resource, needed, from);
    if (resource.of(plain) >= resource.of(from)) {
      return plain;
    }
    // The largest there is may be smaller than what is there, and still too small.
    double roomy = needed / TO_SPARE;
    var smaller = sizes.fitting(resource, roomy, from);
    boolean enough = resource.of(smaller) >= roomy;
    return enough && resource.of(smaller) < resource.of(from) ? smaller : from;
  }

  private String amount(double used) {
    return Figures.plain(used) + (resource == Dimension.CPU ? " CPU" : " MiB");
  }

  /// Those that nothing speaks against now.
  private List<UnitSize> larger(Observation seen, UnitSize from) {
    return sizes.above(resource, from).stream()
        .filter(size -> tried(size, seen).isEmpty())
        .toList();
  }

  /// Why units keep their size, whatever would fit.
  private Optional<String> never(UnitState.Known unit, Observation seen) {
    if (acting.isEmpty()) {
      return Optional.of("it only tells");
    }
    boolean open = acting.get().window().openSince(seen.now()).isPresent();
    return unit.fixed().or(() -> open ? Optional.empty() : Optional.of("its window is closed"));
  }

  private Optional<String> notYet(
      UnitState.Known unit, UnitSize to, UnitUse use, Observation seen) {
    boolean smaller = resource.of(to) < resource.of(unit.size());
    if (smaller && use.supposed()) {
      return Optional.of("it is not known for a day how large units were");
    }
    var changed = seen.memory().sizes().changedAt().map(at -> Duration.between(at, seen.now()));
    if (smaller && changed.filter(age -> age.compareTo(REST) < 0).isPresent()) {
      return Optional.of("units were resized " + Figures.plain(changed.get()) + " ago");
    }
    return tried(to, seen);
  }

  private static Optional<String> tried(UnitSize size, Observation seen) {
    var sizes = seen.memory().sizes();
    if (sizes.had(size, seen.now().minus(REST))) {
      return Optional.of("units of " + size + " were left within " + Figures.plain(REST));
    }
    return sizes
        .refused()
        .filter(last -> last.size().equals(size))
        .filter(last -> last.at().isAfter(seen.now().minus(REFUSED)))
        .map(_ -> "units of " + size + " were refused within " + Figures.plain(REFUSED));
  }

  private static Proposal silent(Reason.Code code, String summary) {
    return new Proposal.Silent(Reason.of(code, summary));
  }
}
