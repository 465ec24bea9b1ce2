package ecf.core.policy;

import ecf.core.model.Reason;

/// What one policy makes of one observation.
public sealed interface Proposal {
  Reason reason();

  /// Capacity it would choose.
  record Want(int units, Reason reason) implements Proposal {}

  /// Capacity it would not go below, whatever others want.
  record Floor(int units, Reason reason) implements Proposal {}

  /// Capacity it would not go above, whatever others want.
  record Ceiling(int units, Reason reason) implements Proposal {}

  /// Cannot tell (no data): others may scale out, nobody may scale in.
  record Abstain(Reason reason) implements Proposal {}

  /// Does not apply now (outside its hours, under its threshold): hinders nobody.
  record Silent(Reason reason) implements Proposal {}
}
