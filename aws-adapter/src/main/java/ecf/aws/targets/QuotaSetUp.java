package ecf.aws.targets;

import ecf.aws.quota.AccountQuota;
import ecf.core.engine.FleetSpec;
import ecf.core.model.Figures;
import ecf.core.model.Finding;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.port.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether the account's quotas let targets become as large as the file allows. Pure.
///
/// Two services of 0.5 and 2 vCPUs a task with `max` 40 and 30 need 80 at their largest; of a quota
/// of 64 that is too much, whoever else uses it.
final class QuotaSetUp {
  private QuotaSetUp() {}

  static List<Finding> findings(
      Collection<FleetSpec> fleets, Map<TargetId, Answer<Counting.Counted>> answers) {
    var counting = new TreeMap<String, List<FleetSpec>>();
    var quotas = new TreeMap<String, AccountQuota>();
    var needed = new TreeMap<String, BigDecimal>();
    for (FleetSpec fleet : fleets) {
      if (answers.get(fleet.id()) instanceof Answer.Got<Counting.Counted>(var counted)) {
        var code = counted.quota().code();
        var most = counted.use().vcpus().multiply(BigDecimal.valueOf(fleet.capacity().max()));
        counting.computeIfAbsent(code, _ -> new ArrayList<>()).add(fleet);
        quotas.put(code, counted.quota());
        needed.merge(code, most, BigDecimal::add);
      }
    }
    var findings = new ArrayList<Finding>();
    quotas.forEach((code, quota) -> {
      double need = needed.getOrDefault(code, BigDecimal.ZERO).doubleValue();
      if (need > quota.value()) {
        findings.add(tooSmall(quota, need, counting.getOrDefault(code, List.of())));
      }
    });
    return findings;
  }

  /// What a pass would not be told either: of the others nobody has to know it.
  static List<ProviderFailure> unanswered(
      Collection<FleetSpec> fleets, Map<TargetId, Answer<Counting.Counted>> answers) {
    return fleets.stream()
        .filter(FleetSpec::asksForQuota)
        .flatMap(fleet ->
            answers.get(fleet.id()) instanceof Answer.Failed<Counting.Counted>(var why)
                ? Stream.of(why)
                : Stream.empty())
        .distinct()
        .toList();
  }

  private static Finding tooSmall(AccountQuota quota, double need, List<FleetSpec> fleets) {
    var largest =
        fleets.stream()
            .map(fleet -> fleet.id() + " " + fleet.capacity().max())
            .sorted()
            .collect(Collectors.joining(", "));
    return Finding.of(
        Finding.Severity.WARNING,
        fleets.stream().map(FleetSpec::id).toList(),
        "the account's quota ends before capacity.max",
        "At their largest ("
            + largest
            + ") they need "
            + Figures.plain(need)
            + " vCPUs; "
            + quota
            + ".",
        "raise it in Service Quotas before it is needed, or lower capacity.max");
  }
}
