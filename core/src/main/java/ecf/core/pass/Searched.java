package ecf.core.pass;

import ecf.core.engine.FleetSpec;
import ecf.core.model.Resource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What the targets that select have found.
///
/// @param found whom each of them has, where its search was whole; nobody whom the file names
/// @param named whom the file names
/// @param everywhere whether there is none in the file whose search was not whole, or that was not
///   searched for
public record Searched(
    Map<FleetSpec, Set<Resource>> found, Set<Resource> named, boolean everywhere) {
  public Searched {
    found = new LinkedHashMap<>(found);
    named = Set.copyOf(named);
  }

  static Searched nothing() {
    return new Searched(Map.of(), Set.of(), false);
  }

  /// Whom other targets of the file have, as far as it is known.
  Set<Resource> othersThan(FleetSpec spec) {
    var others = new HashSet<>(named);
    found.forEach((other, its) -> {
      if (!other.equals(spec)) {
        others.addAll(its);
      }
    });
    return others;
  }
}
