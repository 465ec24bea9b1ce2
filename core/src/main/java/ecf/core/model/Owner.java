package ecf.core.model;

/// Someone else who sets a target's capacity.
///
/// @param who e.g. `application-autoscaling` or `an Auto Scaling policy (cpu-50)`
/// @param hint what the user may do about it
/// @param absolute whether `ownership: ignore` cannot help: nobody but the owner may change it (a
///   DAEMON service, a service that AWS runs)
public record Owner(String who, String hint, boolean absolute) {}
