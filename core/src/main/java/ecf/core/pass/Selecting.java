package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Order;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Cause;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Puts a target in the place of `select` for everything that matches it. A resource belongs to one
/// target: to the one that names it, before any that selects it.
public final class Selecting {
  private static final String CALL = "select";

  private final Targets targets;

  public Selecting(Targets targets) {
    this.targets = targets;
  }

  /// @param request for the targets that there are
  /// @param settled those that take no part: they selected nothing, or cannot be served
  /// @param searched who was found
  public record Selected(PassRequest request, List<TargetResult> settled, Searched searched) {
    public Selected {
      settled = List.copyOf(settled);
    }

    /// Those that cannot be served, and why.
    public Map<TargetSpec, ProviderFailure> unserved() {
      var unserved = new LinkedHashMap<TargetSpec, ProviderFailure>();
      for (TargetResult each : settled) {
        if (each.outcome() instanceof Outcome.Failed(var why, var _, var _)) {
          unserved.put(each.spec(), why);
        }
      }
      return unserved;
    }

    /// Those that are asked for, and no more.
    public List<TargetSpec> asked() {
      return request.targets().stream()
          .filter(spec -> request.only().isEmpty() || request.only().contains(spec.id()))
          .toList();
    }
  }

  /// Asks nothing where nothing selects, or where those that do take no part.
  public Selected select(PassRequest request) {
    var selecting = selecting(request.targets());
    if (selecting.isEmpty()) {
      return new Selected(request, List.of(), Searched.nothing());
    }
    var named = new ArrayList<>(request.targets());
    named.removeAll(selecting);
    var taking = Set.copyOf(taking(request));
    var asked =
        request.limits().coverTheFile()
            ? selecting
            : selecting.stream().filter(spec -> taking.contains(spec)).toList();
    var matches = matches(asked, named);
    var specs = new ArrayList<>(named);
    matches.values().forEach(each -> specs.addAll(each.specs()));
    var settled = new ArrayList<TargetResult>();
    matches.forEach((spec, each) -> {
      if (taking.contains(spec)) {
        settled.addAll(each.settled());
      }
    });
    var searched = searched(selecting, named, matches);
    if (request.only().isEmpty()) {
      return new Selected(request.of(specs, Set.of()), settled, searched);
    }
    return narrowed(request, matches, specs, settled, searched);
  }

  /// What one target selected.
  ///
  /// @param settled those that cannot be served, or itself where it selected nothing
  /// @param found all that it has; empty where that is not known
  private record Matches(
      List<FleetSpec> specs, List<TargetResult> settled, Optional<Set<Resource>> found) {
    Matches {
      specs = List.copyOf(specs);
      settled = List.copyOf(settled);
    }
  }

  private static Searched searched(
      Collection<FleetSpec> selecting,
      Collection<TargetSpec> named,
      Map<FleetSpec, Matches> matches) {
    var found = new LinkedHashMap<FleetSpec, Set<Resource>>();
    matches.forEach((spec, each) -> each.found().ifPresent(all -> found.put(spec, all)));
    return new Searched(
        found,
        named.stream().map(TargetSpec::resource).collect(Collectors.toSet()),
        found.keySet().containsAll(selecting));
  }

  private static List<FleetSpec> selecting(Collection<TargetSpec> all) {
    return all.stream()
        .filter(FleetSpec.class::isInstance)
        .map(FleetSpec.class::cast)
        .filter(TargetSpec::selects)
        .toList();
  }

  /// The targets of the file that take part; something that one of them selects is that one.
  public static List<TargetSpec> taking(PassRequest request) {
    if (request.only().isEmpty()) {
      return request.targets();
    }
    var meant =
        request.targets().stream()
            .filter(spec -> request.only().stream().anyMatch(spec::isOrSelects))
            .map(TargetSpec::id)
            .toList();
    var tied = Order.of(request.targets()).tied(meant);
    return request.targets().stream().filter(spec -> tied.contains(spec.id())).toList();
  }

  /// A pass over some of them: who is named as the file does stands for all that it selects.
  private static Selected narrowed(
      PassRequest request,
      Map<FleetSpec, Matches> matches,
      List<TargetSpec> specs,
      List<TargetResult> settled,
      Searched searched) {
    var only = new HashSet<TargetId>();
    var told = new ArrayList<>(settled);
    var there = specs.stream().map(TargetSpec::id).collect(Collectors.toSet());
    for (TargetId id : request.only()) {
      matches.forEach((spec, each) -> {
        if (spec.id().equals(id)) {
          each.specs().forEach(match -> only.add(match.id()));
        } else if (spec.selects(id)) {
          told.removeIf(other -> spec.selects(other.spec().id()) && !asked(request, spec, other));
          if (!there.contains(id) && told.stream().noneMatch(it -> it.spec().id().equals(id))) {
            told.add(failed(self(spec).of(id, self(spec).resource()), gone(spec)));
          }
        }
      });
      if (there.contains(id)) {
        only.add(id);
      }
    }
    return new Selected(
        only.isEmpty() ? request.of(List.of(), only) : request.of(specs, only), told, searched);
  }

  private static boolean asked(PassRequest request, FleetSpec spec, TargetResult result) {
    return request.only().contains(spec.id()) || request.only().contains(result.spec().id());
  }

  private Map<FleetSpec, Matches> matches(List<FleetSpec> asked, List<TargetSpec> named) {
    var taken = named.stream().map(TargetSpec::resource).collect(Collectors.toSet());
    var answers =
        asked.isEmpty() ? Map.<TargetId, Answer<List<Selector.Found>>>of() : targets.find(asked);
    var found = new LinkedHashMap<FleetSpec, Answer<List<Selector.Found>>>();
    var selectedBy = new HashMap<Resource, List<FleetSpec>>();
    for (FleetSpec spec : asked) {
      var answer =
          Optional.ofNullable(answers.get(spec.id()))
              .orElseGet(() -> new Answer.Failed<>(Targets.undescribed(self(spec))));
      found.put(spec, answer);
      if (answer instanceof Answer.Got<List<Selector.Found>>(var all)) {
        all.forEach(
            each -> selectedBy.computeIfAbsent(each.resource(), _ -> new ArrayList<>()).add(spec));
      }
    }
    var matches = new LinkedHashMap<FleetSpec, Matches>();
    found.forEach((spec, answer) ->
        matches.put(
            spec,
            switch (answer) {
              case Answer.Failed<List<Selector.Found>>(var why) ->
                  new Matches(List.of(), List.of(failed(self(spec), why)), Optional.empty());
              case Answer.Got<List<Selector.Found>>(var all) ->
                  all.isEmpty() ? nothing(spec) : matches(spec, all, taken, selectedBy);
            }));
    return matches;
  }

  private static Matches matches(
      FleetSpec spec,
      List<Selector.Found> all,
      Set<Resource> taken,
      Map<Resource, List<FleetSpec>> selectedBy) {
    var specs = new ArrayList<FleetSpec>();
    var settled = new ArrayList<TargetResult>();
    var found = new HashSet<Resource>();
    for (Selector.Found each : all) {
      if (!taken.contains(each.resource())) {
        found.add(each.resource());
        var match = spec.selected(each);
        var others = new ArrayList<>(selectedBy.getOrDefault(each.resource(), List.of()));
        others.remove(spec);
        var missing = new TreeSet<>(spec.tagsRead());
        missing.removeAll(each.tags().keySet());
        if (!others.isEmpty()) {
          settled.add(failed(match, contested(others.getFirst())));
        } else if (!missing.isEmpty()) {
          settled.add(failed(match, untagged(missing.getFirst())));
        } else {
          specs.add(match);
        }
      }
    }
    return found.isEmpty() ? nothing(spec) : new Matches(specs, settled, Optional.of(found));
  }

  private static Matches nothing(FleetSpec spec) {
    var why = "nothing matches select " + spec.selector().map(Selector::toString).orElse("");
    var steady = new Decision.Steady(spec.id(), Cause.engine(Reason.of(Reason.Code.NO_WISH, why)));
    return new Matches(
        List.of(),
        List.of(
            new TargetResult(
                self(spec),
                Optional.empty(),
                Optional.empty(),
                new Outcome.Unchanged(steady),
                List.of("check its names and tags, unless there is to be one only later"))),
        Optional.of(Set.of()));
  }

  /// As reports show a target that selects: with its patterns for names.
  private static FleetSpec self(FleetSpec spec) {
    return spec.selector()
        .map(selector ->
            spec.of(
                spec.id(),
                new Resource(
                    spec.resource().provider(), spec.resource().type(), selector.patterns())))
        .orElse(spec);
  }

  private static TargetResult failed(FleetSpec spec, ProviderFailure why) {
    var outcome = new Outcome.Failed(why, Optional.empty(), List.of());
    return new TargetResult(spec, Optional.empty(), Optional.empty(), outcome, List.of());
  }

  private static ProviderFailure contested(FleetSpec other) {
    return invalid(
        ProviderFailure.Kind.INVALID,
        "the target " + other.id() + " selects it, too",
        "narrow one of the two, or name it in a target of its own");
  }

  private static ProviderFailure untagged(String tag) {
    return invalid(
        ProviderFailure.Kind.INVALID,
        "it has no tag " + tag + ", which a signal of it names",
        "tag it, or leave it out of select");
  }

  /// Whether it says that a name of the caller's is nobody's.
  public static boolean isUnknownName(ProviderFailure why) {
    return why.call().equals(CALL) && why.kind() == ProviderFailure.Kind.NOT_FOUND;
  }

  private static ProviderFailure gone(FleetSpec spec) {
    return invalid(
        ProviderFailure.Kind.NOT_FOUND,
        "the target " + spec.id() + " selects nothing of this name",
        "`plan --target " + spec.id() + "` lists what it selects");
  }

  private static ProviderFailure invalid(ProviderFailure.Kind kind, String message, String hint) {
    return new ProviderFailure(kind, CALL, message, hint, false);
  }
}
