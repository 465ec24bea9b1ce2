package ecf.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that came of a pass and that people may want to hear of.
///
/// @param at when the pass began, by the provider's clock
/// @param text for people, in a line
/// @param hint what to do about it; empty where nobody has to do anything
/// @param step how its capacity was changed; empty where it was not
/// @param lost how many fewer units run in which zones, where some are gone and the provider tells
public record Notice(
    Event event,
    TargetId target,
    Resource resource,
    Instant at,
    String text,
    Optional<String> hint,
    Optional<Step> step,
    SortedMap<String, Integer> lost) {
  public Notice {
    lost = Collections.unmodifiableSortedMap(new TreeMap<>(lost));
  }

  /// One of something else than a loss.
  public Notice(
      Event event,
      TargetId target,
      Resource resource,
      Instant at,
      String text,
      Optional<String> hint,
      Optional<Step> step) {
    this(event, target, resource, at, text, hint, step, new TreeMap<>());
  }

  public record Step(int from, int to) {}

  /// The names that `events` of a `notify` entry takes.
  public enum Event {
    APPLIED("applied", "a change was sent"),
    FAILED("failed", "a target could not be served"),
    HELD("held", "a change is wanted and held back"),
    LATE("late", "units that were asked for do not come up"),
    LOST("lost", "units ran and are gone");

    private final String text;
    private final String summary;

    Event(String text, String summary) {
      this.text = text;
      this.summary = summary;
    }

    /// As it stands in the file and in what is sent.
    public String text() {
      return text;
    }

    /// One line for people.
    public String summary() {
      return summary;
    }
  }
}
