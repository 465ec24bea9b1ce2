package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/// Asks which tasks of a service run, and on which instances.
final class EcsTasks {
  /// The most that one call lists or describes.
  private static final int BATCH = 100;

  private final AwsClients clients;
  private final Lanes lanes;

  EcsTasks(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  /// @param hosts EC2's ids of the instances that the tasks run on, by the cluster's ARNs for them
  record Running(List<Task> tasks, Map<String, String> hosts) {}

  Answer<Running> of(AwsFleet.Service service) {
    var arns =
        lanes.ask(
            "ecs:ListTasks",
            () ->
                clients
                    .ecs()
                    .listTasksPaginator(list ->
                        list.cluster(service.cluster())
                            .serviceName(service.service())
                            .desiredStatus(DesiredStatus.RUNNING)
                            .maxResults(BATCH))
                    .taskArns()
                    .stream()
                    .toList());
    var tasks = Answers.inBatches(arns, BATCH, some -> tasks(service.cluster(), some));
    return Answers.flatMap(
        tasks,
        running ->
            Answers.map(hosts(service.cluster(), running), hosts -> new Running(running, hosts)));
  }

  private Answer<List<Task>> tasks(String cluster, List<String> arns) {
    return lanes.ask(
        "ecs:DescribeTasks",
        () ->
            clients.ecs().describeTasks(describe -> describe.cluster(cluster).tasks(arns)).tasks());
  }

  /// Tasks with an address of their own are not reached through their instance.
  private Answer<Map<String, String>> hosts(String cluster, List<Task> tasks) {
    var arns =
        tasks.stream()
            .filter(task -> TaskMembers.address(task).isEmpty())
            .map(Task::containerInstanceArn)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    var found =
        Answers.inBatches(
            new Answer.Got<>(arns),
            BATCH,
            some ->
                lanes.ask(
                    "ecs:DescribeContainerInstances",
                    () ->
                        clients
                            .ecs()
                            .describeContainerInstances(
                                describe -> describe.cluster(cluster).containerInstances(some))
                            .containerInstances()));
    return Answers.map(
        found,
        all ->
            all.stream()
                .collect(
                    Collectors.toMap(
                        ContainerInstance::containerInstanceArn,
                        ContainerInstance::ec2InstanceId)));
  }
}
