package ecf.core.engine;

import ecf.core.guardrail.Rate;
import ecf.core.model.Money;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the targets of a file share. A limit only makes a change smaller: pools and money cut
/// scale-outs, the blast radius holds scale-ins, and nothing scales because of them.
///
/// @param pools units that the targets of a pool may have together, by the pool's name
/// @param cost what all targets with a `unitCost` may cost together
public record Limits(
    SortedMap<String, Integer> pools, Optional<Money> cost, Optional<BlastRadius> blastRadius) {
  public Limits {
    pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
  }

  public static Limits none() {
    return new Limits(new TreeMap<>(), Optional.empty(), Optional.empty());
  }

  /// Whether targets count that take no part in a pass.
  public boolean coverTheFile() {
    return cost.isPresent() || blastRadius.isPresent();
  }

  /// How much may scale in over all targets of the file, remembered for ten minutes so that passes
  /// cannot add up. Of 40 units, 30% are 12; of 3 targets, 50% are 2: shares round up.
  ///
  /// @param targets how many may scale in
  /// @param units how many may go
  public record BlastRadius(Optional<Rate> targets, Optional<Rate> units) {
    public static final Duration REMEMBERED = Duration.ofMinutes(10);
  }
}
