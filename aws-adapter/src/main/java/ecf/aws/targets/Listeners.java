package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsErrors;
import ecf.aws.client.Lanes;
import ecf.aws.signal.GroupMetric;
import ecf.core.engine.Change;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/// Calls of Elastic Load Balancing about listeners and their rules.
final class Listeners {
  static final String DESCRIBE = "elbv2:DescribeListeners";
  private static final String DESCRIBE_RULES = "elbv2:DescribeRules";

  /// AWS states no limit for these calls; this is the one of their neighbours.
  private static final int BATCH = 20;

  private final AwsClients clients;
  private final Lanes lanes;

  Listeners(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  /// What listeners and rules do, by their ARNs.
  Map<String, Answer<Forwarding>> describe(Collection<String> arns) {
    var rules = arns.stream().distinct().filter(ListenerKind::isRule).toList();
    var listeners = arns.stream().distinct().filter(arn -> !ListenerKind.isRule(arn)).toList();
    var batches =
        Stream.of(rules, listeners).flatMap(some -> Answers.batches(some, BATCH).stream()).toList();
    var answers = new HashMap<String, Answer<Forwarding>>();
    Lanes.each(batches, this::batch).values().forEach(answers::putAll);
    return answers;
  }

  /// One that is gone fails the whole call, and AWS does not say which: each is asked for alone.
  private Map<String, Answer<Forwarding>> batch(List<String> batch) {
    var answers = ask(batch);
    boolean oneIsMissing =
        answers.get(batch.getFirst()) instanceof Answer.Failed<Forwarding>(var why)
            && why.kind() == ProviderFailure.Kind.NOT_FOUND;
    if (!oneIsMissing || batch.size() == 1) {
      return answers;
    }
    var alone = new HashMap<String, Answer<Forwarding>>();
    Lanes.each(Answers.batches(batch, 1), this::ask).values().forEach(alone::putAll);
    return alone;
  }

  private Map<String, Answer<Forwarding>> ask(List<String> batch) {
    var answers = new HashMap<String, Answer<Forwarding>>();
    if (ListenerKind.isRule(batch.getFirst())) {
      var rules =
          lanes.ask(
              DESCRIBE_RULES,
              () -> clients.elbV2().describeRules(describe -> describe.ruleArns(batch)).rules());
      Answers.ofEach(batch, rules, Rule::ruleArn, arn -> missing(DESCRIBE_RULES, arn))
          .forEach((arn, answer) ->
              answers.put(arn, Answers.map(answer, rule -> new Forwarding(rule.actions()))));
    } else {
      var listeners =
          lanes.ask(
              DESCRIBE,
              () ->
                  clients
                      .elbV2()
                      .describeListeners(describe -> describe.listenerArns(batch))
                      .listeners());
      Answers.ofEach(batch, listeners, Listener::listenerArn, arn -> missing(DESCRIBE, arn))
          .forEach((arn, answer) ->
              answers.put(
                  arn, Answers.map(answer, listener -> new Forwarding(listener.defaultActions()))));
    }
    return answers;
  }

  private static ProviderFailure missing(String call, String arn) {
    return ListenerKind.isRule(arn)
        ? AwsErrors.failure(call, "RuleNotFound", "no rule " + arn)
        : AwsErrors.failure(call, "ListenerNotFound", "no listener " + arn);
  }

  /// Reads once more, compares with what was decided on, writes, and reads what became of it: AWS
  /// has no version for these, so the last writer wins.
  Optional<ProviderFailure> shift(TargetState.Listener seen, Change.SetWeights change) {
    var arn = seen.identity();
    var call = ListenerKind.isRule(arn) ? "elbv2:ModifyRule" : "elbv2:ModifyListener";
    return switch (one(arn)) {
      case Answer.Failed<Forwarding>(var why) -> Optional.of(why);
      case Answer.Got<Forwarding>(var now) ->
          isAs(now, change.from(), seen)
              ? write(call, arn, now.with(byArn(change.to(), seen)))
                  .or(() -> verified(call, change, seen))
              : Optional.of(
                  changed(call, "somebody else changed it since it was looked at, so it was left"));
    };
  }

  private Optional<ProviderFailure> verified(
      String call, Change.SetWeights change, TargetState.Listener seen) {
    return switch (one(seen.identity())) {
      case Answer.Failed<Forwarding>(var why) -> Optional.of(why);
      case Answer.Got<Forwarding>(var now) ->
          isAs(now, change.to(), seen)
              ? Optional.empty()
              : Optional.of(changed(call, "the weights were sent, but others are there now"));
    };
  }

  private Answer<Forwarding> one(String arn) {
    return Objects.requireNonNull(ask(List.of(arn)).get(arn));
  }

  /// A group that it does not send to yet has no weight there.
  private static boolean isAs(
      Forwarding now, SortedMap<String, Integer> weights, TargetState.Listener seen) {
    return switch (now.weights()) {
      case Answer.Failed<SequencedMap<String, Integer>> _ -> false;
      case Answer.Got<SequencedMap<String, Integer>>(var there) -> {
        var wanted = byArn(weights, seen);
        yield wanted.keySet().containsAll(there.keySet())
            && wanted.entrySet().stream()
                .allMatch(each -> there.getOrDefault(each.getKey(), 0).equals(each.getValue()));
      }
    };
  }

  private static Map<String, Integer> byArn(
      SortedMap<String, Integer> weights, TargetState.Listener seen) {
    var byArn = new HashMap<String, Integer>();
    weights.forEach(
        (group, weight) -> byArn.put(GroupMetric.arn(seen.lookups(), group).orElse(group), weight));
    return byArn;
  }

  private Optional<ProviderFailure> write(String call, String arn, List<Action> actions) {
    return lanes.send(
        call,
        () -> {
          if (ListenerKind.isRule(arn)) {
            clients.elbV2().modifyRule(modify -> modify.ruleArn(arn).actions(actions));
          } else {
            clients
                .elbV2()
                .modifyListener(modify -> modify.listenerArn(arn).defaultActions(actions));
          }
        });
  }

  private static ProviderFailure changed(String call, String message) {
    return new ProviderFailure(
        ProviderFailure.Kind.CONFLICT, call, message, "look who else moves this traffic", true);
  }
}
