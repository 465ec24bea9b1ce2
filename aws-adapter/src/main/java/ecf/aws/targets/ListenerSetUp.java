package ecf.aws.targets;

import ecf.core.engine.ListenerSpec;
import ecf.core.model.Finding;
import ecf.core.port.Answer;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Service;

/// Who else may move the traffic of a listener. Pure.
final class ListenerSetUp {
  private ListenerSetUp() {}

  /// A target group does not tell which service it belongs to.
  static List<Finding> findings(ListenerSpec spec, Collection<Answer<Service>> services) {
    var known =
        services.stream()
            .flatMap(answer -> Seen.got(answer).stream())
            .flatMap(service -> ServiceMapping.attached(service).stream())
            .collect(Collectors.toSet());
    var open =
        spec.weights().keySet().stream()
            .filter(group -> !isAmong(known, group))
            .map(TargetGroupSetUp::name)
            .toList();
    return spec.policy().isEmpty() || open.isEmpty()
        ? List.of()
        : List.of(
            Finding.note(
                spec.id(),
                "no service of the file is known behind " + String.join(", ", open),
                "Where one is, its deployments move this traffic as well, and nobody waits for"
                    + " them.",
                "name the services behind its groups in the file; nothing where there are none"));
  }

  private static boolean isAmong(Set<String> arns, String nameOrArn) {
    return arns.stream()
        .anyMatch(arn -> arn.equals(nameOrArn) || TargetGroupSetUp.name(arn).equals(nameOrArn));
  }
}
