package ecf.core.policy;

import ecf.core.model.CapacityRange;
import ecf.core.model.Reason;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/// A stated floor, a stated ceiling, or both.
public record Bounds(OptionalInt min, OptionalInt max) {
  static final List<Key> KEYS =
      List.of(
          Key.optional("min", units(), "at least so many units"),
          Key.optional("max", units(), "at most so many units"),
          Key.optional("desired", units(), "exactly so many units; not together with the others"));

  public Bounds {
    if (min.isPresent() && max.isPresent() && min.getAsInt() > max.getAsInt()) {
      throw new IllegalArgumentException("min " + min.getAsInt() + " above max " + max.getAsInt());
    }
  }

  public static Bounds exactly(int units) {
    return new Bounds(OptionalInt.of(units), OptionalInt.of(units));
  }

  private static Shape units() {
    return new Shape.WholeNumber(0, Integer.MAX_VALUE);
  }

  /// Bounds that the target's capacity leaves room for.
  ///
  /// @param tooLow what to do about a ceiling below `capacity.min`, which is given
  static Optional<Bounds> read(PolicyFields in, IntFunction<String> tooLow) {
    var fields = in.fields();
    fields.requireAny("min", "max", "desired");
    fields.atMostOne("min", "desired");
    fields.atMostOne("max", "desired");
    var exactly = units(fields, "desired");
    var min = units(fields, "min");
    var max = units(fields, "max");
    if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
      fields.problem(
          "min",
          fields.shown("min") + " is above max, which is " + fields.shown("max"),
          "a floor is at most as high as the ceiling");
    }
    in.capacity()
        .ifPresent(capacity ->
            List.of("min", "max", "desired")
                .forEach(key -> checkRoom(key, fields, capacity, tooLow)));
    return fields.sound()
        ? Optional.of(exactly.map(Bounds::exactly).orElseGet(() -> new Bounds(of(min), of(max))))
        : Optional.empty();
  }

  private static Optional<Integer> units(Fields fields, String key) {
    return fields.optionalInteger(key, 0, Integer.MAX_VALUE);
  }

  private static void checkRoom(
      String key, Fields fields, CapacityRange capacity, IntFunction<String> tooLow) {
    var stated = units(fields, key);
    if (!key.equals("max") && stated.filter(units -> units > capacity.max()).isPresent()) {
      fields.problem(
          key,
          fields.shown(key) + " is above capacity.max, which is " + capacity.max(),
          "write at most " + capacity.max() + ", or raise capacity.max");
    }
    if (!key.equals("min") && stated.filter(units -> units < capacity.min()).isPresent()) {
      fields.problem(
          key,
          fields.shown(key) + " is below capacity.min, which is " + capacity.min(),
          tooLow.apply(capacity.min()));
    }
  }

  private static OptionalInt of(Optional<Integer> units) {
    return units.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /// Whether the floor brings up a first unit.
  boolean raiseFromZero() {
    return min.orElse(0) > 0;
  }

  /// @param by who states them, for people, e.g. `schedule since 08:00`
  List<Proposal> proposals(String by) {
    var proposals = new ArrayList<>(floor(by));
    max.ifPresent(units ->
        proposals.add(
            new Proposal.Ceiling(
                units, reason(Reason.Code.CEILING, by + ": at most " + units, units))));
    return proposals;
  }

  /// Without the ceiling.
  List<Proposal> floor(String by) {
    var proposals = new ArrayList<Proposal>();
    min.ifPresent(units ->
        proposals.add(
            new Proposal.Floor(
                units, reason(Reason.Code.FLOOR, by + ": at least " + units, units))));
    return proposals;
  }

  private static Reason reason(Reason.Code code, String summary, int units) {
    return new Reason(code, summary, Map.of("units", (double) units));
  }
}
