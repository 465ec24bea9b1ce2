package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.FleetTargetGroup;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A first file, out of nothing or of an account: it works at once.
class InitTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void emptyAccount() {
    moto.reset();
    proxy.reset();
  }

  private Cli cli() {
    var environment = new HashMap<>(proxy.environment());
    environment.put("XDG_STATE_HOME", folder.resolve("state").toAbsolutePath().toString());
    return new Cli(environment, false, InstantSource.system(), Optional.empty());
  }

  private String file() {
    return folder.resolve("first.yaml").toString();
  }

  private String text() throws IOException {
    return Files.readString(Path.of(file()));
  }

  @Test
  void whatIsWrittenWorksAtOnceAndCallsNothing() {
    var result = cli().run("init", file());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out()).isEqualTo("wrote " + file() + "; next: ecf-aws plan " + file() + "\n");
    var valid = cli().run("validate", file());
    assertThat(valid.exitCode()).as(valid.toString()).isZero();
    assertThat(valid.err()).isEmpty();
    var plan = cli().run("plan", file());
    assertThat(plan.exitCode()).as(plan.toString()).isZero();
    assertThat(plan.out()).contains("checkout").doesNotContain("signals: ");
    assertThat(cli().run("apply", file()).out()).contains("+ checkout   3 → ");
    assertThat(proxy.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--from-aws"})
  void whatIsThereStays(String option) throws IOException {
    Samples.text(folder, "first.yaml", "mine\n");
    var result = option.isEmpty() ? cli().run("init", file()) : cli().run("init", option, file());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("is there already and is left as it is");
    assertThat(text()).isEqualTo("mine\n");
    assertThat(proxy.calls()).isEmpty();
  }

  @Test
  void aFolderThatIsNotThere() {
    var result = cli().run("init", folder.resolve("none").resolve("first.yaml").toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("cannot be written");
  }

  @Test
  void optionsOfAnAccountNeedOne() {
    var result = cli().run("init", "--region", "eu-west-1", file());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--region and --profile go with --from-aws");
  }

  private static void arrange() {
    var world = World.in(moto);
    var shop = world.cluster("shop");
    shop.service("checkout", 4).cpu(90);
    shop.service("basket", 5).cpu(60).scaledByAws();
    shop.service("off", 0);
    world.cluster("jobs").service("checkout", 1);
    world.group("web-asg", 2, 20, 4).cpu(60);
    world.group("on", 0, 0, 0);
    world.targetGroup("free-tg");
  }

  @Test
  void anAccountIsWrittenDownAndPlannedAtOnce() throws IOException {
    arrange();
    var result = cli().run("init", "--from-aws", file());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out()).contains("with 4 targets, all of them only observed");
    assertThat(text())
        .contains(
            """
            targets:
              checkout:
                type: ecsService
                cluster: jobs
                service: checkout
                capacity: {min: 1, max: 3}  # it has 1
                policies:
                  - {type: targetTracking, signal: cpu, target: 60}

              basket:
                # Application Auto Scaling keeps it at 1 to 9: these are its numbers.
                # Before `mode: act`, decide who scales it: `ownership: takeOver`, or `control: min`.
                type: ecsService
                cluster: shop
                service: basket
                capacity: {min: 1, max: 9}
                policies:
                  - {type: targetTracking, signal: cpu, target: 60}

              shop-checkout:
                type: ecsService
                cluster: shop
                service: checkout
                capacity: {min: 2, max: 12}  # it has 4
                policies:
                  - {type: targetTracking, signal: cpu, target: 60}

              web-asg:
                type: autoScalingGroup
                group: web-asg
                capacity: {min: 2, max: 20}  # it has 4
                policies:
                  - {type: targetTracking, signal: cpu, target: 60}

            # Left out:
            #   service off in shop: its desired count is 0
            #   group on: its MaxSize is 0

            # Target groups that no service and no group registers with:
            #   free-tg (a target of type targetGroup keeps it filled)
            """);
    assertThat(result.err()).isEqualTo("endpoint: " + proxy.uri() + "\n");
    assertThat(cli().run("validate", file()).err()).doesNotContain("warning");
    var plan = cli().run("plan", file());
    assertThat(plan.exitCode()).as(plan.toString()).isZero();
    assertThat(plan.out())
        .containsPattern("shop-checkout +4 → 6")
        .endsWith("\nsignals: 4 metrics a pass, 1.73 USD a month at a pass a minute\n");
    assertThat(cli().run("apply", file()).out()).doesNotContain("signals: ");
    assertThat(cli().run("doctor", file()).exitCode()).as("basket is owned").isEqualTo(5);
  }

  /// Clusters and services are listed, everything else is one page each.
  @Test
  void itTakesFewCalls() {
    arrange();
    cli().run("init", "--from-aws", file());
    assertThat(proxy.calls())
        .containsOnly(
            Map.entry("application-autoscaling:DescribeScalableTargets", 1),
            Map.entry("application-autoscaling:DescribeScalingPolicies", 1),
            Map.entry("autoscaling:DescribeAutoScalingGroups", 1),
            Map.entry("autoscaling:DescribePolicies", 1),
            Map.entry("ecs:DescribeServices", 2),
            Map.entry("ecs:ListClusters", 1),
            Map.entry("ecs:ListServices", 2),
            Map.entry("elbv2:DescribeTargetGroups", 1),
            Map.entry("sts:GetCallerIdentity", 1));
  }

  /// @return the group that a rule sends a tenth to
  private static FleetTargetGroup arrangeTraffic() {
    var world = World.in(moto);
    var blue = world.targetGroup("blue-tg");
    var green = world.targetGroup("green-tg");
    var canary = world.targetGroup("canary-tg");
    blue.register(List.of(world.instance(Map.of("app", "blue"))));
    green.register(List.of(world.instance(Map.of("app", "green"))));
    canary.register(List.of(world.instance(Map.of("app", "canary"))));
    var shop = world.balancer("shop");
    var http = shop.listener(80, Map.of(blue, 100, green, 0));
    shop.rule(http, 5, Map.of(blue, 9, canary, 1));
    shop.rule(http, 7, Map.of(canary, 1));
    world.targetGroup("alone-tg").behind("alone");
    return canary;
  }

  @Test
  void howTrafficIsSplitIsWrittenDownAndPlannedAtOnce() throws IOException {
    arrangeTraffic();
    var result = cli().run("init", "--from-aws", file());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out()).contains("with 2 targets, all of them only observed");
    assertThat(text())
        .contains("\n  shop-80:\n", "\n  shop-80-rule-5:\n")
        .contains(
            "weights: {blue-tg: 100, green-tg: 0}\n", "weights: {blue-tg: 9, canary-tg: 1}\n");
    assertThat(proxy.calls())
        .contains(
            Map.entry("elbv2:DescribeTargetGroups", 1),
            Map.entry("elbv2:DescribeListeners", 1),
            Map.entry("elbv2:DescribeRules", 1));
    assertThat(cli().run("validate", file()).err()).doesNotContain("warning");
    assertThat(cli().run("plan", "--detailed-exitcode", file()).exitCode()).isZero();
    assertThat(cli().run("doctor", file()).exitCode()).isZero();
  }

  /// What would be done is told: the canary has no healthy member, so its share should shrink.
  @Test
  void theFirstFileMovesNoTraffic() {
    var canary = arrangeTraffic();
    canary.members().keySet().forEach(canary::unhealthy);
    cli().run("init", "--from-aws", file());
    var applied = cli().run("apply", file());
    assertThat(applied.exitCode()).as(applied.toString()).isZero();
    assertThat(applied.out()).contains("blue-tg 9 → 10, canary-tg 1 → 0");
    assertThat(proxy.calls().keySet()).noneMatch(call -> call.contains(":Modify"));
  }

  @Test
  void listenersAreWrittenWithoutTheirRules() throws IOException {
    arrangeTraffic();
    proxy.always("elbv2:DescribeRules", Fault.Kind.DENIED);
    var result = cli().run("init", "--from-aws", file());
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err()).contains("hint: allow elasticloadbalancing:DescribeRules");
    assertThat(text())
        .contains("\n  shop-80:\n", "# Could not be read:\n#   elbv2:DescribeRules: ")
        .doesNotContain("rule-5");
  }

  @Test
  void theSameAccountGivesTheSameText() throws IOException {
    arrange();
    cli().run("init", "--from-aws", file());
    var other = folder.resolve("second.yaml");
    cli().run("init", "--from-aws", other.toString());
    assertThat(text()).isEqualTo(Files.readString(other));
  }

  @Test
  void whatCannotBeReadIsToldAndTheRestIsWritten() throws IOException {
    arrange();
    proxy.always("ecs:ListClusters", Fault.Kind.DENIED);
    var result = cli().run("init", "--from-aws", file());
    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err()).contains("hint: allow ecs:ListClusters");
    assertThat(text()).contains("web-asg:", "# Could not be read:\n#   ecs:ListClusters: ");
    assertThat(cli().run("validate", file()).exitCode()).isZero();
  }

  @Test
  void anEmptyAccountIsNotWrittenDown() {
    var result = cli().run("init", "--from-aws", file());
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("the account has nothing to scale in this region");
    assertThat(Path.of(file())).doesNotExist();
  }

  @Test
  void nobodyAnswers() {
    var result =
        cli().with("AWS_ENDPOINT_URL", "http://127.0.0.1:1").run("init", "--from-aws", file());
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("nobody answers at 127.0.0.1:1", "hint: check the endpoint");
    assertThat(Path.of(file())).doesNotExist();
  }
}
