package ecf.lambda;

import ecf.core.model.ProviderFailure;

/// Nothing could be served: the invocation fails, so that Lambda's own alarms and retries see it.
/// The message is for the person who must act.
final class NotServed extends RuntimeException {
  NotServed(String message) {
    super(message);
  }

  static NotServed because(ProviderFailure failure) {
    return new NotServed(failure + "; " + failure.hint());
  }
}
