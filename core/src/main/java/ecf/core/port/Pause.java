package ecf.core.port;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Time that can be waited for, so that tests need not wait.
@FunctionalInterface
public interface Pause {
  /// Of this machine.
  Pause REAL =
      length -> {
        var _ = new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
      };

  /// Returns once so much time has gone by.
  void sleep(Duration length) throws InterruptedException;
}
