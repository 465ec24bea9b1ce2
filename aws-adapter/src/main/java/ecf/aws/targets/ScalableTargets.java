package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.model.CapacityRange;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/// Calls of Application Auto Scaling.
final class ScalableTargets {
  /// The most that one call describes.
  private static final int BATCH = 50;

  private static final String DESCRIBE = "application-autoscaling:DescribeScalableTargets";

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

  /// The bounds that it keeps a service within; a service without has none.
  static Answer<CapacityRange> bounds(String id, Answer<Optional<ScalableTarget>> described) {
    return Answers.flatMap(
        described,
        target ->
            target
                .<Answer<CapacityRange>>map(
                    it -> new Answer.Got<>(new CapacityRange(it.minCapacity(), it.maxCapacity())))
                .orElseGet(() -> new Answer.Failed<>(missing(id))));
  }

  private static ProviderFailure missing(String id) {
    return new ProviderFailure(
        ProviderFailure.Kind.NOT_FOUND,
        DESCRIBE,
        "Application Auto Scaling has no scalable target "
            + id
            + ", so there is no minimum to move",
        "register one, or write `control: desired`",
        false);
  }

  /// Only what changes is sent: a target that is gone since is not made anew.
  Optional<ProviderFailure> move(String id, CapacityRange from, CapacityRange to) {
    return register(
        id,
        change -> {
          if (from.min() != to.min()) {
            change.minCapacity(to.min());
          }
          if (from.max() != to.max()) {
            change.maxCapacity(to.max());
          }
        });
  }

  /// Its bounds stay as they are.
  Optional<ProviderFailure> suspend(String id, SuspendedState state) {
    return register(id, change -> change.suspendedState(state));
  }

  private Optional<ProviderFailure> register(
      String id, Consumer<RegisterScalableTargetRequest.Builder> change) {
    return lanes.send(
        "application-autoscaling:RegisterScalableTarget",
        () ->
            clients
                .applicationAutoScaling()
                .registerScalableTarget(register ->
                    change.accept(
                        register
                            .serviceNamespace(ServiceNamespace.ECS)
                            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                            .resourceId(id))));
  }

  private static Optional<ScalableTarget> find(String id, List<ScalableTarget> all) {
    return all.stream().filter(target -> id.equals(target.resourceId())).findFirst();
  }

  private Answer<List<ScalableTarget>> batch(List<String> ids) {
    return lanes.ask(
        DESCRIBE,
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
