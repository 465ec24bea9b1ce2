package ecf.aws.signal;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.signal.MetricQuery;
import ecf.core.signal.NoData;
import ecf.core.signal.Signal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of built-in signals: what is asked, in which unit it comes, and what it is per.
class BuiltInsTest {
  private static final String PREFIX = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:";
  private static final String BLUE = PREFIX + "targetgroup/blue/1111111111111111";
  private static final String GREEN = PREFIX + "targetgroup/green/2222222222222222";
  private static final String FRONT = PREFIX + "loadbalancer/app/front/3333333333333333";
  private static final String NETWORK = PREFIX + "loadbalancer/net/front/4444444444444444";

  private final Map<String, Signal> service = BuiltIns.ofService("shop", "checkout");
  private final Map<String, Signal> group = BuiltIns.ofGroup("web-asg");
  private final Map<String, String> behindFront =
      LoadBalancing.found(
          LoadBalancing.described(List.of(BLUE), Map.of()), Map.of(BLUE, List.of(FRONT)));

  @ParameterizedTest(name = "ecsService {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu             | AWS/ECS CPUUtilization Average PT1M"
            + " ClusterName=shop,ServiceName=checkout    | PERCENT    | YES",
        "memory          | AWS/ECS MemoryUtilization Average PT1M"
            + " ClusterName=shop,ServiceName=checkout | PERCENT    | YES",
        "requests        | AWS/ApplicationELB RequestCount Sum PT1M"
            + " LoadBalancer=app/front/3333333333333333,TargetGroup=targetgroup/blue/1111111111111111"
            + " | PER_SECOND | NO",
        "requestsPerUnit | AWS/ApplicationELB RequestCountPerTarget Sum PT1M"
            + " TargetGroup=targetgroup/blue/1111111111111111 | PER_SECOND | YES",
        "responseTime    | AWS/ApplicationELB TargetResponseTime Average PT1M"
            + " LoadBalancer=app/front/3333333333333333,TargetGroup=targetgroup/blue/1111111111111111"
            + " | SECONDS | NEITHER",
        "http5xx         | AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum PT1M"
            + " LoadBalancer=app/front/3333333333333333,TargetGroup=targetgroup/blue/1111111111111111"
            + " | PER_SECOND | NO",
        "healthyHosts    | AWS/ApplicationELB HealthyHostCount Minimum PT1M"
            + " LoadBalancer=app/front/3333333333333333,TargetGroup=targetgroup/blue/1111111111111111"
            + " | COUNT | NO",
      })
  void ofAService(String name, String query, String unit, String perUnit) {
    var signal = Objects.requireNonNull(service.get(name));

    assertThat(asked(signal, behindFront)).containsExactly(query);
    assertThat(signal.unit()).hasToString(unit);
    assertThat(signal.perUnit()).hasToString(perUnit);
    assertThat(signal.perSecond()).isEqualTo(unit.contains("SECOND") && !unit.equals("SECONDS"));
  }

  @ParameterizedTest(name = "autoScalingGroup {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu        | AWS/EC2 CPUUtilization Average PT5M AutoScalingGroupName=web-asg    | PERCENT"
            + "          | YES | PT15M",
        "networkIn  | AWS/EC2 NetworkIn Average PT5M AutoScalingGroupName=web-asg         |"
            + " BYTES_PER_SECOND | YES | PT15M",
        "networkOut | AWS/EC2 NetworkOut Average PT5M AutoScalingGroupName=web-asg        |"
            + " BYTES_PER_SECOND | YES | PT15M",
        "memory     | CWAgent mem_used_percent Average PT1M AutoScalingGroupName=web-asg  | PERCENT"
            + "          | YES | PT5M",
        "disk       | CWAgent disk_used_percent Average PT1M AutoScalingGroupName=web-asg | PERCENT"
            + "          | YES | PT5M",
      })
  void ofAGroup(String name, String query, String unit, String perUnit, String maxAge) {
    var signal = Objects.requireNonNull(group.get(name));

    assertThat(asked(signal, Map.of())).containsExactly(query);
    assertThat(signal.unit()).hasToString(unit);
    assertThat(signal.perUnit()).hasToString(perUnit);
    assertThat(signal.perSecond()).isEqualTo(unit.equals("BYTES_PER_SECOND"));
    assertThat(signal.maxAge()).hasToString(maxAge);
    assertThat(signal.window()).isEqualTo(signal.period());
  }

  @Test
  void trafficThatIsNotPublishedIsNoneWhileTheTargetIsSeenToLive() {
    var zeroWhile =
        service.values().stream()
            .filter(signal ->
                signal.noData().equals(new NoData.ZeroWhile(Set.of("cpu", "healthyHosts"))))
            .map(Signal::name);

    assertThat(zeroWhile).containsExactlyInAnyOrder("requests", "requestsPerUnit", "http5xx");
  }

  @Test
  void severalTargetGroupsAreAskedOneByOne() {
    var both =
        LoadBalancing.found(
            LoadBalancing.described(List.of(BLUE, GREEN), Map.of()),
            Map.of(BLUE, List.of(FRONT), GREEN, List.of(FRONT)));

    assertThat(asked("requests", both))
        .containsExactly(
            "AWS/ApplicationELB RequestCount Sum PT1M"
                + " LoadBalancer=app/front/3333333333333333,TargetGroup=targetgroup/blue/1111111111111111",
            "AWS/ApplicationELB RequestCount Sum PT1M"
                + " LoadBalancer=app/front/3333333333333333,TargetGroup=targetgroup/green/2222222222222222");
  }

  @Test
  void aTargetGroupBehindNoLoadBalancerHasNoTraffic() {
    var one =
        LoadBalancing.found(
            LoadBalancing.described(List.of(BLUE, GREEN), Map.of()),
            Map.of(BLUE, List.of(FRONT), GREEN, List.of()));

    assertThat(asked("requests", one)).singleElement().asString().contains("blue");
  }

  @Test
  void aNetworkLoadBalancerCountsHostsAndNoRequests() {
    var network =
        LoadBalancing.found(
            LoadBalancing.described(List.of(BLUE), Map.of()), Map.of(BLUE, List.of(NETWORK)));

    assertThat(asked("requests", network)).isEmpty();
    assertThat(asked("healthyHosts", network))
        .containsExactly(
            "AWS/NetworkELB HealthyHostCount Minimum PT1M"
                + " LoadBalancer=net/front/4444444444444444,TargetGroup=targetgroup/blue/1111111111111111");
  }

  @Test
  void aTargetWithoutTargetGroupsHasNothingToAsk() {
    var none = LoadBalancing.described(List.of(), Map.of());

    assertThat(asked("requests", none)).isEmpty();
    assertThat(asked("requestsPerUnit", none)).isEmpty();
  }

  @Test
  void beforeTheFirstDescribeNobodyKnowsWhatToAsk() {
    assertThat(queries("requests", Map.of())).isEmpty();
    assertThat(queries("requestsPerUnit", Map.of())).isEmpty();
  }

  @Test
  void beforeTheLoadBalancerIsLookedUpOnlyMetricsOfTheTargetGroupAreKnown() {
    var described = LoadBalancing.described(List.of(BLUE), Map.of());

    assertThat(queries("requests", described)).isEmpty();
    assertThat(queries("requestsPerUnit", described)).isPresent();
    assertThat(LoadBalancing.unknown(described)).containsExactly(BLUE);
  }

  @Test
  void aLoadBalancerOnceFoundIsRememberedForItsTargetGroupAlone() {
    assertThat(LoadBalancing.described(List.of(BLUE), behindFront)).isEqualTo(behindFront);
    assertThat(LoadBalancing.unknown(LoadBalancing.described(List.of(GREEN), behindFront)))
        .containsExactly(GREEN);
  }

  @Test
  void thatThereWasNoLoadBalancerIsAskedAgain() {
    var alone =
        LoadBalancing.found(
            LoadBalancing.described(List.of(BLUE), Map.of()), Map.of(BLUE, List.of()));

    assertThat(LoadBalancing.unknown(LoadBalancing.described(List.of(BLUE), alone)))
        .containsExactly(BLUE);
  }

  private List<String> asked(String name, Map<String, String> lookups) {
    return asked(Objects.requireNonNull(service.get(name)), lookups);
  }

  private static List<String> asked(Signal signal, Map<String, String> lookups) {
    return signal
        .source()
        .queries(lookups, signal.statistic(), signal.period())
        .orElseThrow()
        .stream()
        .map(BuiltInsTest::text)
        .toList();
  }

  private Optional<List<MetricQuery>> queries(String name, Map<String, String> lookups) {
    var signal = Objects.requireNonNull(service.get(name));
    return signal.source().queries(lookups, signal.statistic(), signal.period());
  }

  private static String text(MetricQuery query) {
    var dimensions =
        query.dimensions().entrySet().stream()
            .map(Object::toString)
            .collect(Collectors.joining(","));
    return String.join(
        " ",
        query.namespace(),
        query.metric(),
        query.statistic().name(),
        query.period().toString(),
        dimensions);
  }
}
