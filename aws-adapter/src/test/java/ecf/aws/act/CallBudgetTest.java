package ecf.aws.act;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.ProviderFailure;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls go as fast as a token bucket takes them, and no faster.
class CallBudgetTest {
  private static final String CALL = "ecs:UpdateService";

  private final VirtualTime time = new VirtualTime();

  @ParameterizedTest(name = "{2} calls at {0} + {1}/s take {3}")
  @CsvSource({
    "50,  5,  1,   PT0S",
    "50,  5,  50,  PT0S",
    "50,  5,  51,  PT0.2S",
    "50,  5,  160, PT22S",
    "20,  4,  20,  PT0S",
    "20,  4,  60,  PT10S",
    "100, 10, 150, PT5S",
  })
  void theLastOfManyCallsWaitsForItsTurn(int burst, int perSecond, int calls, Duration took) {
    spend(new CallBudget(burst, perSecond, 1, time), calls);

    assertThat(time.passed()).isEqualTo(took);
  }

  @ParameterizedTest(name = "after {0} the next {1} calls go at once")
  @CsvSource({"PT1S, 5", "PT5S, 25", "PT10S, 50", "PT24H, 50"})
  void timeFillsTheBucketUpToItsBrim(Duration pause, int free) {
    var budget = new CallBudget(50, 5, 1, time);
    spend(budget, 50);
    time.pass(pause);

    spend(budget, free);
    assertThat(time.passed()).isEqualTo(pause);

    spend(budget, 1);
    assertThat(time.passed()).isEqualTo(pause.plusMillis(200));
  }

  private static void spend(CallBudget budget, int calls) {
    for (int i = 0; i < calls; i++) {
      assertThat(budget.spend(CALL)).isEmpty();
    }
  }

  @Test
  void whoeverWouldWaitTooLongIsNotSentAndTakesNobodysTurn() {
    var waits = new Waits();
    var budget = new CallBudget(1, 1, 1, waits);

    var answers = IntStream.range(0, 70).mapToObj(_ -> budget.spend(CALL)).toList();

    assertThat(answers.subList(0, 61)).containsOnly(Optional.empty());
    assertThat(answers.subList(61, 70))
        .containsOnly(
            Optional.of(
                new ProviderFailure(
                    ProviderFailure.Kind.THROTTLED,
                    CALL,
                    "not sent: its turn would only come in 1m1s",
                    "the account's rate for this API is used up; the next pass tries again",
                    true)));
    assertThat(waits.seconds()).hasSize(61).endsWith(60.0);
  }

  @Test
  void eachOfManyThreadsGetsATurnOfItsOwn() throws Exception {
    var waits = new Waits();
    var budget = new CallBudget(50, 5, 1, waits);
    try (var threads = Executors.newFixedThreadPool(8)) {
      Callable<Optional<ProviderFailure>> spending = () -> budget.spend(CALL);
      for (var turn : threads.invokeAll(Collections.nCopies(160, spending))) {
        assertThat(turn.get()).isEmpty();
      }
    }

    var fifty = Stream.generate(() -> 0.0).limit(50);
    var later = LongStream.rangeClosed(1, 110).mapToObj(turn -> turn * 2 / 10.0);
    assertThat(waits.seconds()).containsExactlyElementsOf(Stream.concat(fifty, later).toList());
  }

  @Test
  void anInterruptedWaitSendsNothingAndGivesItsTurnBack() {
    var waits = new Waits();
    var budget = new CallBudget(1, 1, 1, waits);
    spend(budget, 1);

    waits.interrupting = true;
    var answer = budget.spend(CALL);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer.map(ProviderFailure::message))
        .contains("not sent: interrupted while it waited for its turn");
    waits.interrupting = false;
    spend(budget, 1);
    assertThat(waits.seconds()).containsExactly(0.0, 1.0);
  }

  @Test
  void theSystemsTimePassesWhileItIsWaitedFor() throws Exception {
    var system = WaitableClock.SYSTEM;
    long before = system.nanos();

    system.await(Duration.ofMillis(3).toNanos());

    assertThat(system.nanos() - before).isGreaterThanOrEqualTo(Duration.ofMillis(3).toNanos());
  }

  /// Time that stands still, and what was waited for.
  private static final class Waits implements WaitableClock {
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private volatile boolean interrupting;

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public void await(long wait) throws InterruptedException {
      if (interrupting) {
        throw new InterruptedException();
      }
      nanos.add(wait);
    }

    List<Double> seconds() {
      return nanos.stream().sorted().map(wait -> wait / 1e9).toList();
    }
  }
}
