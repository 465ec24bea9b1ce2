package ecf.aws.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A service for which no module of the SDK can be had: single calls in its JSON 1.1 protocol, with
/// the SDK's own signer, credentials, HTTP client and count of calls. A call is sent once: who asks
/// this way asks for what a pass can do without.
public final class SignedJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MEDIA = "application/x-amz-json-1.1";

  private final Address address;
  private final SdkHttpClient http;
  private final Supplier<? extends AwsCredentialsIdentity> credentials;
  private final CallCounter counter;

  /// @param cliName as the AWS CLI names the service, for the count of calls
  /// @param signingName as signatures name it
  /// @param target the prefix of `X-Amz-Target`
  record Address(String cliName, String signingName, String target, String region, URI endpoint) {}

  SignedJson(
      Address address,
      SdkHttpClient http,
      Supplier<? extends AwsCredentialsIdentity> credentials,
      CallCounter counter) {
    this.address = address;
    this.http = http;
    this.credentials = credentials;
    this.counter = counter;
  }

  /// @throws AwsServiceException where the service says no
  /// @throws SdkClientException where it does not answer
  public JsonNode call(String operation, Map<String, String> input) {
    var body = JSON.writeValueAsBytes(input);
    ContentStreamProvider payload = ContentStreamProvider.fromByteArray(body);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(address.endpoint())
            .putHeader("Content-Type", MEDIA)
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", address.target() + "." + operation)
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(credentials.get())
                    .request(request)
                    .payload(payload)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, address.signingName())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, address.region()));
    counter.count(address.cliName() + ":" + operation);
    try {
      return answer(
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(signed.payload().orElse(payload))
                      .build())
              .call());
    } catch (IOException e) {
      throw new NoAnswer(request.host() + ":" + request.port(), e);
    }
  }

  private static JsonNode answer(HttpExecuteResponse response) throws IOException {
    var text = "";
    try (var stream = response.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
      text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    var answer = parsed(text);
    if (!response.httpResponse().isSuccessful()) {
      throw refused(response.httpResponse().statusCode(), answer);
    }
    return answer.orElseThrow(() -> SdkClientException.create("the answer is not JSON"));
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// `{"__type":"com.amazon.example#NoSuchResourceException","message":"…"}`
  private static AwsServiceException refused(int status, Optional<JsonNode> answer) {
    var type = answer.map(each -> each.path("__type").asString("")).orElse("");
    var message =
        answer
            .map(each -> each.path("message").asString(each.path("Message").asString("")))
            .orElse("");
    return AwsServiceException.builder()
        .statusCode(status)
        .message(message)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(type.substring(type.indexOf('#') + 1))
                .errorMessage(message)
                .build())
        .build();
  }
}
