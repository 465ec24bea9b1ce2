package ecf.core.doctor;

import ecf.core.engine.TargetSpec;
import ecf.core.model.Finding;
import ecf.core.model.Finding.Severity;
import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Credentials, role, region and endpoint: whether anybody answers, and as whom.
final class AccountCheck implements Check {
  private static final Set<Kind> KINDS = Set.of(Kind.CREDENTIALS, Kind.UNREACHABLE);

  @Override
  public Checked look(Evidence evidence) {
    var findings = new ArrayList<Finding>();
    evidence
        .examination()
        .identities()
        .forEach((name, answer) -> {
          if (answer instanceof Answer.Failed<String>(var why)) {
            findings.add(nobody(name, why, evidence));
          }
        });
    boolean all = findings.stream().anyMatch(AccountCheck::concernsAll);
    var told = new HashSet<TargetId>();
    findings.forEach(finding -> told.addAll(finding.targets()));
    if (!all) {
      findings.addAll(
          Failing.findings(
              Severity.PROBLEM,
              evidence
                  .failed()
                  .filter(trouble -> concerns(trouble.why()))
                  .filter(trouble -> !told.contains(trouble.target().spec().id())),
              "%s cannot be served without it."));
    }
    return new Checked("account", summary(evidence), findings);
  }

  private static boolean concernsAll(Finding finding) {
    return finding.severity() == Severity.PROBLEM && finding.targets().isEmpty();
  }

  private static String summary(Evidence evidence) {
    return evidence.examination().identities().entrySet().stream()
        .map(each -> (each.getKey().isEmpty() ? "" : each.getKey() + ": ") + told(each))
        .collect(Collectors.joining("; "));
  }

  private static String told(Map.Entry<String, Answer<String>> identity) {
    return switch (identity.getValue()) {
      case Answer.Got<String>(var who) -> who;
      case Answer.Failed<String>(var why) -> "not known: " + why.message();
    };
  }

  /// Whoever may do nothing else may ask who he is: no policy has to allow it. Where others answer
  /// all the same, only that one cannot be reached.
  private static Finding nobody(String provider, ProviderFailure why, Evidence evidence) {
    var its =
        evidence.pass().targets().stream()
            .map(target -> target.spec())
            .filter(spec -> provider.isEmpty() || spec.resource().provider().equals(provider))
            .map(TargetSpec::id)
            .toList();
    var failed =
        evidence.failed().map(trouble -> trouble.target().spec().id()).collect(Collectors.toSet());
    if (!failed.containsAll(its) || its.isEmpty()) {
      return finding(
          Severity.NOTE,
          List.of(),
          why,
          "Who we are is not known, and nothing needs it unless the file states an account.");
    }
    return finding(
        Severity.PROBLEM,
        provider.isEmpty() ? List.of() : its,
        why,
        "Nothing can be read or changed before that is mended.");
  }

  private static Finding finding(
      Severity severity, Collection<TargetId> targets, ProviderFailure what, String why) {
    return Finding.of(severity, targets, what.toString(), why, what.hint());
  }

  static boolean concerns(ProviderFailure why) {
    return KINDS.contains(why.kind());
  }
}
