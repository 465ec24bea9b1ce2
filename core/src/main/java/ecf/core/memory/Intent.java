package ecf.core.memory;

import ecf.core.model.UnitSize;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A change that a pass has claimed and whose outcome is not known yet.
///
/// @param at when it was claimed; a sent change moves the clock of its direction to this time
/// @param by the policy whose want it is; empty where no want asks for it
/// @param pass who claimed it
/// @param expiresAt when the claim ends even if its pass cannot be asked whether it lives
/// @param unit the size that units shall have, where that is the change
/// @param instances the units that shall go by name: while others come, or for good where the
///   number goes down
public record Intent(
    int from,
    int to,
    Instant at,
    Optional<String> by,
    String pass,
    Instant expiresAt,
    Optional<UnitSize> unit,
    Set<String> instances) {
  public Intent {
    instances = Set.copyOf(new TreeSet<>(instances));
  }

  /// Of a change of the capacity, or of the size of units.
  public Intent(
      int from,
      int to,
      Instant at,
      Optional<String> by,
      String pass,
      Instant expiresAt,
      Optional<UnitSize> unit) {
    this(from, to, at, by, pass, expiresAt, unit, Set.of());
  }

  /// Of a change of the capacity.
  public Intent(int from, int to, Instant at, Optional<String> by, String pass, Instant expiresAt) {
    this(from, to, at, by, pass, expiresAt, Optional.empty());
  }

  /// Whether others come for the units that go.
  boolean replaces() {
    return !instances.isEmpty() && from == to;
  }

  /// The same for some of the units.
  Intent of(Set<String> some) {
    int reached = replaces() ? to : from - some.size();
    return new Intent(from, reached, at, by, pass, expiresAt, unit, some);
  }

  /// The same as far as the number went down.
  Intent reaching(int units) {
    return new Intent(from, Math.max(to, units), at, by, pass, expiresAt, unit, instances);
  }

  /// What it comes to if it reached the provider.
  public Sent sent() {
    return new Sent(at, from, to, by);
  }
}
