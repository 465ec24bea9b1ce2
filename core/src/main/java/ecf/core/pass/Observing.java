package ecf.core.pass;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Intent;
import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Tenure;
import ecf.core.model.Cause;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.model.Registration;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.UnitState;
import ecf.core.observation.GroupObservation;
import ecf.core.observation.ListenerObservation;
import ecf.core.observation.Observation;
import ecf.core.port.Answer;
import ecf.core.port.Memories;
import ecf.core.port.Provider;
import ecf.core.port.Targets;
import ecf.core.port.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The reads of a pass: memories, then descriptions and metrics side by side, each in one batch.
final class Observing {
  private final Provider provider;
  private final Memories memories;

  Observing(Provider provider, Memories memories) {
    this.provider = provider;
    this.memories = memories;
  }

  /// @param counted targets that are not looked at: what is remembered of them is enough
  /// @param rosters gets what is remembered of those that select
  Sights observe(List<TargetSpec> specs, List<TargetSpec> counted, Rosters rosters, Instant now) {
    var sights = Sights.none(specs);
    var loading = Stream.concat(specs.stream(), counted.stream()).toList();
    var documents = new ArrayList<>(rosters.documents());
    loading.forEach(spec -> documents.add(spec.resource()));
    var stored = memories.load(documents);
    rosters.load(stored);
    for (TargetSpec spec : loading) {
      Optional.ofNullable(stored.get(spec.resource()))
          .ifPresent(memory -> sights.loaded().put(spec.id(), memory));
    }
    var metrics = new Metrics(provider.signals(), new Quoted(provider.prices(), now), now);
    var described = describe(specs, sights, stored, metrics);
    for (TargetSpec spec : specs) {
      var answer =
          Optional.ofNullable(described.get(spec.id()))
              .orElseGet(() -> new Answer.Failed<>(Targets.undescribed(spec)));
      switch (answer) {
        case Answer.Failed<TargetState>(var why) ->
            settle(
                sights,
                spec,
                Optional.empty(),
                new Outcome.Failed(why, Optional.empty(), List.of()));
        case Answer.Got<TargetState>(var state) -> see(sights, spec, state, now);
      }
    }
    new Verifying(provider.targets(), now).complete(sights);
    metrics.complete(sights);
    new Occupied(provider.clusters()).complete(sights);
    return sights;
  }

  /// Metrics do not wait for the descriptions where every name in their queries is known already.
  private Map<TargetId, Answer<TargetState>> describe(
      List<TargetSpec> specs, Sights sights, Map<Resource, TargetMemory> stored, Metrics metrics) {
    var inquiries =
        specs.stream()
            .map(spec -> new Targets.Inquiry(spec, lookups(stored.get(spec.resource()))))
            .toList();
    var queries = metrics.foreseen(inquiries);
    if (queries.isEmpty()) {
      return provider.targets().describe(inquiries);
    }
    try (var side = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading = side.submit(() -> metrics.read(queries.get()));
      var described = provider.targets().describe(inquiries);
      Waiting.on(reading);
      return described;
    }
  }

  private static Map<String, String> lookups(@Nullable TargetMemory memory) {
    return memory == null ? Map.of() : memory.lookups();
  }

  private void see(Sights sights, TargetSpec spec, TargetState state, Instant now) {
    var loaded = Optional.ofNullable(sights.loaded().get(spec.id()));
    var living = loaded.flatMap(TargetMemory::intent).filter(intent -> memories.lives(intent, now));
    if (living.isPresent()) {
      settle(sights, spec, Optional.of(state), claimed(living.get(), now));
      return;
    }
    var remade = loaded.filter(memory -> memory.isOfAnother(state.identity()));
    if (remade.isPresent()) {
      sights.warn(
          spec.id(),
          "this is another " + spec.resource().type() + " than before: its memory begins anew");
    }
    var memory =
        loaded
            .map(known -> known.madeFor(state.identity()))
            .orElseGet(() -> TargetMemory.fresh(state.identity()))
            .lookups(state.lookups());
    switch (spec) {
      case FleetSpec fleet -> {
        switch (state) {
          case TargetState.Fleet seen -> see(sights, fleet, seen, memory, now);
          case TargetState.Group _, TargetState.Listener _ -> settleMisfit(sights, spec);
        }
      }
      case GroupSpec _ -> {
        switch (state) {
          case TargetState.Group seen -> {
            sights.groups().put(spec.id(), new GroupObservation(seen, memory.resolved(seen), now));
            unused(seen).ifPresent(warning -> sights.warn(spec.id(), warning));
          }
          case TargetState.Fleet _, TargetState.Listener _ -> settleMisfit(sights, spec);
        }
      }
      case ListenerSpec _ -> {
        switch (state) {
          case TargetState.Listener seen ->
              sights
                  .listeners()
                  .put(
                      spec.id(),
                      new ListenerObservation(
                          seen, Map.of(), memory.resolved(seen), memories.remembers(), now));
          case TargetState.Fleet _, TargetState.Group _ -> settleMisfit(sights, spec);
        }
      }
    }
  }

  /// Nobody sends them anything, which is no failure of theirs.
  private static Optional<String> unused(TargetState.Group seen) {
    var all =
        seen.registered().stream()
            .filter(each -> each.health() == Registration.Health.UNUSED)
            .toList();
    return all.stream()
        .findFirst()
        .map(each ->
            (all.size() == 1 ? "1 member gets" : all.size() + " members get")
                + " no traffic"
                + (each.why().isEmpty() ? "" : ": " + each.why()));
  }

  private void see(
      Sights sights, FleetSpec spec, TargetState.Fleet state, TargetMemory memory, Instant now) {
    boolean ofMinimum = spec.conduct().control().ofMinimum();
    if (ofMinimum && state.limits().isEmpty()) {
      settleMisfit(sights, spec);
      return;
    }
    int number = ofMinimum ? state.limits().get().min() : state.desired();
    var warm = state.serving(serving(spec, state, memory.looks(), now));
    var look = new Look(number, warm.running(), warm.serving(), warm.pending());
    var known = memory.resolved(state, number);
    var sized =
        warm.condition().unit().orElse(null) instanceof UnitState.Known unit
            ? known.sized(now, unit)
            : known;
    var held = sized.tenure(held(spec, state, sized.tenure()));
    var seen =
        new Observation(
            warm,
            Map.of(),
            held.looked(now, look).byZone(state.condition().byZone()),
            memories.remembers(),
            Map.of(),
            Optional.empty(),
            now);
    sights.fleets().put(spec.id(), ofMinimum ? seen.minimum(number) : seen);
  }

  /// The distance of the bounds is remembered while it is kept.
  private static Tenure held(FleetSpec spec, TargetState.Fleet state, Tenure before) {
    if (spec.conduct().control() != FleetSpec.Control.MIN_MAX) {
      return before.spread(OptionalInt.empty());
    }
    return before.spread().isPresent()
        ? before
        : before.spread(
            state.limits().stream().mapToInt(limits -> limits.max() - limits.min()).findFirst());
  }

  /// Units younger than the warm-up do not serve yet; their age counts from the pass that first saw
  /// them.
  private static int serving(FleetSpec spec, TargetState.Fleet state, Looks looks, Instant now) {
    var warmUp = spec.health().warmUp().or(state::warmUp).orElse(Duration.ZERO);
    return warmUp.isZero()
        ? state.serving()
        : looks
            .during(now.minus(warmUp), now, Look::running)
            .map(running -> Math.min(state.serving(), running.least()))
            .orElse(state.serving());
  }

  private static Outcome claimed(Intent intent, Instant now) {
    var age = Figures.plain(Duration.between(intent.at(), now));
    return new Outcome.Skipped(
        Cause.engine(
            Reason.of(
                Reason.Code.CLAIMED,
                "pass " + intent.pass() + " claimed it " + age + " ago and is at work on it")),
        Optional.empty(),
        "wait for that pass to end; the next one sees its result");
  }

  private static void settle(
      Sights sights, TargetSpec spec, Optional<TargetState> state, Outcome outcome) {
    sights
        .settled()
        .put(spec.id(), new TargetResult(spec, state, Optional.empty(), outcome, List.of()));
  }

  private static void settleMisfit(Sights sights, TargetSpec spec) {
    settle(
        sights,
        spec,
        Optional.empty(),
        new Outcome.Failed(Targets.undescribed(spec), Optional.empty(), List.of()));
  }
}
