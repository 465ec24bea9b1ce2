package ecf.aws.targets;

import ecf.core.engine.GroupSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Finds the groups of targets whose members are registered, and asks who is registered.
final class GroupTargets {
  private final TargetGroups calls;
  private final Healths healths;

  GroupTargets(TargetGroups calls, Healths healths) {
    this.calls = calls;
    this.healths = healths;
  }

  /// A target of the file, and what is remembered of it.
  record Wanted(GroupSpec spec, Map<String, String> remembered) {
    String nameOrArn() {
      return TargetGroupKind.nameOrArn(spec.resource());
    }

    /// What is known without a question: an ARN alone does not tell whom the group takes.
    private Optional<TargetGroupFacts> known() {
      return TargetGroupFacts.remembered(remembered);
    }
  }

  /// A group that was deleted and made again under its name has another ARN: then what was
  /// remembered is looked up once more.
  Map<Wanted, Answer<TargetGroupFacts>> find(List<Wanted> targets) {
    var known = new HashMap<Wanted, TargetGroupFacts>();
    targets.forEach(target -> target.known().ifPresent(facts -> known.put(target, facts)));
    healths.ask(known.values().stream().map(TargetGroupFacts::arn).toList());
    var found = new HashMap<Wanted, Answer<TargetGroupFacts>>();
    known.forEach((target, facts) -> {
      if (!isGone(facts)) {
        found.put(target, new Answer.Got<>(facts));
      }
    });
    found.putAll(lookedUp(targets.stream().filter(it -> !found.containsKey(it)).toList()));
    return found;
  }

  private boolean isGone(TargetGroupFacts facts) {
    return healths.of(facts.arn()) instanceof Answer.Failed<List<TargetHealthDescription>>(var why)
        && why.kind() == ProviderFailure.Kind.NOT_FOUND;
  }

  private Map<Wanted, Answer<TargetGroupFacts>> lookedUp(List<Wanted> targets) {
    var answers = calls.find(targets.stream().map(Wanted::nameOrArn).toList());
    var found = new HashMap<Wanted, Answer<TargetGroupFacts>>();
    for (Wanted target : targets) {
      var answer = Objects.requireNonNull(answers.get(target.nameOrArn()));
      found.put(target, Answers.map(answer, TargetGroupFacts::of));
    }
    healths.ask(
        found.values().stream()
            .flatMap(answer -> Seen.got(answer).stream())
            .map(TargetGroupFacts::arn)
            .toList());
    return found;
  }
}
