package ecf.core.signal;

import java.util.Set;

/// What a period without a point means.
public sealed interface NoData {
  /// Nothing is known of it.
  record Missing() implements NoData {}

  /// It counts as zero.
  record Zero() implements NoData {}

  /// It counts as zero while one of these other signals of the target has a fresh point: a load
  /// balancer publishes nothing without traffic, but then the target is seen to live by something
  /// else.
  record ZeroWhile(Set<String> alive) implements NoData {
    public ZeroWhile {
      alive = Set.copyOf(alive);
    }
  }
}
