package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Notice.Event;
import ecf.core.yaml.ProblemText;
import ecf.core.yaml.Source;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `notify` means, and that an address stays a secret. What is said of mistakes:
/// `mistakes/notify.txt`.
class NotifyReadingTest {
  private static final EnumSet<Event> USUAL =
      EnumSet.of(Event.APPLIED, Event.FAILED, Event.LATE, Event.LOST);

  @Test
  void everyPlaceWithItsEvents() {
    assertThat(
            notifications(
                """
                - {type: sns, topicArn: "arn:aws:sns:eu-west-1:111122223333:scaling", events: [held]}
                - {type: eventBridge}
                - {type: eventBridge, bus: ops}
                - {type: webhook, url: "${HOOK}", events: [failed, applied]}
                - {type: webhook, url: ssm:/shop/webhook}
                """))
        .isEqualTo(
            List.of(
                new NotifySettings.Topic(
                    "arn:aws:sns:eu-west-1:111122223333:scaling", EnumSet.of(Event.HELD)),
                new NotifySettings.Bus("default", USUAL),
                new NotifySettings.Bus("ops", USUAL),
                new NotifySettings.Webhook(
                    new NotifySettings.Url.Stated(URI.create("https://hooks.example.com/s3cret")),
                    EnumSet.of(Event.APPLIED, Event.FAILED)),
                new NotifySettings.Webhook(
                    new NotifySettings.Url.Parameter("/shop/webhook"), USUAL)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "HOOK, https://hooks.example.com/s3cret",
    "LOCAL, http://127.0.0.1:8080/s3cret",
    "STORED, ssm:/shop/webhook"
  })
  void theEnvironmentMayHaveAnyOfThese(String name, String value) {
    var said = notifications("[{type: webhook, url: \"${" + name + "}\"}]").toString();
    assertThat(said).contains(value.startsWith("ssm:") ? value : URI.create(value).getHost());
    assertThat(said).doesNotContain("s3cret");
  }

  @Test
  void aSecretThatStandsInTheFileIsNotPrintedBesideTheProblem() {
    var text =
        """
        version: 1
        notify: [{type: webhook, url: "https://hooks.example.com/T0/s3cret"}]
        """;
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Loaded.Invalid.class,
            invalid ->
                assertThat(ProblemText.render(invalid.source(), invalid.problems()))
                    .contains("url: \"https://hooks.example.com**********\"}]")
                    .doesNotContain("s3cret"));
  }

  private static List<NotifySettings> notifications(String notify) {
    var file =
        "version: 1\nnotify:\n"
            + notify.indent(2)
            + "targets:\n  web: {type: service, id: web, capacity: {min: 1, max: 2}, policies:"
            + " [{type: count, min: 1}]}\n";
    return switch (read(file)) {
      case Loaded.Valid valid -> valid.config().notifications();
      case Loaded.Invalid(var source, var problems) ->
          throw new AssertionError(ProblemText.render(source, problems));
    };
  }

  private static Loaded read(String text) {
    var environment =
        Map.of(
            "HOOK",
            "https://hooks.example.com/s3cret",
            "LOCAL",
            "http://127.0.0.1:8080/s3cret",
            "STORED",
            "ssm:/shop/webhook");
    return LabProvider.reader(environment).read(new Source("shop.yaml", text), Texts.ADDRESS);
  }
}
