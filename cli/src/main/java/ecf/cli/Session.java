package ecf.cli;

import ecf.core.config.ScalingConfig;
import ecf.core.engine.TargetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.PassResult;
import ecf.core.pass.Selecting;
import ecf.core.pass.Suspending;
import ecf.core.pass.TargetResult;
import ecf.core.port.Provider;
import ecf.core.port.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// One pass over one file, with everything that is opened for it and closed after it.
final class Session {
  private final Connections connections;
  private final ScalingConfig config;
  private final InstantSource clock;
  private final boolean commands;

  Session(Connections connections, ScalingConfig config, InstantSource clock) {
    this(connections, config, clock, false);
  }

  /// @param commands whether hooks may run programs of this machine
  Session(Connections connections, ScalingConfig config, InstantSource clock, boolean commands) {
    this.connections = connections;
    this.config = config;
    this.clock = clock;
    this.commands = commands;
  }

  /// What is left to do when the pass is over and everything is written down.
  interface Afterwards {
    PassResult of(Provider provider, PassResult result);
  }

  /// Where the state cannot be used, nothing is changed, and every target failed for that reason.
  PassResult run(PassRequest request, Afterwards afterwards) {
    try (var provider = connections.provider(config)) {
      return afterwards.of(provider, run(request, provider));
    } catch (Unavailable e) {
      return unserved(request, clock.instant(), e.failure());
    }
  }

  private PassResult run(PassRequest request, Provider provider) {
    try (var memories = connections.memories(config, provider)) {
      var started = provider.clock().instant();
      var notifiers = connections.notifiers(config, provider);
      var hooks = connections.hooks(provider, commands);
      var pass = new Pass(provider, memories, clock, notifiers, hooks);
      try {
        return pass.run(request);
      } catch (Unavailable e) {
        return pass.told(unserved(request, started, e.failure()));
      }
    }
  }

  /// Where the state cannot be used, nothing is written down, and every target failed for that
  /// reason.
  ///
  /// @param only names of targets; none: all
  List<Suspending.Result> suspension(
      Set<TargetId> only,
      BiFunction<Suspending, Collection<TargetSpec>, List<Suspending.Result>> write) {
    var request = new PassRequest(config.targets(), only, Mode.PLAN, Optional.empty());
    try (var provider = connections.provider(config);
        var memories = connections.memories(config, provider)) {
      var selected = new Selecting(provider.targets()).select(request);
      var results =
          new ArrayList<>(write.apply(new Suspending(provider, memories), selected.asked()));
      selected.unserved().forEach((spec, why) -> results.add(Suspending.Result.failed(spec, why)));
      return results.stream().sorted(Comparator.comparing(each -> each.spec().id())).toList();
    } catch (Unavailable e) {
      return config.targets().stream()
          .filter(spec -> only.isEmpty() || only.stream().anyMatch(id -> spec.isOrSelects(id)))
          .sorted(Comparator.comparing(TargetSpec::id))
          .map(spec -> Suspending.Result.failed(spec, e.failure()))
          .toList();
    }
  }

  private static PassResult unserved(
      PassRequest request, Instant started, ProviderFailure failure) {
    var results =
        Selecting.taking(request).stream()
            .sorted(Comparator.comparing(TargetSpec::id))
            .map(spec -> failed(spec, failure))
            .toList();
    return new PassResult(request.mode(), started, Duration.ZERO, new TreeMap<>(), results);
  }

  private static TargetResult failed(TargetSpec spec, ProviderFailure failure) {
    var outcome = new Outcome.Failed(failure, Optional.empty(), List.of());
    return new TargetResult(spec, Optional.empty(), Optional.empty(), outcome, List.of());
  }
}
