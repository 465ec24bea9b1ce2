package ecf.aws.client;

import ecf.aws.act.CallBudgets;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Waiting;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/// Calls side by side, but only so many at once: AWS throttles by the account, and whoever asks for
/// a hundred answers in the same moment has the last of them refused. A write first waits for its
/// turn, and takes no lane meanwhile.
public final class Lanes {
  private static final int WIDTH = 16;

  private final Semaphore free = new Semaphore(WIDTH);
  private final CallBudgets budgets;

  public Lanes(CallBudgets budgets) {
    this.budgets = budgets;
  }

  /// The answer of one call; what AWS did is in the answer, never thrown.
  public <T> Answer<T> ask(String call, Supplier<T> request) {
    var notSent = budgets.spend(call);
    if (notSent.isPresent()) {
      return new Answer.Failed<>(notSent.get());
    }
    free.acquireUninterruptibly();
    try {
      return new Answer.Got<>(request.get());
    } catch (SdkException e) {
      return new Answer.Failed<>(AwsErrors.failure(call, e));
    } finally {
      free.release();
    }
  }

  /// What went wrong with a call that only has an effect.
  public Optional<ProviderFailure> send(String call, Runnable request) {
    Answer<Boolean> answer =
        ask(
            call,
            () -> {
              request.run();
              return true;
            });
    return answer instanceof Answer.Failed<Boolean>(var why) ? Optional.of(why) : Optional.empty();
  }

  /// One result for every item, worked out side by side.
  public static <K, V> Map<K, V> each(Collection<K> items, Function<K, V> work) {
    var results = new LinkedHashMap<K, V>();
    if (items.size() == 1) {
      items.forEach(item -> results.put(item, work.apply(item)));
      return results;
    }
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var started = new LinkedHashMap<K, Future<V>>();
      items.forEach(item -> started.put(item, workers.submit(() -> work.apply(item))));
      started.forEach((item, result) -> results.put(item, Waiting.on(result)));
    }
    return results;
  }

  public static ExecutorService side() {
    return Executors.newVirtualThreadPerTaskExecutor();
  }
}
