package ecf.core.report;

import ecf.core.model.CapacityRange;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// How several proposals become one number, step by step, in sentences. It repeats the rules of the
/// engine for people to follow; a test holds the two together.
///
/// @param units what comes of it before the guardrails
record Combination(List<String> steps, int units) {
  private record Bid(String by, int units) {}

  private static final Comparator<Bid> BY_UNITS = Comparator.comparingInt(Bid::units);

  static Combination of(List<NamedPolicy.Said> said, Observation seen, CapacityRange capacity) {
    var combining = new Combining(said, seen);
    combining.want();
    combining.floorAndCeiling();
    combining.capacity(capacity);
    return new Combination(List.copyOf(combining.steps), combining.units);
  }

  private static final class Combining {
    private final List<NamedPolicy.Said> said;
    private final Observation seen;
    private final List<String> steps = new ArrayList<>();
    private int units;
    private int wanted;

    Combining(List<NamedPolicy.Said> said, Observation seen) {
      this.said = said;
      this.seen = seen;
      this.units = seen.desired();
      this.wanted = units;
    }

    void want() {
      var highest = highest(each -> each instanceof Proposal.Want(int n, var _) ? some(n) : none());
      if (highest.isEmpty()) {
        steps.add("No policy wants a number: " + units + ", as it is.");
        return;
      }
      var want = highest.get();
      steps.add("The highest want counts: " + want.units() + " of " + want.by() + ".");
      var blind =
          said.stream()
              .filter(each -> each.proposal() instanceof Proposal.Abstain)
              .map(each -> each.by().name())
              .toList();
      if (want.units() < units && !blind.isEmpty()) {
        steps.add(
            "But "
                + String.join(" and ", blind)
                + " cannot tell, so no want scales in: "
                + units
                + ".");
      } else if (want.units() < units && !seen.clocks()) {
        steps.add("But nothing is remembered, so no want scales in: " + units + ".");
      } else {
        units = want.units();
      }
      wanted = units;
    }

    void floorAndCeiling() {
      highest(each -> each instanceof Proposal.Floor(int n, var _) ? some(n) : none())
          .filter(floor -> floor.units() > units)
          .ifPresent(floor -> {
            units = floor.units();
            steps.add("Raised to the floor of " + floor.by() + ": " + units + ".");
          });
      int want = said.stream().anyMatch(NamedPolicy.Said::tellsOfLoad) ? wanted : 0;
      lowestCeiling(true)
          .filter(price -> Math.max(price.units(), want) < units)
          .ifPresent(price -> {
            units = Math.max(price.units(), want);
            steps.add(
                "Cut to the ceiling of "
                    + price.by()
                    + (want > price.units() ? ", but not below what load needs: " : ": ")
                    + units
                    + ".");
          });
      lowestCeiling(false)
          .filter(ceiling -> ceiling.units() < units)
          .ifPresent(ceiling -> {
            units = ceiling.units();
            steps.add("Cut to the ceiling of " + ceiling.by() + ": " + units + ".");
          });
    }

    private Optional<Bid> lowestCeiling(boolean keepsLoad) {
      var those =
          said.stream().filter(each -> each.by().policy().keepsLoad() == keepsLoad).toList();
      return bids(those, each -> each instanceof Proposal.Ceiling(int n, var _) ? some(n) : none())
          .stream()
          .min(BY_UNITS);
    }

    void capacity(CapacityRange range) {
      if (range.clamp(units) != units) {
        units = range.clamp(units);
        steps.add("Brought into its capacity " + range + ": " + units + ".");
      }
    }

    private Optional<Bid> highest(Function<Proposal, OptionalInt> bid) {
      return bids(bid).stream().max(BY_UNITS);
    }

    private List<Bid> bids(Function<Proposal, OptionalInt> bid) {
      return bids(said, bid);
    }

    private static List<Bid> bids(
        List<NamedPolicy.Said> said, Function<Proposal, OptionalInt> bid) {
      var bids = new ArrayList<Bid>();
      for (NamedPolicy.Said each : said) {
        bid.apply(each.proposal()).ifPresent(number -> bids.add(new Bid(each.by().name(), number)));
      }
      return bids;
    }

    private static OptionalInt some(int units) {
      return OptionalInt.of(units);
    }

    private static OptionalInt none() {
      return OptionalInt.empty();
    }
  }
}
