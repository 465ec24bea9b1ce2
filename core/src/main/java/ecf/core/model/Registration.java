package ecf.core.model;

/// A member as its group sees it.
///
/// @param why the provider's word on its health, may be empty
public record Registration(Member member, Health health, String why) {
  public enum Health {
    INITIAL,
    HEALTHY,
    UNHEALTHY,
    UNUSED,
    DRAINING,
    /// Health checks are off: it gets traffic, so it serves.
    UNAVAILABLE;

    public boolean serves() {
      return this == HEALTHY || this == UNAVAILABLE;
    }
  }
}
