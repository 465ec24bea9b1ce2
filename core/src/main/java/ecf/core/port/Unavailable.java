package ecf.core.port;

import ecf.core.model.ProviderFailure;

/// Something that a pass cannot do without: its memory, or the account that its targets are in. Who
/// has to go without it changes nothing.
public final class Unavailable extends RuntimeException {
  private final transient ProviderFailure failure;

  public Unavailable(ProviderFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  public ProviderFailure failure() {
    return failure;
  }
}
