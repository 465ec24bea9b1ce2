package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.port.Answer;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

  /// As AWS tells them, with all that they may have, but for the secret that it never tells.
  static Stream<Action> others() {
    return Stream.of(
        Action.builder()
            .type(ActionTypeEnum.AUTHENTICATE_OIDC)
            .order(1)
            .authenticateOidcConfig(oidc ->
                oidc.issuer("https://id.example")
                    .authorizationEndpoint("https://id.example/authorize")
                    .tokenEndpoint("https://id.example/token")
                    .userInfoEndpoint("https://id.example/me")
                    .clientId("shop")
                    .useExistingClientSecret(true)
                    .sessionCookieName("shop-session")
                    .scope("openid email")
                    .sessionTimeout(3_600L)
                    .authenticationRequestExtraParams(Map.of("prompt", "login"))
                    .onUnauthenticatedRequest("authenticate"))
            .build(),
        Action.builder()
            .type(ActionTypeEnum.AUTHENTICATE_COGNITO)
            .order(1)
            .authenticateCognitoConfig(cognito ->
                cognito
                    .userPoolArn("arn:pool")
                    .userPoolClientId("shop")
                    .userPoolDomain("shop.example")
                    .sessionCookieName("shop-session")
                    .scope("openid")
                    .sessionTimeout(60L)
                    .authenticationRequestExtraParams(Map.of("lang", "de"))
                    .onUnauthenticatedRequest("deny"))
            .build(),
        Action.builder()
            .type(ActionTypeEnum.REDIRECT)
            .order(1)
            .redirectConfig(to ->
                to.protocol("HTTPS")
                    .port("443")
                    .host("#{host}")
                    .path("/#{path}")
                    .query("#{query}&from=old")
                    .statusCode("HTTP_301"))
            .build(),
        Action.builder()
            .type(ActionTypeEnum.FIXED_RESPONSE)
            .order(1)
            .fixedResponseConfig(
                answer -> answer.statusCode("503").contentType("text/plain").messageBody("later"))
            .build());
  }

  @ParameterizedTest
  @MethodSource("others")
  void anotherActionIsSentBackAsItCame(Action other) {
    var sent = new Forwarding(List.of(other, FORWARD)).with(Map.of("arn:blue", 1));

    assertThat(sent.getFirst()).isEqualTo(other);
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
