package ecf.core.model;

/// What went wrong at the provider, for the person who must act.
///
/// @param call in the provider's words, e.g. `ecs:UpdateService`
/// @param hint what to do about it
/// @param retryable whether the next pass may succeed with nothing changed
public record ProviderFailure(
    Kind kind, String call, String message, String hint, boolean retryable) {
  public enum Kind {
    DENIED("denied"),
    CREDENTIALS("credentials"),
    NOT_FOUND("not-found"),
    THROTTLED("throttled"),
    UNREACHABLE("unreachable"),
    TIMED_OUT("timed-out"),
    CONFLICT("conflict"),
    INVALID("invalid"),
    LIMIT("limit"),
    STATE("state"),
    PROVIDER("provider");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    /// Whether a write that ended so may have taken effect all the same.
    public boolean leavesDoubt() {
      return this == TIMED_OUT || this == UNREACHABLE || this == PROVIDER;
    }
  }

  @Override
  public String toString() {
    return call + ": " + message;
  }
}
