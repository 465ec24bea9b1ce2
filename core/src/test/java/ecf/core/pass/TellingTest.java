package ecf.core.pass;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Notice;
import ecf.core.model.Notice.Event;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Notifier;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// That people are told side by side, that nobody is waited for too long, and what is said of
/// places that could not be told.
class TellingTest {
  private static final Set<Event> ALL = EnumSet.allOf(Event.class);
  private static final Notifier.News NEWS =
      new Notifier.News(
          "pass-1", Scene.time("10:00"), List.of(notice(Event.APPLIED), notice(Event.FAILED)));

  private record Place(
      String name, Set<Event> events, Function<Notifier.News, Optional<ProviderFailure>> work)
      implements Notifier {
    @Override
    public Optional<ProviderFailure> tell(News news) {
      return work.apply(news);
    }
  }

  @Test
  void eachPlaceHearsWhatItListensTo() {
    var heard = new ConcurrentSkipListSet<String>();
    assertThat(
            told(
                new Place("a", EnumSet.of(Event.FAILED), news -> heard(heard, "a", news)),
                new Place("b", ALL, news -> heard(heard, "b", news)),
                new Place("c", EnumSet.of(Event.LOST), news -> heard(heard, "c", news))))
        .isEmpty();
    assertThat(heard).containsExactly("a [FAILED]", "b [APPLIED, FAILED]");
  }

  @Test
  void aPlaceThatFailsIsALineAndHindersNoOther() {
    var denied =
        new ProviderFailure(
            ProviderFailure.Kind.DENIED, "sns:Publish", "not allowed", "allow sns:Publish", false);
    assertThat(
            told(
                new Place("topic a", ALL, _ -> Optional.of(denied)),
                new Place("bus b", ALL, _ -> Optional.empty()),
                new Place(
                    "webhook c",
                    ALL,
                    _ -> {
                      throw new IllegalStateException("odd");
                    })))
        .containsExactly(
            "topic a could not be told: sns:Publish: not allowed; allow sns:Publish",
            "webhook c could not be told: this is a bug of ecf-aws, please report it:"
                + " java.lang.IllegalStateException: odd");
  }

  @Test
  void whoeverTakesTooLongIsInterruptedAndNotWaitedFor() throws InterruptedException {
    var interrupted = new CountDownLatch(2);
    Function<Notifier.News, Optional<ProviderFailure>> endless =
        _ -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return Optional.empty();
        };
    var places = List.<Notifier>of(new Place("a", ALL, endless), new Place("b", ALL, endless));
    assertThat(new Telling(places, Duration.ofMillis(50)).tell(NEWS))
        .containsExactly(
            "a could not be told: no answer within 0s", "b could not be told: no answer within 0s");
    interrupted.await();
  }

  @Test
  void inARealPassAllOfItTakesFiveSecondsAtMost() {
    assertThat(Telling.ALL_OF_IT).isEqualTo(Duration.ofSeconds(5));
  }

  private static List<String> told(Notifier... places) {
    return new Telling(List.of(places), Telling.ALL_OF_IT).tell(NEWS);
  }

  private static Optional<ProviderFailure> heard(
      Set<String> heard, String place, Notifier.News news) {
    heard.add(place + " " + news.notices().stream().map(Notice::event).toList());
    return Optional.empty();
  }

  private static Notice notice(Event event) {
    return new Notice(
        event,
        new TargetId("web"),
        Resource.of("fleet", "web"),
        Scene.time("10:00"),
        "text",
        Optional.empty(),
        Optional.empty());
  }
}
