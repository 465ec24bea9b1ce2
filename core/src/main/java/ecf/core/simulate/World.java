package ecf.core.simulate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that is kept of the cloud between commands. Everything else follows from this, the settings
/// and the time.
///
/// @param began the minute that its loads are counted from
record World(Instant began, Anchor clock, SortedMap<String, Timeline> services) {
  /// Where its time and the real one meet, and how fast its time runs from there.
  record Anchor(Instant real, Instant virtual, int speed) {
    Anchor {
      Objects.requireNonNull(real, "real");
      Objects.requireNonNull(virtual, "virtual");
    }

    /// Stands still while the real clock is behind the anchor.
    Instant at(Instant now) {
      var elapsed = Duration.between(real, now);
      return elapsed.isNegative() ? virtual : virtual.plus(elapsed.multipliedBy(speed));
    }
  }

  World {
    Objects.requireNonNull(began, "began");
    Objects.requireNonNull(clock, "clock");
    services.values().forEach(Objects::requireNonNull);
    services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  /// A world begins at the real time.
  static World begin(Instant real) {
    return new World(
        real.truncatedTo(ChronoUnit.MINUTES), new Anchor(real, real, 1), new TreeMap<>());
  }

  /// Never before what already happened, even where the real clock was set back.
  Instant now(Instant real) {
    var now = clock.at(real);
    return services.values().stream()
        .map(Timeline::lastChange)
        .filter(now::isBefore)
        .max(Instant::compareTo)
        .orElse(now);
  }

  /// This world under the settings of now: new services appear with their initial units, and
  /// another speed goes on from the present time.
  World under(SimulatedSettings settings, Instant real) {
    var now = now(real);
    var next = new TreeMap<>(services);
    settings
        .services()
        .forEach((name, service) ->
            next.computeIfAbsent(name, _ -> Timeline.of(now, service.initial())));
    var anchor = clock.speed == settings.speed() ? clock : new Anchor(real, now, settings.speed());
    return new World(began, anchor, next);
  }

  World asked(String service, Instant now, int units) {
    var next = new TreeMap<>(services);
    next.computeIfPresent(service, (_, timeline) -> timeline.asked(now, units));
    return new World(began, clock, next);
  }

  /// The minute of a time, counted from the beginning.
  long minute(Instant at) {
    return Math.floorDiv(Duration.between(began, at).toSeconds(), 60);
  }
}
