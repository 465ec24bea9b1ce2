package ecf.aws.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A queue that listens to whatever a test lets send to it.
///
/// @param url of the queue
/// @param arn of the queue
public record Mailbox(AwsEndpoint endpoint, String url, String arn) {
  private static final int MOST = 10;

  public static Mailbox at(AwsEndpoint endpoint, String name) {
    var sqs = sqs(endpoint);
    var url = sqs.createQueue(create -> create.queueName(name)).queueUrl();
    var arn =
        sqs.getQueueAttributes(
                get -> get.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    return new Mailbox(endpoint, url, Objects.requireNonNull(arn));
  }

  /// The ARN of a new topic that it listens to.
  public String topic(String name) {
    var sns = Clients.at(endpoint.uri(), SnsClient.builder()).build();
    var topic = sns.createTopic(create -> create.name(name)).topicArn();
    sns.subscribe(subscribe -> subscribe.topicArn(topic).protocol("sqs").endpoint(arn));
    return topic;
  }

  /// All that has come by now, each once, in order of their texts.
  public List<String> received() {
    var sqs = sqs(endpoint);
    var bodies = new ArrayList<String>();
    while (true) {
      var messages =
          sqs.receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(MOST)).messages();
      if (messages.isEmpty()) {
        bodies.sort(Comparator.naturalOrder());
        return bodies;
      }
      for (Message each : messages) {
        bodies.add(each.body());
        sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(each.receiptHandle()));
      }
    }
  }

  private static SqsClient sqs(AwsEndpoint endpoint) {
    return Clients.at(endpoint.uri(), SqsClient.builder()).build();
  }
}
