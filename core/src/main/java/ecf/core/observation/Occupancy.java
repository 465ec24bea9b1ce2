package ecf.core.observation;

import ecf.core.model.Packing;
import ecf.core.model.ProviderFailure;

/// What is known of a cluster in one pass.
public sealed interface Occupancy {
  record Known(Packing packing) implements Occupancy {}

  record Unread(ProviderFailure why) implements Occupancy {}
}
