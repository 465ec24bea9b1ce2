package ecf.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Call;
import ecf.aws.testing.Fault;
import ecf.aws.testing.FleetService;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  @TempDir private Path folder = Path.of("");
  private List<FleetService> services = List.of();
  private String file = "";

  @BeforeEach
  void fourServicesThatNeedMore() throws Exception {
    moto.reset();
    var shop = World.in(moto).cluster("shop");
    services =
        Stream.of("a-cart", "b-cart", "c-cart", "d-cart")
            .map(name -> shop.service(name, 4).cpu(90))
            .toList();
    var written = new ShopFile();
    services.forEach(service -> written.service("shop", service.name()));
    file = written.write(folder);
    proxy.reset();
  }

  private EcfAwsProcess ecfAws() {
    return EcfAwsProcess.in(folder, proxy);
  }

  /// Every call that such a pass makes, stopped before it takes effect and after.
  static Stream<Arguments> steps() {
    return Stream.of(
            "ecs:DescribeServices",
            "cloudwatch:GetMetricData",
            "application-autoscaling:DescribeScalableTargets",
            "ecs:UpdateService")
        .flatMap(call ->
            Stream.of(Fault.Kind.TIMEOUT, Fault.Kind.TIMEOUT_AFTER)
                .map(fault -> Arguments.of(call, fault)));
  }

  @ParameterizedTest(name = "at {0}, {1}")
  @MethodSource("steps")
  void killedAndAppliedAgain(String call, Fault.Kind fault) throws Exception {
    proxy.next(call, fault);
    var killed = ecfAws().start("apply", file);
    await().atMost(PATIENCE).until(() -> proxy.held() == 1);
    // whatever goes on beside the held call comes to its end
    await().atMost(PATIENCE).during(Duration.ofMillis(300)).until(() -> proxy.held() == 1);
    killed.kill();
    var changed = updates(fault == Fault.Kind.TIMEOUT ? call : "");
    proxy.reset();

    var again = ecfAws().run("apply", file);
    assertThat(again.exitCode()).as(again.toString()).isZero();
    assertThat(services).extracting(FleetService::desired).containsOnly(6);
    assertThat(changed + updates("")).as("changes of four services").isEqualTo(4);

    proxy.reset();
    assertThat(ecfAws().run("apply", file).out()).contains("nothing to change, 4 unchanged");
    assertThat(updates("")).isZero();
  }

  /// Changes that took effect.
  ///
  /// @param withoutEffect the operation whose first call was held before it reached AWS
  private static int updates(String withoutEffect) {
    int sent = (int) proxy.log().stream().filter(KilledIT::changes).count();
    return withoutEffect.equals("ecs:UpdateService") ? sent - 1 : sent;
  }

  private static boolean changes(Call call) {
    return call.name().equals("ecs:UpdateService");
  }

  @Test
  void twoAtOnceChangeEachTargetOnce() throws Exception {
    var one = ecfAws().start("apply", "-o", "json", file);
    var other = ecfAws().start("apply", "-o", "json", file);
    var results = List.of(one.result(), other.result());
    assertThat(results).allMatch(result -> result.exitCode() == 0, results.toString());
    assertThat(services).extracting(FleetService::desired).containsOnly(6);
    for (FleetService service : services) {
      assertThat(proxy.log().stream().filter(KilledIT::changes))
          .filteredOn(call -> call.text().contains(service.name()))
          .as(service.name())
          .hasSize(1);
    }
    int applied =
        results.stream().mapToInt(result -> result.json().at("/summary/applied").intValue()).sum();
    assertThat(applied).isEqualTo(4);
  }

  @Test
  void whatALivingPassIsAtWorkOnIsLeftToIt() throws Exception {
    proxy.next("ecs:UpdateService", Fault.Kind.TIMEOUT);
    var one = ecfAws().start("apply", file);
    await().atMost(PATIENCE).until(() -> proxy.held() == 1);
    var other = ecfAws().run("apply", "-o", "json", file);
    assertThat(other.exitCode()).as(other.toString()).isZero();
    assertThat(other.json().at("/summary/skipped").intValue()).isEqualTo(4);
    assertThat(other.target("a-cart").at("/reason/code").stringValue()).isEqualTo("claimed");
    one.kill();
  }

  @Test
  void interrupted() throws Exception {
    proxy.next("ecs:DescribeServices", Fault.Kind.TIMEOUT);
    var running = ecfAws().start("apply", file);
    await().atMost(PATIENCE).until(() -> proxy.held() == 1);
    var pid = Long.toString(running.process().pid());
    assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
    assertThat(running.result().exitCode()).isEqualTo(130);
    assertThat(services).extracting(FleetService::desired).containsOnly(4);
  }
}
