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
/// @param room what a quota of the account leaves, where that was asked
public record Inspection(
    Optional<Owner> owner,
    List<Activity> activities,
    List<ProviderFailure> unanswered,
    Optional<Departure> departure,
    Optional<Room> room) {
  public Inspection {
    activities = List.copyOf(activities);
    unanswered = List.copyOf(unanswered);
  }

  /// Where nobody asked how instances may leave, and what a quota leaves.
  public Inspection(
      Optional<Owner> owner, List<Activity> activities, List<ProviderFailure> unanswered) {
    this(owner, activities, unanswered, Optional.empty(), Optional.empty());
  }

  public static Inspection clear() {
    return new Inspection(Optional.empty(), List.of(), List.of());
  }

  public Inspection departing(Optional<Departure> known) {
    return new Inspection(owner, activities, unanswered, known, room);
  }

  public Inspection room(Optional<Room> known) {
    return new Inspection(owner, activities, unanswered, departure, known);
  }

  /// Where one more question got no answer.
  public Inspection without(ProviderFailure why) {
    var all = Stream.concat(unanswered.stream(), Stream.of(why)).toList();
    return new Inspection(owner, activities, all, departure, room);
  }

  /// With the answers to other questions.
  public Inspection and(Inspection other) {
    return new Inspection(
        other.owner.or(() -> owner),
        Stream.concat(activities.stream(), other.activities.stream()).distinct().toList(),
        Stream.concat(unanswered.stream(), other.unanswered.stream()).distinct().toList(),
        other.departure.or(() -> departure),
        other.room.or(() -> room));
  }
}
