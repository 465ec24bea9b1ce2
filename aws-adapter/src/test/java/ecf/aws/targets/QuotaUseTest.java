package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// What one more unit counts for, and how much.
class QuotaUseTest {
  @ParameterizedTest(name = "{0} of {1} CPU: {2}")
  @CsvSource({
    "FARGATE, 512, FARGATE 0.5",
    "FARGATE, 4096, FARGATE 4",
    "FARGATE_SPOT, 256, FARGATE_SPOT 0.25",
    "FARGATE 1 + FARGATE_SPOT 3, 512, -",
    "FARGATE 0 + FARGATE_SPOT 1, 512, FARGATE_SPOT 0.5",
    "web-instances, 512, -",
    "FARGATE, 0, -",
  })
  void aTask(String providers, String cpu, String expected) {
    var strategy = new ArrayList<CapacityProviderStrategyItem>();
    for (String each : providers.split(" \\+ ")) {
      var parts = each.split(" ");
      strategy.add(
          CapacityProviderStrategyItem.builder()
              .capacityProvider(parts[0])
              .weight(parts.length == 1 ? 1 : Integer.parseInt(parts[1]))
              .build());
    }
    var service = Service.builder().capacityProviderStrategy(strategy).build();

    assertThat(shown(QuotaUse.of(service, TaskDefinition.builder().cpu(cpu).build())))
        .isEqualTo(expected);
  }

  @Test
  void aServiceThatIsLaunchedOnFargate() {
    var service = Service.builder().launchType(LaunchType.FARGATE).build();

    assertThat(shown(QuotaUse.of(service, TaskDefinition.builder().cpu("1 vCPU").build())))
        .isEqualTo("FARGATE 1");
  }

  /// Each instance: its type, cores by threads, its weight where it has one, and `spot`.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "m7g.large 2x1, STANDARD_INSTANCES 2",
    "m5.large 1x2 spot, STANDARD_SPOT_INSTANCES 2",
    "m5.large 1x2 + m5.xlarge 2x2, STANDARD_INSTANCES 2",
    "m5.large 1x2 w2 + m5.xlarge 2x2 w8, STANDARD_INSTANCES 0.5",
    "m5.large 1x2 + m5.large 1x2 spot, -",
    "m5.large 1x2 + g5.xlarge 2x2, -",
    "m5.large 0x0, -",
  })
  void anInstance(String instances, String expected) {
    var running = running(instances);

    assertThat(shown(QuotaUse.of(group(instances).build(), running))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} % on demand above {1}: {2}")
  @CsvSource({
    "100, 0, STANDARD_INSTANCES 2",
    "0, 0, STANDARD_SPOT_INSTANCES 2",
    "0, 2, -",
    "50, 0, -",
  })
  void aGroupOfSeveralKinds(int share, int base, String expected) {
    var distribution =
        InstancesDistribution.builder()
            .onDemandPercentageAboveBaseCapacity(share)
            .onDemandBaseCapacity(base)
            .build();
    var group =
        group("m5.large 1x2")
            .mixedInstancesPolicy(mixed -> mixed.instancesDistribution(distribution))
            .build();

    assertThat(shown(QuotaUse.of(group, running("m5.large 1x2")))).isEqualTo(expected);
  }

  @Test
  void oneOfEachTypeThatServesTellsForAll() {
    var group =
        AutoScalingGroup.builder()
            .instances(
                it -> it.instanceId("i-1").instanceType("m5.large").lifecycleState("InService"),
                it -> it.instanceId("i-2").instanceType("m5.large").lifecycleState("InService"),
                it -> it.instanceId("i-3").instanceType("m5.xlarge").lifecycleState("Pending"),
                it -> it.instanceId("i-4").instanceType("m5.xlarge").lifecycleState("InService"))
            .build();

    assertThat(QuotaUse.samples(group)).containsExactly("i-1", "i-4");
    assertThat(QuotaUse.samples(AutoScalingGroup.builder().build())).isEmpty();
  }

  private static String shown(Optional<QuotaUse> use) {
    return use.map(it -> it.quota() + " " + it.vcpus().stripTrailingZeros().toPlainString())
        .orElse("-");
  }

  private static AutoScalingGroup.Builder group(String instances) {
    var all = new ArrayList<software.amazon.awssdk.services.autoscaling.model.Instance>();
    for (String each : instances.split(" \\+ ")) {
      var weight = each.replaceFirst("^.* w(\\d+).*$", "$1");
      all.add(
          software.amazon.awssdk.services.autoscaling.model.Instance.builder()
              .instanceId(each)
              .weightedCapacity(weight.equals(each) ? null : weight)
              .build());
    }
    return AutoScalingGroup.builder().instances(all);
  }

  private static List<Instance> running(String instances) {
    var all = new ArrayList<Instance>();
    for (String each : instances.split(" \\+ ")) {
      var words = List.of(each.split(" "));
      var cores = words.get(1).split("x");
      all.add(
          Instance.builder()
              .instanceId(each)
              .instanceType(words.getFirst())
              .instanceLifecycle(words.contains("spot") ? "spot" : null)
              .cpuOptions(cpu ->
                  cpu.coreCount(Integer.parseInt(cores[0]))
                      .threadsPerCore(Integer.parseInt(cores[1])))
              .build());
    }
    return all;
  }
}
