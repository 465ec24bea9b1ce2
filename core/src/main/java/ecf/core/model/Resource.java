package ecf.core.model;

import java.util.List;

/// What a target is at its provider: the type that the file names and the names that find it there.
/// Memory belongs to the resource, not to the target's name in the file, so that renaming a target
/// loses nothing.
///
/// @param type as written in the file, e.g. `ecsService`
/// @param names from the outermost inwards, e.g. cluster and service
public record Resource(String type, List<String> names) implements Comparable<Resource> {
  public Resource {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a resource needs a name");
    }
  }

  public static Resource of(String type, String... names) {
    return new Resource(type, List.of(names));
  }

  /// `ecsService/shop/checkout`: the key in reports and in the state.
  public String key() {
    return type + "/" + String.join("/", names);
  }

  @Override
  public int compareTo(Resource other) {
    return key().compareTo(other.key());
  }

  @Override
  public String toString() {
    return key();
  }
}
