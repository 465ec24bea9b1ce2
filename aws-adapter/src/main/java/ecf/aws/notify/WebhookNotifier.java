package ecf.aws.notify;

import ecf.core.config.NotifySettings;
import ecf.core.model.Notice;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Notifier;
import ecf.core.report.NoticeJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/// Whatever takes JSON by POST: one message for a pass, `{"text", "name", "pass", "events"}`, whose
/// `text` chats show. Any answer of 2xx is taken, redirects are not followed, and of the address
/// nothing but the host is ever told.
final class WebhookNotifier implements Notifier {
  private static final String CALL = "webhook:POST";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int SERVER_ERRORS = 500;

  private final String name;
  private final NotifySettings.Webhook webhook;
  private final Parameters parameters;

  WebhookNotifier(String name, NotifySettings.Webhook webhook, Parameters parameters) {
    this.name = name;
    this.webhook = webhook;
    this.parameters = parameters;
  }

  @Override
  public String name() {
    return "webhook " + webhook.url();
  }

  @Override
  public Optional<String> right() {
    return switch (webhook.url()) {
      case NotifySettings.Url.Parameter _ -> Optional.of(Parameters.CALL);
      case NotifySettings.Url.Stated _ -> Optional.empty();
    };
  }

  @Override
  public Set<Notice.Event> events() {
    return webhook.events();
  }

  @Override
  public Optional<ProviderFailure> tell(News news) {
    return switch (parameters.address(webhook.url())) {
      case Answer.Failed<URI>(var why) -> Optional.of(why);
      case Answer.Got<URI>(var address) -> post(address, NoticeJson.all(name, news));
    };
  }

  private Optional<ProviderFailure> post(URI address, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(address)
            .putHeader("Content-Type", "application/json")
            .putHeader("Content-Length", Integer.toString(bytes.length))
            .build();
    try (var http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(PATIENCE)
            .socketTimeout(PATIENCE)
            .build()) {
      var answer =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(request)
                      .contentStreamProvider(() -> new ByteArrayInputStream(bytes))
                      .build())
              .call();
      answer.responseBody().ifPresent(AbortableInputStream::abort);
      int status = answer.httpResponse().statusCode();
      return answer.httpResponse().isSuccessful()
          ? Optional.empty()
          : Optional.of(refused(address, status));
    } catch (IOException e) {
      return Optional.of(unreachable(address, e));
    }
  }

  private ProviderFailure refused(URI address, int status) {
    parameters.forget();
    boolean server = status >= SERVER_ERRORS;
    return new ProviderFailure(
        server ? ProviderFailure.Kind.PROVIDER : ProviderFailure.Kind.INVALID,
        CALL,
        address.getHost() + " answered " + status,
        server ? "" : "check the address; redirects are not followed",
        server);
  }

  /// The exception's own text may tell the address.
  private static ProviderFailure unreachable(URI address, IOException thrown) {
    var message =
        switch (thrown) {
          case SocketTimeoutException _ -> "no answer from " + address.getHost();
          case UnknownHostException _ -> "the host " + address.getHost() + " is not known";
          default -> "no connection to " + address.getHost();
        };
    return new ProviderFailure(
        ProviderFailure.Kind.UNREACHABLE,
        CALL,
        message,
        "check the address, the network and proxies",
        true);
  }
}
