package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// What commands do and where they write, on the cloud inside the program.
class CommandsTest {
  private static final String ESCAPE = "\u001b[";

  @TempDir private Path folder = Path.of("");

  private String shop(String... targets) {
    return Samples.write(folder, "shop.yaml", targets).toString();
  }

  @Test
  void oneLineForAValidFile() {
    var file = shop("checkout");
    var result = Cli.in(folder).run("validate", file);
    assertThat(result).isEqualTo(new Cli.Result(0, file + ": valid, 1 target\n", ""));
  }

  @Test
  void aFleetFollowsItsLoad() {
    var file = shop("checkout");
    var cli = Cli.in(folder);
    assertThat(cli.run("plan", file).out()).contains("+ checkout   3 → 4", "1 to change");
    assertThat(cli.run("apply", file).out()).contains("+ checkout   3 → 4", "1 changed");
    var later = cli.at(Cli.NOON.plus(Duration.ofMinutes(10)));
    assertThat(later.run("apply", file).out()).contains("= checkout   4", "nothing to change");
    assertThat(later.run("status", file).out()).contains("out 10m ago");
    assertThat(later.run("explain", file, "checkout").out())
        .contains("The highest want counts: 4 of targetTracking.", "It stays at 4.");
  }

  @Test
  void whatWasAppliedIsToldToAWebhookAndAPlanIsNot() throws Exception {
    var posted = new ArrayList<String>();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            posted.add(
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(posted.size() == 1 ? 200 : 500, -1);
          }
        });
    server.start();
    try {
      var file = Path.of(shop("checkout"));
      Files.writeString(
          file,
          Files.readString(file)
              + "notify: [{type: webhook, url: '${HOOK}', events: [applied]}]\n");
      var address = "http://127.0.0.1:" + server.getAddress().getPort() + "/s3cret";
      var cli = Cli.in(folder).with("HOOK", address);

      cli.run("plan", file.toString());
      assertThat(posted).isEmpty();
      assertThat(cli.run("apply", file.toString()).err()).isEmpty();
      assertThat(posted).singleElement().asString().contains("checkout applied: 3 → 4, ");

      cli.run("apply", file.toString());
      assertThat(posted).as("nothing to change, nothing to tell").hasSize(1);
      var refused = Cli.in(folder.resolve("other")).with("HOOK", address);
      var result = refused.run("apply", file.toString());
      assertThat(result.exitCode()).isZero();
      assertThat(result.err())
          .isEqualTo("webhook 127.0.0.1 could not be told: webhook:POST: 127.0.0.1 answered 500\n");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsSuspendedStaysAsItIsUntilItIsResumed() {
    var file = shop("basket", "checkout");
    var cli = Cli.in(folder);
    assertThat(cli.run("suspend", file, "checkout"))
        .isEqualTo(new Cli.Result(0, "  checkout   suspended\n", ""));
    assertThat(cli.run("apply", file).out())
        .contains("+ basket", "· checkout", "ecf-aws is suspended here", "`ecf-aws resume`");
    assertThat(cli.run("status", file).out()).contains("ecf-aws is suspended here");
    assertThat(cli.run("suspend", file, "checkout").out())
        .isEqualTo("  checkout   suspended, as it was\n");
    assertThat(cli.run("resume", file, "checkout", "--direction", "out").out())
        .isEqualTo("  checkout   suspended on the way in\n");
    assertThat(cli.run("status", file).out()).contains("suspended on the way in");
    assertThat(cli.run("apply", file).out()).contains("+ checkout   3 → 4");
    assertThat(cli.run("resume", file, "-o", "json").out())
        .contains("\"schema\": \"ecf/suspension/1\"", "\"outcome\": \"unchanged\"")
        .contains("\"outcome\": \"applied\"")
        .doesNotContain("\"suspended\"");
  }

  @Test
  void releaseSuspendsWhereNothingWasTakenOver() {
    var file = shop("basket", "checkout");
    var cli = Cli.in(folder);
    assertThat(cli.run("release", file, "checkout"))
        .isEqualTo(new Cli.Result(0, "  checkout   suspended\n", ""));
    assertThat(cli.run("apply", file).out())
        .contains("+ basket", "· checkout", "ecf-aws is suspended here");
    assertThat(cli.run("release", file, "-o", "json").out())
        .contains("\"schema\": \"ecf/suspension/1\"")
        .contains("\"outcome\": \"applied\"", "\"outcome\": \"unchanged\"")
        .contains("\"suspended\": \"both\"")
        .doesNotContain("gaveBack");
  }

  @ParameterizedTest
  @ValueSource(strings = {"suspend", "resume", "release"})
  void whereNoStateIsKeptNothingCanBeSuspended(String command) {
    var text = Samples.yaml("state: {type: none}\n", "checkout");
    var file = Samples.text(folder, "shop.yaml", text).toString();
    var result = Cli.in(folder).run(command, file);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("keeps no state", "write state: {type: file}");
  }

  @Test
  void planChangesNothing() {
    var file = shop("checkout");
    var first = Cli.in(folder).run("plan", file, "-o", "json").out();
    var second = Cli.in(folder).run("plan", file, "-o", "json").out();
    assertThat(withoutTime(second)).isEqualTo(withoutTime(first)).contains("\"planned\": 1");
  }

  private static String withoutTime(String json) {
    return json.replaceAll("\"took\": \"[^\"]*\"", "");
  }

  @Test
  void onlyTheTargetsThatAreAskedFor() {
    var result =
        Cli.in(folder)
            .reaching(FakeCloud.busy(90))
            .run("plan", shop("a", "b", "c"), "--target", "a", "--target", "c");
    assertThat(result.out()).contains("+ a", "+ c").doesNotContain("+ b");
  }

  @Test
  void whatIsUsuallyNoteworthyGoesToStderr() {
    var file =
        Samples.text(
                folder, "shop.yaml", Samples.yaml("state: {type: none}\n", "basket", "checkout"))
            .toString();
    var cli =
        Cli.in(folder).reaching(FakeCloud.busy(60).owning("basket").at("http://127.0.0.1:5000"));
    for (String command : List.of("plan", "apply", "status")) {
      assertThat(cli.run(command, file).err())
          .isEqualTo(
              """
              endpoint: http://127.0.0.1:5000
              state: none is kept, so there is no cooldown and no claim, and wants never scale in
              basket is left alone: its capacity belongs to somebody else; ask them
              """);
    }
    assertThat(cli.run("plan", "-q", file).err()).isEqualTo("endpoint: http://127.0.0.1:5000\n");
    assertThat(cli.run("validate", file).err()).isEqualTo("endpoint: http://127.0.0.1:5000\n");
  }

  @Test
  void quietAndVerbose() {
    var cli = Cli.in(folder).reaching(FakeCloud.busy(60));
    var file = shop("checkout");
    assertThat(cli.run("plan", "-q", file).out()).startsWith("plan: nothing to change");
    assertThat(cli.run("plan", "-v", file).out()).contains("targetTracking wants 4: cpu 60 ");
  }

  @ParameterizedTest(name = "{0}, terminal {1}, {2}={3}: {4}")
  @CsvSource({
    "auto, true, A, b, true",
    "auto, false, A, b, false",
    "auto, true, NO_COLOR, 1, false",
    "auto, true, NO_COLOR, '', true",
    "auto, true, TERM, dumb, false",
    "never, true, A, b, false",
    "always, false, NO_COLOR, 1, true"
  })
  void colours(String when, boolean terminal, String variable, String value, boolean coloured) {
    var cli =
        Cli.in(folder).reaching(FakeCloud.busy(90)).with("COLUMNS", "100").with(variable, value);
    var file = shop("checkout");
    for (String command : List.of("plan", "apply", "status")) {
      var out = (terminal ? cli.onATerminal() : cli).run(command, file, "--color", when).out();
      assertThat(out.contains(ESCAPE)).as(out).isEqualTo(coloured);
    }
    var json = (terminal ? cli.onATerminal() : cli).run("plan", file, "-o", "json").out();
    assertThat(json).doesNotContain(ESCAPE);
  }

  @ParameterizedTest
  @CsvSource({"60, 60", "80, 80", "120, 120", "'', 100", "wide, 100"})
  void textKeepsToTheWidth(String columns, int width) {
    var cli =
        Cli.in(folder).reaching(FakeCloud.busy(60).denying("checkout")).with("COLUMNS", columns);
    var out = cli.run("plan", "-v", shop("checkout", "basket")).out();
    assertThat(out.lines()).isNotEmpty().allMatch(line -> line.length() <= width);
  }

  @Test
  void theSchemaIsJson() {
    var schema = JsonMapper.shared().readTree(Cli.in(folder).run("schema").out());
    assertThat(schema.get("$schema").stringValue()).contains("2020-12");
  }

  @Test
  void theLanguageIsTold() {
    assertThat(Cli.in(folder).run("policy-types").out())
        .contains("targetTracking (wants)", "schedule (floor, ceiling)", "throttle");
  }
}
