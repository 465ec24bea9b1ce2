package ecf.lambda;

import static ecf.lambda.DeployedFunction.SCHEDULE;
import static ecf.lambda.DeployedFunction.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The function in a real runtime, with moto as the account, its configuration in S3 and its state
/// in DynamoDB.
class ScalingHandlerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CONFIG =
      """
      version: 1
      name: shop
      state: {type: dynamodb, table: ecf-state}
      targets:
        checkout:
          type: ecsService
          cluster: shop
          service: checkout
          capacity: {min: 2, max: 20}
          wakeOn: [checkout-busy]
          policies: [{type: targetTracking, signal: cpu, target: 60}]
        search:
          type: ecsService
          cluster: shop
          service: search
          capacity: {min: 2, max: 20}
          policies: [{type: targetTracking, signal: cpu, target: 60}]
      """;

  @RegisterExtension static final Moto moto = Moto.shared();
  @TempDir Path folder;
  private DeployedFunction deployed = new DeployedFunction(moto, Path.of(""));

  @BeforeEach
  void anAccountWithTwoBusyServices() {
    moto.reset();
    deployed = DeployedFunction.in(moto, folder.resolve("log"));
    var shop = World.in(moto).cluster("shop");
    shop.service("checkout", 4).cpu(90);
    shop.service("search", 4).cpu(90);
    deployed.store(CONFIG);
  }

  @Test
  void aScheduleServesAllTargetsOnceAndForAll() throws Exception {
    try (var function = deployed.start(Map.of())) {
      var first = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(first)).isEqualTo("checkout applied 4 → 6, search applied 4 → 6");
      assertThat(first.path("calls").path("cloudwatch:GetMetricData").asInt()).isEqualTo(1);
      assertThat(first.path("calls").path("ecs:UpdateService").asInt()).isEqualTo(2);
      var second = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(second)).isEqualTo("checkout unchanged 6 → 6, search unchanged 6 → 6");
      assertThat(second.path("calls").has("ecs:UpdateService")).isFalse();
    }
    assertThat(Files.readString(folder.resolve("log")))
        .as("one line for each decision, also for a hold")
        .contains(
            "\"target\":\"checkout\"", "\"outcome\":\"applied\"", "\"outcome\":\"unchanged\"");
  }

  @Test
  void whatWasDoneIsToldAndWhoeverCannotBeToldIsALineInTheLog() throws Exception {
    var posted = Collections.synchronizedList(new ArrayList<String>());
    var chat = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    chat.createContext(
        "/",
        exchange -> {
          try (exchange) {
            posted.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    chat.start();
    deployed.store(
        CONFIG
            + """
            notify:
              - {type: webhook, url: "${HOOK}"}
              - {type: sns, topicArn: "arn:aws:sns:us-east-1:123456789012:nowhere"}
            """);
    var hook = "http://127.0.0.1:" + chat.getAddress().getPort() + "/s3cret";
    try (var function = deployed.start(Map.of("HOOK", hook))) {
      var answer = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(answer)).isEqualTo("checkout applied 4 → 6, search applied 4 → 6");
      assertThat(answer.path("calls").path("sns:Publish").asInt()).isEqualTo(1);
    } finally {
      chat.stop(0);
    }
    assertThat(posted).singleElement().asString().contains("ecf-aws shop: 2 applied");
    assertThat(Files.readString(folder.resolve("log")))
        .contains("\"warning\":\"topic nowhere could not be told: sns:Publish: ")
        .doesNotContain("s3cret");
  }

  @Test
  void anAlarmServesItsTargetsOnly() throws Exception {
    try (var function = deployed.start(Map.of())) {
      var answer = JSON.readTree(function.invoke(alarm("checkout-busy", "ALARM")).body());
      assertThat(outcomes(answer)).isEqualTo("checkout applied 4 → 6");
      assertThat(function.invoke(alarm("checkout-busy", "INSUFFICIENT_DATA")).body())
          .contains("ecf/answer/1", "has no data");
      assertThat(function.invoke(alarm("other", "ALARM")).body()).contains("no target names alarm");
    }
  }

  @Test
  void anUnknownEventIsAnsweredAndChangesNothing() throws Exception {
    try (var function = deployed.start(Map.of())) {
      var reply = function.invoke("{\"hello\":1}");
      assertThat(reply.kind()).isEqualTo("response");
      assertThat(reply.body()).contains("no known kind of event");
      var plan = JSON.readTree(function.invoke("{\"mode\":\"plan\"}").body());
      assertThat(outcomes(plan)).isEqualTo("checkout planned 4 → 6, search planned 4 → 6");
    }
  }

  @Test
  void aFunctionInPlanModeNeverApplies() throws Exception {
    try (var function = deployed.start(Map.of("ECF_MODE", "plan"))) {
      var answer = JSON.readTree(function.invoke("{\"mode\":\"apply\"}").body());
      assertThat(outcomes(answer)).isEqualTo("checkout planned 4 → 6, search planned 4 → 6");
    }
  }

  @Test
  void aBrokenConfigurationFailsTheInvocationAndAMendedOneServesTheNext() throws Exception {
    deployed.store(CONFIG.replace("min: 2", "min: two"));
    try (var function = deployed.start(Map.of())) {
      var broken = function.invoke(SCHEDULE);
      assertThat(broken.kind()).isEqualTo("error");
      assertThat(broken.body()).contains("s3://config/shop.yaml:9:");
      deployed.store(CONFIG);
      assertThat(function.invoke(SCHEDULE).kind()).isEqualTo("response");
    }
  }

  @Test
  void stateInAFileIsRefusedWithWhatToWriteInstead() throws Exception {
    deployed.store(CONFIG.replace("{type: dynamodb, table: ecf-state}", "{type: file}"));
    try (var function = deployed.start(Map.of())) {
      assertThat(function.invoke(SCHEDULE).body()).contains("state: {type: dynamodb, table: NAME}");
    }
  }

  @Test
  void nearItsDeadlineItStartsNoWrite() throws Exception {
    try (var function = deployed.start(Map.of(), Duration.ofSeconds(9))) {
      var answer = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(answer)).isEqualTo("checkout skipped 4 → 4, search skipped 4 → 4");
      assertThat(answer.path("calls").has("ecs:UpdateService")).isFalse();
    }
  }

  private static String alarm(String name, String state) {
    return """
    {"source":"aws.cloudwatch","alarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:%s",
     "alarmData":{"alarmName":"%s","state":{"value":"%s"},"configuration":{"metrics":[]}}}
    """
        .formatted(name, name, state);
  }
}
