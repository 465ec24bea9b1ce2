package ecf.aws.targets;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;

/// What of another scaler was suspended when it was taken over, in the words of the tag and of the
/// state: `suspended=none`, `suspended=AlarmNotification+ScheduledActions`. Pure.
///
/// @param suspended parts of a scalable target's suspended state, or processes of a group
record TakenOver(Set<String> suspended) {
  private static final String PREFIX = "suspended=";
  private static final String NOTHING = "none";
  private static final String IN = "dynamicScalingIn";
  private static final String OUT = "dynamicScalingOut";
  private static final String BY_THE_CLOCK = "scheduledScaling";

  /// The processes that make a group scale by itself.
  static final List<String> PROCESSES =
      List.of(Owners.ALARM_NOTIFICATION, Owners.SCHEDULED_ACTIONS);

  TakenOver {
    suspended = Set.copyOf(suspended);
  }

  static TakenOver of(@Nullable SuspendedState state) {
    var found = new TreeSet<String>();
    if (state != null) {
      add(IN, state.dynamicScalingInSuspended(), found);
      add(OUT, state.dynamicScalingOutSuspended(), found);
      add(BY_THE_CLOCK, state.scheduledScalingSuspended(), found);
    }
    return new TakenOver(found);
  }

  private static void add(String part, @Nullable Boolean isSuspended, Set<String> found) {
    if (Boolean.TRUE.equals(isSuspended)) {
      found.add(part);
    }
  }

  static TakenOver ofProcesses(Set<String> processes) {
    var found = new TreeSet<>(PROCESSES);
    found.retainAll(processes);
    return new TakenOver(found);
  }

  String text() {
    return PREFIX + (suspended.isEmpty() ? NOTHING : String.join("+", new TreeSet<>(suspended)));
  }

  /// Empty for a text that is none of ours.
  static Optional<TakenOver> read(String text) {
    if (!text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    var words = text.substring(PREFIX.length());
    var found =
        new TreeSet<>(words.equals(NOTHING) ? List.<String>of() : List.of(words.split("\\+")));
    var known = Set.of(IN, OUT, BY_THE_CLOCK, PROCESSES.getFirst(), PROCESSES.getLast());
    return known.containsAll(found) ? Optional.of(new TakenOver(found)) : Optional.empty();
  }

  SuspendedState state() {
    return SuspendedState.builder()
        .dynamicScalingInSuspended(suspended.contains(IN))
        .dynamicScalingOutSuspended(suspended.contains(OUT))
        .scheduledScalingSuspended(suspended.contains(BY_THE_CLOCK))
        .build();
  }

  /// All of a scalable target.
  static SuspendedState all() {
    return new TakenOver(Set.of(IN, OUT, BY_THE_CLOCK)).state();
  }

  /// The processes that ran when the group was taken over.
  List<String> ran() {
    return PROCESSES.stream().filter(process -> !suspended.contains(process)).toList();
  }
}
