package ecf.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.FleetGroup;
import ecf.aws.testing.FleetService;
import ecf.aws.testing.FleetTargetGroup;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `kill -9` in the middle of an apply, and two of them at once: in the end everything is as it
/// should be, and no change was made twice.
class KilledIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofMillis(300);

  private static final List<String> READS =
      List.of(
          "ecs:DescribeServices",
          "autoscaling:DescribeAutoScalingGroups",
          "elbv2:DescribeTargetGroups",
          "elbv2:DescribeTargetHealth",
          "cloudwatch:GetMetricData",
          "application-autoscaling:DescribeScalableTargets",
          "autoscaling:DescribePolicies");

  /// What is right: two services and a group grow, two instances are registered at once.
  private static final Map<String, Integer> WRITES =
      Map.of(
          "ecs:UpdateService", 2,
          "autoscaling:SetDesiredCapacity", 1,
          "elbv2:RegisterTargets", 1);

  private record Account(
      FleetService basket,
      FleetService checkout,
      FleetGroup batch,
      FleetGroup web,
      FleetTargetGroup members) {
    static Account arranged() {
      var world = World.in(moto);
      var shop = world.cluster("shop");
      return new Account(
          shop.service("basket", 4).cpu(90),
          shop.service("checkout", 4).cpu(90),
          world.group("batch-asg", 2, 20, 4).cpu(90),
          world.group("web-asg", 2, 20, 2).cpu(60),
          world.targetGroup("web-tg"));
    }

    void assertRight() {
      assertThat(List.of(basket.desired(), checkout.desired(), batch.desired(), web.desired()))
          .containsExactly(6, 6, 6, 2);
      assertThat(members.members()).containsOnlyKeys(web.instances());
    }
  }

  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  @TempDir private Path folder = Path.of("");
  private String file = "";

  @BeforeEach
  void emptyAccount() throws Exception {
    moto.reset();
    file =
        new ShopFile()
            .service("shop", "basket")
            .service("shop", "checkout")
            .group("batch-asg")
            .group("web-asg")
            .targetGroup("web-tg", "{autoScalingGroup: web-asg}")
            .write(folder);
  }

  private EcfAwsProcess ecfAws() {
    return EcfAwsProcess.in(folder, proxy);
  }

  /// Every call that such a pass makes. One that changes something is held before it takes effect
  /// and after.
  static Stream<Arguments> steps() {
    return Stream.concat(
        READS.stream().map(read -> Arguments.of(read, Fault.Kind.TIMEOUT)),
        WRITES.keySet().stream()
            .sorted()
            .flatMap(write ->
                Stream.of(Fault.Kind.TIMEOUT, Fault.Kind.TIMEOUT_AFTER)
                    .map(fault -> Arguments.of(write, fault))));
  }

  @ParameterizedTest(name = "at {0}, {1}")
  @MethodSource("steps")
  void killedAndAppliedAgain(String call, Fault.Kind fault) throws Exception {
    var account = Account.arranged();
    proxy.reset();
    proxy.next(call, fault);
    var killed = ecfAws().start("apply", file);
    // whatever goes on beside the held call comes to its end first
    await().atMost(PATIENCE).during(MOMENT).until(() -> proxy.held() == 1);
    killed.kill();
    var effective = writes();
    if (fault == Fault.Kind.TIMEOUT) {
      effective.computeIfPresent(call, (_, count) -> count - 1);
    }

    proxy.reset();
    var again = ecfAws().run("apply", file);
    assertThat(again.exitCode()).as(again.toString()).isZero();
    account.assertRight();
    writes().forEach((write, count) -> effective.merge(write, count, Integer::sum));
    assertThat(effective).containsExactlyInAnyOrderEntriesOf(WRITES);

    proxy.reset();
    assertThat(ecfAws().run("apply", file).out()).contains("nothing to change, 5 unchanged");
    assertThat(writes()).isEmpty();
  }

  /// Calls since the last reset that change something.
  private static Map<String, Integer> writes() {
    var writes = new TreeMap<>(proxy.calls());
    writes.keySet().retainAll(WRITES.keySet());
    return writes;
  }

  @Test
  void theStepsAreAllThereAre() throws Exception {
    Account.arranged();
    proxy.reset();
    assertThat(ecfAws().run("apply", file).exitCode()).isZero();
    assertThat(proxy.calls().keySet())
        .containsAll(READS)
        .containsAll(WRITES.keySet())
        .allMatch(
            call -> known().contains(call) || call.equals("autoscaling:DescribeScheduledActions"));
  }

  private static Set<String> known() {
    return Set.copyOf(Stream.concat(READS.stream(), WRITES.keySet().stream()).toList());
  }

  @Test
  void twoAtOnceChangeEachTargetOnce() throws Exception {
    var account = Account.arranged();
    proxy.reset();
    var one = ecfAws().start("apply", "-o", "json", file);
    var other = ecfAws().start("apply", "-o", "json", file);
    var results = List.of(one.result(), other.result());
    assertThat(results).allMatch(result -> result.exitCode() == 0, results.toString());
    account.assertRight();
    assertThat(writes()).containsExactlyInAnyOrderEntriesOf(WRITES);
    int applied =
        results.stream().mapToInt(result -> result.json().at("/summary/applied").intValue()).sum();
    assertThat(applied).isEqualTo(4);
  }

  @Test
  void whatALivingPassIsAtWorkOnIsLeftToIt() throws Exception {
    Account.arranged();
    proxy.reset();
    proxy.next("ecs:UpdateService", Fault.Kind.TIMEOUT);
    var one = ecfAws().start("apply", file);
    await().atMost(PATIENCE).until(() -> proxy.held() == 1);
    var other = ecfAws().run("apply", "-o", "json", file);
    assertThat(other.exitCode()).as(other.toString()).isZero();
    for (String target : List.of("basket", "checkout", "batch-asg", "web-tg")) {
      assertThat(other.target(target).at("/reason/code").stringValue()).isEqualTo("claimed");
    }
    assertThat(other.target("web-asg").get("outcome").stringValue()).isEqualTo("unchanged");
    one.kill();
  }

  @Test
  void interrupted() throws Exception {
    var account = Account.arranged();
    proxy.reset();
    proxy.next("ecs:DescribeServices", Fault.Kind.TIMEOUT);
    var running = ecfAws().start("apply", file);
    await().atMost(PATIENCE).until(() -> proxy.held() == 1);
    var pid = Long.toString(running.process().pid());
    assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
    assertThat(running.result().exitCode()).isEqualTo(130);
    assertThat(account.basket().desired()).isEqualTo(4);
  }
}
