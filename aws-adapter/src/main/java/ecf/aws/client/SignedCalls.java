package ecf.aws.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls of services that are used for one operation only: a client of the SDK for each would cost
/// more to load than the call takes. Signed, counted and failing as the SDK's own calls are; sent
/// once, never again.
public final class SignedCalls {
  private static final JsonMapper JSON = new JsonMapper();

  /// An answer is read no further.
  private static final int MOST = 1 << 20;

  private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]*)</Code>");
  private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]*)</Message>");

  /// A service, as its parts of a call name it.
  ///
  /// @param cliName as calls are counted
  /// @param signing what signatures are made for, and the beginning of its host's name
  /// @param variable as in `AWS_ENDPOINT_URL_<SERVICE>`
  public record Service(String cliName, String signing, String variable) {}

  /// What is sent.
  ///
  /// @param region empty: that of the clients
  /// @param path encoded as it is to be sent
  public record Request(
      Service service,
      String operation,
      Optional<String> region,
      String path,
      Map<String, String> headers,
      String body) {
    /// In AWS JSON 1.1.
    ///
    /// @param target the service's own name in this protocol
    public static Request json(Service service, String target, String operation, String body) {
      return new Request(
          service,
          operation,
          Optional.empty(),
          "/",
          Map.of(
              "Content-Type",
              "application/x-amz-json-1.1",
              "X-Amz-Target",
              target + "." + operation),
          body);
    }
  }

  /// An answer that is no error.
  public record Reply(SdkHttpResponse head, String body) {
    public Optional<String> header(String name) {
      return head.firstMatchingHeader(name);
    }
  }

  private final String region;
  private final Supplier<? extends AwsCredentialsProvider> credentials;
  private final Supplier<SdkHttpClient> http;
  private final Function<String, Optional<URI>> endpoint;
  private final CallCounter counter;

  /// @param endpoint by the name of the service in variables, where calls do not go to AWS
  SignedCalls(
      String region,
      Supplier<? extends AwsCredentialsProvider> credentials,
      Supplier<SdkHttpClient> http,
      Function<String, Optional<URI>> endpoint,
      CallCounter counter) {
    this.region = region;
    this.credentials = credentials;
    this.http = http;
    this.endpoint = endpoint;
    this.counter = counter;
  }

  /// @throws SdkException for whatever is no answer, or an error
  public Reply send(Request request) {
    var region = request.region().orElse(this.region);
    var service = request.service();
    var uri =
        endpoint
            .apply(service.variable())
            .orElseGet(() ->
                URI.create(
                    "https://"
                        + ServiceMetadata.of(service.signing()).endpointFor(Region.of(region))));
    var content = ContentStreamProvider.fromUtf8String(request.body());
    var plain = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(uri);
    plain.encodedPath(request.path());
    request.headers().forEach(plain::putHeader);
    plain
        .putHeader("User-Agent", "ecf-aws/" + Version.text())
        .putHeader(
            "Content-Length",
            Integer.toString(request.body().getBytes(StandardCharsets.UTF_8).length));
    var identity = credentials.get().resolveCredentials();
    var signed =
        AwsV4HttpSigner.create()
            .sign(to ->
                to.identity(identity)
                    .request(plain.build())
                    .payload(content)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service.signing())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    counter.count(service.cliName() + ":" + request.operation());
    return answered(service, sent(signed));
  }

  private Reply sent(SignedRequest signed) {
    var call = HttpExecuteRequest.builder().request(signed.request());
    signed.payload().ifPresent(call::contentStreamProvider);
    try {
      var response = http.get().prepareRequest(call.build()).call();
      try (var body = response.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
        var text = new String(body.readNBytes(MOST), StandardCharsets.UTF_8);
        return new Reply(response.httpResponse(), text);
      }
    } catch (IOException e) {
      throw new NoAnswer(signed.request().host() + ":" + signed.request().port(), e);
    }
  }

  private static Reply answered(Service service, Reply reply) {
    if (reply.head().isSuccessful()) {
      return reply;
    }
    var error =
        AwsErrorDetails.builder()
            .serviceName(service.cliName())
            .errorCode(code(reply))
            .errorMessage(message(reply.body()))
            .sdkHttpResponse(reply.head())
            .build();
    throw AwsServiceException.builder()
        .awsErrorDetails(error)
        .statusCode(reply.head().statusCode())
        .message(error.errorMessage())
        .build();
  }

  /// `com.amazon.coral#AccessDeniedException` and `AccessDeniedException:http://…` are both
  /// `AccessDeniedException`; "" where none is told.
  private static String code(Reply reply) {
    var told =
        reply
            .header("x-amzn-ErrorType")
            .or(() -> text(reply.body(), "__type"))
            .or(() -> text(reply.body(), "code"))
            .or(() -> found(XML_CODE, reply.body()))
            .orElse("");
    var code = told.substring(told.indexOf('#') + 1);
    return code.contains(":") ? code.substring(0, code.indexOf(':')) : code;
  }

  private static String message(String body) {
    return text(body, "message")
        .or(() -> text(body, "Message"))
        .or(() -> found(XML_MESSAGE, body))
        .orElse("");
  }

  private static Optional<String> text(String body, String field) {
    return json(body)
        .flatMap(node -> node.optional(field))
        .filter(JsonNode::isString)
        .map(JsonNode::asString);
  }

  private static Optional<JsonNode> json(String body) {
    try {
      return Optional.ofNullable(JSON.readTree(body));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> found(Pattern pattern, String body) {
    var match = pattern.matcher(body);
    return match.find() ? Optional.of(match.group(1)) : Optional.empty();
  }
}
