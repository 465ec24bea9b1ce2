package ecf.aws.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpServer;
import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsEnvironment;
import ecf.core.engine.Hook;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Hooks;
import ecf.core.port.Hooks.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a function is asked, and what its answers come to. The fake answers as Lambda does: moto
/// would need containers for it.
class LambdaHooksTest {
  private static final Hooks.Question QUESTION =
      new Hooks.Question(
          new TargetId("checkout"),
          Resource.of("ecsService", "shop", "checkout"),
          6,
          4,
          "cpu 30 is below 60: 6 → 4");

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private int status = 200;
  private Optional<String> error = Optional.empty();
  private String answer = "null";
  private HttpServer server;

  @BeforeEach
  void aServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var kind = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
            requests.add(exchange.getRequestURI() + " " + kind + " " + body);
            error.ifPresent(
                each -> exchange.getResponseHeaders().set("X-Amz-Function-Error", each));
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void itIsToldWhatIsAboutToHappenAndWaitedFor() {
    assertThat(ask("save-carts")).isEqualTo(new Reply.Allowed(""));
    assertThat(requests)
        .containsExactly(
            """
            /2015-03-31/functions/save-carts/invocations RequestResponse \
            {"schema":"ecf/hook/1","event":"beforeScaleIn","target":"checkout",\
            "type":"ecsService","resource":"ecsService/shop/checkout","from":6,"to":4,\
            "reason":"cpu 30 is below 60: 6 → 4"}\
            """);
  }

  @Test
  void anArnIsOneName() {
    ask("arn:aws:lambda:eu-west-1:111122223333:function:save-carts:live");
    assertThat(requests.getFirst())
        .startsWith(
            "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A111122223333%3Afunction"
                + "%3Asave-carts%3Alive/invocations ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "null                        | yes:",
        "{\"saved\":14}              | yes: {\"saved\":14}",
        "{\"veto\":null}             | yes: {\"veto\":null}",
        "{\"veto\":false}            | yes: {\"veto\":false}",
        "{\"veto\":\"a sale is on\"} | no: it says no: a sale is on",
        "{\"veto\":true}             | no: it says no",
        "{\"veto\":{\"a\":1}}        | no: it says no",
        "not json                    | yes: not json"
      })
  void whateverItReturnsButAVetoAllows(String returned, String expected) {
    answer = returned;
    assertThat(shown(ask("save-carts"))).isEqualTo(expected);
  }

  @Test
  void oneThatThrowsForbids() {
    error = Optional.of("Unhandled");
    answer = "{\"errorMessage\":\"no database\",\"errorType\":\"Error\"}";
    assertThat(shown(ask("save-carts")))
        .isEqualTo("no: the function failed (Unhandled): no database");
  }

  @Test
  void oneThatCannotBeInvokedForbidsAndNamesTheRight() {
    status = 403;
    answer = "{\"Message\":\"not authorized to perform: lambda:InvokeFunction\"}";
    assertThat(shown(ask("save-carts")))
        .startsWith("no: lambda:Invoke: not authorized")
        .contains("allow lambda:InvokeFunction");
    assertThat(requests).as("asked once").hasSize(1);
  }

  @Test
  void whereNobodyAnswersItIsANo() {
    server.stop(0);
    assertThat(shown(ask("save-carts"))).startsWith("no: lambda:Invoke: nobody answers at 127");
  }

  @Test
  void theCallIsCounted() {
    var clients = clients();
    new LambdaHooks(clients)
        .ask(new Hook.Call.Function("save-carts"), QUESTION, Duration.ofSeconds(5));
    assertThat(clients.calls()).containsExactly(entry("lambda:Invoke", 1));
  }

  @Test
  void commandsAreNotForFunctions() {
    assertThat(
            shown(
                new LambdaHooks(clients())
                    .ask(
                        new Hook.Call.Command(List.of("rm", "-r")),
                        QUESTION,
                        Duration.ofSeconds(5))))
        .isEqualTo("no: commands run from the command line alone, with --allow-commands");
  }

  private Reply ask(String function) {
    return new LambdaHooks(clients())
        .ask(new Hook.Call.Function(function), QUESTION, Duration.ofSeconds(5));
  }

  private AwsClients clients() {
    return new AwsClients(
        "eu-west-1",
        Optional.empty(),
        Optional.empty(),
        new AwsEnvironment(
            Map.of(
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "AWS_ACCESS_KEY_ID",
                "a",
                "AWS_SECRET_ACCESS_KEY",
                "b")));
  }

  private static String shown(Reply reply) {
    return switch (reply) {
      case Reply.Allowed(String said) -> ("yes: " + said).strip();
      case Reply.Vetoed(String why) -> "no: " + why;
    };
  }
}
