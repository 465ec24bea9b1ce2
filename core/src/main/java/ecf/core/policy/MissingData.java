package ecf.core.policy;

import java.time.Duration;

/// What a policy that cannot tell does to its target. In every form, nobody scales in by a want
/// meanwhile.
public sealed interface MissingData {
  /// No change by a want, in either direction.
  record Hold() implements MissingData {}

  /// Others may scale out.
  record HoldScaleIn() implements MissingData {}

  /// The last points still count while they are no older than this.
  record LastGood(Duration age) implements MissingData {}

  /// Wants at least these units, to be safe in the dark.
  record ScaleOutTo(int units) implements MissingData {}
}
