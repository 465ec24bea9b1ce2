package ecf.core.yaml;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;

/// The keys of one mapping: which are there, which were asked for, and what is said about those
/// missing or unknown.
final class Keys {
  private final Position at;
  private final String what;
  private final boolean partial;
  private final Findings findings;
  private final SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>();
  private final SequencedSet<String> known = new LinkedHashSet<>();
  private final SequencedSet<String> missing = new LinkedHashSet<>();
  private final Set<String> refused = new HashSet<>();
  private boolean finished;

  /// @param at where to say that a key is missing
  /// @param partial whether a missing key may stand elsewhere, so that it is no problem here
  Keys(Node.Mapping mapping, Position at, String what, boolean partial, Findings findings) {
    this.at = at;
    this.what = what;
    this.partial = partial;
    this.findings = findings;
    mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
  }

  List<String> all() {
    return List.copyOf(entries.keySet());
  }

  /// The entry; asking makes the key known.
  Optional<Node.Entry> ask(String key) {
    known.add(key);
    return peek(key);
  }

  Optional<Node.Entry> peek(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  void requireAny(List<String> keys) {
    known.addAll(keys);
    if (keys.stream().noneMatch(entries::containsKey)) {
      if (partial) {
        findings.unsound();
        return;
      }
      if (keys.size() == 1) {
        missing.addAll(keys);
      }
      findings.error(at, missingMessage(String.join(" or ", keys)), "");
    }
  }

  void atMostOne(String... keys) {
    known.addAll(Arrays.asList(keys));
    var found = Arrays.stream(keys).flatMap(key -> peek(key).stream()).toList();
    if (found.size() > 1) {
      var first = found.get(0);
      var second = found.get(1);
      findings.error(
          second.keyAt(),
          second.key() + ": not together with `" + first.key() + "`" + in(),
          "keep one of them");
    }
  }

  /// A key that has its place elsewhere: a problem where it stands, and not told of as a known one.
  void refuse(String key, String message, String hint) {
    peek(key)
        .ifPresent(entry -> {
          refused.add(key);
          findings.error(entry.keyAt(), Visible.shortened(key) + ": " + message, hint);
        });
  }

  void acceptRest() {
    finished = true;
  }

  /// Says which keys nobody asked for. One that is near a missing key explains why that is missing,
  /// so there is one problem, not two.
  void finish() {
    if (finished) {
      return;
    }
    finished = true;
    for (var entry : entries.values()) {
      if (!known.contains(entry.key()) && !refused.contains(entry.key())) {
        var near = Nearest.to(entry.key(), missing);
        near.filter(missing::remove).ifPresent(key -> findings.retract(at, missingMessage(key)));
        findings.error(
            entry.keyAt(),
            Visible.shortened(entry.key()) + ": unknown key" + in(),
            Nearest.hint(entry.key(), near.map(List::of).orElse(List.copyOf(known)), "keys"));
      }
    }
  }

  private String missingMessage(String key) {
    return key + ": missing" + in();
  }

  private String in() {
    return what.isEmpty() ? "" : " in " + what;
  }
}
