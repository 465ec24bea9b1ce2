package ecf.core.model;

/// Something that can be registered with a target group.
///
/// @param id instance id or address
/// @param port where it listens
/// @param zone where it is; empty text where that does not matter to the group
public record Member(String id, int port, String zone) implements Comparable<Member> {
  @Override
  public int compareTo(Member other) {
    int byId = id.compareTo(other.id);
    return byId != 0 ? byId : Integer.compare(port, other.port);
  }

  /// Whether both are the same entry of a group: its zone is decoration.
  public boolean sameAs(Member other) {
    return id.equals(other.id) && port == other.port;
  }

  @Override
  public String toString() {
    return id + ":" + port;
  }
}
