package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.aws.unit.Revision;
import ecf.aws.unit.TaskDefinitions;
import ecf.aws.unit.TaskSize;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.port.Answer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// How large the tasks of services are, where a policy is about that. Each task definition is
/// described once, and not again while the service has it.
final class TaskSizes {
  /// The task definition, as an ARN.
  private static final String DEFINITION = "taskDefinition";

  /// Its size: `512/1024`, and why it cannot be changed, where it cannot.
  private static final String SIZE = "taskSize";

  private static final Pattern REMEMBERED = Pattern.compile("(\\d{1,9})/(\\d{1,9})(?: (.+))?");

  private final TaskDefinitions definitions;

  TaskSizes(TaskDefinitions definitions) {
    this.definitions = definitions;
  }

  private record Size(UnitSize size, Optional<String> fixed) {
    static Size of(TaskDefinition task) {
      return new Size(TaskSize.of(task), Revision.impossible(task));
    }

    String text() {
      return size.cpu() + "/" + size.memory() + fixed.map(why -> " " + why).orElse("");
    }
  }

  /// The task definition that a fleet was described with.
  static Optional<String> definition(TargetState.Fleet fleet) {
    return Optional.ofNullable(fleet.lookups().get(DEFINITION));
  }

  Map<FleetTargets.Wanted, Answer<TargetState.Fleet>> complete(
      Map<FleetTargets.Wanted, Answer<TargetState.Fleet>> described, Seen seen) {
    var services = new HashMap<FleetTargets.Wanted, Service>();
    described.keySet().stream()
        .filter(target -> target.spec().sizesUnits())
        .forEach(target -> {
          if (target.fleet() instanceof AwsFleet.Service name) {
            Seen.got(seen.of(name)).ifPresent(service -> services.put(target, service));
          }
        });
    if (services.isEmpty()) {
      return described;
    }
    var unknown = new TreeSet<String>();
    services.forEach((target, service) ->
        TaskSize.definition(service)
            .filter(arn -> remembered(target.remembered(), arn).isEmpty())
            .ifPresent(unknown::add));
    var answers = Lanes.each(unknown, definitions::describe);
    var complete = new HashMap<>(described);
    services.forEach((target, service) ->
        complete.computeIfPresent(
            target,
            (_, answer) -> Answers.map(answer, fleet -> sized(fleet, target, service, answers))));
    return complete;
  }

  private static TargetState.Fleet sized(
      TargetState.Fleet fleet,
      FleetTargets.Wanted target,
      Service service,
      Map<String, Answer<TaskDefinition>> answers) {
    var definition = TaskSize.definition(service);
    if (definition.isEmpty()) {
      return fleet;
    }
    var arn = definition.get();
    var known =
        remembered(target.remembered(), arn)
            .<Answer<Size>>map(Answer.Got::new)
            .orElseGet(() -> Answers.map(Objects.requireNonNull(answers.get(arn)), Size::of));
    return switch (known) {
      case Answer.Failed<Size>(var why) ->
          fleet.condition(fleet.condition().unit(new UnitState.Unread(why)));
      case Answer.Got<Size>(var size) -> {
        var lookups = new HashMap<>(fleet.lookups());
        lookups.put(DEFINITION, arn);
        lookups.put(SIZE, size.text());
        var unit =
            new UnitState.Known(size.size(), since(service), byOthers(service).or(size::fixed));
        yield fleet.lookups(lookups).condition(fleet.condition().unit(unit));
      }
    };
  }

  private static Optional<Size> remembered(Map<String, String> lookups, String arn) {
    return Optional.ofNullable(lookups.get(SIZE))
        .filter(_ -> arn.equals(lookups.get(DEFINITION)))
        .map(REMEMBERED::matcher)
        .filter(Matcher::matches)
        .map(found ->
            new Size(
                new UnitSize(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))),
                Optional.ofNullable(found.group(3))));
  }

  /// The newest deployment starts no task of another definition.
  private static Optional<Instant> since(Service service) {
    return service.deployments().stream()
        .filter(each -> "PRIMARY".equals(each.status()))
        .findFirst()
        .map(Deployment::createdAt);
  }

  /// ECS takes another task definition from nobody but CodeDeploy then.
  private static Optional<String> byOthers(Service service) {
    var controller = service.deploymentController();
    return controller != null && controller.type() == DeploymentControllerType.CODE_DEPLOY
        ? Optional.of("CodeDeploy deploys this service")
        : Optional.empty();
  }
}
