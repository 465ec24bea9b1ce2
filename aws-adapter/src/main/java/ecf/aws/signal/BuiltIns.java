package ecf.aws.signal;

import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The signals that targets have without declaring them.
public final class BuiltIns {
  private static final String CPU = "cpu";
  private static final String HEALTHY_HOSTS = "healthyHosts";
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// EC2 publishes so often unless detailed monitoring is paid for.
  private static final Duration BASIC_MONITORING = Duration.ofMinutes(5);

  private static final NoData MISSING = new NoData.Missing();

  /// A load balancer publishes nothing without traffic; then the target is seen to live by these.
  private static final NoData ZERO_WHILE_ALIVE = new NoData.ZeroWhile(Set.of(CPU, HEALTHY_HOSTS));

  private BuiltIns() {}

  /// Of an ECS service.
  public static Map<String, Signal> ofService(String cluster, String service) {
    var names = Map.of("ClusterName", cluster, "ServiceName", service);
    return named(
        Stream.concat(
            Stream.of(
                percent(CPU, new NamedMetric("AWS/ECS", "CPUUtilization", names), MINUTE),
                percent("memory", new NamedMetric("AWS/ECS", "MemoryUtilization", names), MINUTE)),
            OF_LOAD_BALANCERS.stream()));
  }

  /// Of an Auto Scaling group.
  public static Map<String, Signal> ofGroup(String group) {
    var name = Map.of("AutoScalingGroupName", group);
    return named(
        Stream.concat(
            Stream.of(
                percent(CPU, new NamedMetric("AWS/EC2", "CPUUtilization", name), BASIC_MONITORING),
                traffic("networkIn", new NamedMetric("AWS/EC2", "NetworkIn", name)),
                traffic("networkOut", new NamedMetric("AWS/EC2", "NetworkOut", name)),
                percent("memory", new NamedMetric("CWAgent", "mem_used_percent", name), MINUTE),
                percent("disk", new NamedMetric("CWAgent", "disk_used_percent", name), MINUTE)),
            OF_LOAD_BALANCERS.stream()));
  }

  /// Of everything that target groups send traffic to.
  private static final List<Signal> OF_LOAD_BALANCERS =
      List.of(
          signal(
              "requests",
              new LoadBalancerMetric.OfPath("RequestCount", true),
              Statistic.SUM,
              MINUTE,
              ZERO_WHILE_ALIVE,
              Combine.SUM,
              true,
              Unit.PER_SECOND,
              PerUnit.NO),
          signal(
              "requestsPerUnit",
              new LoadBalancerMetric.OfTargetGroup("RequestCountPerTarget"),
              Statistic.SUM,
              MINUTE,
              ZERO_WHILE_ALIVE,
              Combine.SUM,
              true,
              Unit.PER_SECOND,
              PerUnit.YES),
          signal(
              "responseTime",
              new LoadBalancerMetric.OfPath(LoadBalancerMetric.RESPONSE_TIME, true),
              Statistic.AVERAGE,
              MINUTE,
              MISSING,
              Combine.MAX,
              false,
              Unit.SECONDS,
              PerUnit.NEITHER),
          signal(
              "http5xx",
              new LoadBalancerMetric.OfPath("HTTPCode_Target_5XX_Count", true),
              Statistic.SUM,
              MINUTE,
              ZERO_WHILE_ALIVE,
              Combine.SUM,
              true,
              Unit.PER_SECOND,
              PerUnit.NO),
          signal(
              HEALTHY_HOSTS,
              new LoadBalancerMetric.OfPath("HealthyHostCount", false),
              Statistic.MINIMUM,
              MINUTE,
              MISSING,
              Combine.MIN,
              false,
              Unit.COUNT,
              PerUnit.NO));

  /// Of one target group of a listener, by the names that the file has for them.
  public static Map<String, Signal> ofTrafficTo(String group) {
    var counts = List.of(HEALTHY_HOSTS, "unhealthyHosts");
    var requests = trafficName("requests", group);
    return Stream.of(
            traffic(group, "requests", "RequestCount", Statistic.SUM, MISSING, Unit.PER_SECOND),
            traffic(
                group,
                "http5xx",
                "HTTPCode_Target_5XX_Count",
                Statistic.SUM,
                new NoData.ZeroWhile(Set.of(requests)),
                Unit.PER_SECOND),
            traffic(
                group,
                "responseTime",
                "TargetResponseTime",
                Statistic.AVERAGE,
                MISSING,
                Unit.SECONDS),
            traffic(
                group,
                counts.getFirst(),
                "HealthyHostCount",
                Statistic.MINIMUM,
                MISSING,
                Unit.COUNT),
            traffic(
                group,
                counts.getLast(),
                "UnHealthyHostCount",
                Statistic.MAXIMUM,
                MISSING,
                Unit.COUNT))
        .collect(
            Collectors.toUnmodifiableMap(
                signal -> signal.name().substring(0, signal.name().indexOf(' ')),
                signal -> signal));
  }

  private static String trafficName(String name, String group) {
    return name + " of " + group;
  }

  private static Signal traffic(
      String group, String name, String metric, Statistic statistic, NoData noData, Unit unit) {
    return signal(
        trafficName(name, group),
        new GroupMetric(group, metric),
        statistic,
        MINUTE,
        noData,
        Combine.SUM,
        unit == Unit.PER_SECOND,
        unit,
        PerUnit.NO);
  }

  private static Signal percent(String name, Source source, Duration period) {
    return signal(
        name,
        source,
        Statistic.AVERAGE,
        period,
        MISSING,
        Combine.MAX,
        false,
        Unit.PERCENT,
        PerUnit.YES);
  }

  private static Signal traffic(String name, Source source) {
    return signal(
        name,
        source,
        Statistic.AVERAGE,
        BASIC_MONITORING,
        MISSING,
        Combine.SUM,
        true,
        Unit.BYTES_PER_SECOND,
        PerUnit.YES);
  }

  private static Signal signal(
      String name,
      Source source,
      Statistic statistic,
      Duration period,
      NoData noData,
      Combine combine,
      boolean perSecond,
      Unit unit,
      PerUnit perUnit) {
    return new Signal(
        name,
        source,
        statistic,
        period,
        period,
        Aggregate.Simple.LAST,
        Signal.defaultMaxAge(period),
        noData,
        combine,
        perSecond,
        unit,
        perUnit);
  }

  private static Map<String, Signal> named(Stream<Signal> signals) {
    return signals.collect(Collectors.toUnmodifiableMap(Signal::name, signal -> signal));
  }
}
