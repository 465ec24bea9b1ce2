package ecf.core.doctor;

import ecf.core.model.Finding;
import ecf.core.model.Finding.Severity;
import ecf.core.model.TargetId;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What doctor has to say about a file.
///
/// @param checks in the order in which they were made
/// @param calls that it took, as `service:Operation`
/// @param targets how many the file has
public record Diagnosis(List<Checked> checks, SortedMap<String, Integer> calls, int targets) {
  public Diagnosis {
    checks = List.copyOf(checks);
    calls = Collections.unmodifiableSortedMap(new TreeMap<>(calls));
  }

  /// A finding, and the check that made it.
  public record Found(String check, Finding finding) {}

  public static Diagnosis of(Evidence evidence, SortedMap<String, Integer> calls) {
    return new Diagnosis(
        Check.ALL.stream().map(check -> check.look(evidence)).toList(),
        calls,
        evidence.pass().targets().size());
  }

  /// The worst first, in the order of the checks where they are as bad.
  public List<Found> findings() {
    return all().sorted(Comparator.comparing(found -> found.finding().severity())).toList();
  }

  public long count(Severity severity) {
    return all().filter(found -> found.finding().severity() == severity).count();
  }

  /// How many targets are not served as the file says. What concerns no target in particular keeps
  /// all of them from it.
  public int unserved() {
    var hit = new HashSet<TargetId>();
    for (Found found : all().filter(each -> isProblem(each.finding())).toList()) {
      if (found.finding().targets().isEmpty()) {
        return targets;
      }
      hit.addAll(found.finding().targets());
    }
    return Math.min(hit.size(), targets);
  }

  private static boolean isProblem(Finding finding) {
    return finding.severity() == Severity.PROBLEM;
  }

  private Stream<Found> all() {
    return checks.stream()
        .flatMap(
            check -> check.findings().stream().map(finding -> new Found(check.name(), finding)));
  }
}
