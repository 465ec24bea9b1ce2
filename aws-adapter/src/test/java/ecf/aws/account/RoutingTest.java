package ecf.aws.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// Which load balancers are asked what they do.
class RoutingTest {
  private static final String ELB = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:";
  private static final String SHOP = ELB + "loadbalancer/app/shop/0a";
  private static final String CHAT = ELB + "loadbalancer/net/chat/0b";
  private static final String WALL = ELB + "loadbalancer/gwy/wall/0c";

  /// One target group cannot be split, and what goes through a gateway is no request.
  @Test
  void thoseThatHaveSeveralTargetGroups() {
    assertThat(
            Routing.splitting(
                List.of(
                    group(SHOP),
                    group(SHOP),
                    group(CHAT),
                    group(WALL),
                    group(WALL),
                    group(),
                    group(CHAT, CHAT))))
        .containsExactly(SHOP, CHAT);
    assertThat(Routing.splitting(List.of(group(SHOP), group(CHAT, CHAT), group()))).isEmpty();
  }

  @Test
  void whatIsBeyondTheMostIsSaid() {
    var beyond = new ArrayList<String>();
    assertThat(Routing.first(List.of("a", "b"), 2, "listeners", beyond)).containsExactly("a", "b");
    assertThat(beyond).isEmpty();
    assertThat(Routing.first(List.of("a", "b", "c"), 2, "listeners", beyond))
        .containsExactly("a", "b");
    assertThat(beyond).containsExactly("listeners: 2 of 3 were asked, which is the most");
  }

  private static TargetGroup group(String... balancers) {
    return TargetGroup.builder().loadBalancerArns(balancers).build();
  }
}
