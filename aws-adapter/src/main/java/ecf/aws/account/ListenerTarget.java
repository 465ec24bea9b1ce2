package ecf.aws.account;

import ecf.aws.account.FirstFile.Entry;
import ecf.aws.targets.Forwarding;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/// A listener or rule that splits traffic as a target of a first file, with the weights that it
/// has. Pure.
///
/// Where one group has all of it, another is its standby; else traffic is balanced.
final class ListenerTarget {
  /// A step of `balance` is a tenth of all weights where nothing else is said, and at least 1.
  private static final int LEAST_SUM = 10;

  private ListenerTarget() {}

  /// Empty where there is nothing to split.
  static Optional<Entry> of(Route route, Inventory inventory) {
    return weights(route).map(weights -> entry(route, weights, inventory));
  }

  /// By ARN.
  private static Optional<SequencedMap<String, Integer>> weights(Route route) {
    return switch (new Forwarding(route.actions()).weights()) {
      case Answer.Got<SequencedMap<String, Integer>>(var weights) ->
          weights.size() > 1 ? Optional.of(weights) : Optional.empty();
      case Answer.Failed<SequencedMap<String, Integer>> _ -> Optional.empty();
    };
  }

  private static Entry entry(
      Route route, SequencedMap<String, Integer> byArn, Inventory inventory) {
    var mover = mover(byArn.keySet(), inventory);
    if (mover.isPresent()) {
      return new Entry.LeftOut(route.what(), mover.get());
    }
    var weights = new TreeMap<String, Integer>();
    byArn.forEach((arn, weight) -> weights.put(name(arn), weight));
    if (weights.values().stream().allMatch(weight -> weight == 0)) {
      return new Entry.LeftOut(route.what(), "all its weights are 0");
    }
    var body = new ArrayList<String>();
    body.add(Yaml.comment("# " + capital(route.what()) + ": these are its weights."));
    body.add("# Before `mode: act`, make sure that nobody else changes them.");
    body.add("type: listener");
    body.add((route.rule().isPresent() ? "rule: " : "listener: ") + Yaml.text(route.arn()));
    body.add(
        weights.entrySet().stream()
            .map(each -> Yaml.key(each.getKey()) + ": " + each.getValue())
            .collect(Collectors.joining(", ", "weights: {", "}")));
    body.add("policies:");
    body.add("  - " + policy(weights));
    var name = route.balancer() + "-" + route.port();
    return new Entry.Target(
        List.of(route.rule().isPresent() ? name + "-rule-" + route.rule().getAsInt() : name), body);
  }

  private static String policy(SortedMap<String, Integer> weights) {
    var busy = named(weights, weight -> weight > 0);
    if (busy.size() == 1) {
      return "{type: failover, primary: "
          + Yaml.text(busy.getFirst())
          + ", standby: "
          + Yaml.text(named(weights, weight -> weight == 0).getFirst())
          + ", signal: healthyHosts, below: 1}";
    }
    int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
    var step = sum < LEAST_SUM ? ", maxShift: " + Math.ceilDiv(100, sum) + "%" : "";
    return "{type: balance, signal: healthyHosts" + step + "}";
  }

  private static List<String> named(SortedMap<String, Integer> weights, IntPredicate which) {
    return weights.entrySet().stream()
        .filter(each -> which.test(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /// Who moves traffic between these groups when he deploys.
  private static Optional<String> mover(Collection<String> groups, Inventory inventory) {
    return inventory.services().stream()
        .flatMap(service -> moved(service, groups).stream())
        .sorted()
        .findFirst();
  }

  private static Optional<String> moved(Service service, Collection<String> groups) {
    var by = service.deploymentController();
    boolean ecs = by == null || by.type() == DeploymentControllerType.ECS;
    var its = ecs ? service.loadBalancers().stream() : withTaskSets(service);
    return its.anyMatch(entry ->
        groups.contains(entry.targetGroupArn()) && (!ecs || entry.advancedConfiguration() != null))
        ? Optional.of(
            (ecs ? "ECS" : by.typeAsString())
                + " moves its traffic when "
                + service.serviceName()
                + " is deployed")
        : Optional.empty();
  }

  private static Stream<LoadBalancer> withTaskSets(Service service) {
    return Stream.concat(
        service.loadBalancers().stream(),
        service.taskSets().stream().flatMap(set -> set.loadBalancers().stream()));
  }

  /// The part of a target group's ARN before its last.
  private static String name(String arn) {
    return arn.split("/", -1)[1];
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
