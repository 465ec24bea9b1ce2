package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.core.port.Answer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Who is registered with target groups, asked once for each in a pass, by ARN. One thread asks at
/// a time.
final class Healths {
  private final TargetGroups calls;
  private final Map<String, Answer<List<TargetHealthDescription>>> answers =
      new ConcurrentHashMap<>();

  Healths(TargetGroups calls) {
    this.calls = calls;
  }

  void ask(Collection<String> arns) {
    var open = arns.stream().distinct().filter(Predicate.not(answers::containsKey)).toList();
    answers.putAll(Lanes.each(open, calls::health));
  }

  /// Of a group that was asked for.
  Answer<List<TargetHealthDescription>> of(String arn) {
    return Objects.requireNonNull(answers.get(arn), arn);
  }

  /// Of several groups that were asked for, or the failure of one.
  Answer<Map<String, List<TargetHealthDescription>>> of(Collection<String> arns) {
    var all = new HashMap<String, List<TargetHealthDescription>>();
    for (String arn : arns) {
      switch (of(arn)) {
        case Answer.Got<List<TargetHealthDescription>>(var described) -> all.put(arn, described);
        case Answer.Failed<List<TargetHealthDescription>>(var why) -> {
          return new Answer.Failed<>(why);
        }
      }
    }
    return new Answer.Got<>(all);
  }
}
