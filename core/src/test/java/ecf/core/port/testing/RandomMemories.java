package ecf.core.port.testing;

import ecf.core.memory.Changes;
import ecf.core.memory.Intent;
import ecf.core.memory.Look;
import ecf.core.memory.Looks;
import ecf.core.memory.Roster;
import ecf.core.memory.Sent;
import ecf.core.memory.Sizes;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Tenure;
import ecf.core.memory.Told;
import ecf.core.memory.Traffic;
import ecf.core.memory.Wall;
import ecf.core.memory.Wants;
import ecf.core.model.Notice;
import ecf.core.model.Shortfall;
import ecf.core.model.UnitSize;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Memories with anything in them that a memory may hold: empty and full, with any text.
public final class RandomMemories {
  private static final String[] TEXTS = {
    "",
    " ",
    "arn:aws:ecs:eu-central-1:1:service/shop/checkout",
    "a/b c",
    "\"\\\n\t",
    "größe",
    "🛒 ",
    "{}",
    "null",
    "\u0000"
  };

  private final RandomGenerator random;

  public RandomMemories(RandomGenerator random) {
    this.random = random;
  }

  /// With version 0.
  public TargetMemory next() {
    var looks = new TreeMap<Instant, Look>();
    var wants = new TreeMap<Instant, Integer>();
    some(this::time).forEach(at -> looks.put(at, new Look(units(), units(), units(), units())));
    var byZone = new TreeMap<String, Integer>();
    some(this::text).forEach(zone -> byZone.put(zone, units()));
    some(this::time).forEach(at -> wants.put(at, units()));
    return new TargetMemory(
        0,
        text(),
        new Looks(looks, byZone),
        new Wants(wants),
        new Changes(
            maybe(this::time),
            maybe(this::time),
            some(() -> new Sent(time(), units(), units(), maybe(this::text))).toList(),
            maybe(() -> new Changes.Foreign(time(), units(), units())),
            maybe(() -> new Changes.Refusal(time(), units())),
            maybe(() -> new Wall(shortfall(), time(), units(), time()))),
        maybe(() ->
            new Intent(
                units(),
                units(),
                time(),
                maybe(this::text),
                text(),
                time(),
                maybe(this::size),
                some(this::text).collect(Collectors.toSet()))),
        some(this::text).distinct().collect(Collectors.toMap(key -> key, _ -> text())),
        some(this::text).collect(Collectors.toSet()),
        new Sizes(
            some(this::time)
                .distinct()
                .collect(Collectors.toMap(at -> at, _ -> size(), (one, _) -> one, TreeMap::new)),
            maybe(() -> new Sizes.Refused(time(), size()))),
        new Traffic(
            named(this::time),
            named(() -> new Traffic.Removal(time(), text())),
            named(this::time),
            named(this::time),
            named(this::time),
            maybe(this::time),
            named(this::time)),
        new Tenure(
            maybe(this::units).map(OptionalInt::of).orElseGet(OptionalInt::empty),
            maybe(this::text),
            maybe(() -> Tenure.Halt.values()[random.nextInt(Tenure.Halt.values().length)])),
        Told.of(
            some(() -> Notice.Event.values()[random.nextInt(Notice.Event.values().length)])
                .distinct()
                .collect(Collectors.toMap(event -> event, _ -> text()))),
        new Roster(
            some(this::text).collect(Collectors.toCollection(TreeSet::new)), named(this::time)));
  }

  private UnitSize size() {
    return new UnitSize(units(), units());
  }

  private <T> SortedMap<String, T> named(Supplier<T> one) {
    var named = new TreeMap<String, T>();
    some(this::text).forEach(name -> named.put(name, one.get()));
    return named;
  }

  private Shortfall shortfall() {
    var kinds = Shortfall.Kind.values();
    return new Shortfall(kinds[random.nextInt(kinds.length)], time(), text(), text());
  }

  private <T> Stream<T> some(Supplier<T> one) {
    var count = random.nextInt(8) == 0 ? 400 : random.nextInt(4);
    return IntStream.range(0, count).mapToObj(_ -> one.get());
  }

  private <T> Optional<T> maybe(Supplier<T> one) {
    return random.nextBoolean() ? Optional.of(one.get()) : Optional.empty();
  }

  private int units() {
    return random.nextInt(10) == 0 ? Integer.MAX_VALUE : random.nextInt(10_001);
  }

  /// With nanoseconds, or whole milliseconds or seconds.
  private Instant time() {
    var seconds = random.nextLong(4_000_000_000L);
    return switch (random.nextInt(3)) {
      case 0 -> Instant.ofEpochSecond(seconds);
      case 1 -> Instant.ofEpochSecond(seconds, random.nextInt(1_000) * 1_000_000L);
      default -> Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000));
    };
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
  }
}
