package ecf.aws.notify;

import ecf.aws.client.Lanes;
import ecf.aws.client.SignedCalls;
import ecf.core.config.NotifySettings;
import ecf.core.model.Notice;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Notifier;
import ecf.core.report.NoticeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A topic of SNS: one message for a pass, as text for people. For filters of subscriptions it has
/// the attributes `name`, that of the configuration, and `events`, a list such as
/// `["applied","failed"]`.
final class TopicNotifier implements Notifier {
  private static final String CALL = "sns:Publish";
  private static final SignedCalls.Service SNS = new SignedCalls.Service("sns", "sns", "SNS");

  /// SNS takes 256 KiB, and a letter at most four bytes of it.
  private static final int LONGEST = 60_000;

  private final String name;
  private final NotifySettings.Topic topic;
  private final Lanes lanes;
  private final SignedCalls calls;

  TopicNotifier(String name, NotifySettings.Topic topic, Lanes lanes, SignedCalls calls) {
    this.name = name;
    this.topic = topic;
    this.lanes = lanes;
    this.calls = calls;
  }

  @Override
  public String name() {
    return "topic " + topic.arn().substring(topic.arn().lastIndexOf(':') + 1);
  }

  @Override
  public Optional<String> right() {
    return Optional.of(CALL);
  }

  @Override
  public Set<Notice.Event> events() {
    return topic.events();
  }

  @Override
  public Optional<ProviderFailure> tell(News news) {
    return lanes.send(CALL, () -> calls.send(request(news)));
  }

  private SignedCalls.Request request(News news) {
    var body = NoticeText.body(news);
    var events =
        news.notices().stream()
            .map(each -> "\"" + each.event().text() + "\"")
            .distinct()
            .collect(Collectors.joining(",", "[", "]"));
    var form = new LinkedHashMap<String, String>();
    form.put("Action", "Publish");
    form.put("Version", "2010-03-31");
    form.put("TopicArn", topic.arn());
    form.put("Subject", NoticeText.subject(name, news));
    form.put("Message", body.length() <= LONGEST ? body : body.substring(0, LONGEST) + "…");
    attribute(form, 1, "name", "String", name);
    attribute(form, 2, "events", "String.Array", events);
    return new SignedCalls.Request(
        SNS,
        "Publish",
        Optional.of(topic.arn().split(":", -1)[3]),
        "/",
        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&")));
  }

  private static void attribute(
      Map<String, String> form, int number, String name, String type, String value) {
    var entry = "MessageAttributes.entry." + number;
    form.put(entry + ".Name", name);
    form.put(entry + ".Value.DataType", type);
    form.put(entry + ".Value.StringValue", value);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
