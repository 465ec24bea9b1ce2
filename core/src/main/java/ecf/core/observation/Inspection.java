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
/// @param departure how instances may leave, where that was asked
public record Inspection(
    Optional<Owner> owner,
    List<Activity> activities,
    List<ProviderFailure> unanswered,
    Optional<Departure> departure) {
  public Inspection {
    activities = List.copyOf(activities);
    unanswered = List.copyOf(unanswered);
  }

  /// Where nobody asked how instances may leave.
  public Inspection(
      Optional<Owner> owner, List<Activity> activities, List<ProviderFailure> unanswered) {
    this(owner, activities, unanswered, Optional.empty());
  }

  /// With the answers to other questions.
  public Inspection and(Inspection other) {
    return new Inspection(
        other.owner.or(() -> owner),
        Stream.concat(activities.stream(), other.activities.stream()).distinct().toList(),
        Stream.concat(unanswered.stream(), other.unanswered.stream()).distinct().toList(),
        other.departure.or(() -> departure));
  }

  public static Inspection clear() {
    return new Inspection(Optional.empty(), List.of(), List.of());
  }
}
