package ecf.core.policy;

import ecf.core.model.Reason;
import ecf.core.model.UnitSize;
import java.util.List;

/// What one policy makes of one observation.
public sealed interface Proposal {
  Reason reason();

  /// Capacity it would choose.
  record Want(int units, Reason reason) implements Proposal {}

  /// Capacity it would not go below, whatever others want.
  record Floor(int units, Reason reason) implements Proposal {}

  /// Capacity it would not go above, whatever others want.
  record Ceiling(int units, Reason reason) implements Proposal {}

  /// The size that each unit should have. It says nothing of how many there are.
  ///
  /// @param from as they are
  /// @param dimension what it is about; the other amount follows from what sizes there are
  /// @param way how far it goes
  record Fit(UnitSize from, UnitSize to, UnitSize.Dimension dimension, Way way, Reason reason)
      implements Proposal {}

  /// What becomes of a size that would fit.
  ///
  /// @param now whether units are replaced by others of that size when nothing else changes; else
  ///   it is only told
  /// @param first whether more of a unit comes before more units
  /// @param larger sizes for that, the smallest first
  record Way(boolean now, boolean first, List<UnitSize> larger) {
    public Way {
      larger = List.copyOf(larger);
    }

    public static Way told() {
      return new Way(false, false, List.of());
    }
  }

  /// Cannot tell (no data): others may scale out, nobody may scale in.
  record Abstain(Reason reason) implements Proposal {}

  /// Does not apply now (outside its hours, under its threshold): hinders nobody.
  record Silent(Reason reason) implements Proposal {}
}
