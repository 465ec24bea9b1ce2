package ecf.core.model;

import java.time.Instant;
import java.util.Optional;

/// What is known of the size of a target's units; asked only where a policy is about it.
public sealed interface UnitState {
  /// @param since from when on no unit of another size was started, where the provider tells
  /// @param fixed why the size cannot be changed from here, where it cannot
  record Known(UnitSize size, Optional<Instant> since, Optional<String> fixed)
      implements UnitState {}

  record Unread(ProviderFailure why) implements UnitState {}
}
