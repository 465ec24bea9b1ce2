package ecf.core.doctor;

import ecf.core.model.Finding;
import ecf.core.model.Finding.Severity;
import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The questions that a pass may ask, all of which were asked.
final class ReadsCheck implements Check {
  private static final Set<Kind> KINDS =
      Set.of(Kind.DENIED, Kind.THROTTLED, Kind.TIMED_OUT, Kind.PROVIDER);

  @Override
  public Checked look(Evidence evidence) {
    if (!evidence.reached()) {
      return Checked.unknown("reads", "nobody answered");
    }
    var stopped = evidence.failedThere().filter(trouble -> isQuestion(trouble.why())).toList();
    var told = stopped.stream().map(Evidence.Trouble::why).collect(Collectors.toSet());
    var others =
        evidence
            .unanswered()
            .filter(trouble -> isQuestion(trouble.why()) && !told.contains(trouble.why()))
            .toList();
    var findings = new ArrayList<Finding>();
    findings.addAll(
        Failing.findings(
            Severity.PROBLEM, stopped.stream(), "Without that answer %s cannot be served."));
    findings.addAll(
        Failing.findings(
            Severity.WARNING,
            others.stream(),
            "What is not known forbids a scale-in: %s can only grow."));
    var known = new HashSet<>(told);
    others.forEach(trouble -> known.add(trouble.why()));
    evidence.examination().unanswered().stream()
        .filter(why -> !AccountCheck.concerns(why) && known.add(why))
        .forEach(why -> findings.add(unseen(why)));
    return new Checked("reads", summary(evidence, findings), findings);
  }

  /// A pass does without; only doctor wanted to know.
  private static Finding unseen(ProviderFailure why) {
    return Finding.of(
        Severity.NOTE,
        List.of(),
        why.toString(),
        "A pass does without it; part of the set-up could not be looked at here.",
        why.hint());
  }

  private static boolean isQuestion(ProviderFailure why) {
    return KINDS.contains(why.kind());
  }

  private static String summary(Evidence evidence, List<Finding> findings) {
    long kinds = evidence.pass().calls().size();
    return findings.isEmpty()
        ? "every question was answered"
            + (kinds == 0 ? "" : " (" + kinds + (kinds == 1 ? " kind" : " kinds") + " of calls)")
        : findings.size() + " of the questions got no answer";
  }
}
