package ecf.core.policy;

import ecf.core.model.CapacityRange;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

  String KEY = "missingData";

  /// Longer than a day no point is asked for.
  Duration OLDEST = Duration.ofDays(1);

  Shape SHAPE =
      Shape.either(
          Shape.choice("hold", "holdScaleIn", "off"),
          Shape.keyed(
              Key.optional("lastGood", new Shape.Time(), "the last points count up to this age"),
              Key.optional(
                  "scaleOutTo",
                  new Shape.WholeNumber(1, Integer.MAX_VALUE),
                  "wants at least so many units")));

  /// Reads `missingData`; empty where it is missing or wrong. `off` is `holdScaleIn`: that nobody
  /// scales in blind cannot be switched off.
  static Optional<MissingData> read(Fields in, Optional<CapacityRange> capacity) {
    if (!in.has(KEY)) {
      return Optional.empty();
    }
    return in.isMap(KEY)
        ? in.map(KEY).flatMap(map -> readMap(map, capacity))
        : in.optionalParsed(KEY, MissingData::parse);
  }

  private static Parsed<MissingData> parse(String text) {
    return switch (text) {
      case "hold" -> Parsed.value(new Hold());
      case "holdScaleIn", "off" -> Parsed.value(new HoldScaleIn());
      case "lastGood" -> Parsed.wrong("needs an age", "write missingData: {lastGood: 10m}");
      case "scaleOutTo" -> Parsed.wrong("needs units", "write missingData: {scaleOutTo: 10}");
      default ->
          Parsed.wrong(
              "is not one of: hold, holdScaleIn, {lastGood: 10m}, {scaleOutTo: 10}, off",
              Nearest.to(text, List.of("hold", "holdScaleIn"))
                  .map(name -> "did you mean `" + name + "`?")
                  .orElse(""));
    };
  }

  private static Optional<MissingData> readMap(Fields map, Optional<CapacityRange> capacity) {
    map.requireAny("lastGood", "scaleOutTo");
    map.atMostOne("lastGood", "scaleOutTo");
    var age = map.optionalDuration("lastGood", Duration.ofSeconds(1), OLDEST);
    int most = capacity.map(CapacityRange::max).orElse(Integer.MAX_VALUE);
    var units = map.optionalInteger("scaleOutTo", 1, Math.max(1, most));
    return age.<MissingData>map(LastGood::new).or(() -> units.map(ScaleOutTo::new));
  }
}
