package ecf.aws.notify;

import ecf.aws.client.AwsErrors;
import ecf.aws.client.Lanes;
import ecf.aws.client.SignedCalls;
import ecf.core.config.NotifySettings;
import ecf.core.model.Notice;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Notifier;
import ecf.core.report.NoticeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A bus of EventBridge: one event for each notice, source `ecf-aws`, detail type `ecf-aws applied`
/// and so on, detail `ecf/notice/1`. Ten fit into a call.
final class BusNotifier implements Notifier {
  static final String SOURCE = "ecf-aws";

  private static final String CALL = "events:PutEvents";
  private static final int MOST = 10;
  private static final SignedCalls.Service EVENTS =
      new SignedCalls.Service("events", "events", "EVENTBRIDGE");
  private static final JsonMapper JSON = new JsonMapper();

  private final String name;
  private final NotifySettings.Bus bus;
  private final Lanes lanes;
  private final SignedCalls calls;

  BusNotifier(String name, NotifySettings.Bus bus, Lanes lanes, SignedCalls calls) {
    this.name = name;
    this.bus = bus;
    this.lanes = lanes;
    this.calls = calls;
  }

  @Override
  public String name() {
    return "bus " + bus.name();
  }

  @Override
  public Optional<String> right() {
    return Optional.of(CALL);
  }

  @Override
  public Set<Notice.Event> events() {
    return bus.events();
  }

  @Override
  public Optional<ProviderFailure> tell(News news) {
    var batches = new ArrayList<List<Notice>>();
    for (int from = 0; from < news.notices().size(); from += MOST) {
      int to = Math.min(from + MOST, news.notices().size());
      batches.add(news.notices().subList(from, to));
    }
    return Lanes.each(batches, batch -> put(news, batch)).values().stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<ProviderFailure> put(News news, List<Notice> batch) {
    var answer =
        lanes.ask(
            CALL,
            () ->
                calls.send(
                    SignedCalls.Request.json(EVENTS, "AWSEvents", "PutEvents", body(news, batch))));
    return switch (answer) {
      case Answer.Failed<SignedCalls.Reply>(var why) -> Optional.of(why);
      case Answer.Got<SignedCalls.Reply>(var reply) -> refused(reply);
    };
  }

  private String body(News news, List<Notice> batch) {
    var body = JSON.createObjectNode();
    var entries = body.putArray("Entries");
    for (Notice each : batch) {
      entries
          .addObject()
          .put("Time", each.at().getEpochSecond())
          .put("Source", SOURCE)
          .put("DetailType", SOURCE + " " + each.event().text())
          .put("Detail", NoticeJson.of(name, news, each))
          .put("EventBusName", bus.name());
    }
    return JSON.writeValueAsString(body);
  }

  /// The call is taken although some of its entries are not.
  private static Optional<ProviderFailure> refused(SignedCalls.Reply reply) {
    try {
      return JSON.readTree(reply.body())
          .path("Entries")
          .valueStream()
          .filter(entry -> entry.hasNonNull("ErrorCode"))
          .findFirst()
          .map(entry ->
              AwsErrors.failure(
                  CALL,
                  entry.path("ErrorCode").asString(""),
                  entry.path("ErrorMessage").asString("")));
    } catch (JacksonException e) {
      return Optional.of(ProviderFailure.unanswered(CALL, "the answer is no JSON", true));
    }
  }
}
