package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.port.Answer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/// Calls of Application Auto Scaling.
final class ScalableTargets {
  /// The most that one call describes.
  private static final int BATCH = 50;

  private final AwsClients clients;
  private final Lanes lanes;

  ScalableTargets(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  /// Whether services are registered there, by the ids that Application Auto Scaling gives them.
  Map<String, Answer<Optional<ScalableTarget>>> describe(Collection<String> ids) {
    var answers = new HashMap<String, Answer<Optional<ScalableTarget>>>();
    Lanes.each(Answers.batches(ids, BATCH), this::batch)
        .forEach((batch, answer) ->
            batch.forEach(id -> answers.put(id, Answers.map(answer, all -> find(id, all)))));
    return answers;
  }

  /// `service/<cluster>/<service>`.
  static String id(AwsFleet.Service name) {
    return "service/" + name.cluster() + "/" + name.service();
  }

  private static Optional<ScalableTarget> find(String id, List<ScalableTarget> all) {
    return all.stream().filter(target -> id.equals(target.resourceId())).findFirst();
  }

  private Answer<List<ScalableTarget>> batch(List<String> ids) {
    return lanes.ask(
        "application-autoscaling:DescribeScalableTargets",
        () ->
            clients
                .applicationAutoScaling()
                .describeScalableTargetsPaginator(describe ->
                    describe
                        .serviceNamespace(ServiceNamespace.ECS)
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .resourceIds(ids))
                .scalableTargets()
                .stream()
                .toList());
  }
}
