package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.core.engine.FleetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.model.SlowStart;
import ecf.core.model.TargetState;
import ecf.core.port.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long the target groups of fleets start new units slowly. Asked where a policy reads their
/// response times, once in ten minutes while a fleet has the same groups: nobody else has a call
/// more.
record SlowStartsOfGroups(TargetGroups calls, Instant now) {
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  /// Before the ARNs of a fleet's groups: the longest in seconds, and when that was told.
  private static final String SLOW_START = "slowStart ";

  private static final Pattern TOLD = Pattern.compile("(\\d{1,9}) (\\S+)");

  static boolean matter(FleetSpec spec) {
    return spec.signals().values().stream()
        .anyMatch(signal -> signal.source().misleadsInSlowStart());
  }

  Map<FleetTargets.Wanted, Answer<TargetState.Fleet>> complete(
      Map<FleetTargets.Wanted, Answer<TargetState.Fleet>> described, Seen seen) {
    var groups = new HashMap<FleetTargets.Wanted, List<String>>();
    var asked = new TreeSet<String>();
    described.keySet().stream()
        .filter(wanted -> matter(wanted.spec()))
        .forEach(wanted -> {
          var attached =
              seen.targetGroups(wanted.fleet()).stream().flatMap(List::stream).distinct().toList();
          if (!attached.isEmpty()) {
            groups.put(wanted, attached);
          }
          if (remembered(wanted, attached).isEmpty()) {
            asked.addAll(attached);
          }
        });
    var answers = Lanes.each(asked, calls::attributes);
    var complete = new HashMap<>(described);
    groups.forEach((wanted, attached) -> {
      var told =
          remembered(wanted, attached)
              .<Answer<Told>>map(Answer.Got::new)
              .orElseGet(() -> longest(attached, answers));
      complete.computeIfPresent(
          wanted, (_, answer) -> Answers.map(answer, fleet -> with(fleet, attached, told)));
    });
    return complete;
  }

  private record Told(Duration longest, Instant at) {}

  private Optional<Told> remembered(FleetTargets.Wanted wanted, List<String> attached) {
    return Optional.ofNullable(wanted.remembered().get(key(attached)))
        .map(TOLD::matcher)
        .filter(Matcher::matches)
        .map(text ->
            new Told(
                Duration.ofSeconds(Long.parseLong(text.group(1))), Instant.parse(text.group(2))))
        .filter(told -> now.isBefore(told.at.plus(REMEMBERED)));
  }

  private Answer<Told> longest(
      List<String> attached, Map<String, Answer<Map<String, String>>> answers) {
    var longest = Duration.ZERO;
    for (String arn : attached) {
      switch (Objects.requireNonNull(answers.get(arn))) {
        case Answer.Failed<Map<String, String>>(ProviderFailure why) -> {
          return new Answer.Failed<>(why);
        }
        case Answer.Got<Map<String, String>>(var attributes) -> {
          var length = GroupAttributes.settings(attributes).slowStart();
          longest = length.compareTo(longest) > 0 ? length : longest;
        }
      }
    }
    return new Answer.Got<>(new Told(longest, now));
  }

  private static TargetState.Fleet with(
      TargetState.Fleet fleet, List<String> attached, Answer<Told> answer) {
    return switch (answer) {
      case Answer.Failed<Told>(var why) ->
          fleet.condition(fleet.condition().slowStart(new SlowStart.Unread(why)));
      case Answer.Got<Told>(var told) -> {
        var lookups = new TreeMap<>(fleet.lookups());
        lookups.put(key(attached), told.longest.toSeconds() + " " + told.at);
        yield fleet
            .lookups(lookups)
            .condition(fleet.condition().slowStart(new SlowStart.Lasts(told.longest)));
      }
    };
  }

  private static String key(List<String> attached) {
    return SLOW_START + String.join(" ", attached);
  }
}
