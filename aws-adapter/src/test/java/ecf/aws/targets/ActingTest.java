package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.act.CallBudgets;
import ecf.aws.act.VirtualTime;
import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.Change;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.CapacityRange;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.port.Targets.Delivery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Many targets, refusals and odd answers before and during changes, against moto. One attempt for
/// each call.
class ActingTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  private static final String TARGETS = "application-autoscaling:DescribeScalableTargets";
  private static final String POLICIES = "autoscaling:DescribePolicies";
  private static final String ACTIONS = "autoscaling:DescribeScheduledActions";
  private static final String REFRESHES = "autoscaling:DescribeInstanceRefreshes";
  private static final String ARN =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web-tg/0123456789abcdef";

  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 1);
  private final VirtualTime time = new VirtualTime();
  private final AwsTargets targets =
      new AwsTargets(
          account.clients(), new FailedLookups(), new CallBudgets(time), InstantSource.system());
  private final World world = World.in(moto);

  @Test
  void fiftyServicesAreAskedForInOneCall() {
    var shop = world.cluster("shop");
    for (String name : List.of("s7", "s50")) {
      shop.service(name, 1).scaledByAws();
    }
    var prospects =
        IntStream.range(0, 51)
            .mapToObj(i -> Specs.prospect(Specs.service("shop", "s" + i), 1, 2))
            .toList();

    var owned = new TreeMap<>(targets.inspect(prospects));
    assertThat(owned).hasSize(51);
    owned.values().removeIf(each -> each.owner().isEmpty());

    assertThat(owned).containsOnlyKeys(new TargetId("s7"), new TargetId("s50"));
    assertThat(proxy.calls()).containsExactly(entry(TARGETS, 2));
  }

  /// Moto's VPC has 172.31.0.0/16.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          172.31.0.7                | 172.31.0.7
          192.0.2.10                | 192.0.2.10 all
          172.31.0.7, 192.0.2.10    | 172.31.0.7, 192.0.2.10 all
          fd00::7                   | fd00::7 all
          """)
  void addressesOutsideTheVpcAreRegisteredForAllZones(String addresses, String registered) {
    register(addresses);

    assertThat(registered()).isEqualTo(registered);
    assertThat(proxy.calls())
        .containsExactly(
            entry("ec2:DescribeVpcs", 1),
            entry("elbv2:DescribeTargetGroups", 1),
            entry("elbv2:RegisterTargets", 1));
  }

  @Test
  void whereTheVpcMayNotBeReadAddressesAreRegisteredAsTheyAre() {
    proxy.always("ec2:DescribeVpcs", Fault.Kind.DENIED);

    register("172.31.0.7");

    assertThat(registered()).isEqualTo("172.31.0.7");
  }

  private void register(String addresses) {
    var entries = Stream.of(addresses.split(", ")).map(GroupSpec.Members.Entry::of).toList();
    var spec = Specs.targetGroup("web-tg", new GroupSpec.Members.Addresses(entries));
    var group =
        new TargetState.Group(
            world.targetGroup("web-tg").arn(), List.of(), List.of(), Optional.empty(), Map.of());
    var joining =
        entries.stream()
            .map(each -> new Change.Joining(new Member(each.id(), 80, ""), "not registered"))
            .toList();
    assertThat(targets.send(spec, group, List.of(new Change.Register(joining))).failure())
        .isEmpty();
  }

  /// Who the last call registered, as it came over the wire.
  private static String registered() {
    var text = proxy.log().getLast().text();
    return IntStream.rangeClosed(1, 2)
        .filter(i -> text.contains("Targets.member." + i + ".Id="))
        .mapToObj(i ->
            text.replaceFirst(".*Targets\\.member\\." + i + "\\.Id=([^&]+).*", "$1")
                + (text.contains("Targets.member." + i + ".AvailabilityZone=all") ? " all" : ""))
        .collect(Collectors.joining(", "));
  }

  @Test
  void manyGroupsAreAskedForThreeTimesEach() {
    var prospects =
        IntStream.range(0, 30).mapToObj(i -> Specs.prospect(Specs.group("g" + i), 4, 2)).toList();

    assertThat(targets.inspect(prospects).values()).hasSize(30).containsOnly(Inspection.clear());
    assertThat(proxy.calls())
        .containsExactly(entry(REFRESHES, 30), entry(POLICIES, 30), entry(ACTIONS, 30));
  }

  @Test
  void nobodyIsAskedWhereNothingMatters() {
    var checkout = Specs.ignoringOwners(Specs.service("shop", "checkout"));
    var web = Specs.ignoringOwners(Specs.group("web"));

    assertThat(
            targets
                .inspect(List.of(Specs.prospect(checkout, 6, 4), Specs.prospect(web, 4, 6)))
                .values())
        .containsOnly(Inspection.clear());
    assertThat(proxy.calls()).isEmpty();
  }

  /// Plain moto knows no instance refreshes and answers with 500.
  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"SERVER_ERROR", "THROTTLED", "RESET", "DENIED"})
  void aQuestionWithoutAnAnswerLeavesTheOthersAnswered(Fault.Kind fault) {
    proxy.always(REFRESHES, fault);
    world.group("web", 2, 20, 4);
    moto.autoScaling()
        .putScheduledUpdateGroupAction(put ->
            put.autoScalingGroupName("web").scheduledActionName("night").recurrence("0 22 * * *"));

    var web = inspection("web");

    assertThat(web.owner()).hasValueSatisfying(it -> assertThat(it.who()).contains("night"));
    assertThat(web.unanswered()).extracting(ProviderFailure::call).containsExactly(REFRESHES);
  }

  @ParameterizedTest(name = "{0}: under way {1}")
  @CsvSource({
    "Pending,            true",
    "InProgress,         true",
    "Cancelling,         true",
    "RollbackInProgress, true",
    "Baking,             true",
    "Successful,         false",
    "Failed,             false",
    "Cancelled,          false",
    "RollbackFailed,     false",
    "RollbackSuccessful, false",
  })
  void aRefreshIsWorkUntilItHasEnded(String status, boolean underWay) {
    world.group("web", 2, 20, 4);
    moto.set("instance-refresh", "{\"group\": \"web\", \"status\": \"%s\"}".formatted(status));

    assertThat(inspection("web").activities()).hasSize(underWay ? 1 : 0);
  }

  private Inspection inspection(String group) {
    var found = targets.inspect(List.of(Specs.prospect(Specs.group(group), 4, 2)));
    return Objects.requireNonNull(found.get(new TargetId(group)));
  }

  @ParameterizedTest(name = "{1} is {2}")
  @CsvSource({
    "400, ServiceNotFoundException,  NOT_FOUND, false",
    "400, ServiceNotActiveException, NOT_FOUND, false",
    "400, InvalidParameterException, INVALID,   false",
    "400, AccessDeniedException,     DENIED,    false",
    "400, ThrottlingException,       THROTTLED, true",
    "500, ServerException,           PROVIDER,  true",
  })
  void aRefusalIsExplainedAndNothingWasSent(
      int status, String code, ProviderFailure.Kind kind, boolean retryable) {
    proxy.always("ecs:UpdateService", new Fault.Refusal(status, code, "no"));

    var delivery = resized(Specs.service("shop", "checkout"), 4, 7);

    assertThat(delivery.sent()).isEmpty();
    assertThat(delivery.failure())
        .hasValueSatisfying(why -> {
          assertThat(why.kind()).isEqualTo(kind);
          assertThat(why.call()).isEqualTo("ecs:UpdateService");
          assertThat(why.retryable()).isEqualTo(retryable);
        });
  }

  /// moto takes any capacity; AWS refuses one beyond the bounds that somebody just moved.
  @Test
  void aCapacityOutsideOfTheGroupsBoundsIsRefusedInAwsOwnWords() {
    var words = "New SetDesiredCapacity value 9 is above max value 8 for the AutoScalingGroup.";
    proxy.always(
        "autoscaling:SetDesiredCapacity", new Fault.Refusal(400, "ValidationError", words));

    assertThat(resized(Specs.group("web"), 4, 9).failure())
        .hasValueSatisfying(why -> assertThat(why.message()).contains("above max value 8"));
  }

  @Test
  void anAnswerThatNeverCameLeavesADoubt() {
    var checkout = world.cluster("shop").service("checkout", 4);
    proxy.always("ecs:UpdateService", Fault.Kind.RESET_AFTER);

    var delivery = resized(Specs.service("shop", "checkout"), 4, 7);

    assertThat(checkout.desired()).isEqualTo(7);
    assertThat(delivery.sent()).isEmpty();
    assertThat(delivery.failure().filter(ProviderFailure::inDoubt)).isPresent();
  }

  @Test
  void manyServicesAreUpdatedAtThePaceOfAws() {
    var shop = world.cluster("shop");
    IntStream.range(0, 60).forEach(i -> shop.service("s" + i, 4));

    for (int i = 0; i < 60; i++) {
      assertThat(resized(Specs.service("shop", "s" + i), 4, 6).failure()).isEmpty();
    }

    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2)); // (60 - 50) / 5
    assertThat(proxy.calls()).containsExactly(entry("ecs:UpdateService", 60));
  }

  @ParameterizedTest(name = "{2} of {0}")
  @MethodSource("unfit")
  void whatATargetCannotHaveFailsItAloneAndMakesNoCall(
      TargetSpec spec, TargetState seen, Change change) {
    var delivery = targets.send(spec, seen, List.of(change));

    assertThat(delivery.sent()).isEmpty();
    assertThat(delivery.failure().map(ProviderFailure::kind))
        .contains(ProviderFailure.Kind.INVALID);
    assertThat(proxy.calls()).isEmpty();
  }

  static Stream<Arguments> unfit() {
    var service = Specs.service("shop", "checkout");
    var group = Specs.group("web");
    var targetGroup = targetGroup();
    var capacity = new Change.SetCapacity(1, 2);
    var bounds = new Change.SetBounds(new CapacityRange(1, 2), new CapacityRange(1, 3));
    var member = List.of(new Change.Joining(new Member("i-01", 80, ""), "for the test"));
    return Stream.of(
        Arguments.of(service, fleet(1), bounds),
        Arguments.of(service, fleet(1), new Change.Register(member)),
        Arguments.of(group, fleet(1), new Change.Deregister(member)),
        Arguments.of(targetGroup, members(), capacity),
        Arguments.of(targetGroup, members(), bounds));
  }

  @Test
  void ofManyMembersThoseAreSentWhoseCallsWereMade() {
    var joining =
        IntStream.range(0, 450)
            .mapToObj(i -> new Change.Joining(new Member("10.0.0." + i, 80, ""), "it runs"))
            .toList();
    for (Change change : List.of(new Change.Register(joining), new Change.Deregister(joining))) {
      var call =
          change instanceof Change.Register ? "elbv2:RegisterTargets" : "elbv2:DeregisterTargets";
      proxy.reset();
      var done = new Fault.Reply("<R/>");
      proxy.next(call, done, done, Fault.Kind.DENIED);

      var delivery = targets.send(targetGroup(), members(), List.of(change));

      assertThat(proxy.calls()).containsExactly(entry(call, 3));
      assertThat(delivery.failure().orElseThrow().kind()).isEqualTo(ProviderFailure.Kind.DENIED);
      assertThat(delivery.sent())
          .containsExactly(
              change instanceof Change.Register
                  ? new Change.Register(joining.subList(0, 400))
                  : new Change.Deregister(joining.subList(0, 400)));
    }
  }

  @Test
  void noChangesAreNoCalls() {
    assertThat(targets.send(Specs.group("web"), fleet(1), List.of()).failure()).isEmpty();
    assertThat(targets.send(targetGroup(), members(), List.of()).failure()).isEmpty();
    assertThat(proxy.calls()).isEmpty();
  }

  private Delivery resized(TargetSpec spec, int from, int to) {
    return targets.send(spec, fleet(from), List.of(new Change.SetCapacity(from, to)));
  }

  private static GroupSpec targetGroup() {
    return Specs.targetGroup("web-tg", Specs.ofGroup("web"));
  }

  private static TargetState fleet(int units) {
    return new TargetState.Fleet(
        "it", units, units, units, 0, Optional.empty(), List.of(), Optional.empty(), Map.of());
  }

  private static TargetState members() {
    return new TargetState.Group(ARN, List.of(), List.of(), Optional.empty(), Map.of());
  }
}
