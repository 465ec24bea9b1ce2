package ecf.aws.unit;

import ecf.core.model.UnitSize;
import ecf.core.model.UnitSize.Dimension;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/// What a task reserves, as ECS counts it when it places tasks and when it tells percentages: the
/// size of the task where it has one, else what its containers come to. Pure.
public final class TaskSize {
  /// ECS tells plain numbers of CPU units and MiB; emulators tell what was registered.
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})(?i)\\s*(vCPU|GB)?");

  private static final long IN_A_LARGE_ONE = 1024;

  private TaskSize() {}

  /// The task definition of a service, as an ARN; one that CodeDeploy deploys has it in its task
  /// sets.
  public static Optional<String> definition(Service service) {
    return Optional.ofNullable(service.taskDefinition()).or(() -> ofTraffic(service));
  }

  private static Optional<String> ofTraffic(Service service) {
    return service.taskSets().stream()
        .filter(set -> "PRIMARY".equals(set.status()))
        .map(TaskSet::taskDefinition)
        .findFirst();
  }

  public static UnitSize of(TaskDefinition task) {
    return new UnitSize(
        ofTask(task, Dimension.CPU)
            .orElseGet(() -> task.containerDefinitions().stream().mapToInt(TaskSize::cpu).sum()),
        ofTask(task, Dimension.MEMORY)
            .orElseGet(
                () -> task.containerDefinitions().stream().mapToInt(TaskSize::memory).sum()));
  }

  /// What the task itself states.
  static Optional<Integer> ofTask(TaskDefinition task, Dimension dimension) {
    var text =
        switch (dimension) {
          case CPU -> task.cpu();
          case MEMORY -> task.memory();
        };
    return amount(text);
  }

  private static int cpu(ContainerDefinition container) {
    return count(container.cpu());
  }

  /// Of a container without a size of its task, its reservation counts, else its limit.
  private static int memory(ContainerDefinition container) {
    return count(
        container.memoryReservation() == null ? container.memory() : container.memoryReservation());
  }

  private static Optional<Integer> amount(@Nullable String text) {
    var matcher = AMOUNT.matcher(Objects.requireNonNullElse(text, ""));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = Integer.parseInt(matcher.group(1));
    long amount = matcher.group(2) == null ? number : number * IN_A_LARGE_ONE;
    return Optional.of((int) Math.min(amount, Integer.MAX_VALUE));
  }

  private static int count(@Nullable Integer number) {
    return Objects.requireNonNullElse(number, 0);
  }
}
