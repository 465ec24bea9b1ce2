package ecf.aws.act;

import ecf.core.model.Figures;
import ecf.core.model.ProviderFailure;
import java.time.Duration;
import java.util.Optional;

/// Sends one kind of call no faster than AWS's token bucket for it takes them: the SDK's retries
/// alone lose calls when many targets change at once.
///
/// A bucket holds `burst` calls and gains some every second; of n calls at once the last waits (n -
/// burst) / perSecond seconds. With 50 and 5 a second the 160th of 160 waits 22 s.
final class CallBudget {
  /// Whoever would have to wait longer is not sent: the next pass decides afresh.
  static final Duration LONGEST = Duration.ofSeconds(60);

  private final WaitableClock time;
  private final long interval;
  private final long ahead;

  /// When a bucket that holds one call only would be full again.
  private long due;

  /// @param share of the bucket that may be used, above 0 and at most 1; one call at once always
  ///   may
  CallBudget(int burst, int perSecond, double share, WaitableClock time) {
    this.time = time;
    this.interval = Math.round(Duration.ofSeconds(1).toNanos() / (perSecond * share));
    this.ahead = (long) (Math.max(1, Math.floor(burst * share)) - 1) * interval;
    this.due = time.nanos();
  }

  /// Waits for this call's turn, no longer than needed.
  ///
  /// @return why it must not be sent
  Optional<ProviderFailure> spend(String call) {
    long wait = reserve();
    if (wait > LONGEST.toNanos()) {
      var turn = Figures.plain(Duration.ofNanos(wait));
      return Optional.of(unsent(call, "its turn would only come in " + turn));
    }
    try {
      time.await(wait);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      giveBack();
      return Optional.of(unsent(call, "interrupted while it waited for its turn"));
    }
  }

  /// How long until the turn that is taken hereby; none is taken where that is too long.
  private synchronized long reserve() {
    long now = time.nanos();
    long from = due - now > 0 ? due : now;
    long wait = Math.max(0, from - ahead - now);
    if (wait <= LONGEST.toNanos()) {
      due = from + interval;
    }
    return wait;
  }

  private synchronized void giveBack() {
    due -= interval;
  }

  private static ProviderFailure unsent(String call, String why) {
    return new ProviderFailure(
        ProviderFailure.Kind.THROTTLED,
        call,
        "not sent: " + why,
        "the account's rate for this API is used up; the next pass tries again",
        true);
  }
}
