package ecf.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.FleetService;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Each trouble ends with its exit code and one message that helps, and the other targets get what
/// they need.
class TroubleIT {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  @TempDir private Path folder = Path.of("");
  private World world = World.in(moto);
  private FleetService basket = new FleetService(world, "", "");
  private FleetService checkout = new FleetService(world, "", "");

  @BeforeEach
  void twoServicesThatNeedMore() {
    moto.reset();
    proxy.reset();
    world = World.in(moto);
    basket = world.cluster("shop").service("basket", 4).cpu(90);
    checkout = world.cluster("other").service("checkout", 4).cpu(90);
    proxy.reset();
  }

  private String file() throws Exception {
    return new ShopFile().service("shop", "basket").service("other", "checkout").write(folder);
  }

  private EcfAwsProcess ecfAws() {
    return EcfAwsProcess.in(folder, proxy);
  }

  @Test
  void aDeniedChange() throws Exception {
    proxy.always("ecs:UpdateService", "checkout", Fault.Kind.DENIED);
    var result = ecfAws().run("apply", file());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(5);
    assertThat(basket.desired()).isEqualTo(6);
    assertThat(checkout.desired()).isEqualTo(4);
    assertThat(result.out())
        .containsPattern("! checkout +4 +ecs:UpdateService: ")
        .containsOnlyOnce("hint: ")
        .contains("not sent: capacity 4 → 6");
  }

  @Test
  void aDeniedRead() throws Exception {
    proxy.always("ecs:DescribeServices", "checkout", Fault.Kind.DENIED);
    var result = ecfAws().run("apply", "-o", "json", file());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(5);
    assertThat(basket.desired()).isEqualTo(6);
    var error = result.target("checkout").get("error");
    assertThat(error.get("kind").stringValue()).isEqualTo("denied");
    assertThat(error.get("call").stringValue()).isEqualTo("ecs:DescribeServices");
    assertThat(error.get("hint").stringValue()).contains("ecs:DescribeServices");
    assertThat(error.get("retryable").booleanValue()).isFalse();
  }

  @Test
  void aTargetThatIsNotThere() throws Exception {
    var file = new ShopFile().service("shop", "basket").service("shop", "basket-v2").write(folder);
    var result = ecfAws().run("apply", file);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(5);
    assertThat(basket.desired()).isEqualTo(6);
    assertThat(result.out()).contains("! basket-v2").containsOnlyOnce("hint: ");
    assertThat(json(file).target("basket-v2").at("/error/kind").stringValue())
        .isEqualTo("not-found");
  }

  @Test
  void anEndpointThatNobodyAnswersAt() throws Exception {
    var file = file();
    var nowhere = ecfAws().with("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    var result = nowhere.run("apply", file);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(4);
    assertThat(result.out()).contains("! basket", "! checkout", "127.0.0.1:1");
    assertThat(result.err()).contains("endpoint: http://127.0.0.1:1");
    assertThat(nowhere.run("apply", "-o", "json", file).target("basket").at("/error/kind"))
        .hasToString("\"unreachable\"");
  }

  @Test
  void metricsThatAreThrottledToTheEnd() throws Exception {
    proxy.always("cloudwatch:GetMetricData", Fault.Kind.THROTTLED);
    var result = ecfAws().run("apply", "-o", "json", file());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(4);
    var target = result.target("basket");
    assertThat(target.at("/error/kind").stringValue()).isEqualTo("throttled");
    assertThat(target.at("/error/retryable").booleanValue()).isTrue();
    assertThat(target.at("/readings/0/unread").stringValue()).contains("cloudwatch:GetMetricData");
    assertThat(result.json().at("/calls/cloudwatch:GetMetricData").intValue())
        .as("each attempt counts")
        .isEqualTo(proxy.calls().get("cloudwatch:GetMetricData"));
  }

  @Test
  void aChangeThatIsThrottledOnceIsTriedAgain() throws Exception {
    proxy.next("ecs:UpdateService", Fault.Kind.THROTTLED);
    var result = ecfAws().run("apply", "-o", "json", file());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(basket.desired()).isEqualTo(6);
    assertThat(checkout.desired()).isEqualTo(6);
    assertThat(result.json().at("/calls/ecs:UpdateService").intValue()).isEqualTo(3);
  }

  /// Nothing is known of its load, so nothing is changed, and that is no failure.
  @Test
  void aMetricWithoutPoints() throws Exception {
    world.cluster("third").service("new", 4);
    var file = new ShopFile().service("shop", "basket").service("third", "new").write(folder);
    var result = ecfAws().run("apply", "-o", "json", file);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(basket.desired()).isEqualTo(6);
    assertThat(result.target("new").at("/reason/code").stringValue()).isEqualTo("no-data");
    assertThat(result.target("new").at("/readings/0/missing").stringValue())
        .contains("no data points");
  }

  @Test
  void aTargetThatSomebodyElseScales() throws Exception {
    basket.scaledByAws();
    var file = file();
    var result = ecfAws().run("apply", file);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(basket.desired()).isEqualTo(4);
    assertThat(checkout.desired()).isEqualTo(6);
    assertThat(result.err()).contains("basket is left alone: its capacity belongs to ");
    assertThat(ecfAws().run("status", file).out()).containsPattern("basket .* owned by ");
  }

  @Test
  void noCredentials() throws Exception {
    var result =
        ecfAws()
            .with("AWS_ACCESS_KEY_ID", "")
            .with("AWS_SECRET_ACCESS_KEY", "")
            .run("apply", file());
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(4);
    assertThat(result.out()).contains("2 failed").containsOnlyOnce("hint: ");
  }

  @Test
  void aBrokenFileCallsNothing() throws Exception {
    Files.writeString(folder.resolve("bad.yaml"), "version: 1\ntargets: {checkout: {}}\n");
    assertThat(ecfAws().run("apply", "bad.yaml").exitCode()).isEqualTo(3);
    assertThat(proxy.calls()).isEmpty();
  }

  private EcfAwsProcess.Result json(String file) throws Exception {
    return ecfAws().run("plan", "-o", "json", file);
  }
}
