package ecf.core.model;

import java.util.Optional;

/// Someone else who sets a target's capacity.
///
/// @param who e.g. `application-autoscaling` or `an Auto Scaling policy (cpu-50)`
/// @param hint what the user may do about it
/// @param absolute whether `ownership: ignore` cannot help: nobody but the owner may change it (a
///   DAEMON service, a service that AWS runs)
/// @param found what of it is suspended already, in the provider's words; empty where it cannot be
///   taken over
public record Owner(String who, String hint, boolean absolute, Optional<String> found) {
  /// One that cannot be taken over.
  public Owner(String who, String hint, boolean absolute) {
    this(who, hint, absolute, Optional.empty());
  }
}
