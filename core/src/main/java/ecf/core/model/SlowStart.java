package ecf.core.model;

import java.time.Duration;

/// How long load balancers send new units less than their share.
public sealed interface SlowStart {
  /// @param length of the longest of several; zero where new units get their share at once
  record Lasts(Duration length) implements SlowStart {}

  /// It was asked for in vain.
  record Unread(ProviderFailure why) implements SlowStart {}

  /// Where nobody needs to know, too.
  static SlowStart none() {
    return new Lasts(Duration.ZERO);
  }
}
