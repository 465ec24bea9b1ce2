package ecf.core.report;

import ecf.core.model.Notice;
import ecf.core.port.Notifier;
import java.util.EnumMap;
import java.util.stream.Collectors;

/// What came of a pass as a message to people: mail, chat.
///
/// ```
/// checkout applied: 4 → 6, cpu 96 is above 60
/// basket failed: ecs:UpdateService: not allowed
///   hint: allow ecs:UpdateService
/// ```
public final class NoticeText {
  /// Below what SNS takes.
  private static final int LONGEST_SUBJECT = 100;

  private NoticeText() {}

  /// One line of at most 100 ASCII characters: `ecf-aws shop: 1 failed, 2 applied`.
  public static String subject(String name, Notifier.News news) {
    var counts = new EnumMap<Notice.Event, Integer>(Notice.Event.class);
    news.notices().forEach(each -> counts.merge(each.event(), 1, Integer::sum));
    var told =
        counts.entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey().text())
            .collect(Collectors.joining(", "));
    var line = "ecf-aws " + name + ": " + told;
    return line.length() <= LONGEST_SUBJECT ? line : line.substring(0, LONGEST_SUBJECT);
  }

  /// A line for each notice, and one for each hint.
  public static String body(Notifier.News news) {
    return news.notices().stream().map(NoticeText::of).collect(Collectors.joining("\n"));
  }

  private static String of(Notice notice) {
    var step = notice.step().map(each -> Sentences.arrow(each.from(), each.to()) + ", ").orElse("");
    return Words.printable(
            notice.target() + " " + notice.event().text() + ": " + step + notice.text())
        + notice.hint().map(hint -> "\n  hint: " + Words.printable(hint)).orElse("");
  }
}
