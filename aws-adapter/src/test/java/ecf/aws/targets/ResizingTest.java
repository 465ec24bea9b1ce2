package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.act.CallBudgets;
import ecf.aws.act.VirtualTime;
import ecf.aws.signal.FailedLookups;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.FleetService;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import ecf.core.port.Targets.Delivery;
import ecf.core.testing.Fitting;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/// The tasks of services get another size, against moto. One attempt for each call.
class ResizingTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  private static final String SERVICES = "ecs:DescribeServices";
  private static final String DEFINITION = "ecs:DescribeTaskDefinition";
  private static final String REGISTER = "ecs:RegisterTaskDefinition";
  private static final String UPDATE = "ecs:UpdateService";
  private static final UnitSize SMALL = new UnitSize(512, 1024);
  private static final UnitSize LARGE = new UnitSize(1024, 2048);

  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 1);
  private final AwsTargets targets =
      new AwsTargets(
          account.clients(),
          new FailedLookups(),
          new CallBudgets(new VirtualTime()),
          InstantSource.system());
  private final World world = World.in(moto);

  @Test
  void theSizeIsAskedForOnceWhereAPolicyIsAboutIt() {
    service();
    var first = described(spec(), Map.of());
    assertThat(unit(first).size()).isEqualTo(SMALL);
    assertThat(unit(first).fixed()).isEmpty();
    assertThat(proxy.calls()).containsExactly(entry(SERVICES, 1), entry(DEFINITION, 1));

    var again = described(spec(), first.lookups());
    assertThat(unit(again)).isEqualTo(unit(first));
    assertThat(again.lookups()).isEqualTo(first.lookups());
    assertThat(proxy.calls()).containsExactly(entry(SERVICES, 2), entry(DEFINITION, 1));
  }

  @Test
  void nobodyAsksForASizeThatNoPolicyIsAbout() {
    service();
    var fleet = described(Specs.service("shop", "checkout"), Map.of());
    assertThat(fleet.condition().unit()).isEmpty();
    assertThat(proxy.calls()).containsExactly(entry(SERVICES, 1));
  }

  @Test
  void aTaskDefinitionIsAskedForOnceForAllItsServices() {
    service();
    var shop = new FleetService(world, "shop", "basket");
    moto.ecs()
        .createService(create ->
            create.cluster("shop").serviceName("basket").taskDefinition("fargate").desiredCount(2));
    assertThat(shop.desired()).isEqualTo(2);
    var states =
        targets.describe(
            List.of(Specs.inquiry(spec()), Specs.inquiry(sizing(Specs.service("shop", "basket")))));
    assertThat(states).hasSize(2);
    assertThat(proxy.calls()).containsEntry(DEFINITION, 1);
  }

  @Test
  void anotherTaskDefinitionIsAskedForAgain() {
    var checkout = service();
    var before = described(spec(), Map.of());
    register("2048", "4096");
    moto.ecs()
        .updateService(
            update -> update.cluster("shop").service(checkout.name()).taskDefinition("fargate"));
    assertThat(unit(described(spec(), before.lookups())).size())
        .isEqualTo(new UnitSize(2048, 4096));
    assertThat(proxy.calls()).containsEntry(DEFINITION, 2);
  }

  @Test
  void aSizeThatCannotBeReadHindersNothing() {
    service();
    proxy.always(DEFINITION, Fault.Kind.DENIED);
    var fleet = described(spec(), Map.of());
    assertThat(fleet.desired()).isEqualTo(4);
    assertThat(fleet.condition().unit())
        .hasValueSatisfying(unit ->
            assertThat(unit)
                .isInstanceOfSatisfying(
                    UnitState.Unread.class,
                    unread -> {
                      assertThat(unread.why().call()).isEqualTo(DEFINITION);
                      assertThat(unread.why().hint()).contains(DEFINITION);
                    }));
  }

  @Test
  void theTaskDefinitionIsRegisteredWithAnotherSizeAndNothingElse() {
    var checkout = service();
    var seen = described(spec(), Map.of());
    int before = proxy.calls().values().stream().mapToInt(Integer::intValue).sum();

    var delivery = resize(seen);

    assertThat(delivery.failure()).isEmpty();
    assertThat(delivery.sent()).containsExactly(new Change.ResizeUnit(SMALL, LARGE));
    assertThat(proxy.calls())
        .containsExactly(
            entry(SERVICES, 2), entry(DEFINITION, 2), entry(REGISTER, 1), entry(UPDATE, 1));
    assertThat(before).isEqualTo(2);
    var now = checkout.described();
    assertThat(now.desiredCount()).isEqualTo(4);
    var made = definition(now.taskDefinition());
    assertThat(made.cpu()).isEqualTo("1024");
    assertThat(made.memory()).isEqualTo("2048");
    var old = definition(Objects.requireNonNull(seen.lookups().get("taskDefinition")));
    assertThat(
            made.toBuilder()
                .cpu(old.cpu())
                .memory(old.memory())
                .revision(old.revision())
                .taskDefinitionArn(old.taskDefinitionArn())
                .registeredAt(old.registeredAt())
                .build())
        .isEqualTo(old);
    assertThat(tags(now.taskDefinition())).isEqualTo(tags(old.taskDefinitionArn()));
    assertThat(unit(described(spec(), seen.lookups())).size()).isEqualTo(LARGE);
  }

  @Test
  void whoDeployedMeanwhileWins() {
    var checkout = service();
    var seen = described(spec(), Map.of());
    register("512", "1024");
    moto.ecs()
        .updateService(
            update -> update.cluster("shop").service(checkout.name()).taskDefinition("fargate"));
    var theirs = checkout.described().taskDefinition();

    var delivery = resize(seen);

    assertThat(delivery.sent()).isEmpty();
    assertThat(delivery.failure())
        .hasValueSatisfying(why -> {
          assertThat(why.kind()).isEqualTo(ProviderFailure.Kind.CONFLICT);
          assertThat(why.inDoubt()).isFalse();
          assertThat(why.message()).startsWith("somebody else began to deploy it meanwhile; arn:");
        });
    assertThat(checkout.described().taskDefinition()).isEqualTo(theirs);
    assertThat(proxy.calls()).doesNotContainKey(UPDATE);
  }

  @ParameterizedTest(name = "{0} {2}: {3}")
  @CsvSource({
    "ecs:DescribeTaskDefinition, 400, ClientException,          INVALID,   false",
    "ecs:DescribeTaskDefinition, 400, AccessDeniedException,    DENIED,    false",
    "ecs:RegisterTaskDefinition, 400, ClientException,          INVALID,   false",
    "ecs:RegisterTaskDefinition, 400, InvalidParameterException, INVALID,  false",
    "ecs:RegisterTaskDefinition, 400, AccessDeniedException,    DENIED,    false",
    "ecs:RegisterTaskDefinition, 400, ThrottlingException,      THROTTLED, true",
    "ecs:RegisterTaskDefinition, 500, ServerException,          PROVIDER,  true",
    "ecs:DescribeServices,       400, AccessDeniedException,    DENIED,    false",
    "ecs:UpdateService,          400, ServiceNotActiveException, NOT_FOUND, false",
    "ecs:UpdateService,          400, AccessDeniedException,    DENIED,    false"
  })
  void aRefusalIsExplainedAndNothingIsDeployed(
      String call, int status, String code, ProviderFailure.Kind kind, boolean retryable) {
    var checkout = service();
    var seen = described(spec(), Map.of());
    var before = checkout.described().taskDefinition();
    proxy.always(call, new Fault.Refusal(status, code, "no"));

    var delivery = resize(seen);

    assertThat(delivery.sent()).isEmpty();
    assertThat(delivery.failure())
        .hasValueSatisfying(why -> {
          assertThat(why.call()).isEqualTo(call);
          assertThat(why.kind()).isEqualTo(kind);
          assertThat(why.retryable()).isEqualTo(retryable);
        });
    assertThat(checkout.described().taskDefinition()).isEqualTo(before);
  }

  @Test
  void rolesThatMayNotBePassedAreInTheHint() {
    service();
    var seen = described(spec(), Map.of());
    proxy.always(REGISTER, Fault.Kind.DENIED);
    assertThat(resize(seen).failure().map(ProviderFailure::hint).orElse(""))
        .contains("ecs:RegisterTaskDefinition")
        .contains("iam:PassRole");
  }

  @Test
  void anAnswerThatNeverCameLeavesADoubt() {
    var checkout = service();
    var seen = described(spec(), Map.of());
    proxy.always(UPDATE, Fault.Kind.RESET_AFTER);
    assertThat(resize(seen).failure().filter(ProviderFailure::inDoubt)).isPresent();
    assertThat(definition(checkout.described().taskDefinition()).cpu()).isEqualTo("1024");
  }

  @Test
  void aGroupHasNoTasks() {
    var delivery =
        targets.send(
            Specs.group("web"),
            new TargetState.Fleet(
                "it", 1, 1, 1, 0, Optional.empty(), List.of(), Optional.empty(), Map.of()),
            List.of(new Change.ResizeUnit(SMALL, LARGE)));
    assertThat(delivery.failure().map(ProviderFailure::kind))
        .contains(ProviderFailure.Kind.INVALID);
    assertThat(proxy.calls()).isEmpty();
  }

  private Delivery resize(TargetState.Fleet seen) {
    return targets.send(spec(), seen, List.of(new Change.ResizeUnit(SMALL, LARGE)));
  }

  private FleetService service() {
    moto.ecs().createCluster(create -> create.clusterName("shop"));
    register("512", "1024");
    moto.ecs()
        .createService(create ->
            create
                .cluster("shop")
                .serviceName("checkout")
                .taskDefinition("fargate")
                .desiredCount(4));
    return new FleetService(world, "shop", "checkout");
  }

  private static void register(String cpu, String memory) {
    moto.ecs()
        .registerTaskDefinition(register ->
            register
                .family("fargate")
                .cpu(cpu)
                .memory(memory)
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.FARGATE)
                .taskRoleArn("arn:aws:iam::123456789012:role/task")
                .executionRoleArn("arn:aws:iam::123456789012:role/execution")
                .tags(Tag.builder().key("team").value("shop").build())
                .containerDefinitions(
                    ContainerDefinition.builder()
                        .name("web")
                        .image("web:1")
                        .essential(true)
                        .environment(env -> env.name("MODE").value("shop"))
                        .build()));
  }

  private static TaskDefinition definition(String arn) {
    return moto.ecs()
        .describeTaskDefinition(describe -> describe.taskDefinition(arn))
        .taskDefinition();
  }

  private static List<Tag> tags(String arn) {
    return moto.ecs()
        .describeTaskDefinition(
            describe -> describe.taskDefinition(arn).include(TaskDefinitionField.TAGS))
        .tags();
  }

  private static FleetSpec spec() {
    return sizing(Specs.service("shop", "checkout"));
  }

  private static FleetSpec sizing(FleetSpec spec) {
    var policy = new Fitting(LARGE, Proposal.Way.told());
    return spec.with(
        List.of(new NamedPolicy("vertical", "vertical", policy, new MissingData.HoldScaleIn())),
        List.of());
  }

  private TargetState.Fleet described(FleetSpec spec, Map<String, String> lookups) {
    var answer = targets.describe(List.of(new Targets.Inquiry(spec, lookups))).get(spec.id());
    return switch (Objects.requireNonNull(answer)) {
      case Answer.Got<TargetState>(var state) -> (TargetState.Fleet) state;
      case Answer.Failed<TargetState>(var why) -> throw new AssertionError(why);
    };
  }

  private static UnitState.Known unit(TargetState.Fleet fleet) {
    return (UnitState.Known) fleet.condition().unit().orElseThrow();
  }
}
