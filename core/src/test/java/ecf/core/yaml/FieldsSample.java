package ecf.core.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Reads a file with one field of every type, as a reader of real configurations would.
final class FieldsSample {
  enum Mode {
    ACT,
    OBSERVE;

    String yamlName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  enum Kind {
    TARGET_TRACKING("targetTracking"),
    STEP("step");

    private final String yamlName;

    Kind(String yamlName) {
      this.yamlName = yamlName;
    }

    String yamlName() {
      return yamlName;
    }
  }

  private FieldsSample() {}

  static void read(Fields file) {
    file.integer("version", 1, 1);
    file.optionalText("name");
    file.map("provider").ifPresent(Fields::acceptRest);
    file.map("signals").ifPresent(Fields::acceptRest);
    file.map("ruleSets").ifPresent(Fields::acceptRest);
    file.entries("targets", "target").values().forEach(FieldsSample::readTarget);
    file.finish();
  }

  private static void readTarget(Fields target) {
    target.text("type");
    var capacity = target.requiredMap("capacity");
    capacity.integer("min", 0, 10_000);
    capacity.integer("max", 1, 10_000);
    target.choice("mode", Mode.class, Mode::yamlName, Mode.ACT);
    target.choice("control", List.of("desired", "min", "minMax"), "desired");
    target.texts("use");
    target.optionalText("note");
    target.textMap("tags");
    target.flag("alarms", false);
    target.duration("warmUp", Duration.ZERO);
    target.duration("for", Duration.ofMinutes(1), Duration.ofDays(7), Duration.ofHours(1));
    target.number("ratio", 0, 100, 1);
    target.positive("weight", 1);
    target.share("tolerance", 0.1);
    target.unitsOrShare("throttle", new Amount.Units(1));
    if (!target.off("cooldown")) {
      target.map("cooldown").ifPresent(cooldown -> cooldown.duration("in", Duration.ZERO));
    }
    target.maps("policies").forEach(FieldsSample::readPolicy);
  }

  private static void readPolicy(Fields policy) {
    policy.optionalText("name");
    policy.kind("type", Kind.class, Kind::yamlName).ifPresent(kind -> readKind(kind, policy));
  }

  private static void readKind(Kind kind, Fields policy) {
    switch (kind) {
      case TARGET_TRACKING -> {
        policy.text("signal");
        policy.quantity("target");
      }
      case STEP -> policy.maps("steps").forEach(FieldsSample::readStep);
    }
  }

  private static void readStep(Fields step) {
    step.requireAny("above", "below");
    step.atMostOne("above", "below");
    step.optionalQuantity("above");
    step.optionalQuantity("below");
    step.written("change");
  }
}
