package ecf.core.doctor;

import ecf.core.model.Finding;
import ecf.core.model.Finding.Severity;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The same failure at many targets is one thing to mend.
final class Failing {
  private Failing() {}

  /// @param why what comes of it, with `%s` for the targets
  static List<Finding> findings(Severity severity, Stream<Evidence.Trouble> troubles, String why) {
    var byCause = new LinkedHashMap<ProviderFailure, SortedSet<TargetId>>();
    troubles.forEach(trouble ->
        byCause
            .computeIfAbsent(trouble.why(), _ -> new TreeSet<>())
            .add(trouble.target().spec().id()));
    return byCause.entrySet().stream()
        .map(each ->
            new Finding(
                severity,
                each.getValue(),
                each.getKey().toString(),
                why.formatted(names(each.getValue())),
                each.getKey().hint()))
        .toList();
  }

  /// `a`, `a and b`, `a, b and 7 others`.
  static String names(SortedSet<TargetId> targets) {
    var names = targets.stream().map(TargetId::name).toList();
    if (names.size() < 2) {
      return String.join("", names);
    }
    int named = names.size() > MOST_NAMED ? MOST_NAMED - 1 : names.size() - 1;
    var last = names.size() > MOST_NAMED ? (names.size() - named) + " others" : names.getLast();
    return names.stream().limit(named).collect(Collectors.joining(", ")) + " and " + last;
  }

  private static final int MOST_NAMED = 4;
}
