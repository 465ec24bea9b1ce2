package ecf.aws.notify;

import ecf.aws.client.AwsErrors;
import ecf.aws.client.Lanes;
import ecf.aws.client.SignedCalls;
import ecf.aws.client.SignedJson;
import ecf.core.config.NotifySettings;
import ecf.core.model.Notice;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Notifier;
import ecf.core.report.NoticeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A bus of EventBridge: one event for each notice, source `ecf-aws`, detail type `ecf-aws applied`
/// and so on, detail `ecf/notice/1`. Ten fit into a call.
final class BusNotifier implements Notifier {
  static final String SOURCE = "ecf-aws";

  private static final String CALL = "events:PutEvents";
  private static final int MOST = 10;
  private static final SignedCalls.Service EVENTS =
      new SignedCalls.Service("events", "events", "EVENTBRIDGE");

  private final String name;
  private final NotifySettings.Bus bus;
  private final Lanes lanes;
  private final SignedJson events;

  BusNotifier(String name, NotifySettings.Bus bus, Lanes lanes, SignedCalls calls) {
    this.name = name;
    this.bus = bus;
    this.lanes = lanes;
    events = new SignedJson(calls, EVENTS, "AWSEvents");
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
    var entries = batch.stream().map(each -> entry(news, each)).toList();
    var answer = lanes.ask(CALL, () -> events.call("PutEvents", Map.of("Entries", entries)));
    return switch (answer) {
      case Answer.Failed<JsonNode>(var why) -> Optional.of(why);
      case Answer.Got<JsonNode>(var reply) -> refused(reply);
    };
  }

  private Map<String, Object> entry(News news, Notice notice) {
    return Map.of(
        "Time",
        notice.at().getEpochSecond(),
        "Source",
        SOURCE,
        "DetailType",
        SOURCE + " " + notice.event().text(),
        "Detail",
        NoticeJson.of(name, news, notice),
        "EventBusName",
        bus.name());
  }

  /// The call is taken although some of its entries are not.
  private static Optional<ProviderFailure> refused(JsonNode reply) {
    return reply
        .path("Entries")
        .valueStream()
        .filter(entry -> entry.hasNonNull("ErrorCode"))
        .findFirst()
        .map(entry ->
            AwsErrors.failure(
                CALL,
                entry.path("ErrorCode").asString(""),
                entry.path("ErrorMessage").asString("")));
  }
}
