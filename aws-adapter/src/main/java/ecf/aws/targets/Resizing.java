package ecf.aws.targets;

import ecf.aws.unit.Revision;
import ecf.aws.unit.TaskDefinitions;
import ecf.aws.unit.TaskSize;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.port.Answer;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Service;

/// Gives the tasks of a service another size: its task definition is registered again with that,
/// and the service deploys it. Between looking and deploying somebody else may deploy; whoever does
/// wins, so the service is looked at once more just before.
final class Resizing {
  private final EcsServices services;
  private final TaskDefinitions definitions;

  Resizing(EcsServices services, TaskDefinitions definitions) {
    this.services = services;
    this.definitions = definitions;
  }

  Optional<ProviderFailure> resize(
      AwsFleet.Service name, TargetState.Fleet seen, UnitSize from, UnitSize to) {
    var definition = TaskSizes.definition(seen);
    if (definition.isEmpty()) {
      return Optional.of(
          conflict(TaskDefinitions.DESCRIBE, "nobody asked which task definition it has"));
    }
    var arn = definition.get();
    var revision =
        Answers.flatMap(
            definitions.describeWithTags(arn),
            found ->
                TaskSize.of(found.taskDefinition()).equals(from)
                    ? definitions.register(Revision.of(found.taskDefinition(), found.tags(), to))
                    : new Answer.Failed<>(
                        conflict(TaskDefinitions.DESCRIBE, arn + " has another size than before")));
    return switch (revision) {
      case Answer.Failed<String>(var why) -> Optional.of(why);
      case Answer.Got<String>(var made) ->
          overtaken(name, arn).map(why -> left(why, made)).or(() -> services.deploy(name, made));
    };
  }

  private Optional<ProviderFailure> overtaken(AwsFleet.Service name, String arn) {
    var answer = services.describe(List.of(name)).get(name);
    return switch (answer) {
      case Answer.Failed<Service>(var why) -> Optional.of(why);
      case Answer.Got<Service>(var now) ->
          arn.equals(now.taskDefinition()) && now.deployments().size() < 2
              ? Optional.empty()
              : Optional.of(
                  conflict(EcsServices.DESCRIBE, "somebody else began to deploy it meanwhile"));
      case null -> Optional.of(ProviderFailure.unanswered(EcsServices.DESCRIBE, "no answer", true));
    };
  }

  /// What was registered and is not deployed does no harm.
  private static ProviderFailure left(ProviderFailure why, String made) {
    return new ProviderFailure(
        why.kind(),
        why.call(),
        why.message() + "; " + made + " is registered and not used",
        why.hint(),
        why.retryable(),
        false);
  }

  private static ProviderFailure conflict(String call, String message) {
    return new ProviderFailure(
        ProviderFailure.Kind.CONFLICT, call, message, "the next pass decides afresh", true);
  }
}
