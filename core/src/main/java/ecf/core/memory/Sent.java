package ecf.core.memory;

import java.time.Instant;
import java.util.Optional;

/// A change that reached the provider.
///
/// @param by the policy whose want it was; empty where no want asked for it
public record Sent(Instant at, int from, int to, Optional<String> by) {
  public boolean out() {
    return to > from;
  }
}
