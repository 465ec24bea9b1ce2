package ecf.aws.unit;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

/// Calls of ECS about task definitions. A revision never changes: one that is known is not asked
/// for again.
public final class TaskDefinitions {
  public static final String DESCRIBE = "ecs:DescribeTaskDefinition";
  public static final String REGISTER = "ecs:RegisterTaskDefinition";

  private final AwsClients clients;
  private final Lanes lanes;
  private final Map<String, TaskDefinition> known = new ConcurrentHashMap<>();

  public TaskDefinitions(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  public Answer<TaskDefinition> describe(String arn) {
    if (known.get(arn) instanceof TaskDefinition task) {
      return new Answer.Got<>(task);
    }
    var answer =
        lanes.ask(
            DESCRIBE,
            () ->
                clients
                    .ecs()
                    .describeTaskDefinition(describe -> describe.taskDefinition(arn))
                    .taskDefinition());
    if (answer instanceof Answer.Got<TaskDefinition>(var task)) {
      known.put(arn, task);
    }
    return answer;
  }

  public Answer<DescribeTaskDefinitionResponse> describeWithTags(String arn) {
    return lanes.ask(
        DESCRIBE,
        () ->
            clients
                .ecs()
                .describeTaskDefinition(
                    describe -> describe.taskDefinition(arn).include(TaskDefinitionField.TAGS)));
  }

  /// @return the ARN of the new revision
  public Answer<String> register(RegisterTaskDefinitionRequest revision) {
    Answer<String> answer =
        lanes.ask(
            REGISTER,
            () ->
                clients
                    .ecs()
                    .registerTaskDefinition(revision)
                    .taskDefinition()
                    .taskDefinitionArn());
    return answer instanceof Answer.Failed<String>(var why)
            && why.kind() == ProviderFailure.Kind.DENIED
        ? new Answer.Failed<>(alsoToPassRoles(why))
        : answer;
  }

  /// What AWS says of a role that may not be passed does not name the right.
  private static ProviderFailure alsoToPassRoles(ProviderFailure why) {
    return new ProviderFailure(
        why.kind(),
        why.call(),
        why.message(),
        why.hint()
            + ", iam:PassRole for the roles of the task, and ecs:TagResource where it has tags",
        why.retryable(),
        why.inDoubt());
  }
}
