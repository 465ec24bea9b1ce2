package ecf.core.observation;

import ecf.core.model.Activity;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is asked only of a target that is about to change.
///
/// @param unanswered questions that got no answer: each forbids a scale-in, none a scale-out
public record Inspection(
    Optional<Owner> owner, List<Activity> activities, List<ProviderFailure> unanswered) {
  public Inspection {
    activities = List.copyOf(activities);
    unanswered = List.copyOf(unanswered);
  }

  /// With the answers to other questions.
  public Inspection and(Inspection other) {
    return new Inspection(
        other.owner.or(() -> owner),
        Stream.concat(activities.stream(), other.activities.stream()).distinct().toList(),
        Stream.concat(unanswered.stream(), other.unanswered.stream()).distinct().toList());
  }

  public static Inspection clear() {
    return new Inspection(Optional.empty(), List.of(), List.of());
  }
}
