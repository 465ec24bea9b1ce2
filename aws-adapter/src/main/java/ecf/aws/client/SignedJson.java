package ecf.aws.client;

import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// One service in its JSON 1.1 protocol, which is asked without a client of the SDK's own.
public final class SignedJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final SignedCalls calls;
  private final SignedCalls.Service service;
  private final String target;

  /// @param target the prefix of `X-Amz-Target`
  public SignedJson(SignedCalls calls, SignedCalls.Service service, String target) {
    this.calls = calls;
    this.service = service;
    this.target = target;
  }

  /// @param input of texts, numbers, maps and lists
  /// @throws AwsServiceException where the service says no
  /// @throws SdkClientException where it does not answer
  public JsonNode call(String operation, Map<String, ?> input) {
    var request =
        SignedCalls.Request.json(service, target, operation, JSON.writeValueAsString(input));
    try {
      return JSON.readTree(calls.send(request).body());
    } catch (JacksonException e) {
      throw SdkClientException.create("the answer is not JSON");
    }
  }
}
