package ecf.core.doctor;

import ecf.core.model.Figures;
import ecf.core.model.Finding;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.pass.TargetResult;
import ecf.core.signal.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the signals say now, and what reading them costs.
final class SignalsCheck implements Check {
  @Override
  public Checked look(Evidence evidence) {
    var findings = new ArrayList<Finding>();
    int read = 0;
    int all = 0;
    for (TargetResult target : evidence.pass().targets()) {
      for (Observation seen : target.seen().stream().toList()) {
        for (String name : new TreeSet<>(seen.signals().keySet())) {
          all++;
          var found = finding(evidence, target.spec().id(), name, seen.reading(name)).toList();
          findings.addAll(found);
          read += found.isEmpty() ? 1 : 0;
        }
      }
    }
    var cost = evidence.pass().tariff().map(tariff -> "; " + tariff).orElse("");
    var summary =
        all == 0
            ? "no signal was read"
            : (read == all ? "all " + all : read + " of " + all) + " have a value now";
    return new Checked("signals", all > 0, summary + cost, findings);
  }

  private static Stream<Finding> finding(
      Evidence evidence, TargetId target, String signal, Reading reading) {
    return switch (reading) {
      case Reading.Value _ -> Stream.empty();
      case Reading.Missing(var why) ->
          Stream.of(
              Finding.warning(
                  target,
                  signal + " is missing: " + why,
                  "Policies on it cannot tell, so the target does not scale in.",
                  advice(evidence, target, signal)));
      case Reading.Stale(var _, var _, var age) ->
          Stream.of(
              Finding.warning(
                  target,
                  signal + " is stale: its newest point is " + Figures.plain(age) + " old",
                  "Nobody acts on it, so the target does not scale in.",
                  "see why it is published no more, or raise its `maxAge`"));
      // told among the reads where the question was not answered
      case Reading.Unread(var why) ->
          why.kind() == ProviderFailure.Kind.INVALID
              ? Stream.of(
                  Finding.problem(
                      target,
                      signal + " cannot be read: " + why.message(),
                      "Policies on it cannot tell, so the target does not scale in.",
                      why.hint()))
              : Stream.empty();
    };
  }

  private static String advice(Evidence evidence, TargetId target, String signal) {
    return evidence
        .examination()
        .advice()
        .getOrDefault(target, Map.of())
        .getOrDefault(
            signal, "check its name and dimensions, and whether anything publishes it at all");
  }

  /// Whether a failure is one of a signal, which is told here.
  static boolean tells(Evidence.Trouble trouble) {
    List<Reading> readings =
        trouble.target().seen().stream()
            .flatMap(seen -> seen.signals().keySet().stream().map(seen::reading))
            .toList();
    return readings.stream()
        .anyMatch(
            reading -> reading instanceof Reading.Unread(var why) && why.equals(trouble.why()));
  }
}
