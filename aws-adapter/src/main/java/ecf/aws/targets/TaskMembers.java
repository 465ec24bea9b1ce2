package ecf.aws.targets;

import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.Task;

/// Tasks as members of a target group: by their own addresses in a group of type ip, else by their
/// instances and the ports that Docker gave them there. Pure.
final class TaskMembers {
  private static final String RUNNING = "RUNNING";

  private TaskMembers() {}

  /// @param byAddress whether the group takes addresses
  /// @param port the containers' port
  static Answer<List<Member>> of(EcsTasks.Running running, boolean byAddress, int port) {
    var members = new ArrayList<Member>();
    for (Task task : running.tasks()) {
      if (!RUNNING.equals(task.lastStatus())) {
        continue;
      }
      var zone = Objects.requireNonNullElse(task.availabilityZone(), "");
      var address = address(task);
      if (address.isPresent() != byAddress) {
        return new Answer.Failed<>(misfit(byAddress));
      }
      if (byAddress) {
        members.add(new Member(address.orElseThrow(), port, zone));
      } else {
        var host =
            Optional.ofNullable(running.hosts().get(String.valueOf(task.containerInstanceArn())));
        var bound = hostPort(task, port);
        if (host.isEmpty() || bound.isEmpty()) {
          return new Answer.Failed<>(unpublished(port));
        }
        members.add(new Member(host.get(), bound.getAsInt(), zone));
      }
    }
    return new Answer.Got<>(members.stream().sorted().distinct().toList());
  }

  /// Of a task in network mode awsvpc.
  static Optional<String> address(Task task) {
    return task.attachments().stream()
        .flatMap(attachment -> attachment.details().stream())
        .filter(detail -> "privateIPv4Address".equals(detail.name()))
        .map(detail -> detail.value())
        .findFirst();
  }

  private static OptionalInt hostPort(Task task, int port) {
    var bindings =
        task.containers().stream()
            .flatMap(container -> container.networkBindings().stream())
            .filter(binding -> binding.hostPort() != null)
            .toList();
    var fitting =
        bindings.stream()
            .filter(binding -> Objects.equals(binding.containerPort(), port))
            .mapToInt(NetworkBinding::hostPort)
            .findFirst();
    return fitting.isPresent() || bindings.size() != 1
        ? fitting
        : OptionalInt.of(bindings.getFirst().hostPort());
  }

  private static ProviderFailure misfit(boolean byAddress) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        "ecs:DescribeTasks",
        byAddress
            ? "its tasks have no addresses of their own, but the group takes ip targets"
            : "its tasks have addresses of their own, but the group takes instance targets",
        byAddress ? "use a target group of type instance" : "use a target group of type ip",
        false);
  }

  private static ProviderFailure unpublished(int port) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        "ecs:DescribeTasks",
        "a task publishes no container's port " + port + " on its instance",
        "write the container's port as `port`",
        false);
  }
}
