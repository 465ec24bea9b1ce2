package ecf.core.engine;

import ecf.core.guardrail.Guardrail;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.model.UnitSize;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How large units become, beside how many there are. A pass changes one of the two. The number
/// comes first, unless a policy has it that a unit grows before there are more: then a want for
/// more units becomes larger ones, as long as there are larger ones and nothing forbids to replace
/// units now; what forbids that never keeps the number from growing. On the way back the number
/// comes down to its minimum before units become smaller.
///
/// 4 units of 512 CPU and 6 wanted, larger ones of 1024 and 2048: 4 of 1024, for 512 · 6 / 4 = 768.
/// 20 wanted: 4 of 2048. 4 of 2048 and 6 wanted: 6. 4 of 512 while a deployment runs: 6.
///
/// @param pick the number that comes of it
/// @param sizing what becomes of the size; empty where it should stay what it is
record UnitSizing(Wish.Pick pick, Optional<Trace.Sizing> sizing) {
  /// So long after units grew, wants for more of them wait: what was measured before tells nothing
  /// of the larger ones, and to replace them takes a while.
  private static final Duration SETTLING = Duration.ofMinutes(10);

  private record Said(NamedPolicy by, Proposal.Fit fit) {
    Trace.Sizing held(Optional<Cause> why) {
      return new Trace.Sizing(by, fit, why);
    }

    boolean grows() {
      return fit.dimension().of(fit.to()) > fit.dimension().of(fit.from());
    }

    boolean comesFirst() {
      return fit.way().first();
    }
  }

  /// @param owed what floors and the minimum ask for, which no size of units replaces
  /// @param pick the number that was decided
  static UnitSizing of(
      FleetSpec spec,
      CapacityRange capacity,
      Observation seen,
      List<NamedPolicy.Said> said,
      int owed,
      Wish.Pick pick) {
    var fits = said.stream().flatMap(UnitSizing::fit).toList();
    if (fits.isEmpty()) {
      return new UnitSizing(pick, Optional.empty());
    }
    int desired = seen.desired();
    var first = fits.stream().filter(Said::comesFirst).findFirst();
    boolean wantsMore = pick.units() > desired && owed <= desired && desired > 0;
    if (first.isPresent() && wantsMore) {
      return insteadOfMore(spec, seen, first.get(), pick);
    }
    var other =
        Stream.concat(
                fits.stream().filter(Said::grows), fits.stream().filter(each -> !each.grows()))
            .filter(each -> each.fit.way().now() && !each.fit.to().equals(each.fit.from()))
            .findFirst();
    return new UnitSizing(
        pick,
        other.map(each ->
            each.held(
                pick.units() == desired
                    ? forbidding(spec, capacity, seen, each)
                    : Optional.of(
                        because(
                            Reason.Code.BUSY,
                            "the number of units changes first: one at a time")))));
  }

  private static Stream<Said> fit(NamedPolicy.Said said) {
    return said.proposal() instanceof Proposal.Fit fit
        ? Stream.of(new Said(said.by(), fit))
        : Stream.of();
  }

  private static UnitSizing insteadOfMore(
      FleetSpec spec, Observation seen, Said said, Wish.Pick pick) {
    var settling = settling(seen);
    if (settling.isPresent()) {
      return new UnitSizing(
          new Wish.Pick(seen.desired(), Cause.policy(said.by.name(), settling.get())),
          Optional.empty());
    }
    var larger = larger(said.fit, pick.units(), seen.desired());
    if (larger.isEmpty()) {
      return new UnitSizing(pick, Optional.empty());
    }
    var dimension = said.fit.dimension();
    var from = said.fit.from();
    var to = larger.get();
    var why =
        new Reason(
            Reason.Code.OFF_TARGET,
            "a unit grows before there are "
                + pick.units()
                + ": "
                + dimension.shown(dimension.of(from))
                + " → "
                + dimension.shown(dimension.of(to)),
            Map.of("wanted", (double) pick.units(), dimension.yamlName(), 0.0 + dimension.of(to)));
    var instead = new Said(said.by, new Proposal.Fit(from, to, dimension, said.fit.way(), why));
    var forbidding = forbidding(spec, spec.capacity(), seen, instead);
    return new UnitSizing(
        forbidding.isPresent()
            ? pick
            : new Wish.Pick(seen.desired(), Cause.policy(said.by.name(), why)),
        Optional.of(instead.held(forbidding)));
  }

  private static Optional<Reason> settling(Observation seen) {
    return seen.memory()
        .sizes()
        .changedAt()
        .map(at -> Duration.between(at, seen.now()))
        .filter(age -> !age.isNegative() && age.compareTo(SETTLING) < 0)
        .filter(_ -> seen.activities().stream().noneMatch(each -> each.hinders().scaleOut()))
        .map(age ->
            Reason.of(
                Reason.Code.BUSY,
                "its units were resized "
                    + Figures.plain(age)
                    + " ago: no more of them before "
                    + Figures.plain(SETTLING)
                    + " are over"));
  }

  /// The smallest that carries what so many units as they are would, else the largest.
  private static Optional<UnitSize> larger(Proposal.Fit fit, int wanted, int desired) {
    var sizes = fit.way().larger();
    var dimension = fit.dimension();
    long needed = (long) dimension.of(fit.from()) * wanted;
    return sizes.stream()
        .filter(size -> (long) dimension.of(size) * desired >= needed)
        .filter(size -> dimension.of(size) >= dimension.of(fit.to()))
        .findFirst()
        .or(() -> sizes.reversed().stream().findFirst());
  }

  /// Why units are not replaced now: each of them stops, so whatever forbids to take one away
  /// forbids this.
  private static Optional<Cause> forbidding(
      FleetSpec spec, CapacityRange capacity, Observation seen, Said said) {
    if (!seen.clocks()) {
      return Optional.of(
          because(Reason.Code.NO_DATA, "without state nobody knows when they were resized last"));
    }
    return direction(spec, said)
        .or(() -> guardrail(spec, seen))
        .or(() -> unanswered(seen))
        .or(() -> deployment(seen))
        .or(() -> minimumFirst(capacity, seen, said));
  }

  private static Optional<Cause> direction(FleetSpec spec, Said said) {
    boolean may =
        switch (spec.conduct().directions()) {
          case BOTH -> true;
          case OUT -> said.grows();
          case IN -> !said.grows();
        };
    return may
        ? Optional.empty()
        : Optional.of(
            because(
                Reason.Code.OBSERVED, said.grows() ? "it only scales in" : "it only scales out"));
  }

  private static Optional<Cause> guardrail(FleetSpec spec, Observation seen) {
    for (Guardrail guardrail : spec.guardrails()) {
      var why = guardrail.forbidsReplacing(seen);
      if (why.isPresent()) {
        return Optional.of(Cause.guardrail(guardrail.type().yamlName(), why.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Cause> unanswered(Observation seen) {
    return seen.inspection().map(Inspection::unanswered).stream()
        .flatMap(List::stream)
        .findFirst()
        .map(failure ->
            because(
                Reason.Code.BUSY,
                failure.call() + " was not answered (" + failure.message() + ")"));
  }

  /// Whatever `busy` is told to allow: two deployments at once would be one too many.
  private static Optional<Cause> deployment(Observation seen) {
    return seen.activities().stream()
        .filter(activity -> activity.kind() == Activity.Kind.DEPLOYMENT)
        .findFirst()
        .map(activity -> because(Reason.Code.BUSY, activity.summary()));
  }

  private static Optional<Cause> minimumFirst(CapacityRange capacity, Observation seen, Said said) {
    return said.comesFirst() && !said.grows() && seen.desired() > capacity.min()
        ? Optional.of(
            because(
                Reason.Code.BUSY,
                "the number comes down to its min "
                    + capacity.min()
                    + " before a unit becomes smaller"))
        : Optional.empty();
  }

  private static Cause because(Reason.Code code, String summary) {
    return Cause.engine(Reason.of(code, summary));
  }
}
