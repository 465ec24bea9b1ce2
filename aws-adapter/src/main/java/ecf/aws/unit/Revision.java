package ecf.aws.unit;

import ecf.core.model.UnitSize;
import ecf.core.model.UnitSize.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// A task definition that is another one in nothing but its size. The task's own amounts change; a
/// container that has all of the old amount gets all of the new one, whatever else containers state
/// stays. Where the task states no amount, its only container's is the task's. Pure.
public final class Revision {
  /// AWS's own tags can be read and not written.
  private static final String RESERVED = "aws:";

  private Revision() {}

  /// Why there is no such revision, where there is none.
  public static Optional<String> impossible(TaskDefinition task) {
    boolean unstated =
        Arrays.stream(Dimension.values())
            .anyMatch(dimension -> TaskSize.ofTask(task, dimension).isEmpty());
    return unstated && task.containerDefinitions().size() != 1
        ? Optional.of(
            "the task definition states no size, but its "
                + task.containerDefinitions().size()
                + " containers do: give it a cpu and a memory")
        : Optional.empty();
  }

  /// What can be registered of a definition is carried over as it is, tags included.
  public static RegisterTaskDefinitionRequest of(TaskDefinition task, List<Tag> tags, UnitSize to) {
    var from = TaskSize.of(task);
    return RegisterTaskDefinitionRequest.builder()
        .family(task.family())
        .taskRoleArn(task.taskRoleArn())
        .executionRoleArn(task.executionRoleArn())
        .networkMode(task.networkModeAsString())
        .containerDefinitions(containers(task, from, to))
        .volumes(task.volumes())
        .placementConstraints(task.placementConstraints())
        .requiresCompatibilitiesWithStrings(
            task.hasRequiresCompatibilities() ? task.requiresCompatibilitiesAsStrings() : null)
        .cpu(ofTask(task, Dimension.CPU, task.cpu(), from, to))
        .memory(ofTask(task, Dimension.MEMORY, task.memory(), from, to))
        .tags(own(tags))
        .pidMode(task.pidModeAsString())
        .ipcMode(task.ipcModeAsString())
        .proxyConfiguration(task.proxyConfiguration())
        .inferenceAccelerators(
            task.hasInferenceAccelerators() ? task.inferenceAccelerators() : null)
        .ephemeralStorage(task.ephemeralStorage())
        .runtimePlatform(task.runtimePlatform())
        .enableFaultInjection(task.enableFaultInjection())
        .build();
  }

  /// ECS refuses an empty list of tags.
  private static @Nullable List<Tag> own(List<Tag> tags) {
    var own = tags.stream().filter(tag -> !tag.key().startsWith(RESERVED)).toList();
    return own.isEmpty() ? null : own;
  }

  private static @Nullable String ofTask(
      TaskDefinition task,
      Dimension dimension,
      @Nullable String written,
      UnitSize from,
      UnitSize to) {
    return dimension.of(from) == dimension.of(to) || TaskSize.ofTask(task, dimension).isEmpty()
        ? written
        : Integer.toString(dimension.of(to));
  }

  private static List<ContainerDefinition> containers(
      TaskDefinition task, UnitSize from, UnitSize to) {
    var changed = new ArrayList<ContainerDefinition>();
    for (ContainerDefinition container : task.containerDefinitions()) {
      var builder = container.toBuilder();
      if (from.cpu() != to.cpu()) {
        builder.cpu(moved(container.cpu(), from.cpu(), to.cpu()));
      }
      if (from.memory() != to.memory()) {
        boolean reserves = container.memoryReservation() != null;
        boolean only = TaskSize.ofTask(task, Dimension.MEMORY).isEmpty() && reserves;
        builder.memoryReservation(moved(container.memoryReservation(), from.memory(), to.memory()));
        builder.memory(
            only
                ? atLeast(container.memory(), to.memory())
                : moved(container.memory(), from.memory(), to.memory()));
      }
      changed.add(builder.build());
    }
    return changed;
  }

  private static @Nullable Integer moved(@Nullable Integer stated, int from, int to) {
    return stated != null && stated == from ? Integer.valueOf(to) : stated;
  }

  /// A limit above the reservation stays, but cannot lie below it.
  private static @Nullable Integer atLeast(@Nullable Integer limit, int reservation) {
    return limit == null ? null : Integer.valueOf(Math.max(limit, reservation));
  }
}
