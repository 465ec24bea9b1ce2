package ecf.aws.targets;

import ecf.core.model.Activity;
import ecf.core.model.ProviderFailure;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/// Whether a load balancer keeps traffic from a zone, asked before a scale-in alone: the units of
/// that zone look spare, and the others carry its load. Target groups whose members were described
/// in the same pass are not asked again.
final class ZonalShifts {
  /// Those that the fleets that were described last are in, by ARN.
  private final Map<AwsFleet, Set<String>> behind = new ConcurrentHashMap<>();

  private volatile Healths healths;

  ZonalShifts(TargetGroups calls) {
    healths = new Healths(calls);
  }

  /// @param known of the description
  /// @param joined target groups whose members come from a fleet without being attached to it
  void saw(Seen seen, Healths known, Map<AwsFleet, List<String>> joined) {
    healths = known;
    Stream.of(
            seen.services().keySet(),
            seen.groups().keySet().stream().map(AwsFleet.Group::new).toList())
        .flatMap(Collection::stream)
        .forEach(fleet ->
            behind.put(
                fleet,
                Stream.concat(
                        seen.targetGroups(fleet).stream().flatMap(List::stream),
                        joined.getOrDefault(fleet, List.of()).stream())
                    .collect(Collectors.toUnmodifiableSet())));
  }

  /// What forbids each of them to scale in.
  Map<AwsFleet, Inspection> before(Collection<AwsFleet> scalingIn) {
    var known = healths;
    known.ask(scalingIn.stream().flatMap(fleet -> targetGroups(fleet).stream()).toList());
    var found = new HashMap<AwsFleet, Inspection>();
    scalingIn.forEach(fleet -> found.put(fleet, inspection(targetGroups(fleet), known)));
    return found;
  }

  private Set<String> targetGroups(AwsFleet fleet) {
    return behind.getOrDefault(fleet, Set.of());
  }

  private static Inspection inspection(Set<String> targetGroups, Healths known) {
    var shifts = new ArrayList<Activity>();
    var unanswered = new ArrayList<ProviderFailure>();
    for (String arn : targetGroups) {
      switch (known.of(arn)) {
        case Answer.Got<List<TargetHealthDescription>>(var members) ->
            TargetHealthMapping.zonalShift(members).ifPresent(shifts::add);
        case Answer.Failed<List<TargetHealthDescription>>(var why) -> unanswered.add(why);
      }
    }
    return new Inspection(Optional.empty(), shifts.stream().distinct().toList(), unanswered);
  }
}
