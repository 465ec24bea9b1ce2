package ecf.aws.targets;

import ecf.aws.signal.GroupMetric;
import ecf.core.engine.ListenerSpec;
import ecf.core.model.Activity;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Registration;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Describes listeners: how they split traffic, and how many members of each group are healthy.
final class ListenerTargets {
  private final Listeners calls;
  private final TargetGroups groups;
  private final Healths healths;

  ListenerTargets(Listeners calls, TargetGroups groups, Healths healths) {
    this.calls = calls;
    this.groups = groups;
    this.healths = healths;
  }

  /// A target of the file, and what is remembered of it.
  record Wanted(ListenerSpec spec, Map<String, String> remembered) {
    String arn() {
      return ListenerKind.arn(spec.resource());
    }
  }

  /// @param groups ARNs by the names of the file
  record Found(
      String arn,
      SortedMap<String, Integer> weights,
      SortedMap<String, String> groups,
      Map<String, TargetState.Listener.Hosts> hosts) {}

  Map<TargetId, Answer<Found>> find(List<Wanted> targets) {
    var described = calls.describe(targets.stream().map(Wanted::arn).toList());
    var sent = new HashMap<Wanted, Answer<SequencedMap<String, Integer>>>();
    targets.forEach(target ->
        sent.put(
            target,
            Answers.flatMap(
                Objects.requireNonNull(described.get(target.arn())), Forwarding::weights)));
    var arns = new HashMap<Wanted, SortedMap<String, String>>();
    sent.forEach((target, answer) ->
        Seen.got(answer).ifPresent(there -> arns.put(target, known(target, there))));
    var unknown = new HashSet<String>();
    arns.forEach((target, known) ->
        target.spec().weights().keySet().stream()
            .filter(name -> !known.containsKey(name))
            .forEach(unknown::add));
    var lookedUp = unknown.isEmpty() ? Map.<String, Answer<TargetGroup>>of() : groups.find(unknown);
    lookedUp.forEach((name, answer) ->
        Seen.got(answer)
            .ifPresent(group ->
                arns.forEach((target, known) -> {
                  if (target.spec().weights().containsKey(name)) {
                    known.putIfAbsent(name, group.targetGroupArn());
                  }
                })));
    healths.ask(arns.values().stream().flatMap(known -> known.values().stream()).toList());
    var found = new HashMap<TargetId, Answer<Found>>();
    sent.forEach((target, answer) ->
        found.put(
            target.spec().id(),
            Answers.flatMap(
                answer,
                there ->
                    found(target, there, Objects.requireNonNull(arns.get(target)), lookedUp))));
    return found;
  }

  /// A name is the part of the ARN before its last; so those that get traffic need no question.
  private static SortedMap<String, String> known(
      Wanted target, SequencedMap<String, Integer> there) {
    var known = new TreeMap<String, String>();
    for (String name : target.spec().weights().keySet()) {
      if (TargetGroupKind.isArn(name)) {
        known.put(name, name);
      } else {
        there.keySet().stream()
            .filter(arn -> name(arn).equals(name))
            .findFirst()
            .or(() -> GroupMetric.arn(target.remembered(), name))
            .ifPresent(arn -> known.put(name, arn));
      }
    }
    return known;
  }

  private static String name(String arn) {
    var parts = arn.split("/", -1);
    return parts.length < 2 ? arn : parts[1];
  }

  private Answer<Found> found(
      Wanted target,
      SequencedMap<String, Integer> there,
      SortedMap<String, String> arns,
      Map<String, Answer<TargetGroup>> lookedUp) {
    for (String name : target.spec().weights().keySet()) {
      if (!arns.containsKey(name)
          && lookedUp.get(name) instanceof Answer.Failed<TargetGroup>(var why)) {
        return new Answer.Failed<>(why);
      }
    }
    var stranger = there.keySet().stream().filter(arn -> !arns.containsValue(arn)).findFirst();
    if (stranger.isPresent()) {
      return new Answer.Failed<>(
          new ProviderFailure(
              ProviderFailure.Kind.INVALID,
              Listeners.DESCRIBE,
              "it sends traffic to "
                  + name(stranger.get())
                  + " as well, which `weights` leaves out",
              "name it in `weights`, with the weight that it shall have",
              false));
    }
    var weights = new TreeMap<String, Integer>();
    var hosts = new HashMap<String, TargetState.Listener.Hosts>();
    for (var each : arns.entrySet()) {
      weights.put(each.getKey(), there.getOrDefault(each.getValue(), 0));
      switch (healths.of(each.getValue())) {
        case Answer.Got<List<TargetHealthDescription>>(var described) ->
            hosts.put(each.getKey(), hosts(described));
        case Answer.Failed<List<TargetHealthDescription>>(var why) -> {
          return new Answer.Failed<>(why);
        }
      }
    }
    return new Answer.Got<>(new Found(target.arn(), weights, arns, hosts));
  }

  static TargetState.Listener.Hosts hosts(List<TargetHealthDescription> described) {
    var all = TargetHealthMapping.registrations(described);
    int healthy = (int) all.stream().filter(each -> each.health().serves()).count();
    int draining =
        (int) all.stream().filter(each -> each.health() == Registration.Health.DRAINING).count();
    return new TargetState.Listener.Hosts(healthy, all.size() - draining);
  }

  /// With what the services that its groups belong to are doing, as far as this pass was told.
  static TargetState state(Found found, Seen seen) {
    var busy = new ArrayList<Activity>();
    found.groups().values().forEach(arn -> busy.addAll(seen.deploymentsOf(arn)));
    return new TargetState.Listener(
        found.arn(),
        found.weights(),
        found.hosts(),
        busy.stream().distinct().toList(),
        GroupMetric.lookups(ListenerKind.loadBalancer(found.arn()), found.groups()));
  }
}
