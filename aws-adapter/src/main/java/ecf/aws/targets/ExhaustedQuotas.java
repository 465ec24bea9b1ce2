package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.aws.quota.AccountQuota;
import ecf.aws.quota.QuotaName;
import ecf.aws.quota.ServiceQuotas;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Service;

/// Tells which quota units ran into, and how large it is. Asked only where AWS itself named a quota
/// as the reason, each quota once however many targets ran into it; where that cannot be known, the
/// hint stays what it was.
final class ExhaustedQuotas {
  private static final String FARGATE_SPOT = "FARGATE_SPOT";

  private final ServiceQuotas quotas;

  ExhaustedQuotas(ServiceQuotas quotas) {
    this.quotas = quotas;
  }

  /// @param names which quota each of the targets counts for
  Map<TargetId, Answer<Optional<Shortfall>>> named(
      Map<TargetId, Answer<Optional<Shortfall>>> answers, Map<TargetId, QuotaName> names) {
    var exhausted = new HashMap<TargetId, QuotaName>(names);
    exhausted.keySet().removeIf(id -> shortfall(answers, id).isEmpty());
    var asked = Lanes.each(new HashSet<>(exhausted.values()), quotas::ask);
    var better = new HashMap<>(answers);
    exhausted.forEach((id, name) -> {
      if (asked.get(name) instanceof Answer.Got<AccountQuota>(var quota)) {
        better.put(
            id, new Answer.Got<>(shortfall(answers, id).map(known -> known.hint(hint(quota)))));
      }
    });
    return better;
  }

  private static String hint(AccountQuota quota) {
    return "the account's " + quota + ": raise it in Service Quotas, or lower capacity.max";
  }

  private static Optional<Shortfall> shortfall(
      Map<TargetId, Answer<Optional<Shortfall>>> answers, TargetId id) {
    return answers.get(id) instanceof Answer.Got<Optional<Shortfall>>(var found)
        ? found.filter(known -> known.kind() == Shortfall.Kind.QUOTA)
        : Optional.empty();
  }

  /// Empty where its tasks run on instances.
  static Optional<QuotaName> of(Service service) {
    var providers =
        service.capacityProviderStrategy().stream()
            .filter(item -> item.weight() == null || item.weight() > 0)
            .map(CapacityProviderStrategyItem::capacityProvider)
            .toList();
    boolean fargate =
        providers.isEmpty()
            ? service.launchType() == LaunchType.FARGATE
            : providers.stream().allMatch(name -> name.startsWith("FARGATE"));
    return fargate
        ? Optional.of(QuotaName.ofFargate(providers.equals(List.of(FARGATE_SPOT))))
        : Optional.empty();
  }

  /// @param said what AWS says: it alone tells whether spot instances were asked for
  static Optional<QuotaName> of(AutoScalingGroup group, String said) {
    return QuotaName.ofInstances(
        group.instances().stream().map(Instance::instanceType).toList(),
        said.toLowerCase(Locale.ROOT).contains("spot"));
  }
}
