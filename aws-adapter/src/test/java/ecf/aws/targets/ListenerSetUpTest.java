package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.signal.BuiltIns;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.model.Finding;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.Failover;
import ecf.core.port.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/// What doctor says of a listener between `blue-tg` and `green-tg`.
class ListenerSetUpTest {
  private static final String ARN =
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/";
  private static final Failover FAILOVER =
      new Failover(
          "blue-tg",
          "green-tg",
          BuiltIns.ofTrafficTo("blue-tg").values().iterator().next(),
          true,
          1,
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          BuiltIns.ofTrafficTo("blue-tg"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a service behind each             | blue-tg green-tg | true  | ",
        "a service behind one              | blue-tg          | true  | green-tg",
        "nobody that the file names        | jobs-tg          | true  | blue-tg, green-tg",
        "nobody, but nothing moves weights | jobs-tg          | false | ",
      })
  void servicesThatTheFileDoesNotNameAreToldOf(
      String situation, String behind, boolean moves, @Nullable String open) {
    var service =
        Service.builder()
            .loadBalancers(
                Stream.of(behind.split(" "))
                    .map(name -> LoadBalancer.builder().targetGroupArn(ARN + name + "/1").build())
                    .toList())
            .build();

    var told = ListenerSetUp.findings(spec(moves), List.of(new Answer.Got<>(service)));

    assertThat(told)
        .as(situation)
        .extracting(Finding::what)
        .isEqualTo(
            open == null ? List.of() : List.of("no service of the file is known behind " + open));
  }

  private static ListenerSpec spec(boolean moves) {
    Optional<ListenerSpec.Named> policy =
        moves
            ? Optional.of(new ListenerSpec.Named("away", "failover", FAILOVER))
            : Optional.empty();
    return new ListenerSpec(
        new TargetId("traffic"),
        Resource.of(ListenerKind.NAME, "arn"),
        new TreeMap<>(Map.of("blue-tg", 100, "green-tg", 0)),
        Map.of(),
        policy,
        FleetSpec.Mode.ACT,
        Set.of());
  }
}
