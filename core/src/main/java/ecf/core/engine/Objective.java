package ecf.core.engine;

import java.util.List;

/// What a target aims at, as its file says in one word, and what that word came to.
///
/// @param name as in `objective: cost`
/// @param settings those that hold by it, in words, e.g. `stabilization.in 3m`; what the file says
///   itself is not among them
/// @param everyZone whether the minimum is at least one unit for each zone and one more
public record Objective(String name, List<String> settings, boolean everyZone) {
  public Objective {
    settings = List.copyOf(settings);
  }

  @Override
  public String toString() {
    return settings.isEmpty()
        ? "objective " + name + ": the file says all of it itself"
        : "objective " + name + ": " + String.join(", ", settings);
  }
}
