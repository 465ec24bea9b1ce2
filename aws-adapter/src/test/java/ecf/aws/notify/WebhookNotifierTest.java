package ecf.aws.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import ecf.aws.act.CallBudgets;
import ecf.aws.client.Lanes;
import ecf.core.config.NotifySettings;
import ecf.core.model.Notice;
import ecf.core.model.Notice.Event;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Notifier;
import ecf.core.report.NoticeJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A webhook against a server on this machine, and that its address stays a secret.
class WebhookNotifierTest {
  private static final Notifier.News NEWS =
      new Notifier.News(
          "pass-1",
          Instant.parse("2026-11-21T10:00:00Z"),
          List.of(
              new Notice(
                  Event.LOST,
                  new TargetId("web"),
                  Resource.of("ecsService", "shop", "web"),
                  Instant.parse("2026-11-21T10:00:00Z"),
                  "größer",
                  Optional.empty(),
                  Optional.empty())));

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private int status = 200;
  private HttpServer server;

  @BeforeEach
  void aServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestURI()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type")
                    + " "
                    + body);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void allOfAPassIsOnePost() {
    assertThat(at(uri()).tell(NEWS)).isEmpty();
    assertThat(requests)
        .containsExactly(
            "POST /hook/s3cret?to=ops application/json " + NoticeJson.all("shop", NEWS));
  }

  @ParameterizedTest(name = "{0}: {1}, {2}")
  @CsvSource({
    "204, , ",
    "302, 127.0.0.1 answered 302, check the address; redirects are not followed",
    "307, 127.0.0.1 answered 307, check the address; redirects are not followed",
    "404, 127.0.0.1 answered 404, check the address; redirects are not followed",
    "503, 127.0.0.1 answered 503, ''"
  })
  void anyAnswerButASuccessIsAFailureThatTellsTheHostAlone(
      int answered, String message, String hint) {
    status = answered;
    var why = at(uri()).tell(NEWS);
    assertThat(why.map(failure -> failure.message())).isEqualTo(Optional.ofNullable(message));
    assertThat(why.map(failure -> failure.hint())).isEqualTo(Optional.ofNullable(hint));
    assertThat(requests).as("once, and nowhere else").hasSize(1);
    assertThat(requests.getFirst()).startsWith("POST /hook/s3cret");
  }

  @Test
  void whereNobodyAnswersTheHostIsTold() {
    var address = uri();
    server.stop(0);
    var why = at(address).tell(NEWS).orElseThrow();
    assertThat(why.toString()).isEqualTo("webhook:POST: no connection to 127.0.0.1");
  }

  @Test
  void itsNameIsItsHost() {
    assertThat(at(uri()).name()).isEqualTo("webhook 127.0.0.1");
    var stated =
        new NotifySettings.Webhook(new NotifySettings.Url.Stated(uri()), EnumSet.of(Event.LOST));
    assertThat(stated.toString()).doesNotContain("s3cret");
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook/s3cret?to=ops");
  }

  private static WebhookNotifier at(URI address) {
    var webhook =
        new NotifySettings.Webhook(
            new NotifySettings.Url.Stated(address), EnumSet.allOf(Event.class));
    var lanes = new Lanes(new CallBudgets());
    return new WebhookNotifier(
        "shop", webhook, new Parameters(lanes, Optional.empty(), InstantSource.system()));
  }
}
