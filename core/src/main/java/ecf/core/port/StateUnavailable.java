package ecf.core.port;

import ecf.core.model.ProviderFailure;

/// The state could not be read or written: without it nothing may be changed.
public final class StateUnavailable extends RuntimeException {
  private final transient ProviderFailure failure;

  public StateUnavailable(ProviderFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  public ProviderFailure failure() {
    return failure;
  }
}
