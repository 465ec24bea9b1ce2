package ecf.aws.act;

import java.time.Duration;

/// Time that passes only while somebody waits. Safe for one thread.
public final class VirtualTime implements WaitableClock {
  private long now;

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public void await(long nanos) {
    now += nanos;
  }

  public void pass(Duration duration) {
    now += duration.toNanos();
  }

  public Duration passed() {
    return Duration.ofNanos(now);
  }
}
