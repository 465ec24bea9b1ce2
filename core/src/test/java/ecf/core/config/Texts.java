package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.signal.Signal;
import ecf.core.yaml.ProblemText;
import ecf.core.yaml.Source;
import java.util.Map;
import java.util.Objects;

/// Reads texts as configurations of [LabProvider].
final class Texts {
  static final String ADDRESS = "/etc/ecf/shop.yaml";

  private Texts() {}

  static Loaded read(String text) {
    return LabProvider.reader(Map.of()).read(new Source("shop.yaml", text), ADDRESS);
  }

  /// The configuration; problems fail the test with their text.
  static ScalingConfig valid(String text) {
    return switch (read(text)) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid(var source, var problems) ->
          throw new AssertionError(ProblemText.render(source, problems));
    };
  }

  /// The one target of a file, from its keys.
  static FleetSpec fleet(String keys) {
    var config = valid("version: 1\ntargets:\n  web:\n" + keys.indent(4));
    assertThat(config.targets()).hasSize(1);
    return (FleetSpec) config.targets().getFirst();
  }

  static Signal signal(ScalingConfig config, String target, String name) {
    return config.targets().stream()
        .filter(spec -> spec.id().name().equals(target))
        .map(spec -> Objects.requireNonNull(((FleetSpec) spec).signals().get(name)))
        .findFirst()
        .orElseThrow();
  }
}
