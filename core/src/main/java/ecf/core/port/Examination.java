package ecf.core.port;

import ecf.core.model.Finding;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a provider tells of targets beyond what a pass asks: who asks, how they are set up, and
/// what a change of them would need.
///
/// @param identities who each provider says that we are, for people, by the names that resources
///   carry; the only one of a file need not know its name and leaves it empty
/// @param looked at what, in short
/// @param findings about how targets are set up
/// @param unanswered questions that got no answer, so that something stays unknown
/// @param writes the rights that changes of these targets need, under the provider's names. Nobody
///   can try them without changing something
/// @param advice what to do where a signal of a target has no points, by the signal's name
public record Examination(
    SequencedMap<String, Answer<String>> identities,
    String looked,
    List<Finding> findings,
    List<ProviderFailure> unanswered,
    SortedMap<String, SortedSet<TargetId>> writes,
    Map<TargetId, Map<String, String>> advice) {
  public Examination {
    identities = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(identities));
    findings = List.copyOf(findings);
    unanswered = List.copyOf(unanswered);
    writes = Collections.unmodifiableSortedMap(new TreeMap<>(writes));
    advice = Map.copyOf(advice);
  }

  /// Of a provider that asks nobody who he is, and has nothing to look into.
  public static Examination none(String identity) {
    return of(new Answer.Got<>(identity), "nothing is set up elsewhere");
  }

  /// Of one provider that nothing else is known of.
  public static Examination of(Answer<String> identity, String looked) {
    return new Examination(
        alone(identity), looked, List.of(), List.of(), new TreeMap<>(), Map.of());
  }

  /// Of one provider.
  public static SequencedMap<String, Answer<String>> alone(Answer<String> identity) {
    var identities = new LinkedHashMap<String, Answer<String>>();
    identities.put("", identity);
    return identities;
  }

  /// What several providers told, as one.
  ///
  /// @param each by the names that resources carry
  static Examination together(SequencedMap<String, Examination> each) {
    var identities = new LinkedHashMap<String, Answer<String>>();
    each.forEach(
        (name, told) -> told.identities().values().forEach(it -> identities.put(name, it)));
    var writes = new TreeMap<String, SortedSet<TargetId>>();
    var advice = new HashMap<TargetId, Map<String, String>>();
    for (Examination told : each.values()) {
      told.writes()
          .forEach((right, targets) ->
              writes.computeIfAbsent(right, _ -> new TreeSet<>()).addAll(targets));
      advice.putAll(told.advice());
    }
    return new Examination(
        identities,
        each.entrySet().stream()
            .map(it -> it.getKey() + ": " + it.getValue().looked())
            .collect(Collectors.joining("; ")),
        each.values().stream().flatMap(told -> told.findings().stream()).toList(),
        each.values().stream().flatMap(told -> told.unanswered().stream()).distinct().toList(),
        writes,
        advice);
  }
}
