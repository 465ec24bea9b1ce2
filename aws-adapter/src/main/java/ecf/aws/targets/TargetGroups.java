package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsErrors;
import ecf.aws.client.Lanes;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Calls of Elastic Load Balancing.
final class TargetGroups {
  static final String DESCRIBE = "elbv2:DescribeTargetGroups";

  /// AWS states no limit for this call; this is the one of its neighbours.
  private static final int BATCH = 20;

  /// AWS states no limit for these calls either; its own controller for Kubernetes sends as many.
  private static final int MEMBERS = 200;

  /// The zone of addresses outside the VPC of their group.
  static final String ALL_ZONES = "all";

  private final AwsClients clients;
  private final Lanes lanes;

  TargetGroups(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  /// Target groups by their names or ARNs.
  Map<String, Answer<TargetGroup>> find(Collection<String> namesAndArns) {
    var distinct = namesAndArns.stream().distinct().toList();
    var arns = distinct.stream().filter(TargetGroupKind::isArn).toList();
    var names = distinct.stream().filter(each -> !TargetGroupKind.isArn(each)).toList();
    var batches =
        Stream.of(arns, names).flatMap(some -> Answers.batches(some, BATCH).stream()).toList();
    var answers = new HashMap<String, Answer<TargetGroup>>();
    Lanes.each(batches, this::batch).values().forEach(answers::putAll);
    return answers;
  }

  private Map<String, Answer<TargetGroup>> batch(List<String> batch) {
    boolean arns = TargetGroupKind.isArn(batch.getFirst());
    var answer = ask(batch, arns);
    if (answer instanceof Answer.Failed<List<TargetGroup>>(var why)
        && why.kind() == ProviderFailure.Kind.NOT_FOUND) {
      return oneIsMissing(batch);
    }
    Function<TargetGroup, String> key =
        arns ? TargetGroup::targetGroupArn : TargetGroup::targetGroupName;
    return Answers.ofEach(batch, answer, key, TargetGroups::missing);
  }

  /// One unknown name fails the whole call, and AWS does not say which: each is asked for alone.
  private Map<String, Answer<TargetGroup>> oneIsMissing(List<String> batch) {
    if (batch.size() == 1) {
      return Answers.ofEach(
          batch, new Answer.Got<>(List.of()), TargetGroup::targetGroupArn, TargetGroups::missing);
    }
    var answers = new HashMap<String, Answer<TargetGroup>>();
    Lanes.each(Answers.batches(batch, 1), this::batch).values().forEach(answers::putAll);
    return answers;
  }

  private Answer<List<TargetGroup>> ask(List<String> batch, boolean arns) {
    return lanes.ask(
        DESCRIBE,
        () ->
            clients
                .elbV2()
                .describeTargetGroupsPaginator(describe -> {
                  if (arns) {
                    describe.targetGroupArns(batch);
                  } else {
                    describe.names(batch);
                  }
                })
                .targetGroups()
                .stream()
                .toList());
  }

  private static ProviderFailure missing(String nameOrArn) {
    return AwsErrors.failure(DESCRIBE, "TargetGroupNotFound", "no target group " + nameOrArn);
  }

  /// Everybody who is registered; there is no batch of these and no paging.
  Answer<List<TargetHealthDescription>> health(String arn) {
    return lanes.ask(
        "elbv2:DescribeTargetHealth",
        () ->
            clients
                .elbV2()
                .describeTargetHealth(describe -> describe.targetGroupArn(arn))
                .targetHealthDescriptions());
  }

  /// What a group is set to, as far as it matters here.
  Answer<Map<String, String>> attributes(String arn) {
    return lanes.ask(
        GroupAttributes.DESCRIBE,
        () ->
            clients
                .elbV2()
                .describeTargetGroupAttributes(describe -> describe.targetGroupArn(arn))
                .attributes()
                .stream()
                .filter(each -> GroupAttributes.matters(each.key()))
                .collect(Collectors.toMap(TargetGroupAttribute::key, TargetGroupAttribute::value)));
  }

  Optional<ProviderFailure> setAttributes(String arn, Map<String, String> attributes) {
    var all =
        attributes.entrySet().stream()
            .map(each ->
                TargetGroupAttribute.builder().key(each.getKey()).value(each.getValue()).build())
            .toList();
    return lanes.send(
        "elbv2:ModifyTargetGroupAttributes",
        () ->
            clients
                .elbV2()
                .modifyTargetGroupAttributes(modify -> modify.targetGroupArn(arn).attributes(all)));
  }

  /// @param done how many of them, from the first, were taken before one call failed
  record Taken(int done, Optional<ProviderFailure> failure) {}

  Taken register(String arn, List<Member> members) {
    return inBatches(
        members,
        some ->
            lanes.send(
                "elbv2:RegisterTargets",
                () ->
                    clients
                        .elbV2()
                        .registerTargets(
                            register -> register.targetGroupArn(arn).targets(targets(some)))));
  }

  Taken deregister(String arn, List<Member> members) {
    return inBatches(
        members,
        some ->
            lanes.send(
                "elbv2:DeregisterTargets",
                () ->
                    clients
                        .elbV2()
                        .deregisterTargets(
                            deregister -> deregister.targetGroupArn(arn).targets(targets(some)))));
  }

  /// One after the other, up to the first that fails: both calls may be repeated.
  private static Taken inBatches(
      List<Member> members, Function<List<Member>, Optional<ProviderFailure>> send) {
    int done = 0;
    for (List<Member> batch : Answers.batches(members, MEMBERS)) {
      var failure = send.apply(batch);
      if (failure.isPresent()) {
        return new Taken(done, failure);
      }
      done += batch.size();
    }
    return new Taken(done, Optional.empty());
  }

  private static List<TargetDescription> targets(List<Member> members) {
    return members.stream().map(TargetGroups::target).toList();
  }

  /// With the port, which is part of who a member is. A zone is AWS's to know, but for who is in
  /// none.
  private static TargetDescription target(Member member) {
    var target = TargetDescription.builder().id(member.id()).port(member.port());
    return member.zone().equals(ALL_ZONES)
        ? target.availabilityZone(ALL_ZONES).build()
        : target.build();
  }
}
