package ecf.aws.act;

import java.util.concurrent.locks.LockSupport;

/// Elapsed time that can be waited for, so that tests need not wait.
public interface WaitableClock {
  /// The machine's own.
  WaitableClock SYSTEM = new MonotonicClock();

  /// Since some fixed moment.
  long nanos();

  /// Returns once so much time has gone by.
  void await(long nanos) throws InterruptedException;

  record MonotonicClock() implements WaitableClock {
    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void await(long nanos) throws InterruptedException {
      long end = nanos() + nanos;
      for (long left = nanos; left > 0; left = end - nanos()) {
        LockSupport.parkNanos(this, left);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }
}
