package ecf.core.engine;

import ecf.core.model.Resource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which resources of a type become targets.
///
/// @param patterns of a resource's names, from the outermost inwards; `*` stands for any letters,
///   also for none
/// @param tags that it must carry, each with this value
public record Selector(List<String> patterns, SortedMap<String, String> tags) {
  /// Any letters.
  public static final String ANY = "*";

  public Selector {
    patterns = List.copyOf(patterns);
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  /// A resource that is there.
  ///
  /// @param tags as far as they were asked for
  public record Found(Resource resource, Map<String, String> tags) {
    public Found {
      tags = Map.copyOf(tags);
    }
  }

  public boolean matches(Found found) {
    var names = found.resource().names();
    boolean named = names.size() == patterns.size();
    for (int i = 0; named && i < names.size(); i++) {
      named = matches(i, names.get(i));
    }
    return named && found.tags().entrySet().containsAll(tags.entrySet());
  }

  /// @param index of the name, from the outermost inwards
  public boolean matches(int index, String name) {
    return matches(patterns.get(index), name);
  }

  /// The name that alone can match; empty where several can.
  public Optional<String> only(int index) {
    var pattern = patterns.get(index);
    return pattern.contains(ANY) ? Optional.empty() : Optional.of(pattern);
  }

  /// Each `*` takes as little as it can, and takes more where the rest does not fit then: no
  /// pattern takes long.
  static boolean matches(String pattern, String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int taken = 0;
    while (at < name.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        taken = at;
      } else if (in < pattern.length() && pattern.charAt(in) == name.charAt(at)) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++taken;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }

  /// `jobs-*/*`, and what it must carry.
  @Override
  public String toString() {
    var names = String.join("/", patterns);
    return tags.isEmpty() ? names : names + " " + tags;
  }
}
