package ecf.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// What every endpoint with SNS and SQS must do: alarms travel through the one, backlogs are
/// measured on the other.
interface MessagingContract {
  AwsEndpoint endpoint();

  private SnsClient sns() {
    return Clients.at(endpoint().uri(), SnsClient.builder()).build();
  }

  private SqsClient sqs() {
    return Clients.at(endpoint().uri(), SqsClient.builder()).build();
  }

  @Test
  default void aNotificationReachesTheQueueThatListens() {
    var alarm = "{\"AlarmName\": \"backlog größer\"}";
    var topic =
        sns().createTopic(create -> create.name(EndpointContract.fresh("alarms"))).topicArn();
    var queue = queue("alarms");
    sns()
        .subscribe(subscribe ->
            subscribe
                .topicArn(topic)
                .protocol("sqs")
                .endpoint(attribute(queue, QueueAttributeName.QUEUE_ARN))
                .attributes(Map.of("RawMessageDelivery", "true")));

    sns().publish(publish -> publish.topicArn(topic).subject("ALARM").message(alarm));

    assertThat(received(queue)).extracting(Message::body).containsExactly(alarm);
  }

  @Test
  default void aMessageInWorkStillCountsUntilItIsDone() {
    var queue = queue("uploads");
    for (String upload : List.of("one.png", "two.png", "three.png")) {
      sqs().sendMessage(send -> send.queueUrl(queue).messageBody(upload));
    }
    assertThat(attribute(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("3");

    var inWork = received(queue).getFirst();

    assertThat(attribute(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("2");
    assertThat(attribute(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .isEqualTo("1");

    sqs().deleteMessage(delete -> delete.queueUrl(queue).receiptHandle(inWork.receiptHandle()));

    assertThat(attribute(queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .isEqualTo("0");
  }

  /// @return its address
  private String queue(String name) {
    return sqs().createQueue(create -> create.queueName(EndpointContract.fresh(name))).queueUrl();
  }

  private List<Message> received(String queue) {
    return sqs()
        .receiveMessage(
            receive -> receive.queueUrl(queue).maxNumberOfMessages(1).waitTimeSeconds(10))
        .messages();
  }

  private String attribute(String queue, QueueAttributeName name) {
    return Objects.requireNonNull(
        sqs()
            .getQueueAttributes(get -> get.queueUrl(queue).attributeNames(name))
            .attributes()
            .get(name));
  }
}
