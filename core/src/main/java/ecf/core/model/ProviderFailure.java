package ecf.core.model;

/// What went wrong at the provider, for the person who must act.
///
/// @param call in the provider's words, e.g. `ecs:UpdateService`
/// @param hint what to do about it
/// @param retryable whether the next pass may succeed with nothing changed
/// @param inDoubt whether a write that ended so may have taken effect all the same
public record ProviderFailure(
    Kind kind, String call, String message, String hint, boolean retryable, boolean inDoubt) {
  /// Of a call that was tried once: its kind says whether it leaves a doubt.
  public ProviderFailure(Kind kind, String call, String message, String hint, boolean retryable) {
    this(kind, call, message, hint, retryable, kind.leavesDoubt());
  }

  /// After an attempt that was not answered: what this one says is not all that happened.
  public ProviderFailure afterUnanswered() {
    var told = message + ", after an attempt without an answer";
    return new ProviderFailure(kind, call, told, hint, retryable, true);
  }

  /// Something was asked for and no answer came with the others: a port broke its promise.
  public static ProviderFailure unanswered(String call, String message, boolean retryable) {
    return new ProviderFailure(
        Kind.PROVIDER, call, message, "this is a bug of ecf-aws; please report it", retryable);
  }

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

    private boolean leavesDoubt() {
      return this == TIMED_OUT || this == UNREACHABLE || this == PROVIDER;
    }
  }

  @Override
  public String toString() {
    return call + ": " + message;
  }
}
