package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.core.engine.GroupSpec;
import ecf.core.model.GroupSettings;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Registration;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What target groups are set to. Asked where somebody may leave, for a group has thresholds of its
/// own, and where the file declares attributes; remembered for ten minutes, but a difference from
/// the file is never believed without asking.
record SettingsOfGroups(TargetGroups calls, Instant now) {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);
  private static final String AT = "attributesAt";
  private static final String ATTRIBUTE = "attribute ";

  Map<GroupTargets.Wanted, Answer<TargetState.Group>> complete(
      Map<GroupTargets.Wanted, Answer<TargetState.Group>> described) {
    var open = new HashMap<GroupTargets.Wanted, TargetState.Group>();
    described.forEach((wanted, answer) ->
        Seen.got(answer)
            .filter(group -> isNeeded(wanted.spec(), group))
            .ifPresent(group -> open.put(wanted, group)));
    var asked = new HashMap<String, Answer<Map<String, String>>>();
    asked.putAll(
        Lanes.each(
            open.entrySet().stream()
                .filter(each -> remembered(each.getKey()).isEmpty())
                .map(each -> each.getValue().identity())
                .distinct()
                .toList(),
            calls::attributes));
    var complete = new HashMap<>(described);
    open.forEach((wanted, group) ->
        complete.put(
            wanted,
            remembered(wanted)
                .map(known ->
                    set(wanted, group, known, at(wanted).map(Instant::toString).orElseThrow()))
                .orElseGet(() ->
                    answered(wanted, group, Objects.requireNonNull(asked.get(group.identity()))))));
    return complete;
  }

  private static boolean isNeeded(GroupSpec spec, TargetState.Group group) {
    if (group.owner().isPresent()) {
      return false;
    }
    var members = group.members().stream().map(Member::toString).collect(Collectors.toSet());
    boolean staysFull = group.activities().stream().anyMatch(each -> each.hinders().scaleIn());
    return !spec.attributes().isEmpty()
        || !staysFull
            && group.registered().stream()
                .filter(each -> each.health() != Registration.Health.DRAINING)
                .anyMatch(each ->
                    !members.contains(each.member().toString())
                        || spec.removeUnhealthyAfter().isPresent()
                            && each.health() == Registration.Health.UNHEALTHY);
  }

  private Optional<Map<String, String>> remembered(GroupTargets.Wanted wanted) {
    var known = new TreeMap<String, String>();
    wanted
        .remembered()
        .forEach((key, value) -> {
          if (key.startsWith(ATTRIBUTE)) {
            known.put(key.substring(ATTRIBUTE.length()), value);
          }
        });
    boolean fits = known.entrySet().containsAll(wanted.spec().attributes().entrySet());
    return at(wanted).filter(at -> fits && now.isBefore(at.plus(REMEMBERED))).map(_ -> known);
  }

  private static Optional<Instant> at(GroupTargets.Wanted wanted) {
    return Optional.ofNullable(wanted.remembered().get(AT)).map(Instant::parse);
  }

  private Answer<TargetState.Group> answered(
      GroupTargets.Wanted wanted, TargetState.Group group, Answer<Map<String, String>> answer) {
    return switch (answer) {
      case Answer.Got<Map<String, String>>(var attributes) ->
          set(wanted, group, attributes, now.toString());
      case Answer.Failed<Map<String, String>>(var why) ->
          wanted.spec().attributes().isEmpty() ? new Answer.Got<>(unread(group, why)) : failed(why);
    };
  }

  private static Answer<TargetState.Group> failed(ProviderFailure why) {
    return new Answer.Failed<>(why);
  }

  /// Then nobody leaves who serves.
  private static TargetState.Group unread(TargetState.Group group, ProviderFailure why) {
    return group.settings(GroupSettings.unread(why));
  }

  private static Answer<TargetState.Group> set(
      GroupTargets.Wanted wanted,
      TargetState.Group group,
      Map<String, String> attributes,
      String at) {
    var lookups = new TreeMap<>(group.lookups());
    lookups.put(AT, at);
    attributes.forEach((name, value) -> lookups.put(ATTRIBUTE + name, value));
    return Answers.map(
        GroupAttributes.checked(wanted.spec(), attributes),
        settings -> group.lookups(lookups).settings(settings));
  }
}
