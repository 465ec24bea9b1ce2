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
import ecf.core.engine.FleetSpec;
import ecf.core.guardrail.Quota;
import ecf.core.model.Finding;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.observation.Inspection;
import ecf.core.observation.Room;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;

/// What the account's quotas leave to targets that are about to scale out.
class CountingTest {
  private static final String QUOTA = "service-quotas:GetServiceQuota";
  private static final String DEFINITION = "ecs:DescribeTaskDefinition";
  private static final String INSTANCES = "ec2:DescribeInstances";

  private static final Fault SIXTY_FOUR =
      new Fault.Reply("{\"Quota\":{\"Value\":64,\"QuotaName\":\"vCPUs\"}}");

  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 1);

  private final AwsClients clients = account.clients();
  private final AwsTargets targets = new AwsTargets(clients, new FailedLookups());
  private final World world = World.in(moto);

  @Test
  void servicesThatCountForOneQuotaAskItOnce() {
    onFargate("checkout", "512");
    onFargate("search", "2048");
    proxy.always(QUOTA, SIXTY_FOUR);

    var inspections = inspect(4, 6, counted("checkout"), counted("search"));

    assertThat(room(inspections, "checkout")).isEqualTo(left("L-3032A538", "64", "0.5"));
    assertThat(room(inspections, "search")).isEqualTo(left("L-3032A538", "64", "2"));
    assertThat(proxy.calls()).contains(entry(QUOTA, 1), entry(DEFINITION, 2));

    inspect(4, 6, counted("checkout"));
    assertThat(proxy.calls())
        .as("a revision never changes, a quota is asked again in the next pass")
        .contains(entry(QUOTA, 2), entry(DEFINITION, 2));
  }

  @Test
  void nobodyIsAskedBeforeAScaleInNorWhereTheFileDoesNotWantIt() {
    onFargate("checkout", "512");
    onFargate("search", "512");

    var inspections = inspect(6, 4, counted("checkout"));
    inspect(4, 6, Specs.service("shop", "search"));

    assertThat(of(inspections, "checkout").room()).isEmpty();
    assertThat(proxy.calls()).doesNotContainKeys(QUOTA, DEFINITION);
  }

  @Test
  void tasksOnInstancesCountForNothing() {
    world.cluster("shop").service("checkout", 4);

    assertThat(of(inspect(4, 6, counted("checkout")), "checkout")).isEqualTo(Inspection.clear());
    assertThat(proxy.calls()).doesNotContainKeys(QUOTA, DEFINITION);
  }

  /// moto tells no cores.
  @Test
  void theInstancesOfAllGroupsAreAskedTogether() {
    world.group("web-asg", 1, 9, 2);
    world.group("job-asg", 1, 9, 1);
    proxy.always(QUOTA, SIXTY_FOUR);
    proxy.always(INSTANCES, new Fault.Reply(twoCpusEach()));

    var inspections =
        inspect(2, 3, counting(Specs.group("web-asg")), counting(Specs.group("job-asg")));

    assertThat(room(inspections, "web-asg")).isEqualTo(left("L-1216C47A", "64", "2"));
    assertThat(room(inspections, "job-asg")).isEqualTo(left("L-1216C47A", "64", "2"));
    assertThat(proxy.calls()).contains(entry(INSTANCES, 1), entry(QUOTA, 1));
  }

  @Test
  void aGroupWithoutInstancesTellsNothing() {
    world.group("web-asg", 0, 9, 0);

    assertThat(of(inspect(0, 1, counting(Specs.group("web-asg"))), "web-asg").room()).isEmpty();
    assertThat(proxy.calls()).doesNotContainKeys(INSTANCES, QUOTA);
  }

  @Test
  void aRoleThatMayNotAskIsToldTheRightAndBoundedByNothing() {
    onFargate("checkout", "512");
    proxy.always(QUOTA, Fault.Kind.DENIED);

    var inspection = of(inspect(4, 6, counted("checkout")), "checkout");

    assertThat(inspection.room()).isEmpty();
    assertThat(inspection.unanswered())
        .singleElement()
        .extracting(ProviderFailure::hint)
        .asString()
        .contains("servicequotas:GetServiceQuota");
  }

  /// Of 0.5 and 2 vCPUs, 40 of each at most: 100.
  @Test
  void doctorTellsAQuotaThatEndsBeforeTheLargestCapacity() {
    onFargate("checkout", "512");
    onFargate("search", "2048");
    proxy.always(QUOTA, SIXTY_FOUR);

    assertThat(examined(counted("checkout"), Specs.service("shop", "search")))
        .containsExactly(
            Finding.of(
                Finding.Severity.WARNING,
                List.of(new TargetId("checkout"), new TargetId("search")),
                "the account's quota ends before capacity.max",
                "At their largest (checkout 40, search 40) they need 100 vCPUs; vCPUs (L-3032A538)"
                    + " is 64.",
                "raise it in Service Quotas before it is needed, or lower capacity.max"));
    assertThat(examined(counted("checkout"))).as("40 of 0.5 are 20").isEmpty();
  }

  @Test
  void doctorTellsAMissingRightOnlyWhereThePassNeedsIt() {
    onFargate("checkout", "512");
    onFargate("search", "512");
    proxy.always(QUOTA, Fault.Kind.DENIED);

    assertThat(examination(counted("checkout"), counted("search")).unanswered())
        .extracting(ProviderFailure::call)
        .containsExactly(QUOTA);
    assertThat(examination(Specs.service("shop", "checkout")).unanswered()).isEmpty();
  }

  private Examining.Found examination(FleetSpec... specs) {
    targets.describe(Stream.of(specs).map(Specs::inquiry).toList());
    return targets.examining().examine(List.of(specs));
  }

  private List<Finding> examined(FleetSpec... specs) {
    return examination(specs).findings().stream()
        .filter(it -> it.what().contains("quota"))
        .toList();
  }

  private static String twoCpusEach() {
    return moto.autoScaling().describeAutoScalingInstances().autoScalingInstances().stream()
        .map(instance ->
            """
            <item><instanceId>%s</instanceId><instanceType>m5.large</instanceType>
              <cpuOptions><coreCount>1</coreCount><threadsPerCore>2</threadsPerCore></cpuOptions>
            </item>
            """
                .formatted(instance.instanceId()))
        .collect(
            Collectors.joining(
                "",
                "<DescribeInstancesResponse><reservationSet><item><instancesSet>",
                "</instancesSet></item></reservationSet></DescribeInstancesResponse>"));
  }

  private static Room left(String quota, String value, String each) {
    return new Room(
        quota,
        "vCPUs (" + quota + ") is " + value,
        new BigDecimal(value + ".0"),
        new BigDecimal(each));
  }

  private static FleetSpec counted(String service) {
    return counting(Specs.service("shop", service));
  }

  private static FleetSpec counting(FleetSpec spec) {
    return new FleetSpec(
        spec.id(),
        spec.resource(),
        spec.capacity(),
        spec.policies(),
        List.of(new Quota(OptionalInt.empty(), true)),
        spec.signals(),
        spec.health(),
        spec.conduct(),
        spec.ties(),
        spec.wakeOn());
  }

  private Map<TargetId, Inspection> inspect(int from, int to, FleetSpec... specs) {
    targets.describe(Stream.of(specs).map(Specs::inquiry).toList());
    return targets.inspect(Stream.of(specs).map(spec -> Specs.prospect(spec, from, to)).toList());
  }

  private static Inspection of(Map<TargetId, Inspection> inspections, String name) {
    return Objects.requireNonNull(inspections.get(new TargetId(name)));
  }

  private static Room room(Map<TargetId, Inspection> inspections, String name) {
    return of(inspections, name).room().orElseThrow();
  }

  private static void onFargate(String service, String cpu) {
    moto.ecs().createCluster(create -> create.clusterName("shop"));
    moto.ecs()
        .registerTaskDefinition(register ->
            register
                .family(service)
                .cpu(cpu)
                .memory("4096")
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.FARGATE)
                .containerDefinitions(web -> web.name("web").image("web:1").essential(true)));
    moto.ecs()
        .createService(create ->
            create
                .cluster("shop")
                .serviceName(service)
                .taskDefinition(service)
                .launchType(LaunchType.FARGATE)
                .desiredCount(4));
  }
}
