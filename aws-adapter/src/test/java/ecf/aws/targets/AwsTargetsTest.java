package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.client.AwsClients;
import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.CapacityRange;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import ecf.core.model.Registration;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.Zones;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Targets of AWS against moto: what is seen, what is sent, and in how many calls.
class AwsTargetsTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final AwsClients clients = account.clients();
  private final AwsTargets targets = new AwsTargets(clients, new FailedLookups());
  private final World world = World.in(moto);

  // --- describe ---

  @Test
  void aServiceIsAFleetOfTasks() {
    world.cluster("shop").service("checkout", 4).deploying(3, 1);

    var fleet = fleet(Specs.service("shop", "checkout", "cpu"));

    assertThat(fleet.desired()).isEqualTo(4);
    assertThat(fleet.running()).isEqualTo(3);
    assertThat(fleet.serving()).isEqualTo(3);
    assertThat(fleet.pending()).isEqualTo(1);
    assertThat(fleet.limits()).isEmpty();
    assertThat(fleet.owner()).isEmpty();
    assertThat(fleet.identity()).startsWith("arn:aws:ecs:").contains(":service/shop/checkout");
    assertThat(fleet.activities()).singleElement().asString().contains("in progress");
  }

  @Test
  void aGroupIsAFleetOfInstancesWithItsOwnBounds() {
    world.group("web-asg", 2, 20, 3);

    var fleet = fleet(Specs.group("web-asg", "cpu"));

    assertThat(fleet.desired()).isEqualTo(3);
    assertThat(fleet.running()).isEqualTo(3);
    assertThat(fleet.serving()).isEqualTo(3);
    assertThat(fleet.limits()).contains(new CapacityRange(2, 20));
    assertThat(fleet.identity()).startsWith("arn:aws:autoscaling:").endsWith("/web-asg");
    assertThat(fleet.activities()).isEmpty();
  }

  @Test
  void whoIsProtectedAndWhoIsSickIsSeen() {
    var web = world.group("web-asg", 1, 9, 3);
    var instances = web.instances();
    var tg = world.targetGroup("web-tg");
    web.attachedTo(tg).protect(instances.subList(0, 2));
    tg.unhealthy(instances.getLast());

    var byProvider = fleet(Specs.group("web-asg"));
    var byTargetGroup = fleet(Specs.healthyByTargetGroup(Specs.group("web-asg")));

    var inOneZone = new TreeMap<>(Map.of("us-east-1a", 3));

    assertThat(byProvider.serving()).isEqualTo(3);
    assertThat(byProvider.condition())
        .isEqualTo(new TargetState.Fleet.Condition(0, 2, new Zones.Known(1)).byZone(inOneZone));
    assertThat(byTargetGroup.serving()).isEqualTo(2);
    assertThat(byTargetGroup.condition())
        .isEqualTo(new TargetState.Fleet.Condition(1, 2, new Zones.Known(1)).byZone(inOneZone));
  }

  @Test
  void theZonesOfAServiceAreThoseOfItsSubnets() {
    world.cluster("shop").service("checkout", 4).spreadOver("us-east-1a", "us-east-1b");
    world.cluster("shop").service("search", 4);

    var first =
        states(
            Specs.available(Specs.service("shop", "checkout")),
            Specs.available(Specs.service("shop", "search")));

    assertThat(zones(first, "checkout")).isEqualTo(new Zones.Known(2));
    assertThat(zones(first, "search"))
        .isEqualTo(new Zones.Unknown("its tasks have no subnets of their own"));
    assertThat(proxy.calls()).containsEntry("ec2:DescribeSubnets", 1);

    var spec = Specs.available(Specs.service("shop", "checkout"));
    var again =
        targets.describe(List.of(new Targets.Inquiry(spec, got(first, "checkout").lookups())));

    assertThat(zones(again, "checkout")).isEqualTo(new Zones.Known(2));
    assertThat(proxy.calls())
        .as("where a subnet lies is asked once")
        .containsEntry("ec2:DescribeSubnets", 1);
  }

  @Test
  void aGroupWhoseInstancesDoNotComeUpIsAskedWhyAfterAWhile() {
    world.group("web-asg", 1, 9, 3).launchesFail("no sufficient m5.large capacity");
    world.cluster("shop").service("checkout", 4);
    var web = Specs.group("web-asg");
    var checkout = Specs.service("shop", "checkout");
    var states = states(web, checkout);

    var early = targets.verify(List.of(late(web, states, 2)));
    assertThat(early).isEmpty();
    assertThat(proxy.calls()).doesNotContainKey("autoscaling:DescribeScalingActivities");

    var why = targets.verify(List.of(late(web, states, 3), late(checkout, states, 9)));
    assertThat(proxy.calls()).containsEntry("autoscaling:DescribeScalingActivities", 1);
    assertThat(why.get(checkout.id())).isEqualTo(new Answer.Got<>(Optional.empty()));
    assertThat(why.get(web.id()))
        .isInstanceOfSatisfying(
            Answer.Got.class,
            got ->
                assertThat(got.value().toString())
                    .contains("CAPACITY", "no sufficient m5.large capacity"));
  }

  @Test
  void aQuotaThatInstancesRunIntoIsNamedWithItsSize() {
    world
        .group("web-asg", 1, 9, 3)
        .launchesFail("You have requested more vCPU capacity than your current vCPU limit of 6");
    var web = Specs.group("web-asg");
    var states = states(web);
    proxy.always(
        "service-quotas:GetServiceQuota",
        new Fault.Reply(
            "{\"Quota\":{\"Value\":6,\"QuotaName\":\"Running On-Demand Standard instances\"}}"));

    var why = targets.verify(List.of(late(web, states, 3))).get(web.id());

    assertThat(why)
        .isInstanceOfSatisfying(
            Answer.Got.class,
            got ->
                assertThat(got.value().toString())
                    .contains("QUOTA", "current vCPU limit of 6")
                    .contains(
                        "hint=the account's Running On-Demand Standard instances (L-1216C47A) is 6:"
                            + " raise it in Service Quotas, or lower capacity.max"));
    assertThat(proxy.calls()).containsEntry("service-quotas:GetServiceQuota", 1);
  }

  private static Targets.Late late(
      FleetSpec spec, Map<TargetId, Answer<TargetState>> states, int minutes) {
    var state = (TargetState.Fleet) got(states, spec.id().name());
    return new Targets.Late(spec, state, Duration.ofMinutes(minutes), Duration.ofMinutes(3));
  }

  @Test
  void zonesAreAskedOnlyForThoseWhoNeedThem() {
    world.cluster("shop").service("checkout", 4).spreadOver("us-east-1a");
    world.group("web-asg", 1, 9, 3);

    var states = states(Specs.service("shop", "checkout"), Specs.group("web-asg"));

    assertThat(zones(states, "checkout")).isInstanceOf(Zones.Unknown.class);
    assertThat(zones(states, "web-asg")).isEqualTo(new Zones.Known(1));
    assertThat(proxy.calls()).doesNotContainKey("ec2:DescribeSubnets");
  }

  @Test
  void subnetsThatMayNotBeReadLeaveTheZonesUnknown() {
    world.cluster("shop").service("checkout", 4).spreadOver("us-east-1a", "us-east-1b");
    proxy.always("ec2:DescribeSubnets", Fault.Kind.DENIED);

    var states = states(Specs.available(Specs.service("shop", "checkout")));

    assertThat(zones(states, "checkout"))
        .isInstanceOfSatisfying(
            Zones.Unknown.class,
            unknown -> assertThat(unknown.why()).contains("ec2:DescribeSubnets"));
  }

  private static Zones zones(Map<TargetId, Answer<TargetState>> states, String name) {
    return ((TargetState.Fleet) got(states, name)).condition().zones();
  }

  @Test
  void aTargetGroupHasWhoIsRegisteredAndWhoShouldBe() {
    var web = world.group("web-asg", 1, 9, 2);
    var first = web.instances().getFirst();
    var tg = world.targetGroup("web-tg").register(List.of(first)).unhealthy(first);

    var group = group(Specs.targetGroup("web-tg", Specs.ofGroup("web-asg")));

    assertThat(group.identity()).isEqualTo(tg.arn());
    assertThat(group.registered())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.member().sameAs(new Member(first, 8080, ""))).isTrue();
          assertThat(each.health()).isEqualTo(Registration.Health.UNHEALTHY);
          assertThat(each.why()).contains("set by the test");
        });
    assertThat(group.members())
        .extracting(Member::id)
        .containsExactlyInAnyOrderElementsOf(web.instances());
    assertThat(group.members()).allMatch(member -> member.port() == 8080);
    assertThat(group.owner()).isEmpty();
  }

  @Test
  void membersMayBeFoundByTheirTagsOrNamed() {
    var tagged = world.instance(Map.of("app", "web"));
    var named = world.instance(Map.of("app", "jobs"));
    var gone = world.instance(Map.of("app", "web"));
    moto.ec2().terminateInstances(terminate -> terminate.instanceIds(gone));
    world.targetGroup("web-tg");
    world.targetGroup("jobs-tg");

    var states =
        states(
            Specs.targetGroup("web-tg", new GroupSpec.Members.Tagged(Map.of("app", "web"))),
            Specs.listening(
                9000, Specs.targetGroup("jobs-tg", GroupSpec.Members.Listed.of(named, gone))));

    assertThat(((TargetState.Group) got(states, "web-tg")).members())
        .extracting(Member::id)
        .containsExactly(tagged);
    assertThat(((TargetState.Group) got(states, "jobs-tg")).members())
        .singleElement()
        .satisfies(member -> {
          assertThat(member.sameAs(new Member(named, 9000, ""))).isTrue();
          assertThat(member.zone()).isNotEmpty();
        });
    assertThat(proxy.calls())
        .containsExactly(
            entry("ec2:DescribeInstances", 2),
            entry("elbv2:DescribeTargetGroups", 1),
            entry("elbv2:DescribeTargetHealth", 2));
  }

  @Test
  void whatAGroupIsSetToIsAskedOnceAndChangedWhereItDiffers() {
    var member = world.instance(Map.of("app", "web"));
    world.targetGroup("web-tg").register(List.of(member));
    var plain = Specs.targetGroup("web-tg", GroupSpec.Members.Listed.of(member));
    var spec =
        new GroupSpec(
            plain.id(),
            plain.resource(),
            plain.members(),
            plain.port(),
            plain.minHealthy(),
            Optional.empty(),
            false,
            new TreeMap<>(Map.of("deregistration_delay.timeout_seconds", "30")),
            Set.of());
    var before = group(spec);
    assertThat(before.settings().attributes())
        .containsEntry("deregistration_delay.timeout_seconds", "300");
    var change =
        new Change.SetAttributes(
            new TreeMap<>(Map.of("deregistration_delay.timeout_seconds", "300")),
            spec.attributes());

    assertThat(targets.send(spec, before, List.of(change)).failure()).isEmpty();

    var stale = new Targets.Inquiry(spec, before.lookups());
    var after = (TargetState.Group) got(targets.describe(List.of(stale)), "web-tg");
    assertThat(after.settings().attributes())
        .as("what is remembered differs from the file, so it is asked again")
        .containsEntry("deregistration_delay.timeout_seconds", "30");
    var fresh = new Targets.Inquiry(spec, after.lookups());
    targets.describe(List.of(fresh));
    assertThat(proxy.calls()).containsEntry("elbv2:DescribeTargetGroupAttributes", 2);
  }

  @Test
  void aTargetGroupThatAGroupIsAttachedToBelongsToIt() {
    var tg = world.targetGroup("web-tg");
    world.group("web-asg", 1, 9, 2).attachedTo(tg);

    var group = group(Specs.targetGroup("web-tg", Specs.ofGroup("web-asg")));

    assertThat(group.owner())
        .hasValueSatisfying(owner -> {
          assertThat(owner.who()).contains("web-asg");
          assertThat(owner.absolute()).isTrue();
        });
  }

  @Test
  void manyTargetsTakeFewCalls() {
    var shop = world.cluster("shop");
    IntStream.range(0, 11).forEach(i -> shop.service("s" + i, 1));
    world.cluster("jobs").service("worker", 1);
    world.group("web-asg", 1, 9, 2);
    world.group("jobs-asg", 1, 9, 1);
    world.targetGroup("web-tg");
    world.targetGroup("jobs-tg");
    var specs =
        Stream.concat(
                IntStream.range(0, 11).mapToObj(i -> Specs.service("shop", "s" + i, "cpu")),
                Stream.of(
                    Specs.service("jobs", "worker", "cpu"),
                    Specs.group("web-asg", "cpu"),
                    Specs.group("jobs-asg", "cpu"),
                    Specs.targetGroup("web-tg", Specs.ofGroup("web-asg")),
                    Specs.targetGroup("jobs-tg", Specs.ofGroup("jobs-asg"))))
            .toArray(TargetSpec[]::new);

    var first = states(specs);

    assertThat(first).hasSize(16).values().allMatch(Answer.Got.class::isInstance);
    assertThat(proxy.calls())
        .containsExactly(
            entry("autoscaling:DescribeAutoScalingGroups", 1),
            entry("ecs:DescribeServices", 3),
            entry("elbv2:DescribeTargetGroups", 1),
            entry("elbv2:DescribeTargetHealth", 2));

    proxy.reset();
    assertThat(again(first, specs)).isEqualTo(first);
    assertThat(proxy.calls())
        .containsExactly(
            entry("autoscaling:DescribeAutoScalingGroups", 1),
            entry("ecs:DescribeServices", 3),
            entry("elbv2:DescribeTargetHealth", 2));
    assertThat(clients.calls())
        .containsEntry("elbv2:DescribeTargetGroups", 1)
        .containsEntry("ecs:DescribeServices", 6);
  }

  @Test
  void aLoadBalancerIsLookedUpOnlyForSignalsThatNeedItAndThenRemembered() {
    var tg = world.targetGroup("web-tg");
    tg.behind("front");
    world.cluster("shop").service("checkout", 1).behind(tg);
    world.group("web-asg", 1, 9, 1).attachedTo(tg);

    states(Specs.service("shop", "checkout", "cpu", "requestsPerUnit"));
    assertThat(proxy.calls()).containsExactly(entry("ecs:DescribeServices", 1));

    proxy.reset();
    var service = Specs.service("shop", "checkout", "requests", "cpu");
    var group = Specs.group("web-asg", "responseTime");
    var first = states(service, group);
    assertThat(proxy.calls()).containsEntry("elbv2:DescribeTargetGroups", 1);
    assertThat(asked(service, first)).singleElement().asString().contains("app/front/");
    assertThat(asked(group, first)).singleElement().asString().contains("app/front/");

    proxy.reset();
    again(first, service, group);
    assertThat(proxy.calls()).doesNotContainKey("elbv2:DescribeTargetGroups");
  }

  @Test
  void aTargetIsNotLostWhereItsLoadBalancerCannotBeLookedUp() {
    var tg = world.targetGroup("web-tg");
    world.cluster("shop").service("checkout", 1).behind(tg);
    proxy.always("elbv2:DescribeTargetGroups", Fault.Kind.DENIED);
    var spec = Specs.service("shop", "checkout", "requests");

    var states = states(spec);

    assertThat(got(states, "checkout")).isInstanceOf(TargetState.Fleet.class);
    assertThat(asked(spec, states)).singleElement().asString().contains("LoadBalancer=unread");
  }

  @Test
  void aTargetGroupThatWasMadeAnewIsFoundAgain() {
    world.group("web-asg", 1, 9, 1);
    var old = world.targetGroup("web-tg");
    var spec = Specs.targetGroup("web-tg", Specs.ofGroup("web-asg"));
    var before = states(spec);
    moto.elbV2().deleteTargetGroup(delete -> delete.targetGroupArn(old.arn()));
    // its ARN in moto is made of its name alone, so the new one has another
    var other = world.targetGroup("other-tg");

    proxy.reset();
    var renamed = Specs.targetGroup("other-tg", Specs.ofGroup("web-asg"));
    var remembered = got(before, "web-tg").lookups();
    var after = targets.describe(List.of(new Targets.Inquiry(renamed, remembered)));

    assertThat(got(after, "other-tg").identity()).isEqualTo(other.arn());
    assertThat(proxy.calls())
        .containsEntry("elbv2:DescribeTargetHealth", 2)
        .containsEntry("elbv2:DescribeTargetGroups", 1);
  }

  @Test
  void servingByTargetGroupAsksEachGroupOnce() {
    var tg = world.targetGroup("web-tg");
    var web = world.group("web-asg", 1, 9, 3).attachedTo(tg);
    tg.unhealthy(web.instances().getFirst());

    var fleet = fleet(Specs.healthyByTargetGroup(Specs.group("web-asg", "cpu")));

    assertThat(fleet.running()).isEqualTo(3);
    assertThat(fleet.serving()).isEqualTo(2);
    assertThat(proxy.calls())
        .containsExactly(
            entry("autoscaling:DescribeAutoScalingGroups", 1),
            entry("elbv2:DescribeTargetHealth", 1));
  }

  @Test
  void tasksServeAsFarAsTheirTargetGroupSaysSo() {
    var tg = world.targetGroup("web-tg");
    world.cluster("shop").service("checkout", 3).behind(tg);
    var members =
        List.of(world.instance(Map.of("app", "old")), world.instance(Map.of("app", "old")));
    tg.register(members);

    var fleet = fleet(Specs.healthyByTargetGroup(Specs.service("shop", "checkout")));

    assertThat(fleet.running()).isEqualTo(3);
    assertThat(fleet.serving()).isEqualTo(2);
  }

  @Test
  void healthByTargetGroupNeedsATargetGroup() {
    world.cluster("shop").service("checkout", 3);

    var why =
        failed(states(Specs.healthyByTargetGroup(Specs.service("shop", "checkout"))), "checkout");

    assertThat(why.kind()).isEqualTo(Kind.INVALID);
    assertThat(why.hint()).contains("health: {source: provider}");
  }

  // --- describe: failures ---

  @Test
  void whatIsMissingFailsAlone() {
    world.cluster("shop").service("checkout", 4);
    world.group("web-asg", 1, 9, 2);
    world.targetGroup("web-tg");

    var states =
        states(
            Specs.service("shop", "checkout"),
            Specs.service("shop", "nobody"),
            Specs.service("nowhere", "lost"),
            Specs.group("web-asg"),
            Specs.group("no-asg"),
            Specs.targetGroup("web-tg", Specs.ofGroup("web-asg")),
            Specs.targetGroup("no-tg", Specs.ofGroup("web-asg")));

    assertThat(failed(states, "nobody"))
        .satisfies(why -> {
          assertThat(why.kind()).isEqualTo(Kind.NOT_FOUND);
          assertThat(why.call()).isEqualTo("ecs:DescribeServices");
          assertThat(why.message()).isEqualTo("no service nobody in cluster shop (MISSING)");
        });
    assertThat(failed(states, "lost").kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failed(states, "no-asg").message()).isEqualTo("no Auto Scaling group no-asg");
    assertThat(failed(states, "no-tg").kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(Stream.of("checkout", "web-asg", "web-tg").map(id -> got(states, id)))
        .doesNotContainNull();
  }

  @Test
  void aTargetGroupWhoseMembersAreMissingFailsWithThem() {
    world.targetGroup("web-tg");

    var why = failed(states(Specs.targetGroup("web-tg", Specs.ofGroup("no-asg"))), "web-tg");

    assertThat(why.message()).isEqualTo("no Auto Scaling group no-asg");
  }

  @Test
  void aDeniedCallFailsItsTargetsOnlyAndNamesTheRight() {
    world.cluster("shop").service("checkout", 4);
    world.group("web-asg", 1, 9, 2);
    proxy.always("autoscaling:DescribeAutoScalingGroups", Fault.Kind.DENIED);

    var states = states(Specs.service("shop", "checkout"), Specs.group("web-asg"));

    assertThat(got(states, "checkout")).isNotNull();
    assertThat(failed(states, "web-asg").kind()).isEqualTo(Kind.DENIED);
    assertThat(failed(states, "web-asg").hint()).contains("autoscaling:DescribeAutoScalingGroups");
  }

  @Test
  void oneClustersTroubleIsNotTheOthers() {
    world.cluster("shop").service("checkout", 4);
    world.cluster("jobs").service("worker", 4);
    proxy.always("ecs:DescribeServices", "\"jobs\"", Fault.Kind.SERVER_ERROR);

    var states = states(Specs.service("shop", "checkout"), Specs.service("jobs", "worker"));

    assertThat(got(states, "checkout")).isNotNull();
    assertThat(failed(states, "worker").retryable()).isTrue();
  }

  @Test
  void nothingIsAskedForNothing() {
    assertThat(targets.describe(List.of())).isEmpty();
    assertThat(proxy.calls()).isEmpty();
  }

  // --- inspect ---

  @Test
  void whoSetsNothingOwnsNothing() {
    world.cluster("shop").service("checkout", 4);
    world.group("web-asg", 1, 9, 2);

    var inspections =
        inspect(
            Specs.prospect(Specs.service("shop", "checkout"), 4, 6),
            Specs.prospect(Specs.group("web-asg"), 2, 1));

    assertThat(inspections.values()).containsOnly(Inspection.clear());
    assertThat(proxy.calls())
        .containsExactly(
            entry("application-autoscaling:DescribeScalableTargets", 1),
            entry("autoscaling:DescribeInstanceRefreshes", 1),
            entry("autoscaling:DescribePolicies", 1),
            entry("autoscaling:DescribeScheduledActions", 1));
  }

  @Test
  void aRegisteredServiceBelongsToApplicationAutoScaling() {
    world.cluster("shop").service("checkout", 4).scaledByAws();
    world.cluster("shop").service("search", 4);

    var inspections =
        inspect(
            Specs.prospect(Specs.service("shop", "checkout"), 4, 6),
            Specs.prospect(Specs.service("shop", "search"), 4, 6));

    assertThat(of(inspections, "checkout").owner())
        .hasValueSatisfying(owner -> {
          assertThat(owner.who()).isEqualTo("application-autoscaling");
          assertThat(owner.absolute()).isFalse();
        });
    assertThat(of(inspections, "search").owner()).isEmpty();
    assertThat(proxy.calls())
        .containsExactly(entry("application-autoscaling:DescribeScalableTargets", 1));
  }

  @Test
  void aGroupWithPoliciesOfItsOwnBelongsToThem() {
    world.group("web-asg", 1, 9, 2);
    moto.autoScaling()
        .putScalingPolicy(put ->
            put.autoScalingGroupName("web-asg")
                .policyName("cpu-50")
                .policyType("TargetTrackingScaling")
                .targetTrackingConfiguration(config ->
                    config
                        .targetValue(50.0)
                        .predefinedMetricSpecification(
                            metric -> metric.predefinedMetricType("ASGAverageCPUUtilization"))));

    var owner = of(inspect(Specs.prospect(Specs.group("web-asg"), 2, 3)), "web-asg").owner();

    assertThat(owner).hasValueSatisfying(it -> assertThat(it.who()).contains("cpu-50"));
  }

  @Test
  void anInstanceRefreshIsToldBeforeAScaleInOnly() {
    world.group("web-asg", 1, 9, 4).refreshing();
    var spec = Specs.ignoringOwners(Specs.group("web-asg"));

    assertThat(of(inspect(Specs.prospect(spec, 4, 6)), "web-asg")).isEqualTo(Inspection.clear());
    assertThat(proxy.calls()).isEmpty();

    assertThat(of(inspect(Specs.prospect(spec, 4, 3)), "web-asg").activities())
        .singleElement()
        .asString()
        .contains("instance refresh");
    assertThat(proxy.calls()).containsExactly(entry("autoscaling:DescribeInstanceRefreshes", 1));
  }

  @Test
  void aQuestionWithoutAnAnswerNamesTheMissingRight() {
    world.cluster("shop").service("checkout", 4);
    world.group("web-asg", 1, 9, 4);
    proxy.always("application-autoscaling:DescribeScalableTargets", Fault.Kind.DENIED);
    proxy.always("autoscaling:DescribePolicies", Fault.Kind.DENIED);

    var inspections =
        inspect(
            Specs.prospect(Specs.service("shop", "checkout"), 4, 3),
            Specs.prospect(Specs.group("web-asg"), 4, 3));

    assertThat(of(inspections, "checkout").unanswered())
        .extracting(ProviderFailure::hint)
        .singleElement()
        .asString()
        .contains("application-autoscaling:DescribeScalableTargets");
    assertThat(of(inspections, "web-asg").unanswered())
        .extracting(ProviderFailure::call)
        .containsExactly("autoscaling:DescribePolicies");
  }

  // --- send ---

  @Test
  void aServiceIsSentItsCountAndNothingElse() {
    var checkout = world.cluster("shop").service("checkout", 4);
    var spec = Specs.service("shop", "checkout");

    var delivery = send(spec, new Change.SetCapacity(4, 7));

    assertThat(delivery.failure()).isEmpty();
    assertThat(delivery.sent()).containsExactly(new Change.SetCapacity(4, 7));
    assertThat(checkout.desired()).isEqualTo(7);
    var call = proxy.log().getLast();
    assertThat(call.name()).isEqualTo("ecs:UpdateService");
    assertThat(call.text())
        .contains("desiredCount")
        .doesNotContain("taskDefinition", "forceNewDeployment");
  }

  @Test
  void aGroupIsSentItsDesiredCapacity() {
    var web = world.group("web-asg", 1, 9, 2);

    send(Specs.group("web-asg"), new Change.SetCapacity(2, 5));

    assertThat(web.desired()).isEqualTo(5);
    assertThat(proxy.log().getLast().text()).contains("HonorCooldown=false");
  }

  @Test
  void boundsAndCapacityOfAGroupGoInOneCall() {
    var web = world.group("web-asg", 1, 9, 2);
    var bounds = new Change.SetBounds(new CapacityRange(1, 9), new CapacityRange(3, 20));

    var delivery = send(Specs.group("web-asg"), bounds, new Change.SetCapacity(2, 12));

    assertThat(delivery.sent()).hasSize(2);
    assertThat(web.described().minSize()).isEqualTo(3);
    assertThat(web.described().maxSize()).isEqualTo(20);
    assertThat(web.desired()).isEqualTo(12);
    assertThat(proxy.calls()).containsEntry("autoscaling:UpdateAutoScalingGroup", 1);
  }

  @Test
  void boundsAloneCarryTheCapacityThatIsThere() {
    var web = world.group("web-asg", 1, 9, 4);

    send(
        Specs.group("web-asg"),
        new Change.SetBounds(new CapacityRange(1, 9), new CapacityRange(2, 20)));

    assertThat(web.desired()).isEqualTo(4);
    assertThat(proxy.log().getLast().text()).contains("DesiredCapacity=4");
  }

  @Test
  void membersJoinAndLeaveWithTheirPorts() {
    var web = world.group("web-asg", 1, 9, 2);
    var old = world.instance(Map.of("app", "old"));
    var tg = world.targetGroup("web-tg").register(List.of(old));
    var spec = Specs.targetGroup("web-tg", Specs.ofGroup("web-asg"));
    var joining =
        web.instances().stream()
            .map(id -> new Change.Joining(new Member(id, 8080, "us-east-1a"), "running"))
            .toList();
    var leaving = List.of(new Change.Joining(new Member(old, 8080, ""), "gone"));

    var delivery = send(spec, new Change.Register(joining), new Change.Deregister(leaving));

    assertThat(delivery.failure()).isEmpty();
    assertThat(tg.members()).containsOnlyKeys(web.instances());
    assertThat(proxy.calls())
        .containsEntry("elbv2:RegisterTargets", 1)
        .containsEntry("elbv2:DeregisterTargets", 1);
  }

  @Test
  void whatWasSentBeforeAFailureIsTold() {
    var web = world.group("web-asg", 1, 9, 1);
    var old = world.instance(Map.of("app", "old"));
    world.targetGroup("web-tg").register(List.of(old));
    proxy.always("elbv2:DeregisterTargets", Fault.Kind.DENIED);
    var joining =
        new Change.Register(
            List.of(new Change.Joining(new Member(web.instances().getFirst(), 8080, ""), "new")));
    var leaving =
        new Change.Deregister(List.of(new Change.Joining(new Member(old, 8080, ""), "gone")));

    var delivery = send(Specs.targetGroup("web-tg", Specs.ofGroup("web-asg")), joining, leaving);

    assertThat(delivery.sent()).containsExactly(joining);
    assertThat(delivery.failure())
        .hasValueSatisfying(
            why -> assertThat(why.hint()).contains("elasticloadbalancing:DeregisterTargets"));
  }

  @Test
  void aChangeWhoseAnswerWasLostIsSentAgainWithoutHarm() {
    var checkout = world.cluster("shop").service("checkout", 4);
    proxy.next("ecs:UpdateService", Fault.Kind.RESET_AFTER);

    var delivery = send(Specs.service("shop", "checkout"), new Change.SetCapacity(4, 7));

    assertThat(delivery.failure()).isEmpty();
    assertThat(checkout.desired()).isEqualTo(7);
    assertThat(proxy.calls()).containsEntry("ecs:UpdateService", 2);
    assertThat(clients.calls()).containsEntry("ecs:UpdateService", 2);
  }

  @Test
  void aChangeWhoseAnswerWasLostIsInDoubtThoughItsRepetitionWasThrottled() {
    var checkout = world.cluster("shop").service("checkout", 4);
    proxy.next("ecs:UpdateService", Fault.Kind.RESET_AFTER, Fault.Kind.THROTTLED);

    var delivery = send(Specs.service("shop", "checkout"), new Change.SetCapacity(4, 7));

    assertThat(checkout.desired()).isEqualTo(7);
    assertThat(delivery.sent()).isEmpty();
    assertThat(delivery.failure())
        .hasValueSatisfying(why -> {
          assertThat(why.kind()).isEqualTo(Kind.THROTTLED);
          assertThat(why.inDoubt()).isTrue();
        });
  }

  // --- words ---

  private Map<TargetId, Answer<TargetState>> states(TargetSpec... specs) {
    return targets.describe(Arrays.stream(specs).map(Specs::inquiry).toList());
  }

  /// Another pass, which remembers what the one before looked up.
  private Map<TargetId, Answer<TargetState>> again(
      Map<TargetId, Answer<TargetState>> before, TargetSpec... specs) {
    return targets.describe(
        Arrays.stream(specs)
            .map(spec -> new Targets.Inquiry(spec, got(before, spec.id().name()).lookups()))
            .toList());
  }

  private TargetState.Fleet fleet(FleetSpec spec) {
    return (TargetState.Fleet) got(states(spec), spec.id().name());
  }

  private TargetState.Group group(GroupSpec spec) {
    return (TargetState.Group) got(states(spec), spec.id().name());
  }

  private static TargetState got(Map<TargetId, Answer<TargetState>> states, String id) {
    return switch (Objects.requireNonNull(states.get(new TargetId(id)))) {
      case Answer.Got<TargetState>(var state) -> state;
      case Answer.Failed<TargetState>(var why) -> throw new AssertionError(id + ": " + why);
    };
  }

  private static ProviderFailure failed(Map<TargetId, Answer<TargetState>> states, String id) {
    return switch (Objects.requireNonNull(states.get(new TargetId(id)))) {
      case Answer.Failed<TargetState>(var why) -> why;
      case Answer.Got<TargetState>(var state) -> throw new AssertionError(id + ": " + state);
    };
  }

  /// What the first load balancer signal of a target asks for.
  private static List<String> asked(FleetSpec spec, Map<TargetId, Answer<TargetState>> states) {
    var lookups = got(states, spec.id().name()).lookups();
    return spec.signals().values().stream()
        .filter(signal -> !signal.name().equals("cpu"))
        .flatMap(signal ->
            signal
                .source()
                .queries(lookups, signal.statistic(), signal.period())
                .orElseThrow()
                .stream())
        .map(query -> query.dimensions().toString())
        .toList();
  }

  private Map<TargetId, Inspection> inspect(Targets.Prospect... prospects) {
    return targets.inspect(List.of(prospects));
  }

  private static Inspection of(Map<TargetId, Inspection> inspections, String id) {
    return Objects.requireNonNull(inspections.get(new TargetId(id)));
  }

  private Targets.Delivery send(TargetSpec spec, Change... changes) {
    var seen = got(states(spec), spec.id().name());
    return targets.send(spec, seen, List.of(changes));
  }
}
