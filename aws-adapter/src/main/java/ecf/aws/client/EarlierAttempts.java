package ecf.aws.client;

import java.io.Serial;
import java.util.Arrays;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Remembers of a call whether an attempt before the last one may have taken effect: the SDK tells
/// what became of the last one alone. A change whose answer was lost and whose repetition was
/// throttled has perhaps happened all the same.
///
/// Only an attempt that AWS refused has certainly had no effect; one that broke, timed out or ended
/// with a server's error may have had one.
final class EarlierAttempts implements ExecutionInterceptor {
  private static final int REQUEST_TIMEOUT = 408;
  private static final ExecutionAttribute<Boolean> OPEN = new ExecutionAttribute<>("ecf.open");
  private static final ExecutionAttribute<Boolean> DOUBT = new ExecutionAttribute<>("ecf.doubt");

  /// Whether a call that ended so may have taken effect in an attempt before its last one.
  static boolean leaveDoubt(Throwable thrown) {
    return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
        .flatMap(each -> Arrays.stream(each.getSuppressed()))
        .anyMatch(InDoubt.class::isInstance);
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    if (Boolean.TRUE.equals(attributes.getAttribute(OPEN))) {
      attributes.putAttribute(DOUBT, true);
    }
    attributes.putAttribute(OPEN, true);
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    int status = context.httpResponse().statusCode();
    boolean refused = status >= 400 && status < 500 && status != REQUEST_TIMEOUT;
    attributes.putAttribute(OPEN, !refused);
  }

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    var thrown = context.exception();
    if (Boolean.TRUE.equals(attributes.getAttribute(DOUBT))) {
      thrown.addSuppressed(new InDoubt());
    }
    return thrown;
  }

  private static final class InDoubt extends Exception {
    @Serial private static final long serialVersionUID = 1;

    InDoubt() {
      super("an attempt before the last one may have taken effect", null, false, false);
    }
  }
}
