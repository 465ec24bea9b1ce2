package ecf.core.port;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waits for work on the side, with the exceptions that the same work would throw here.
public final class Waiting {
  private Waiting() {}

  public static <T> T on(Future<T> work) {
    try {
      return work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
