package ecf.cli;

import ecf.core.config.ScalingConfig;
import ecf.core.doctor.Diagnosis;
import ecf.core.doctor.Evidence;
import ecf.core.doctor.Survey;
import ecf.core.engine.TargetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.pass.Pass;
import ecf.core.pass.PassResult;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.Provider;
import ecf.core.port.Unavailable;
import ecf.core.yaml.Problem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks all that can be asked about one file, and changes nothing. What cannot be used does not
/// keep the rest from being looked at.
final class Consultation {
  private final Connections connections;
  private final ScalingConfig config;
  private final InstantSource clock;

  Consultation(Connections connections, ScalingConfig config, InstantSource clock) {
    this.connections = connections;
    this.config = config;
    this.clock = clock;
  }

  /// @param warnings of the file itself
  Diagnosis diagnosis(List<Problem> warnings) {
    try (var provider = connections.provider(config)) {
      var surveyed = surveyed(provider);
      var examination = provider.examine(Survey.looked(config, surveyed.pass()));
      var telling =
          connections.notifiers(config, provider).stream()
              .flatMap(notifier -> notifier.right().stream())
              .distinct()
              .sorted()
              .toList();
      var evidence =
          new Evidence(config, warnings, surveyed.state(), surveyed.pass(), examination, telling);
      return Diagnosis.of(evidence, provider.calls());
    } catch (Unavailable e) {
      var unserved = Survey.unserved(config, clock.instant(), e.failure());
      var unreached = Survey.unreached(e.failure());
      var evidence =
          new Evidence(
              config,
              warnings,
              new Evidence.State(Optional.empty(), List.of()),
              unserved,
              unreached);
      return Diagnosis.of(evidence, unserved.calls());
    }
  }

  private record Surveyed(Evidence.State state, PassResult pass) {}

  private Surveyed surveyed(Provider provider) {
    try (var memories = connections.memories(config, provider)) {
      var writes = new ArrayList<>(memories.writes());
      if (config.targets().stream().anyMatch(TargetSpec::selects)) {
        writes.addAll(memories.deletes());
      }
      var state = new Evidence.State(Optional.empty(), writes);
      return new Surveyed(state, survey(provider, memories));
    } catch (Unavailable e) {
      return new Surveyed(
          new Evidence.State(Optional.of(e.failure()), List.of()), without(provider, e.failure()));
    }
  }

  /// Everything but the memory is looked at all the same.
  private PassResult without(Provider provider, ProviderFailure why) {
    try (var memories = new NoMemories()) {
      return survey(provider, memories);
    } catch (Unavailable _) {
      return Survey.unserved(config, provider.clock().instant(), why);
    }
  }

  private PassResult survey(Provider provider, Memories memories) {
    return new Pass(provider, memories, clock).run(Survey.of(config));
  }
}
