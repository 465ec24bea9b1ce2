package ecf.aws.packing;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.aws.targets.Answers;
import ecf.aws.unit.TaskDefinitions;
import ecf.core.model.Packing;
import ecf.core.port.Answer;
import ecf.core.port.Clusters;
import ecf.core.port.Waiting;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// ECS clusters of one account and region. Nothing is asked twice in one reading: of a hundred
/// services of one task definition, that is described once. How many network interfaces an instance
/// has is asked only where a task needs one of its own.
public final class EcsClusters implements Clusters {
  private static final String LIST_SERVICES = "ecs:ListServices";
  private static final String DESCRIBE_SERVICES = "ecs:DescribeServices";
  private static final String LIST_INSTANCES = "ecs:ListContainerInstances";
  private static final String DESCRIBE_INSTANCES = "ecs:DescribeContainerInstances";
  private static final String DESCRIBE_TYPES = "ec2:DescribeInstanceTypes";

  /// The most that one call describes.
  private static final int SERVICES = 10;

  private static final int INSTANCES = 100;
  private static final int TYPES = 100;

  private final AwsClients clients;
  private final Lanes lanes;
  private final TaskDefinitions taskDefinitions;

  public EcsClusters(AwsClients clients) {
    this(clients, new CallBudgets());
  }

  /// @param budgets of the account and region
  public EcsClusters(AwsClients clients, CallBudgets budgets) {
    this.clients = clients;
    this.lanes = new Lanes(budgets);
    this.taskDefinitions = new TaskDefinitions(clients, lanes);
  }

  /// What a cluster's own calls tell of it.
  private record Described(List<Service> services, List<ContainerInstance> instances) {}

  @Override
  public Map<Name, Answer<Packing>> read(Collection<Name> names) {
    var described = Lanes.each(names, name -> describe(name.cluster()));
    var definitions = Lanes.each(definitionsOf(described.values()), taskDefinitions::describe);
    var packings = new HashMap<Name, Answer<Packing>>();
    described.forEach((name, answer) ->
        packings.put(name, Answers.flatMap(answer, cluster -> packing(cluster, definitions))));
    return packings;
  }

  private static Set<String> definitionsOf(Collection<Answer<Described>> clusters) {
    var definitions = new TreeSet<String>();
    for (Answer<Described> cluster : clusters) {
      if (cluster instanceof Answer.Got<Described>(var got)) {
        got.services().forEach(each -> TaskMapping.definition(each).ifPresent(definitions::add));
      }
    }
    return definitions;
  }

  private Answer<Packing> packing(
      Described cluster, Map<String, Answer<TaskDefinition>> definitions) {
    var demands =
        cluster.services().stream()
            .flatMap(service ->
                TaskMapping.definition(service).stream()
                    .flatMap(arn -> Stream.ofNullable(definitions.get(arn)))
                    .map(answer -> Answers.map(answer, task -> TaskMapping.demand(service, task))))
            .toList();
    return Answers.flatMap(
        Answers.all(demands),
        known -> {
          boolean enis = known.stream().anyMatch(demand -> demand.enis() > 0);
          Answer<Map<String, Integer>> interfaces =
              enis
                  ? interfaces(HostMapping.types(cluster.instances()))
                  : new Answer.Got<>(Map.of());
          return Answers.map(
              interfaces,
              byType -> new Packing(known, HostMapping.hosts(cluster.instances(), byType)));
        });
  }

  private Answer<Described> describe(String cluster) {
    try (var side = Lanes.side()) {
      var ofServices = side.submit(() -> services(cluster));
      var instances = instances(cluster);
      return Answers.flatMap(
          Waiting.on(ofServices),
          services -> Answers.map(instances, each -> new Described(services, each)));
    }
  }

  private Answer<List<Service>> services(String cluster) {
    var names =
        lanes.ask(
            LIST_SERVICES,
            () ->
                clients
                    .ecs()
                    .listServicesPaginator(list -> list.cluster(cluster).maxResults(100))
                    .serviceArns()
                    .stream()
                    .toList());
    return Answers.inBatches(
        names,
        SERVICES,
        some ->
            lanes.ask(
                DESCRIBE_SERVICES,
                () ->
                    clients
                        .ecs()
                        .describeServices(describe -> describe.cluster(cluster).services(some))
                        .services()));
  }

  private Answer<List<ContainerInstance>> instances(String cluster) {
    var names =
        lanes.ask(
            LIST_INSTANCES,
            () ->
                clients
                    .ecs()
                    .listContainerInstancesPaginator(
                        list -> list.cluster(cluster).status(ContainerInstanceStatus.ACTIVE))
                    .containerInstanceArns()
                    .stream()
                    .toList());
    return Answers.inBatches(
        names,
        INSTANCES,
        some ->
            lanes.ask(
                DESCRIBE_INSTANCES,
                () ->
                    clients
                        .ecs()
                        .describeContainerInstances(
                            describe -> describe.cluster(cluster).containerInstances(some))
                        .containerInstances()));
  }

  private Answer<Map<String, Integer>> interfaces(Set<String> types) {
    var described =
        Answers.inBatches(
            new Answer.Got<>(List.copyOf(types)),
            TYPES,
            some ->
                lanes.ask(
                    DESCRIBE_TYPES,
                    () ->
                        clients
                            .ec2()
                            .describeInstanceTypes(
                                describe -> describe.instanceTypesWithStrings(some))
                            .instanceTypes()));
    return Answers.map(
        described,
        all ->
            all.stream()
                .collect(
                    Collectors.toMap(
                        type -> type.instanceTypeAsString(),
                        type -> type.networkInfo().maximumNetworkInterfaces())));
  }
}
