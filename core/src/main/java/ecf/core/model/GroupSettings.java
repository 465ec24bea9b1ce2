package ecf.core.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a group of members is set to at its provider. Asked only where it matters: before somebody
/// may leave, and where the file declares attributes.
///
/// @param attributes under the provider's own names; empty where nobody asked
/// @param healthyUnits the group itself takes fewer healthy members for a failure
/// @param healthyShare the same as a share of those registered; 0.5 is 50 %
/// @param slowStart how long a new member gets less than its share
/// @param byZone whether the traffic of a zone goes to members of that zone alone
/// @param unread why the question has no answer
public record GroupSettings(
    Map<String, String> attributes,
    int healthyUnits,
    double healthyShare,
    Duration slowStart,
    boolean byZone,
    Optional<ProviderFailure> unread) {
  public GroupSettings {
    attributes = Map.copyOf(new TreeMap<>(attributes));
  }

  /// One whose members share the traffic of all zones.
  public GroupSettings(
      Map<String, String> attributes,
      int healthyUnits,
      double healthyShare,
      Duration slowStart,
      Optional<ProviderFailure> unread) {
    this(attributes, healthyUnits, healthyShare, slowStart, false, unread);
  }

  /// Nobody asked.
  public static GroupSettings unasked() {
    return new GroupSettings(Map.of(), 1, 0, Duration.ZERO, Optional.empty());
  }

  public static GroupSettings unread(ProviderFailure why) {
    return new GroupSettings(Map.of(), 1, 0, Duration.ZERO, Optional.of(why));
  }
}
