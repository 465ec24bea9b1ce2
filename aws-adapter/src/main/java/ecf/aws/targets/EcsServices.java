package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsErrors;
import ecf.aws.client.Lanes;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/// Calls of ECS.
final class EcsServices {
  static final String DESCRIBE = "ecs:DescribeServices";

  /// The most that one call describes.
  private static final int BATCH = 10;

  private final AwsClients clients;
  private final Lanes lanes;
  private final JustSeen<AwsFleet.Service, Service> justSeen = new JustSeen<>();

  EcsServices(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  private record Batch(String cluster, List<String> services) {}

  /// Before a search.
  void begin() {
    justSeen.begin();
  }

  Map<AwsFleet.Service, Answer<Service>> describe(Collection<AwsFleet.Service> names) {
    var answers = new HashMap<AwsFleet.Service, Answer<Service>>();
    var open = new LinkedHashSet<AwsFleet.Service>();
    for (AwsFleet.Service name : names) {
      var seen = answers.containsKey(name) ? Optional.<Service>empty() : justSeen.take(name);
      seen.ifPresent(service -> answers.put(name, new Answer.Got<>(service)));
      if (!answers.containsKey(name)) {
        open.add(name);
      }
    }
    answers.putAll(describe(open, List.of()));
    return answers;
  }

  /// For a search; the next description of each is this one.
  Map<AwsFleet.Service, Answer<Service>> describeWithTags(Collection<AwsFleet.Service> names) {
    var answers = describe(names, List.of(ServiceField.TAGS));
    answers.forEach((name, answer) -> {
      if (answer instanceof Answer.Got<Service>(var service)) {
        justSeen.put(name, service);
      }
    });
    return answers;
  }

  private Map<AwsFleet.Service, Answer<Service>> describe(
      Collection<AwsFleet.Service> names, List<ServiceField> with) {
    var byCluster =
        names.stream()
            .distinct()
            .collect(
                Collectors.groupingBy(
                    AwsFleet.Service::cluster,
                    Collectors.mapping(AwsFleet.Service::service, Collectors.toList())));
    var batches = new ArrayList<Batch>();
    byCluster.forEach((cluster, services) ->
        Answers.batches(services, BATCH).forEach(some -> batches.add(new Batch(cluster, some))));
    var answers = new HashMap<AwsFleet.Service, Answer<Service>>();
    Lanes.each(batches, batch -> describe(batch, with))
        .forEach((batch, answer) ->
            answer.forEach((service, each) ->
                answers.put(new AwsFleet.Service(batch.cluster(), service), each)));
    return answers;
  }

  private Map<String, Answer<Service>> describe(Batch batch, List<ServiceField> with) {
    var answer =
        lanes.ask(
            DESCRIBE,
            () ->
                clients
                    .ecs()
                    .describeServices(describe ->
                        describe
                            .cluster(batch.cluster())
                            .services(batch.services())
                            .include(with)));
    return switch (answer) {
      case Answer.Failed<DescribeServicesResponse>(var why) ->
          Answers.ofEach(
              batch.services(), new Answer.Failed<>(why), Service::serviceName, _ -> why);
      case Answer.Got<DescribeServicesResponse>(var got) ->
          Answers.ofEach(
              batch.services(),
              new Answer.Got<>(got.services()),
              Service::serviceName,
              name -> missing(batch.cluster(), name, got.failures()));
    };
  }

  /// ECS answers for a missing service in the list of failures, with its ARN.
  private static ProviderFailure missing(String cluster, String name, List<Failure> failures) {
    var reason =
        failures.stream()
            .filter(failure -> failure.arn() != null && failure.arn().endsWith("/" + name))
            .map(Failure::reason)
            .findFirst()
            .orElse("MISSING");
    return AwsErrors.failure(
        DESCRIBE, reason, "no service " + name + " in cluster " + cluster + " (" + reason + ")");
  }

  /// Only the count: no other setting of the service is touched, and no deployment begins.
  Optional<ProviderFailure> scale(AwsFleet.Service name, int units) {
    return update(name, change -> change.desiredCount(units));
  }

  /// Only the task definition: a deployment begins, and no other setting of the service is touched.
  Optional<ProviderFailure> deploy(AwsFleet.Service name, String taskDefinition) {
    return update(name, change -> change.taskDefinition(taskDefinition));
  }

  private Optional<ProviderFailure> update(
      AwsFleet.Service name, Consumer<UpdateServiceRequest.Builder> change) {
    return lanes.send(
        "ecs:UpdateService",
        () ->
            clients
                .ecs()
                .updateService(update ->
                    change.accept(update.cluster(name.cluster()).service(name.service()))));
  }

  /// The value of one tag.
  Answer<Optional<String>> tag(String arn, String key) {
    return lanes.ask(
        "ecs:ListTagsForResource",
        () ->
            clients.ecs().listTagsForResource(list -> list.resourceArn(arn)).tags().stream()
                .filter(tag -> key.equals(tag.key()))
                .map(Tag::value)
                .findFirst());
  }

  Optional<ProviderFailure> tag(String arn, String key, String value) {
    return lanes.send(
        "ecs:TagResource",
        () ->
            clients
                .ecs()
                .tagResource(add -> add.resourceArn(arn).tags(tag -> tag.key(key).value(value))));
  }

  Optional<ProviderFailure> untag(String arn, String key) {
    return lanes.send(
        "ecs:UntagResource",
        () -> clients.ecs().untagResource(remove -> remove.resourceArn(arn).tagKeys(key)));
  }
}
