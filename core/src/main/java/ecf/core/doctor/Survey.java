package ecf.core.doctor;

import ecf.core.config.ScalingConfig;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassRequest;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import ecf.core.port.Answer;
import ecf.core.port.Examination;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is asked of a file's targets to know all that can be known of them.
public final class Survey {
  private Survey() {}

  /// A pass that changes nothing. Who else sets a number is asked of those as well whose file does
  /// not mind.
  public static PassRequest of(ScalingConfig config) {
    return PassRequest.survey(config.targets().stream().map(Survey::minding).toList())
        .within(config.limits());
  }

  /// What is looked at: the targets of the file, and what those that select stand for.
  ///
  /// @param pass over all of them
  public static List<TargetSpec> looked(ScalingConfig config, PassResult pass) {
    var selected =
        pass.targets().stream()
            .map(TargetResult::spec)
            .filter(spec ->
                config.targets().stream()
                    .anyMatch(each -> !each.id().equals(spec.id()) && each.isOrSelects(spec.id())));
    return Stream.concat(config.targets().stream(), selected).toList();
  }

  private static TargetSpec minding(TargetSpec spec) {
    return switch (spec) {
      case FleetSpec fleet
          when fleet.conduct().ownership() == FleetSpec.Ownership.IGNORE
              && !fleet.conduct().control().ofMinimum() -> {
        var conduct = fleet.conduct();
        yield fleet.conduct(
            new FleetSpec.Conduct(
                conduct.mode(),
                conduct.directions(),
                conduct.groupBounds(),
                FleetSpec.Ownership.REFUSE,
                conduct.control()));
      }
      case FleetSpec _, GroupSpec _, ListenerSpec _ -> spec;
    };
  }

  /// Of a provider that could not be reached: nothing was seen.
  public static PassResult unserved(ScalingConfig config, Instant now, ProviderFailure why) {
    var results =
        config.targets().stream()
            .map(spec ->
                new TargetResult(
                    spec,
                    Optional.empty(),
                    Optional.empty(),
                    new Outcome.Failed(why, Optional.empty(), List.of()),
                    List.of()))
            .toList();
    return new PassResult(Mode.PLAN, now, Duration.ZERO, new TreeMap<>(), results);
  }

  public static Examination unreached(ProviderFailure why) {
    return Examination.of(new Answer.Failed<>(why), "nothing could be looked at");
  }
}
