package ecf.aws.account;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/// A listener, or one rule of it, and what it does with a request.
///
/// @param balancer the load balancer's name
/// @param rule its priority
record Route(
    String arn,
    String balancer,
    String protocol,
    int port,
    OptionalInt rule,
    List<Action> actions) {
  static final Comparator<Route> ORDER =
      Comparator.comparing(Route::balancer)
          .thenComparingInt(Route::port)
          .thenComparingInt(route -> route.rule().orElse(0))
          .thenComparing(Route::arn);

  Route {
    actions = List.copyOf(actions);
  }

  static Route of(Listener listener) {
    return new Route(
        listener.listenerArn(),
        name(listener.loadBalancerArn()),
        listener.protocolAsString(),
        listener.port(),
        OptionalInt.empty(),
        listener.defaultActions());
  }

  /// @param listener that it is a rule of
  static Route of(Rule rule, Listener listener) {
    return new Route(
        rule.ruleArn(),
        name(listener.loadBalancerArn()),
        listener.protocolAsString(),
        listener.port(),
        OptionalInt.of(Integer.parseInt(rule.priority())),
        rule.actions());
  }

  private static String name(String arn) {
    return arn.split("/", -1)[2];
  }

  /// `HTTPS 443 of shop`, `rule 5 of HTTPS 443 of shop`
  String what() {
    var there = protocol + " " + port + " of " + balancer;
    return rule.isPresent() ? "rule " + rule.getAsInt() + " of " + there : there;
  }
}
