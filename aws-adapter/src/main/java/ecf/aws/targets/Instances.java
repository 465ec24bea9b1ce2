package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/// Calls of EC2. Only what runs is asked for.
final class Instances {
  private static final String DESCRIBE = "ec2:DescribeInstances";

  /// The most values that one filter takes.
  private static final int VALUES = 200;

  private static final int PAGE = 1000;

  private final AwsClients clients;
  private final Lanes lanes;

  Instances(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  Answer<List<Instance>> tagged(Map<String, String> tags) {
    return running(
        tags.entrySet().stream()
            .map(tag -> filter("tag:" + tag.getKey(), List.of(tag.getValue())))
            .toList());
  }

  /// By a filter, because one unknown id fails a call that names ids.
  Answer<List<Instance>> listed(List<String> ids) {
    var found = new ArrayList<Instance>();
    for (List<String> some : Answers.batches(ids, VALUES)) {
      switch (running(List.of(filter("instance-id", some)))) {
        case Answer.Got<List<Instance>>(var instances) -> found.addAll(instances);
        case Answer.Failed<List<Instance>> failed -> {
          return failed;
        }
      }
    }
    return new Answer.Got<>(List.copyOf(found));
  }

  private Answer<List<Instance>> running(List<Filter> which) {
    var filters =
        Stream.concat(which.stream(), Stream.of(filter("instance-state-name", List.of("running"))))
            .toList();
    return lanes.ask(
        DESCRIBE,
        () ->
            clients
                .ec2()
                .describeInstancesPaginator(describe -> describe.filters(filters).maxResults(PAGE))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList());
  }

  private static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
