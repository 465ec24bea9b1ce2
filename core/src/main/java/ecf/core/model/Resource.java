package ecf.core.model;

import java.util.Comparator;
import java.util.List;

/// What a target is at its provider: the type that the file names and the names that find it there.
/// Memory belongs to the resource, not to the target's name in the file, so that renaming a target
/// loses nothing.
///
/// @param provider which of the file's providers has it: two regions may each have a service of the
///   same name
/// @param type as written in the file, e.g. `ecsService`
/// @param names from the outermost inwards, e.g. cluster and service
public record Resource(String provider, String type, List<String> names)
    implements Comparable<Resource> {
  /// What the one that a file states as `provider:` is called.
  public static final String ONLY_PROVIDER = "provider";

  private static final Comparator<Resource> ORDER =
      Comparator.comparing(Resource::key).thenComparing(Resource::provider);

  public Resource {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a resource needs a name");
    }
  }

  public static Resource of(String type, String... names) {
    return new Resource(ONLY_PROVIDER, type, List.of(names));
  }

  /// What is called the same there.
  public Resource in(String other) {
    return new Resource(other, type, names);
  }

  /// `ecsService/shop/checkout`: the key in reports, and in the state of its provider.
  public String key() {
    return type + "/" + String.join("/", names);
  }

  @Override
  public int compareTo(Resource other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return key();
  }
}
