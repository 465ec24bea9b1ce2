package ecf.aws.targets;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// What is known of the surroundings of targets, beyond what a pass asks. What could not be asked
/// is not known, and nothing is found there.
///
/// @param targetGroups those of services and groups, and those that are targets, by their ARNs
/// @param delays how many seconds a member of a target group is drained, by ARN; only of groups
///   that have units which leave at short notice
/// @param subnets by their ids
/// @param providers capacity providers with instances of their own, by name
/// @param definitions task definitions by their ARNs
record SetUp(
    Map<String, Answer<TargetGroup>> targetGroups,
    Map<String, Answer<Integer>> delays,
    Answer<Map<String, Subnet>> subnets,
    Answer<Map<String, CapacityProvider>> providers,
    Map<String, Answer<TaskDefinition>> definitions) {
  /// Of targets without surroundings.
  static SetUp none() {
    return new SetUp(
        Map.of(), Map.of(), new Answer.Got<>(Map.of()), new Answer.Got<>(Map.of()), Map.of());
  }

  Optional<TargetGroup> targetGroup(String arn) {
    return found(targetGroups, arn);
  }

  Optional<Integer> delay(String arn) {
    return found(delays, arn);
  }

  Optional<Subnet> subnet(String id) {
    return Seen.got(subnets).flatMap(all -> Optional.ofNullable(all.get(id)));
  }

  Optional<CapacityProvider> provider(String name) {
    return Seen.got(providers).flatMap(all -> Optional.ofNullable(all.get(name)));
  }

  Optional<TaskDefinition> definition(String arn) {
    return found(definitions, arn);
  }

  private static <T> Optional<T> found(Map<String, Answer<T>> answers, String key) {
    return Optional.ofNullable(answers.get(key)).flatMap(Seen::got);
  }

  /// Each failure once.
  List<ProviderFailure> unanswered() {
    var all = new ArrayList<Answer<?>>();
    all.addAll(targetGroups.values());
    all.addAll(delays.values());
    all.add(subnets);
    all.add(providers);
    all.addAll(definitions.values());
    return all.stream()
        .flatMap(
            answer -> answer instanceof Answer.Failed<?>(var why) ? Stream.of(why) : Stream.empty())
        .distinct()
        .toList();
  }
}
