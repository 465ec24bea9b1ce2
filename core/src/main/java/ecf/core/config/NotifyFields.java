package ecf.core.config;

import ecf.core.model.Notice;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Node;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import ecf.core.yaml.WebAddress;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `notify`.
final class NotifyFields {
  private static final String SNS = "sns";
  private static final String EVENT_BRIDGE = "eventBridge";
  private static final String WEBHOOK = "webhook";

  private static final Pattern TOPIC =
      Pattern.compile("arn:aws[a-z-]*:sns:[a-z0-9-]+:\\d{12}:[A-Za-z0-9_-]{1,256}");
  private static final Pattern BUS =
      Pattern.compile("(arn:aws[a-z-]*:events:[a-z0-9-]+:\\d{12}:event-bus/)?[\\w./-]{1,256}");

  private static final String FROM_STORE = "ssm:";
  private static final Pattern PARAMETER = Pattern.compile("(/[A-Za-z0-9_.-]+)+");
  private static final String EXAMPLE = "for example https://hooks.example.com/…";

  private static final List<Notice.Event> EVENTS = List.of(Notice.Event.values());

  /// Many targets are held back most of the time, by a cooldown for example.
  private static final Set<Notice.Event> USUAL =
      EnumSet.complementOf(EnumSet.of(Notice.Event.HELD));

  static final Key KEY =
      Key.optional(
          "notify",
          Shape.listOf(
              new Shape.Typed(
                  List.of(
                      new Shape.Variant(
                          SNS,
                          "a topic",
                          List.of(
                              Key.required(
                                  "topicArn", new Shape.Written(TOPIC.pattern()), "its ARN"))),
                      new Shape.Variant(
                          EVENT_BRIDGE,
                          "a bus",
                          List.of(
                              Key.withDefault(
                                  "bus",
                                  new Shape.Written(BUS.pattern()),
                                  "default",
                                  "its name or ARN"))),
                      new Shape.Variant(
                          WEBHOOK,
                          "an address that takes JSON by POST, e.g. of a chat",
                          List.of(
                              Key.required(
                                  "url",
                                  Shape.text(),
                                  "from the environment, \"${NAME}\", or from the Parameter Store,"
                                      + " ssm:/name; https")))),
                  List.of(
                      Key.withDefault(
                          "events",
                          Shape.listOf(new Shape.Choice(names(EVENTS))),
                          "[" + String.join(", ", names(List.copyOf(USUAL))) + "]",
                          "what is told there")))),
          "where people are told what came of `apply` or the Lambda function");

  private final boolean account;

  private NotifyFields(boolean account) {
    this.account = account;
  }

  /// @param account whether the provider is part of an AWS account
  static List<NotifySettings> read(Fields root, boolean account) {
    var reader = new NotifyFields(account);
    return root.maps(KEY.name()).stream().flatMap(each -> reader.read(each).stream()).toList();
  }

  private Optional<NotifySettings> read(Fields fields) {
    var type = TypeKey.read(fields, List.of(SNS, EVENT_BRIDGE, WEBHOOK), "places to notify");
    if (type.isEmpty()) {
      return Optional.empty();
    }
    var events = events(fields);
    if (!account && !type.get().equals(WEBHOOK)) {
      fields.problem(
          TypeKey.NAME,
          type.get() + " is part of an AWS account, and this provider has none",
          "write a webhook, which works everywhere");
    }
    return switch (type.get()) {
      case SNS ->
          Optional.of(
              new NotifySettings.Topic(fields.parsed("topicArn", NotifyFields::topic, ""), events));
      case EVENT_BRIDGE ->
          Optional.of(
              new NotifySettings.Bus(
                  fields.optionalParsed("bus", NotifyFields::bus).orElse("default"), events));
      default -> url(fields).map(url -> new NotifySettings.Webhook(url, events));
    };
  }

  private static Parsed<String> topic(String text) {
    if (text.endsWith(".fifo")) {
      return Parsed.wrong("is a FIFO topic, which people cannot listen to", "name a standard one");
    }
    return TOPIC.matcher(text).matches()
        ? Parsed.value(text)
        : Parsed.wrong(
            "is not the ARN of a topic", "like arn:aws:sns:eu-west-1:111122223333:scaling");
  }

  private static Parsed<String> bus(String text) {
    return BUS.matcher(text).matches()
        ? Parsed.value(text)
        : Parsed.wrong("is not the name or ARN of a bus", "like default");
  }

  /// Whoever may read the file need not be able to post.
  private Optional<NotifySettings.Url> url(Fields fields) {
    boolean literal =
        fields.node("url").orElse(null) instanceof Node.Scalar scalar
            && !scalar.replaced()
            && !scalar.text().startsWith(FROM_STORE);
    if (literal) {
      fields.problem(
          "url",
          "an address to post to is a secret and does not belong into a file",
          "write url: \"${WEBHOOK}\" and set WEBHOOK, or url: ssm:/name of a parameter");
      return Optional.empty();
    }
    fields.requireAny("url");
    return fields.optionalParsed("url", this::url);
  }

  private Parsed<NotifySettings.Url> url(String text) {
    if (!text.startsWith(FROM_STORE)) {
      return WebAddress.parse(text, EXAMPLE)
          .then(address -> Parsed.value(new NotifySettings.Url.Stated(address)));
    }
    var name = text.substring(FROM_STORE.length());
    if (!PARAMETER.matcher(name).matches()) {
      return Parsed.wrong("names no parameter", "write ssm:/name");
    }
    return account
        ? Parsed.value(new NotifySettings.Url.Parameter(name))
        : Parsed.wrong(
            "is in the Parameter Store of an AWS account, and this provider has none",
            "write url: \"${WEBHOOK}\"");
  }

  private static Set<Notice.Event> events(Fields fields) {
    if (!fields.has("events")) {
      return USUAL;
    }
    var events = fields.parsedItems("events", NotifyFields::event);
    if (events.isEmpty() && fields.sound()) {
      fields.problem("events", "there is none, so nothing is told", "leave it out, or name some");
    }
    return events.isEmpty() ? USUAL : EnumSet.copyOf(events);
  }

  private static Parsed<Notice.Event> event(String text) {
    return Arrays.stream(Notice.Event.values())
        .filter(event -> event.text().equals(text))
        .findFirst()
        .<Parsed<Notice.Event>>map(Parsed::value)
        .orElseGet(
            () -> Parsed.wrong("is not an event", Nearest.hint(text, names(EVENTS), "events")));
  }

  private static List<String> names(List<Notice.Event> events) {
    return events.stream().sorted().map(Notice.Event::text).toList();
  }
}
