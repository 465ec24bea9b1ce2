package ecf.core.engine;

import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Several proposals made into one: the highest want; no less than the present desired while
/// somebody cannot tell; raised to the highest floor; cut to the lowest ceiling; brought into the
/// capacity. A ceiling that keeps the load cuts to no less than the want, guardrails on wants
/// included; where those that read signals or follow others all want nothing, the load keeps what
/// is there.
///
/// Desired 8, wants 3 and 6, floor 4: 6. One more policy abstains: 8. A ceiling of 5 on top: 5. A
/// floor of 7 and a ceiling of 5: 5, for the ceiling wins. Want 6, floor 10, a ceiling of 4 that
/// keeps the load: 6. Want 3 instead: 4.
///
/// @param load whether some policy tells what load needs
/// @param price the lowest ceiling that keeps the load
/// @param want what policies ask for; guardrails on wants change this alone
record Wish(
    int desired,
    boolean load,
    Pick want,
    Optional<Pick> floor,
    Optional<Pick> price,
    Optional<Pick> ceiling,
    CapacityRange capacity) {
  /// Units and who chose them.
  record Pick(int units, Cause cause) {}

  private static final Comparator<Pick> BY_UNITS = Comparator.comparingInt(Pick::units);

  static Wish of(List<NamedPolicy.Said> said, int desired, CapacityRange capacity, boolean clocks) {
    var wants = new ArrayList<Pick>();
    var floors = new ArrayList<Pick>();
    var ceilings = new ArrayList<Pick>();
    var prices = new ArrayList<Pick>();
    var blind = new ArrayList<Pick>();
    boolean load = false;
    for (NamedPolicy.Said each : said) {
      load |= each.tellsOfLoad();
      var cause = Cause.policy(each.by().name(), each.proposal().reason());
      switch (each.proposal()) {
        case Proposal.Want(int units, var _) -> wants.add(new Pick(units, cause));
        case Proposal.Floor(int units, var _) -> floors.add(new Pick(units, cause));
        case Proposal.Ceiling(int units, var _) ->
            (each.by().policy().keepsLoad() ? prices : ceilings).add(new Pick(units, cause));
        case Proposal.Abstain(var _) -> blind.add(new Pick(desired, cause));
        case Proposal.Silent _, Proposal.Fit _ -> {}
      }
    }
    return new Wish(
        desired,
        load,
        want(wants, blind, desired, clocks),
        highest(floors),
        lowest(prices),
        lowest(ceilings),
        capacity);
  }

  private static Optional<Pick> highest(List<Pick> picks) {
    return picks.isEmpty() ? Optional.empty() : Optional.of(Collections.max(picks, BY_UNITS));
  }

  private static Optional<Pick> lowest(List<Pick> picks) {
    return picks.isEmpty() ? Optional.empty() : Optional.of(Collections.min(picks, BY_UNITS));
  }

  private static Pick want(List<Pick> wants, List<Pick> blind, int desired, boolean clocks) {
    if (wants.isEmpty()) {
      return blind.isEmpty()
          ? new Pick(desired, engine(Reason.Code.NO_WISH, "no policy asks for a change"))
          : blind.getFirst();
    }
    var wanted = Collections.max(wants, BY_UNITS);
    if (wanted.units < desired && !blind.isEmpty()) {
      return blind.getFirst();
    }
    if (wanted.units < desired && !clocks) {
      return new Pick(
          desired,
          engine(
              Reason.Code.NO_DATA,
              "without state nobody knows the last change, so no want scales in"));
    }
    return wanted;
  }

  Wish wanting(Pick other) {
    return new Wish(desired, load, other, floor, price, ceiling, capacity);
  }

  /// What floors and the minimum ask for, cut to the ceilings, whatever else is wanted.
  int owed() {
    int raised = floor.map(Pick::units).orElse(0);
    int kept = price.map(most -> Math.min(raised, leastOf(most))).orElse(raised);
    return capacity.clamp(Math.min(kept, ceiling.map(Pick::units).orElse(kept)));
  }

  /// The number that comes of it, and whose it is.
  Pick result() {
    var raised = floor.filter(pick -> pick.units > want.units).orElse(want);
    var kept = price.map(pick -> keepingLoad(pick, raised)).orElse(raised);
    var cut = ceiling.filter(pick -> pick.units < kept.units).orElse(kept);
    int units = capacity.clamp(cut.units);
    return units == cut.units ? cut : new Pick(units, outOfBounds(cut.units));
  }

  private Pick keepingLoad(Pick most, Pick raised) {
    int units = leastOf(most);
    return units < raised.units ? new Pick(units, most.cause) : raised;
  }

  private int leastOf(Pick most) {
    return load ? Math.max(most.units, want.units) : most.units;
  }

  private Cause outOfBounds(int units) {
    if (units > capacity.max() && desired > capacity.max()) {
      return engine(
          Reason.Code.CAPACITY,
          "above its max: "
              + desired
              + " of "
              + capacity.max()
              + ", coming down as the guardrails allow");
    }
    var facts = Map.of("wanted", (double) units);
    return Cause.engine(
        new Reason(
            Reason.Code.CAPACITY,
            units > capacity.max()
                ? units + " wanted, but its max is " + capacity.max()
                : units + " wanted, but its min is " + capacity.min(),
            facts));
  }

  /// Told where the file contradicts itself for now.
  Optional<String> contradiction() {
    return floor.flatMap(low ->
        ceiling
            .filter(high -> high.units < low.units)
            .map(high ->
                "a floor of "
                    + low.units
                    + " lies above a ceiling of "
                    + high.units
                    + ": the ceiling wins"));
  }

  private static Cause engine(Reason.Code code, String summary) {
    return Cause.engine(Reason.of(code, summary));
  }
}
