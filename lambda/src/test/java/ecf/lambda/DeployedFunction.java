package ecf.lambda;

import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import tools.jackson.databind.JsonNode;

/// The function of a test, with moto as its account, its configuration in S3 and its state in
/// DynamoDB.
///
/// @param log gets what the function writes
record DeployedFunction(Moto moto, Path log) {
  static final String SCHEDULE =
      "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /// One that has its bucket and its table, and no configuration yet.
  static DeployedFunction in(Moto moto, Path log) {
    moto.s3().createBucket(create -> create.bucket("config"));
    World.in(moto).stateTable("ecf-state");
    return new DeployedFunction(moto, log);
  }

  void store(String config) {
    moto.s3()
        .putObject(put -> put.bucket("config").key("shop.yaml"), RequestBody.fromString(config));
  }

  /// @param more variables of the function
  RuntimeApi start(Map<String, String> more) throws IOException {
    return start(more, TIMEOUT);
  }

  RuntimeApi start(Map<String, String> more, Duration timeout) throws IOException {
    var environment = new HashMap<>(moto.environment());
    environment.put("ECF_CONFIG", "s3://config/shop.yaml");
    environment.putAll(more);
    return RuntimeApi.start(environment, timeout, log);
  }

  /// `checkout applied 4 → 6, search unchanged 6 → 6`
  static String outcomes(JsonNode pass) {
    return pass.path("targets")
        .valueStream()
        .map(DeployedFunction::outcome)
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  private static String outcome(JsonNode target) {
    return target.path("target").asString()
        + " "
        + target.path("outcome").asString()
        + " "
        + target.path("from").asInt()
        + " → "
        + target.path("to").asInt();
  }
}
