package ecf.aws.targets;

import ecf.aws.quota.QuotaName;
import ecf.aws.unit.TaskSize;
import ecf.core.model.UnitSize.Dimension;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.ec2.model.CpuOptions;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/// Which quota of the account one more unit of a fleet counts for, and how much. Pure.
///
/// Empty where units may count for several quotas, or where it cannot be told: nothing is bounded
/// by a guess.
///
/// @param vcpus of the smallest unit that may come, above 0
record QuotaUse(QuotaName quota, BigDecimal vcpus) {
  private static final BigDecimal ONE_VCPU = BigDecimal.valueOf(1024);
  private static final int ALL_ON_DEMAND = 100;

  static Optional<QuotaUse> of(Service service, TaskDefinition task) {
    var kinds =
        service.capacityProviderStrategy().stream()
            .filter(item -> count(item.weight(), 1) > 0 || count(item.base(), 0) > 0)
            .map(CapacityProviderStrategyItem::capacityProvider)
            .distinct()
            .toList();
    var cpu = BigDecimal.valueOf(Dimension.CPU.of(TaskSize.of(task)));
    return kinds.size() > 1
        ? Optional.empty()
        : ExhaustedQuotas.of(service).flatMap(quota -> of(quota, cpu.divide(ONE_VCPU)));
  }

  /// @param running some of its instances, one of each type at least
  static Optional<QuotaUse> of(AutoScalingGroup group, List<Instance> running) {
    var spot = spot(group, running);
    var types = running.stream().map(Instance::instanceTypeAsString).toList();
    return spot.flatMap(all -> QuotaName.ofInstances(types, all))
        .flatMap(quota ->
            running.stream()
                .map(instance -> ofAUnit(group, instance))
                .min(Comparator.naturalOrder())
                .flatMap(vcpus -> of(quota, vcpus)));
  }

  /// One that runs of each type: what the next ones will be like.
  static List<String> samples(AutoScalingGroup group) {
    var ids = new LinkedHashMap<String, String>();
    group.instances().stream()
        .filter(instance -> "InService".equals(instance.lifecycleStateAsString()))
        .forEach(instance ->
            ids.putIfAbsent(String.valueOf(instance.instanceType()), instance.instanceId()));
    return List.copyOf(ids.values());
  }

  private static Optional<QuotaUse> of(QuotaName quota, BigDecimal vcpus) {
    return vcpus.signum() > 0 ? Optional.of(new QuotaUse(quota, vcpus)) : Optional.empty();
  }

  /// Whether it buys spot instances only; empty where it buys both, or nobody knows.
  private static Optional<Boolean> spot(AutoScalingGroup group, List<Instance> running) {
    var mixed = group.mixedInstancesPolicy();
    if (mixed != null && mixed.instancesDistribution() instanceof InstancesDistribution bought) {
      int share = count(bought.onDemandPercentageAboveBaseCapacity(), ALL_ON_DEMAND);
      boolean both =
          share < ALL_ON_DEMAND && (share > 0 || count(bought.onDemandBaseCapacity(), 0) > 0);
      return both ? Optional.empty() : Optional.of(share == 0);
    }
    var kinds =
        running.stream()
            .map(instance -> instance.instanceLifecycle() == InstanceLifecycleType.SPOT)
            .distinct()
            .toList();
    return kinds.size() == 1 ? Optional.of(kinds.getFirst()) : Optional.empty();
  }

  private static BigDecimal ofAUnit(AutoScalingGroup group, Instance instance) {
    var cpu = instance.cpuOptions();
    int vcpus =
        cpu instanceof CpuOptions ? count(cpu.coreCount(), 0) * count(cpu.threadsPerCore(), 1) : 0;
    int weight =
        group.instances().stream()
            .filter(each -> each.instanceId().equals(instance.instanceId()))
            .mapToInt(GroupMapping::weight)
            .findFirst()
            .orElse(1);
    return BigDecimal.valueOf(vcpus).divide(BigDecimal.valueOf(weight), MathContext.DECIMAL64);
  }

  private static int count(@Nullable Integer number, int otherwise) {
    return Objects.requireNonNullElse(number, otherwise);
  }
}
