package ecf.aws.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsEnvironment;
import ecf.aws.client.Lanes;
import ecf.aws.client.SignedCalls;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Mailbox;
import ecf.aws.testing.Moto;
import ecf.core.config.NotifySettings;
import ecf.core.model.Notice;
import ecf.core.model.Notice.Event;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import ecf.core.port.Notifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Topics, buses and parameters on moto.
class AwsNotifiersTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<Event> ALL = EnumSet.allOf(Event.class);
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  private final AwsClients clients =
      new AwsClients(
          "us-east-1", Optional.empty(), Optional.empty(), new AwsEnvironment(proxy.environment()));
  private final Lanes lanes = new Lanes(new CallBudgets());

  @BeforeEach
  void anEmptyAccount() {
    moto.reset();
  }

  @Test
  void aTopicGetsOneMessageForAPass() {
    var mailbox = Mailbox.at(moto, "mail");
    var topic = mailbox.topic("scaling");

    assertThat(topic(topic).tell(news(2))).isEmpty();

    var message = JSON.readTree(mailbox.received().getFirst());
    assertThat(message.path("Subject").asString()).isEqualTo("ecf-aws shop: 1 applied, 1 failed");
    assertThat(message.path("Message").asString())
        .isEqualTo(
            """
            web-0 applied: 4 → 6, größer & 50% +1
            web-1 failed: größer & 50% +1
              hint: do it\
            """);
    assertThat(attribute(message, "name")).isEqualTo("String shop");
    assertThat(attribute(message, "events")).isEqualTo("String.Array [\"applied\",\"failed\"]");
    assertThat(mailbox.received()).isEmpty();
    assertThat(clients.calls()).containsExactly(entry("sns:Publish", 1));
  }

  @Test
  void aTopicThatIsNotThereFailsWithItsCallAndWhatToDo() {
    var why = topic("arn:aws:sns:us-east-1:123456789012:nowhere").tell(news(1)).orElseThrow();
    assertThat(why.kind()).isEqualTo(ProviderFailure.Kind.NOT_FOUND);
    assertThat(why.call()).isEqualTo("sns:Publish");
    assertThat(why.message()).contains("does not exist");
    assertThat(topic("arn:aws:sns:us-east-1:123456789012:nowhere").name())
        .isEqualTo("topic nowhere");
  }

  @Test
  void aRightThatIsMissingIsNamed() {
    proxy.next("sns:Publish", Fault.Kind.DENIED);
    var why = topic("arn:aws:sns:us-east-1:123456789012:scaling").tell(news(1)).orElseThrow();
    assertThat(why.kind()).isEqualTo(ProviderFailure.Kind.DENIED);
    assertThat(why.hint()).contains("sns:Publish");
  }

  @Test
  void aBusGetsOneEventForEachNoticeTenInACall() {
    var mailbox = Mailbox.at(moto, "events");
    rule(mailbox);

    assertThat(bus("default").tell(news(12))).isEmpty();

    var events = mailbox.received().stream().map(JSON::readTree).toList();
    assertThat(events).hasSize(12);
    assertThat(events).allMatch(event -> event.path("source").asString().equals("ecf-aws"));
    assertThat(events.getFirst().path("detail").path("schema").asString())
        .isEqualTo("ecf/notice/1");
    assertThat(events)
        .extracting(event -> event.path("detail-type").asString())
        .containsOnly("ecf-aws applied", "ecf-aws failed");
    assertThat(events)
        .extracting(event -> event.path("detail").path("target").asString())
        .doesNotHaveDuplicates();
    assertThat(clients.calls()).containsEntry("events:PutEvents", 2);
  }

  @Test
  void anEventThatIsNotTakenFailsAlthoughTheCallDoesNot() {
    proxy.next(
        "events:PutEvents",
        new Fault.Reply(
            """
            {"FailedEntryCount":1,"Entries":[{"EventId":"1"},\
            {"ErrorCode":"ThrottlingException","ErrorMessage":"too fast"}]}\
            """));
    var why = bus("default").tell(news(2)).orElseThrow();
    assertThat(why.toString()).isEqualTo("events:PutEvents: too fast");
    assertThat(why.kind()).isEqualTo(ProviderFailure.Kind.THROTTLED);
  }

  /// As of a proxy that answers itself.
  @Test
  void anAnswerThatIsNoJsonIsAFailure() {
    proxy.next("events:PutEvents", new Fault.Reply("<html>"));
    assertThat(bus("default").tell(news(1)).orElseThrow())
        .hasToString("events:PutEvents: the answer is not JSON");
    proxy.next("ssm:GetParameter", new Fault.Reply("<html>"));
    var parameters = new Parameters(lanes, Optional.of(clients.signed()), () -> TEN);
    assertThat(parameters.address(new NotifySettings.Url.Parameter("/shop/webhook")))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed ->
                assertThat(failed.why()).hasToString("ssm:GetParameter: the answer is not JSON"));
  }

  @Test
  void anAddressIsAskedForOnceAndAgainAfterTenMinutes() {
    parameter("/shop/webhook", "https://hooks.example/secret");
    var now = new Instant[] {TEN};
    var parameters = new Parameters(lanes, Optional.of(clients.signed()), () -> now[0]);
    var url = new NotifySettings.Url.Parameter("/shop/webhook");
    var address = new Answer.Got<>(URI.create("https://hooks.example/secret"));

    assertThat(parameters.address(url)).isEqualTo(address);
    assertThat(parameters.address(url)).isEqualTo(address);
    assertThat(clients.calls()).containsEntry("ssm:GetParameter", 1);
    now[0] = TEN.plus(Duration.ofMinutes(10));
    assertThat(parameters.address(url)).isEqualTo(address);
    assertThat(clients.calls()).containsEntry("ssm:GetParameter", 2);
  }

  @Test
  void ofAParameterThatIsNoAddressNothingIsTold() {
    parameter("/shop/webhook", "http://hooks.example/secret");
    var parameters = new Parameters(lanes, Optional.of(clients.signed()), () -> TEN);
    assertThat(parameters.address(new NotifySettings.Url.Parameter("/shop/webhook")))
        .isEqualTo(
            new Answer.Failed<>(
                new ProviderFailure(
                    ProviderFailure.Kind.INVALID,
                    "ssm:GetParameter",
                    "the value of /shop/webhook is not encrypted: http is for this machine only",
                    "put the https address of the webhook there",
                    false)));
  }

  @Test
  void aParameterThatIsNotThereIsNotFound() {
    var parameters = new Parameters(lanes, Optional.of(clients.signed()), () -> TEN);
    var answer = parameters.address(new NotifySettings.Url.Parameter("/shop/other"));
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed<URI>) answer).why().kind())
        .isEqualTo(ProviderFailure.Kind.NOT_FOUND);
  }

  private TopicNotifier topic(String arn) {
    return new TopicNotifier("shop", new NotifySettings.Topic(arn, ALL), lanes, clients.signed());
  }

  private BusNotifier bus(String name) {
    return new BusNotifier("shop", new NotifySettings.Bus(name, ALL), lanes, clients.signed());
  }

  /// Events of ours go to the mailbox.
  private static void rule(Mailbox mailbox) {
    arrange(
        "AWSEvents",
        "PutRule",
        JSON.createObjectNode()
            .put("Name", "ours")
            .put("EventPattern", "{\"source\":[\"ecf-aws\"]}"));
    var targets = JSON.createObjectNode().put("Rule", "ours");
    targets.putArray("Targets").addObject().put("Id", "1").put("Arn", mailbox.arn());
    arrange("AWSEvents", "PutTargets", targets);
  }

  private static void parameter(String name, String value) {
    arrange(
        "AmazonSSM",
        "PutParameter",
        JSON.createObjectNode().put("Name", name).put("Value", value).put("Type", "SecureString"));
  }

  private static void arrange(String target, String operation, JsonNode body) {
    var service = target.equals("AmazonSSM") ? "ssm" : "events";
    new AwsClients(
            "us-east-1", Optional.empty(), Optional.empty(), new AwsEnvironment(moto.environment()))
        .signed()
        .send(
            SignedCalls.Request.json(
                new SignedCalls.Service(service, service, service),
                target,
                operation,
                JSON.writeValueAsString(body)));
  }

  private static String attribute(JsonNode message, String name) {
    var attribute = message.path("MessageAttributes").path(name);
    return attribute.path("Type").asString() + " " + attribute.path("Value").asString();
  }

  /// The first was applied, the others failed.
  private static Notifier.News news(int notices) {
    return new Notifier.News(
        "pass-1", TEN, IntStream.range(0, notices).mapToObj(AwsNotifiersTest::notice).toList());
  }

  private static Notice notice(int number) {
    var name = "web-" + number;
    return new Notice(
        number == 0 ? Event.APPLIED : Event.FAILED,
        new TargetId(name),
        Resource.of("ecsService", "shop", name),
        TEN,
        "größer & 50% +1",
        number == 0 ? Optional.empty() : Optional.of("do it"),
        number == 0 ? Optional.of(new Notice.Step(4, 6)) : Optional.empty());
  }
}
