package ecf.aws.targets;

import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.core.port.Answer;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/// Calls of EC2 on VPCs.
final class Networks {
  private final AwsClients clients;
  private final Lanes lanes;

  Networks(AwsClients clients, Lanes lanes) {
    this.clients = clients;
    this.lanes = lanes;
  }

  /// Which addresses a VPC has.
  Answer<List<AddressRange>> ranges(String vpc) {
    return lanes.ask(
        "ec2:DescribeVpcs",
        () ->
            clients
                .ec2()
                .describeVpcs(
                    describe -> describe.filters(filter -> filter.name("vpc-id").values(vpc)))
                .vpcs()
                .stream()
                .flatMap(Networks::ranges)
                .toList());
  }

  private static Stream<AddressRange> ranges(Vpc vpc) {
    return Stream.concat(
            vpc.cidrBlockAssociationSet().stream().map(VpcCidrBlockAssociation::cidrBlock),
            vpc.ipv6CidrBlockAssociationSet().stream()
                .map(VpcIpv6CidrBlockAssociation::ipv6CidrBlock))
        .flatMap(cidr -> AddressRange.parse(cidr).stream());
  }
}
