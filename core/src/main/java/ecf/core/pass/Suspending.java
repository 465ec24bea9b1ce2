package ecf.core.pass;

import ecf.core.engine.TargetSpec;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Tenure;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import ecf.core.port.Memories;
import ecf.core.port.Provider;
import ecf.core.port.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Writes down that ecf-aws does nothing at some targets, or that it does again. A pass that is at
/// work there ends, and the next one sees it. Nothing else is changed, but what is given back.
public final class Suspending {
  /// A pass that saves in between makes the attempt fail.
  private static final int ATTEMPTS = 5;

  private final Provider provider;
  private final Memories memories;

  public Suspending(Provider provider, Memories memories) {
    this.provider = provider;
    this.memories = memories;
  }

  /// What became of one target.
  ///
  /// @param halted what is suspended there afterwards, as far as it is known
  /// @param gaveBack what another scaler got back, in the provider's words
  public record Result(
      TargetSpec spec,
      boolean changed,
      Optional<Tenure.Halt> halted,
      Optional<String> gaveBack,
      Optional<ProviderFailure> failure) {
    /// One that could not be written down.
    public static Result failed(TargetSpec spec, ProviderFailure why) {
      return new Result(spec, false, Optional.empty(), Optional.empty(), Optional.of(why));
    }

    private Result failed(ProviderFailure why) {
      return new Result(spec, changed, halted, gaveBack, Optional.of(why));
    }
  }

  /// In the order of the targets' names.
  ///
  /// @throws ecf.core.port.Unavailable where the state cannot be used
  public List<Result> suspend(Collection<TargetSpec> specs, Tenure.Halt halt) {
    return write(
        specs,
        tenure ->
            tenure.suspended(
                Optional.of(tenure.suspended().map(known -> known.and(halt)).orElse(halt))));
  }

  /// In the order of the targets' names.
  ///
  /// @throws ecf.core.port.Unavailable where the state cannot be used
  public List<Result> resume(Collection<TargetSpec> specs, Tenure.Halt halt) {
    return write(
        specs,
        tenure -> tenure.suspended(tenure.suspended().flatMap(known -> known.without(halt))));
  }

  /// Suspends targets, and gives back what was taken over there. Interrupted anywhere, it does the
  /// rest when it is asked again: what was found is forgotten last.
  ///
  /// @throws ecf.core.port.Unavailable where the state cannot be used
  public List<Result> release(Collection<TargetSpec> specs) {
    var results = new ArrayList<Result>();
    for (Result suspended : suspend(specs, Tenure.Halt.BOTH)) {
      results.add(suspended.failure().isPresent() ? suspended : givenBack(suspended));
    }
    var given =
        results.stream().filter(each -> each.failure().isEmpty()).map(Result::spec).toList();
    var forgotten = new HashMap<TargetSpec, Result>();
    write(given, Tenure::givenBack).forEach(each -> forgotten.put(each.spec(), each));
    results.replaceAll(each ->
        Optional.ofNullable(forgotten.get(each.spec()))
            .flatMap(Result::failure)
            .map(each::failed)
            .orElse(each));
    return results;
  }

  /// A pass that is still at work there could take it over again.
  private Result givenBack(Result suspended) {
    var spec = suspended.spec();
    var memory = Optional.ofNullable(memories.load(List.of(spec.resource())).get(spec.resource()));
    var now = provider.clock().instant();
    if (memory.flatMap(TargetMemory::intent).filter(it -> memories.lives(it, now)).isPresent()) {
      return suspended.failed(atWork(spec));
    }
    var found = memory.map(TargetMemory::tenure).flatMap(Tenure::takenOver);
    var inquiry = new Targets.Inquiry(spec, Map.of());
    return switch (provider.targets().describe(List.of(inquiry)).get(spec.id())) {
      case Answer.Got<TargetState>(var state) ->
          switch (provider.targets().giveBack(spec, state, found)) {
            case Answer.Got<Optional<String>>(var gave) ->
                new Result(
                    spec,
                    suspended.changed() || gave.isPresent(),
                    suspended.halted(),
                    gave,
                    Optional.empty());
            case Answer.Failed<Optional<String>>(var why) -> suspended.failed(why);
          };
      case Answer.Failed<TargetState>(var why) -> suspended.failed(why);
      case null -> suspended.failed(Targets.undescribed(spec));
    };
  }

  private static ProviderFailure atWork(TargetSpec spec) {
    return new ProviderFailure(
        ProviderFailure.Kind.CONFLICT,
        "state:load",
        "a pass is at work on " + spec.resource() + ", which is suspended from the next one on",
        "run release again when it has ended",
        true);
  }

  private List<Result> write(Collection<TargetSpec> specs, UnaryOperator<Tenure> change) {
    var results = new TreeMap<String, Result>();
    var open = new ArrayList<>(specs);
    for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
      once(open, change, results);
      open.removeIf(spec -> results.containsKey(spec.id().name()));
    }
    open.forEach(spec -> results.put(spec.id().name(), Result.failed(spec, contested(spec))));
    return List.copyOf(results.values());
  }

  private void once(
      List<TargetSpec> open, UnaryOperator<Tenure> change, Map<String, Result> results) {
    var known = known(open, results);
    var next = new HashMap<Resource, TargetMemory>();
    known.forEach((resource, memory) -> {
      var changed = memory.tenure(change.apply(memory.tenure()));
      if (!changed.tenure().equals(memory.tenure())) {
        next.put(resource, changed);
      }
    });
    var saved = next.isEmpty() ? Map.<Resource, TargetMemory>of() : memories.save(next);
    for (TargetSpec spec : open) {
      var memory = known.get(spec.resource());
      boolean changes = next.containsKey(spec.resource());
      if (memory != null && (!changes || saved.containsKey(spec.resource()))) {
        var halted = changes ? Objects.requireNonNull(next.get(spec.resource())) : memory;
        results.put(
            spec.id().name(),
            new Result(
                spec, changes, halted.tenure().suspended(), Optional.empty(), Optional.empty()));
      }
    }
  }

  /// The memories of the targets. Of one that no pass has seen yet, the provider tells the
  /// identity.
  private Map<Resource, TargetMemory> known(List<TargetSpec> open, Map<String, Result> results) {
    var known = new HashMap<>(memories.load(open.stream().map(TargetSpec::resource).toList()));
    var unseen = open.stream().filter(spec -> !known.containsKey(spec.resource())).toList();
    if (unseen.isEmpty()) {
      return known;
    }
    var described =
        provider
            .targets()
            .describe(unseen.stream().map(spec -> new Targets.Inquiry(spec, Map.of())).toList());
    for (TargetSpec spec : unseen) {
      switch (described.get(spec.id())) {
        case Answer.Got<TargetState>(var state) ->
            known.put(spec.resource(), TargetMemory.fresh(state.identity()));
        case Answer.Failed<TargetState>(var why) ->
            results.put(spec.id().name(), Result.failed(spec, why));
        case null -> results.put(spec.id().name(), Result.failed(spec, Targets.undescribed(spec)));
      }
    }
    return known;
  }

  private static ProviderFailure contested(TargetSpec spec) {
    return new ProviderFailure(
        ProviderFailure.Kind.CONFLICT,
        "state:save",
        "other passes keep writing down " + spec.resource(),
        "try again when they are done",
        true);
  }
}
