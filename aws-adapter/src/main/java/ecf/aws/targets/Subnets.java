package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Subnet;

/// Calls of EC2 on subnets.
final class Subnets {
  private static final String DESCRIBE = "ec2:DescribeSubnets";

  /// The most values that one filter takes.
  private static final int BATCH = 200;

  private static final int PAGE = 1000;

  private final AwsClients clients;
  private final Lanes lanes;

  Subnets(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  /// Those that are there: by a filter, because one unknown id fails a call that names ids.
  Answer<List<Subnet>> describe(Collection<String> ids) {
    var answers = new ArrayList<Answer<List<Subnet>>>();
    for (List<String> some : Answers.batches(ids, BATCH)) {
      answers.add(
          lanes.ask(
              DESCRIBE,
              () ->
                  clients
                      .ec2()
                      .describeSubnetsPaginator(describe ->
                          describe
                              .filters(filter -> filter.name("subnet-id").values(some))
                              .maxResults(PAGE))
                      .subnets()
                      .stream()
                      .toList()));
    }
    return Answers.map(Answers.all(answers), each -> each.stream().flatMap(List::stream).toList());
  }
}
