package ecf.aws.account;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Asks load balancers what they do with requests: one call each for its listeners, and one for the
/// rules of each listener. One that has a single target group has nothing to split, and is not
/// asked.
final class Routing {
  static final int MOST_BALANCERS = 50;
  static final int MOST_LISTENERS = 100;

  private final AwsClients clients;
  private final Lanes lanes;

  Routing(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  /// @param groups all target groups, which tell the load balancers that they belong to
  Routes of(List<TargetGroup> groups) {
    var beyond = new ArrayList<String>();
    var unread = new ArrayList<ProviderFailure>();
    var balancers = first(splitting(groups), MOST_BALANCERS, "listeners of load balancers", beyond);
    var listeners = all(balancers, this::listeners, unread);
    var ruled =
        first(
            listeners.stream().filter(Routing::hasRules).toList(),
            MOST_LISTENERS,
            "rules of listeners",
            beyond);
    var found = new ArrayList<>(listeners.stream().map(Route::of).toList());
    found.addAll(all(ruled, this::rules, unread));
    return new Routes(found, beyond, unread);
  }

  /// Those that have more than one target group.
  static List<String> splitting(List<TargetGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.loadBalancerArns().stream().distinct())
        .filter(arn -> arn.contains(":loadbalancer/app/") || arn.contains(":loadbalancer/net/"))
        .collect(Collectors.groupingBy(arn -> arn, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .filter(each -> each.getValue() > 1)
        .map(each -> each.getKey())
        .toList();
  }

  static <T> List<T> first(List<T> all, int most, String what, List<String> beyond) {
    if (all.size() > most) {
      beyond.add(what + ": " + most + " of " + all.size() + " were asked, which is the most");
    }
    return all.stream().limit(most).toList();
  }

  private static boolean hasRules(Listener listener) {
    return listener.listenerArn().contains(":listener/app/");
  }

  /// What those say that answer, side by side; of the others the first failure.
  private static <K, V> List<V> all(
      Collection<K> asked, Function<K, Answer<List<V>>> ask, List<ProviderFailure> unread) {
    var values = new ArrayList<V>();
    var failures = new ArrayList<ProviderFailure>();
    for (Answer<List<V>> answer : Lanes.each(asked, ask).values()) {
      switch (answer) {
        case Answer.Got<List<V>>(var some) -> values.addAll(some);
        case Answer.Failed<List<V>>(var why) -> failures.add(why);
      }
    }
    failures.stream().limit(1).forEach(unread::add);
    return values;
  }

  private Answer<List<Listener>> listeners(String balancer) {
    return lanes.ask(
        "elbv2:DescribeListeners",
        () ->
            clients
                .elbV2()
                .describeListenersPaginator(describe -> describe.loadBalancerArn(balancer))
                .listeners()
                .stream()
                .toList());
  }

  /// The default rule is what the listener does.
  private Answer<List<Route>> rules(Listener listener) {
    return lanes.ask(
        "elbv2:DescribeRules",
        () ->
            clients
                .elbV2()
                .describeRulesPaginator(describe -> describe.listenerArn(listener.listenerArn()))
                .rules()
                .stream()
                .filter(rule -> !rule.isDefault())
                .map((Rule rule) -> Route.of(rule, listener))
                .toList());
  }
}
