package ecf.aws.packing;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Packing.Demand;
import ecf.core.model.UnitSize;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/// What ECS says of a service and its task definition, as what its tasks take of instances.
class TaskMappingTest {
  private static final int TASKS = 4;

  static Stream<Arguments> demands() {
    return Stream.of(
        row("the size of the task", it -> it.cpu("512").memory("900"), web(512, 900)),
        row(
            "the size of the task as registered",
            it -> it.cpu("1 vCPU").memory("2GB"),
            web(1024, 2048)),
        row(
            "the sizes of its containers, what they reserve before what they may use",
            it ->
                it.containerDefinitions(
                    container(c -> c.cpu(128).memory(512).memoryReservation(256)),
                    container(c -> c.cpu(64).memory(100)),
                    container(c -> c.memoryReservation(50))),
            web(192, 406)),
        row(
            "the size of the task, not those of its containers",
            it ->
                it.cpu("512")
                    .memory("900")
                    .containerDefinitions(container(c -> c.cpu(1).memory(1))),
            web(512, 900)),
        row(
            "a network interface of its own, then no port of the host",
            it ->
                it.cpu("512")
                    .memory("900")
                    .networkMode(NetworkMode.AWSVPC)
                    .containerDefinitions(port(80, 80)),
            new Demand("web", TASKS, new UnitSize(512, 900), 1, Set.of(), false)),
        row(
            "a fixed port of the host; 0 is any",
            it ->
                it.cpu("512")
                    .memory("900")
                    .networkMode(NetworkMode.BRIDGE)
                    .containerDefinitions(port(8080, 80), port(8081, 0)),
            withPorts("80/tcp")),
        row(
            "the ports of the host's own network",
            it ->
                it.cpu("512")
                    .memory("900")
                    .networkMode(NetworkMode.HOST)
                    .containerDefinitions(
                        container(c ->
                            c.portMappings(
                                m -> m.containerPort(53).protocol(TransportProtocol.UDP)))),
            withPorts("53/udp")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("demands")
  void aTaskTakes(String name, TaskDefinition task, Demand demand) {
    assertThat(TaskMapping.demand(service(_ -> {}), task)).as(name).isEqualTo(demand);
  }

  @Test
  void ofRunningAndDesiredTheMoreCount() {
    var task = TaskDefinition.builder().cpu("512").memory("900").build();
    assertThat(TaskMapping.demand(service(it -> it.desiredCount(7).runningCount(5)), task).count())
        .isEqualTo(7);
    assertThat(TaskMapping.demand(service(it -> it.desiredCount(2).runningCount(5)), task).count())
        .isEqualTo(5);
  }

  @Test
  void aDaemonRunsEverywhere() {
    var daemon = service(it -> it.schedulingStrategy(SchedulingStrategy.DAEMON));
    assertThat(TaskMapping.demand(daemon, TaskDefinition.builder().build()).everywhere()).isTrue();
  }

  @Test
  void tasksThatMustNotMeetTakeAnInstanceEach() {
    var apart =
        service(it ->
            it.placementConstraints(each -> each.type(PlacementConstraintType.DISTINCT_INSTANCE)));
    assertThat(TaskMapping.demand(apart, TaskDefinition.builder().build()).ports())
        .containsExactly("a task of web");
  }

  static Stream<Arguments> services() {
    return Stream.of(
        Arguments.of("of launch type EC2", service(it -> it.launchType(LaunchType.EC2)), true),
        Arguments.of("of no stated launch type", service(_ -> {}), true),
        Arguments.of("on Fargate", service(it -> it.launchType(LaunchType.FARGATE)), false),
        Arguments.of(
            "on machines of one's own", service(it -> it.launchType(LaunchType.EXTERNAL)), false),
        Arguments.of(
            "of a capacity provider with instances",
            service(it -> it.capacityProviderStrategy(each -> each.capacityProvider("shop-asg"))),
            true),
        Arguments.of(
            "of Fargate's capacity providers",
            service(it ->
                it.capacityProviderStrategy(
                    each -> each.capacityProvider("FARGATE"),
                    each -> each.capacityProvider("FARGATE_SPOT"))),
            false),
        Arguments.of(
            "that CodeDeploy deploys",
            service(it ->
                it.taskDefinition(null)
                    .taskSets(
                        old -> old.status("ACTIVE").taskDefinition("web:0"),
                        now -> now.status("PRIMARY").taskDefinition("web:1"))),
            true),
        Arguments.of(
            "of an external controller without tasks",
            service(it -> it.taskDefinition(null)),
            false));
  }

  @ParameterizedTest(name = "a service {0}: {2}")
  @MethodSource("services")
  void onlyWhatRunsOnInstancesCounts(String name, Service service, boolean counts) {
    assertThat(TaskMapping.definition(service).filter("web:1"::equals).isPresent())
        .as(name)
        .isEqualTo(counts);
  }

  private static Demand web(int cpu, int memory) {
    return new Demand("web", TASKS, new UnitSize(cpu, memory), 0, Set.of(), false);
  }

  private static Demand withPorts(String... ports) {
    return new Demand("web", TASKS, new UnitSize(512, 900), 0, Set.of(ports), false);
  }

  private static ContainerDefinition container(Consumer<ContainerDefinition.Builder> with) {
    return ContainerDefinition.builder().applyMutation(with).build();
  }

  private static ContainerDefinition port(int container, int host) {
    return container(c ->
        c.portMappings(
            m -> m.containerPort(container).hostPort(host).protocol(TransportProtocol.TCP)));
  }

  private static Service service(Consumer<Service.Builder> with) {
    return Service.builder()
        .serviceName("web")
        .taskDefinition("web:1")
        .desiredCount(TASKS)
        .runningCount(TASKS)
        .applyMutation(with)
        .build();
  }

  private static Arguments row(String name, Consumer<TaskDefinition.Builder> with, Demand demand) {
    return Arguments.of(name, TaskDefinition.builder().applyMutation(with).build(), demand);
  }
}
