package ecf.lambda;

import static ecf.lambda.DeployedFunction.SCHEDULE;
import static ecf.lambda.DeployedFunction.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The function with targets in several regions, and with targets that it finds for itself.
class ManyTargetsTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String REGIONS =
      """
      version: 1
      name: shop
      state: {type: dynamodb, table: ecf-state}
      providers:
        us: {region: us-east-1}
        eu: {region: eu-west-1}
      defaults: {capacity: {min: 2, max: 20}}
      targets:
        here:
          {type: ecsService, provider: us, cluster: shop, service: web, policies: [{type: targetTracking, signal: cpu, target: 60}]}
        there:
          {type: ecsService, provider: eu, cluster: shop, service: web, policies: [{type: targetTracking, signal: cpu, target: 60}]}
      """;

  private static final String JOBS =
      """
      version: 1
      name: shop
      state: {type: dynamodb, table: ecf-state}
      targets:
        workers:
          type: ecsService
          select: {cluster: "jobs-*"}
          capacity: {min: 2, max: 20}
          wakeOn: [jobs-wait]
          policies: [{type: targetTracking, signal: cpu, target: 60}]
      """;

  @RegisterExtension static final Moto moto = Moto.shared();
  @TempDir Path folder;
  private DeployedFunction deployed = new DeployedFunction(moto, Path.of(""));

  @BeforeEach
  void anEmptyAccount() {
    moto.reset();
    deployed = DeployedFunction.in(moto, folder.resolve("log"));
  }

  @Test
  void aScheduleServesEveryRegion() throws Exception {
    World.in(moto).cluster("shop").service("web", 4).cpu(90);
    World.in(moto.in("eu-west-1")).cluster("shop").service("web", 4).cpu(120);
    deployed.store(REGIONS);
    try (var function = deployed.start(Map.of())) {
      var first = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(first)).isEqualTo("here applied 4 → 6, there applied 4 → 8");
      assertThat(first.path("calls").path("ecs:UpdateService").asInt()).isEqualTo(2);
      assertThat(first.path("calls").path("dynamodb:BatchGetItem").asInt()).isEqualTo(1);

      var second = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(second))
          .as("each has its own memory")
          .isEqualTo("here unchanged 6 → 6, there unchanged 8 → 8");
      assertThat(outcomes(JSON.readTree(function.invoke("{\"targets\":[\"there\"]}").body())))
          .isEqualTo("there unchanged 8 → 8");
    }
    assertThat(stored())
        .containsExactlyInAnyOrder(
            "shop#us-east-1 ecsService/shop/web", "shop#eu-west-1 ecsService/shop/web");
  }

  @Test
  void aRegionThatCannotBeHadFailsItsTargetsAlone() throws Exception {
    World.in(moto).cluster("shop").service("web", 4).cpu(90);
    deployed.store(REGIONS.replace("eu-west-1", "eu-west-1, account: \"999999999999\""));
    try (var function = deployed.start(Map.of())) {
      var answer = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(answer)).startsWith("here applied 4 → 6, there failed");
      assertThat(answer.path("targets").path(1).path("error").path("message").asString())
          .startsWith("provider eu: these credentials belong to account 123456789012");
    }
  }

  @Test
  void whatIsSelectedIsServedLikeAnyTarget() throws Exception {
    twoWorkers();
    try (var function = deployed.start(Map.of())) {
      assertThat(plan(function, "workers/jobs-a/mail"))
          .isEqualTo("workers/jobs-a/mail planned 4 → 6");
      assertThat(plan(function, "workers"))
          .isEqualTo("workers/jobs-a/mail planned 4 → 6, workers/jobs-b/resize planned 4 → 8");
      assertThat(plan(function, "workers/jobs-a/none")).startsWith("workers/jobs-a/none failed");

      var first = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(first))
          .isEqualTo("workers/jobs-a/mail applied 4 → 6, workers/jobs-b/resize applied 4 → 8");
      var second = JSON.readTree(function.invoke(SCHEDULE).body());
      assertThat(outcomes(second))
          .isEqualTo("workers/jobs-a/mail unchanged 6 → 6, workers/jobs-b/resize unchanged 8 → 8");
      assertThat(second.path("calls").path("dynamodb:BatchGetItem").asInt()).isEqualTo(1);
    }
    assertThat(stored())
        .containsExactlyInAnyOrder(
            "shop#us-east-1 ecsService/jobs-a/mail",
            "shop#us-east-1 ecsService/jobs-b/resize",
            "shop#us-east-1 select/workers");
  }

  @Test
  void anAlarmServesWhomItsMetricIsOfAndWakeOnAll() throws Exception {
    twoWorkers();
    try (var function = deployed.start(Map.of("ECF_MODE", "plan"))) {
      assertThat(outcomes(JSON.readTree(function.invoke(alarm("any", "jobs-b")).body())))
          .isEqualTo("workers/jobs-b/resize planned 4 → 8");
      assertThat(outcomes(JSON.readTree(function.invoke(alarm("jobs-wait", "shop")).body())))
          .isEqualTo("workers/jobs-a/mail planned 4 → 6, workers/jobs-b/resize planned 4 → 8");
      assertThat(function.invoke(alarm("any", "shop")).body()).contains("no target names alarm");
    }
  }

  private void twoWorkers() {
    World.in(moto).cluster("jobs-a").service("mail", 4).cpu(90);
    World.in(moto).cluster("jobs-b").service("resize", 4).cpu(120);
    World.in(moto).cluster("shop").service("web", 4).cpu(90);
    deployed.store(JOBS);
  }

  private static String plan(RuntimeApi function, String target) throws InterruptedException {
    var event = "{\"targets\":[\"" + target + "\"],\"mode\":\"plan\"}";
    return outcomes(JSON.readTree(function.invoke(event).body()));
  }

  /// On the CPU of the service `resize`, which only one cluster has.
  private static String alarm(String name, String cluster) {
    return """
    {"source":"aws.cloudwatch","alarmArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:%s",
     "alarmData":{"alarmName":"%s","state":{"value":"ALARM"},"configuration":{"metrics":[
       {"id":"m1","metricStat":{"metric":{"namespace":"AWS/ECS","name":"CPUUtilization",
        "dimensions":{"ClusterName":"%s","ServiceName":"resize"}},"period":60,"stat":"Average"},
        "returnData":true}]}}}
    """
        .formatted(name, name, cluster);
  }

  private static List<String> stored() {
    return moto.dynamoDb().scan(scan -> scan.tableName("ecf-state")).items().stream()
        .map(item ->
            Objects.requireNonNull(item.get("pk")).s()
                + " "
                + Objects.requireNonNull(item.get("sk")).s())
        .toList();
  }
}
