package ecf.aws.targets;

import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.CapacityRange;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetState;
import ecf.core.port.Targets.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Sends changes: one call for a target whose capacity or bounds change, one each for those who
/// join and leave. Capacities are absolute, so that an attempt that is repeated does no harm.
final class Sending {
  private final EcsServices services;
  private final AutoScalingGroups groups;
  private final ScalableTargets scalableTargets;
  private final TargetGroups targetGroups;
  private final Registering registering;
  private final Listeners listeners;
  private final Resizing resizing;
  private final TakingOver takingOver;

  Sending(
      EcsServices services,
      AutoScalingGroups groups,
      ScalableTargets scalableTargets,
      TargetGroups targetGroups,
      Registering registering,
      Listeners listeners,
      Resizing resizing,
      TakingOver takingOver) {
    this.listeners = listeners;
    this.takingOver = takingOver;
    this.services = services;
    this.groups = groups;
    this.scalableTargets = scalableTargets;
    this.targetGroups = targetGroups;
    this.registering = registering;
    this.resizing = resizing;
  }

  Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
    return switch (seen) {
      case TargetState.Fleet fleet ->
          changes.stream().findFirst().orElse(null) instanceof Change.TakeOver first
              ? takeOver(spec, fleet, first, changes.subList(1, changes.size()))
              : fleet(spec, fleet, changes);
      case TargetState.Group group -> rebalance(spec, group, changes);
      case TargetState.Listener listener -> shift(listener, changes);
    };
  }

  private Delivery fleet(TargetSpec spec, TargetState.Fleet fleet, List<Change> changes) {
    if (changes.size() == 1 && changes.getFirst() instanceof Change.ResizeUnit unit) {
      return replaced(spec.resource(), fleet, unit);
    }
    if (changes.stream().anyMatch(Sending::namesAnInstance)) {
      return gone(spec.resource(), changes);
    }
    return ofMinimum(spec)
        ? move(spec.resource(), changes)
        : resize(spec.resource(), fleet, changes);
  }

  private Delivery takeOver(
      TargetSpec spec, TargetState.Fleet fleet, Change.TakeOver first, List<Change> rest) {
    var failure = takingOver.takeOver(spec.resource(), fleet.identity(), first.found());
    if (failure.isPresent()) {
      return new Delivery(List.of(), failure);
    }
    var delivery = fleet(spec, fleet, rest);
    var sent = new ArrayList<Change>(List.of(first));
    sent.addAll(delivery.sent());
    return new Delivery(sent, delivery.failure());
  }

  private static boolean ofMinimum(TargetSpec spec) {
    return spec instanceof FleetSpec fleet && fleet.conduct().control().ofMinimum();
  }

  private Delivery move(Resource resource, List<Change> changes) {
    var sent = new ArrayList<Change>();
    for (Change change : changes) {
      var failure =
          change instanceof Change.SetBounds(var from, var to)
              ? moved(resource, from, to)
              : Optional.of(unfit(resource + " keeps its desired capacity"));
      if (failure.isPresent()) {
        return new Delivery(sent, failure);
      }
      sent.add(change);
    }
    return new Delivery(sent, Optional.empty());
  }

  private Optional<ProviderFailure> moved(Resource resource, CapacityRange from, CapacityRange to) {
    return switch (AwsFleet.of(resource)) {
      case AwsFleet.Service service -> scalableTargets.move(ScalableTargets.id(service), from, to);
      case AwsFleet.Group(var name) -> groups.move(name, from, to);
    };
  }

  /// A change that a target cannot have fails that target alone; no plan has one.
  private Delivery resize(Resource resource, TargetState.Fleet fleet, List<Change> changes) {
    if (changes.isEmpty()) {
      return new Delivery(List.of(), Optional.empty());
    }
    int units = fleet.desired();
    Optional<CapacityRange> bounds = Optional.empty();
    for (Change change : changes) {
      switch (change) {
        case Change.SetCapacity(var _, var to) -> units = to;
        case Change.SetBounds(var _, var to) -> bounds = Optional.of(to);
        case Change.ResizeUnit _ -> {
          return notSent(resource + " gets another size or another number");
        }
        case Change.Replace _, Change.Terminate _ -> {
          return notSent(resource + " gets other units or another number");
        }
        case Change.TakeOver _,
            Change.Register _,
            Change.Deregister _,
            Change.SetAttributes _,
            Change.SetWeights _ -> {
          return notSent(resource + " has no members of ours");
        }
      }
    }
    return resized(resource, units, bounds)
        .map(why -> new Delivery(List.of(), Optional.of(why)))
        .orElseGet(() -> new Delivery(changes, Optional.empty()));
  }

  /// No plan has another change beside it, whatever is decided of the target's number.
  private Delivery replaced(Resource resource, TargetState.Fleet fleet, Change.ResizeUnit unit) {
    var failure =
        switch (AwsFleet.of(resource)) {
          case AwsFleet.Service service -> resizing.resize(service, fleet, unit.from(), unit.to());
          case AwsFleet.Group _ -> Optional.of(unfit(resource + " has no tasks"));
        };
    return new Delivery(failure.isEmpty() ? List.of(unit) : List.of(), failure);
  }

  private static boolean namesAnInstance(Change change) {
    return change instanceof Change.Replace || change instanceof Change.Terminate;
  }

  /// One after the other: AWS names one in a call, and the number it asks for falls with each that
  /// is not replaced.
  private Delivery gone(Resource resource, List<Change> changes) {
    var sent = new ArrayList<Change>();
    for (Change change : changes) {
      var failure =
          AwsFleet.of(resource) instanceof AwsFleet.Group
              ? gone(resource, change)
              : Optional.of(unfit(resource + " has no instances"));
      if (failure.isPresent()) {
        return new Delivery(sent, failure);
      }
      sent.add(change);
    }
    return new Delivery(sent, Optional.empty());
  }

  private Optional<ProviderFailure> gone(Resource resource, Change change) {
    if (change instanceof Change.Replace(var instance, var _, var _)) {
      return groups.terminate(instance, false);
    }
    return change instanceof Change.Terminate(var instance, var _, var _)
        ? groups.terminate(instance, true)
        : Optional.of(unfit(resource + " gets other units or another number"));
  }

  private Optional<ProviderFailure> resized(
      Resource resource, int units, Optional<CapacityRange> bounds) {
    return switch (AwsFleet.of(resource)) {
      case AwsFleet.Service service ->
          bounds.isPresent()
              ? Optional.of(unfit(resource + " has no bounds"))
              : services.scale(service, units);
      case AwsFleet.Group(var name) ->
          bounds.isPresent() ? groups.resize(name, bounds.get(), units) : groups.scale(name, units);
    };
  }

  private Delivery rebalance(TargetSpec spec, TargetState.Group group, List<Change> changes) {
    var sent = new ArrayList<Change>();
    for (Change change : changes) {
      var delivery = rebalance(spec, group, change);
      sent.addAll(delivery.sent());
      if (delivery.failure().isPresent()) {
        return new Delivery(sent, delivery.failure());
      }
    }
    return new Delivery(sent, Optional.empty());
  }

  private Delivery rebalance(TargetSpec spec, TargetState.Group group, Change change) {
    return switch (change) {
      case Change.Register(var joining) ->
          taken(registering.register(spec, group, members(joining)), joining, Change.Register::new);
      case Change.Deregister(var leaving) ->
          taken(
              targetGroups.deregister(group.identity(), members(leaving)),
              leaving,
              Change.Deregister::new);
      case Change.SetAttributes(var _, var to) ->
          targetGroups
              .setAttributes(group.identity(), to)
              .map(why -> new Delivery(List.of(), Optional.of(why)))
              .orElseGet(() -> new Delivery(List.of(change), Optional.empty()));
      case Change.SetCapacity _,
          Change.SetBounds _,
          Change.ResizeUnit _,
          Change.Replace _,
          Change.Terminate _,
          Change.TakeOver _,
          Change.SetWeights _ ->
          notSent(group.identity() + " has no capacity");
    };
  }

  /// Many members take several calls, of which some may have been made before one failed.
  private static Delivery taken(
      TargetGroups.Taken taken,
      List<Change.Joining> all,
      Function<List<Change.Joining>, Change> change) {
    return new Delivery(
        taken.done() == 0 ? List.of() : List.of(change.apply(all.subList(0, taken.done()))),
        taken.failure());
  }

  private Delivery shift(TargetState.Listener listener, List<Change> changes) {
    var sent = new ArrayList<Change>();
    for (Change change : changes) {
      if (!(change instanceof Change.SetWeights weights)) {
        return notSent(listener.identity() + " has weights only");
      }
      var failure = listeners.shift(listener, weights);
      if (failure.isPresent()) {
        return new Delivery(sent, failure);
      }
      sent.add(change);
    }
    return new Delivery(sent, Optional.empty());
  }

  private static List<Member> members(List<Change.Joining> joining) {
    return joining.stream().map(Change.Joining::member).toList();
  }

  private static Delivery notSent(String message) {
    return new Delivery(List.of(), Optional.of(unfit(message)));
  }

  private static ProviderFailure unfit(String message) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID, "send", message, "please report it: a bug", false);
  }
}
