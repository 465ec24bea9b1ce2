package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.port.Answer;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;

/// Moto keeps no secrets to lose, and knows no action that the SDK does not: these are told by
/// hand.
class ForwardingTest {
  private static final Action LOGIN =
      Action.builder()
          .type(ActionTypeEnum.AUTHENTICATE_OIDC)
          .order(1)
          .authenticateOidcConfig(oidc -> oidc.issuer("https://id.example").clientId("shop"))
          .build();
  private static final Action FORWARD =
      Action.builder()
          .type(ActionTypeEnum.FORWARD)
          .order(2)
          .targetGroupArn("arn:blue")
          .forwardConfig(config -> config.targetGroups(group -> group.targetGroupArn("arn:blue")))
          .build();

  @Test
  void otherActionsAndTheirOrderAreKept() {
    var sent = new Forwarding(List.of(LOGIN, FORWARD)).with(Map.of("arn:blue", 1, "arn:green", 9));

    assertThat(sent).extracting(Action::order).containsExactly(1, 2);
    assertThat(sent.getFirst().authenticateOidcConfig().clientId()).isEqualTo("shop");
    assertThat(sent.getFirst().authenticateOidcConfig().useExistingClientSecret())
        .as("AWS does not tell the secret, so it must keep the one it has")
        .isTrue();
    assertThat(sent.getLast().targetGroupArn()).as("AWS takes it for one group only").isNull();
    assertThat(sent.getLast().forwardConfig().targetGroups())
        .extracting(group -> group.targetGroupArn() + " " + group.weight())
        .containsExactly("arn:blue 1", "arn:green 9");
  }

  @Test
  void whatCannotBeKeptIsNotTouched() {
    var unknown = Action.builder().type("send-a-pigeon").build();
    assertThat(why(List.of(unknown, FORWARD)))
        .isEqualTo("it has an action that this program does not know, and could not keep");
    assertThat(why(List.of(LOGIN))).isEqualTo("it forwards to no target group");
  }

  private static String why(List<Action> actions) {
    return switch (new Forwarding(actions).weights()) {
      case Answer.Got<SequencedMap<String, Integer>>(var weights) -> weights.toString();
      case Answer.Failed<SequencedMap<String, Integer>>(var failure) -> failure.message();
    };
  }
}
