package ecf.core.memory;

import java.util.Optional;
import java.util.OptionalInt;

/// How a target is held: what was arranged for it once and lasts until somebody changes it.
///
/// @param spread how far the provider's minimum and maximum were apart when they were first seen
/// @param takenOver what of another scaler was suspended when it was taken over, in the provider's
///   words; empty where none was taken over
/// @param suspended what ecf-aws does not do there, by the user's word
public record Tenure(OptionalInt spread, Optional<String> takenOver, Optional<Halt> suspended) {
  /// The changes that are not made.
  public enum Halt {
    BOTH,
    OUT,
    IN;

    /// Whether a change in this direction is not made.
    public boolean holds(boolean out) {
      return this == BOTH || this == (out ? OUT : IN);
    }

    /// Halted for one more reason.
    public Halt and(Halt other) {
      return this == other ? this : BOTH;
    }

    /// What stays halted when `other` is resumed.
    public Optional<Halt> without(Halt other) {
      if (other == BOTH || this == other) {
        return Optional.empty();
      }
      return Optional.of(this == BOTH ? (other == IN ? OUT : IN) : this);
    }
  }

  public static Tenure none() {
    return new Tenure(OptionalInt.empty(), Optional.empty(), Optional.empty());
  }

  public Tenure spread(OptionalInt units) {
    return new Tenure(units, takenOver, suspended);
  }

  /// What was found first is what is kept.
  public Tenure takingOver(String found) {
    return takenOver.isPresent() ? this : new Tenure(spread, Optional.of(found), suspended);
  }

  public Tenure givenBack() {
    return new Tenure(spread, Optional.empty(), suspended);
  }

  public Tenure suspended(Optional<Halt> halted) {
    return new Tenure(spread, takenOver, halted);
  }
}
