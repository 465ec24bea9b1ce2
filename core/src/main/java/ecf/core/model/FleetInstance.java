package ecf.core.model;

import java.util.Optional;

/// One running unit of a fleet, or several that come and go together. Told only where somebody has
/// to know it by its name.
///
/// @param id its name at the provider
/// @param zone where it runs; empty text where the provider does not tell
/// @param units how many it counts for
/// @param kept whether the provider's user has it stay: protected from scale-in
/// @param sick the provider's word on why it fails its health source, may be empty text; empty
///   where it does not fail it
public record FleetInstance(
    String id, String zone, int units, boolean kept, Optional<String> sick) {}
