package ecf.core.pass;

import ecf.core.model.Figures;
import ecf.core.model.Notice;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Notifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tells people what came of a pass, everywhere at once, and waits for nobody longer than all of it
/// may take. Who could not be told is a note, never a failure of a target.
final class Telling {
  static final Duration ALL_OF_IT = Duration.ofSeconds(5);

  private final List<Notifier> notifiers;
  private final Duration patience;

  Telling(List<Notifier> notifiers, Duration patience) {
    this.notifiers = List.copyOf(notifiers);
    this.patience = patience;
  }

  private record Call(Notifier place, FutureTask<Optional<ProviderFailure>> work) {}

  /// What is told anywhere.
  Set<Notice.Event> events() {
    var events = EnumSet.noneOf(Notice.Event.class);
    notifiers.forEach(each -> events.addAll(each.events()));
    return events;
  }

  /// @return a line for each place that could not be told
  List<String> tell(Notifier.News news) {
    var begun = System.nanoTime();
    var calls = new ArrayList<Call>();
    for (Notifier each : notifiers) {
      var part = news.about(each.events());
      if (!part.notices().isEmpty()) {
        var work = new FutureTask<>(() -> each.tell(part));
        calls.add(new Call(each, work));
        // Not waited for when time is up: a name that cannot be resolved hears no interrupt.
        Thread.ofVirtual().name("tells " + each.name()).start(work);
      }
    }
    var untold = new ArrayList<String>();
    for (Call call : calls) {
      var left = patience.toNanos() - (System.nanoTime() - begun);
      failure(call.work, left)
          .ifPresent(why -> untold.add(call.place.name() + " could not be told: " + why));
    }
    return untold;
  }

  private Optional<String> failure(FutureTask<Optional<ProviderFailure>> work, long nanos) {
    try {
      return work.get(Math.max(0, nanos), TimeUnit.NANOSECONDS)
          .map(why -> why.hint().isEmpty() ? why.toString() : why + "; " + why.hint());
    } catch (TimeoutException e) {
      work.cancel(true);
      return Optional.of("no answer within " + Figures.plain(patience));
    } catch (InterruptedException e) {
      work.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } catch (ExecutionException e) {
      return Optional.of("this is a bug of ecf-aws, please report it: " + e.getCause());
    }
  }
}
