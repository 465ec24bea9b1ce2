package ecf.core.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Typed access to one mapping of the file. It records every problem and goes on, so that all are
/// found in one go.
///
/// Three forms of each reading:
/// * `duration("for")`: required. Missing or wrong is a problem and yields a harmless stand-in of
///   the right range.
/// * `duration("for", fallback)`: missing yields the fallback, wrong is a problem and yields the
///   fallback.
/// * `optionalDuration("for")`: missing is empty, wrong is a problem and empty; [#has] tells the
///   two apart.
///
/// A stand-in never reaches a decision, for a file with an error is not used; [#sound] says early
/// whether what was read may be built upon.
///
/// Text that looks like a number or a boolean must be quoted (`account: "111122223333"`), a quoted
/// number is not a number (`min: '7'`), and a value that held `${NAME}` is taken for whatever is
/// asked.
///
/// Whoever reads all keys of a mapping calls [#finish]: every key that was never asked for is then
/// a problem with the nearest known name. It finishes everything read through this one, too.
///
/// Of a [#partial] mapping, and of the maps below it, the rest may stand elsewhere: that a required
/// key is missing is no problem then, but nothing is sound without it. Items of its lists are
/// whole.
public final class Fields {
  private static final String STAND_IN = "unknown";
  private static final String OFF = "off";
  private static final Set<String> LIKE_OFF = Set.of(OFF, "false", "no", "none", "disabled");

  private final Position at;
  private final String what;
  private final boolean partial;
  private final Problems problems;
  private final Findings findings;
  private final Keys keys;
  private final Values values;
  private final Map<Node.Mapping, Fields> children = new IdentityHashMap<>();

  /// @param what this mapping is called in messages: "policy targetTracking"; "" for the file
  ///   itself
  public Fields(Node.Mapping mapping, String what, Problems problems) {
    this(mapping, mapping.at(), what, false, problems, Findings.in(problems));
  }

  private Fields(
      Node.Mapping mapping,
      Position at,
      String what,
      boolean partial,
      Problems problems,
      Findings findings) {
    this.at = at;
    this.what = what;
    this.partial = partial;
    this.problems = problems;
    this.findings = findings;
    this.keys = new Keys(mapping, at, what, partial, findings);
    this.values = new Values(findings);
  }

  /// A part of a mapping, the rest of which stands elsewhere.
  ///
  /// @param at where the part is named
  public static Fields partial(Node.Mapping part, Position at, String what, Problems problems) {
    return new Fields(part, at, what, true, problems, Findings.in(problems));
  }

  /// What is read instead of this mapping: itself with others below it. It has the same name and
  /// place, and what is wrong in it makes this one unsound.
  public Fields with(Node.Mapping layered, Problems others) {
    return new Fields(layered, at, what, partial, others, findings.below(others));
  }

  /// Whether the rest may stand elsewhere.
  public boolean isPartial() {
    return partial;
  }

  // --- what is there ---

  /// Whether the key is there, with whatever value. Makes the key a known one.
  public boolean has(String key) {
    return keys.ask(key).isPresent();
  }

  /// The keys in file order. Makes none of them known.
  public List<String> keys() {
    return keys.all();
  }

  /// Where the mapping is named: at its own key, else where it begins.
  public Position at() {
    return at;
  }

  /// Of the value, else of the mapping.
  public Position at(String key) {
    return keys.peek(key).map(entry -> entry.value().at()).orElse(at);
  }

  /// Of the key, else of the mapping.
  public Position keyAt(String key) {
    return keys.peek(key).map(Node.Entry::keyAt).orElse(at);
  }

  public Optional<Node> node(String key) {
    return keys.ask(key).map(Node.Entry::value);
  }

  /// The value as the file has it, for a message: `${NAME}`, not what the environment says; ""
  /// where there is no single value.
  public String shown(String key) {
    return keys.peek(key)
        .map(Node.Entry::value)
        .map(node -> node instanceof Node.Scalar scalar ? Values.shown(scalar) : "")
        .orElse("");
  }

  public boolean isMap(String key) {
    return node(key).filter(Node.Mapping.class::isInstance).isPresent();
  }

  public boolean isList(String key) {
    return node(key).filter(Node.Sequence.class::isInstance).isPresent();
  }

  /// Whether the value is the word `off`. `false`, `no` and the like are problems, and mean off.
  public boolean off(String key) {
    return node(key).filter(node -> node instanceof Node.Scalar s && off(key, s)).isPresent();
  }

  private boolean off(String key, Node.Scalar scalar) {
    var word = scalar.text().toLowerCase(Locale.ROOT);
    if (LIKE_OFF.contains(word) && !scalar.text().equals(OFF)) {
      problem(key, Values.shown(scalar) + " is not a value here", "write off");
    }
    return LIKE_OFF.contains(word);
  }

  // --- single values ---

  /// Text, not empty.
  public String text(String key) {
    return required(key, ScalarTypes::text, STAND_IN);
  }

  public String text(String key, String fallback) {
    return optionalText(key).orElse(fallback);
  }

  public Optional<String> optionalText(String key) {
    return read(key, ScalarTypes::text);
  }

  /// What is written there, whatever it looks like: `+2`, `2 of 3`, `60x`.
  public String written(String key) {
    return parsed(key, Parsed::value, STAND_IN);
  }

  public Optional<String> optionalWritten(String key) {
    return optionalParsed(key, Parsed::value);
  }

  /// What a parser makes of the text that is written there.
  public <T> T parsed(String key, Function<String, Parsed<T>> parser, T standIn) {
    return required(key, scalar -> parser.apply(scalar.text()), standIn);
  }

  public <T> Optional<T> optionalParsed(String key, Function<String, Parsed<T>> parser) {
    return read(key, scalar -> parser.apply(scalar.text()));
  }

  /// `true` or `false`.
  public boolean flag(String key) {
    return required(key, ScalarTypes::flag, false);
  }

  public boolean flag(String key, boolean fallback) {
    return read(key, ScalarTypes::flag).orElse(fallback);
  }

  public int integer(String key) {
    return integer(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /// A whole number from `min` to `max`, both included.
  public int integer(String key, int min, int max) {
    return required(key, ScalarTypes.integer(min, max), Math.clamp(1, min, max));
  }

  public int integer(String key, int min, int max, int fallback) {
    return optionalInteger(key, min, max).orElse(fallback);
  }

  public Optional<Integer> optionalInteger(String key, int min, int max) {
    return read(key, ScalarTypes.integer(min, max));
  }

  public double number(String key) {
    return number(key, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /// A number from `min` to `max`, both included.
  public double number(String key, double min, double max) {
    return required(key, ScalarTypes.number(min, max), Math.clamp(1, min, max));
  }

  public double number(String key, double min, double max, double fallback) {
    return optionalNumber(key, min, max).orElse(fallback);
  }

  public Optional<Double> optionalNumber(String key, double min, double max) {
    return read(key, ScalarTypes.number(min, max));
  }

  /// A number above 0.
  public double positive(String key) {
    return required(key, ScalarTypes::positive, 1.0);
  }

  public double positive(String key, double fallback) {
    return read(key, ScalarTypes::positive).orElse(fallback);
  }

  public Duration duration(String key) {
    return duration(key, Duration.ZERO, Durations.LONGEST);
  }

  public Duration duration(String key, Duration fallback) {
    return optionalDuration(key).orElse(fallback);
  }

  /// A duration from `min` to `max`, both included.
  public Duration duration(String key, Duration min, Duration max) {
    var minute = Duration.ofMinutes(1);
    var standIn = minute.compareTo(min) < 0 ? min : minute.compareTo(max) > 0 ? max : minute;
    return required(key, ScalarTypes.duration(min, max), standIn);
  }

  public Duration duration(String key, Duration min, Duration max, Duration fallback) {
    return optionalDuration(key, min, max).orElse(fallback);
  }

  public Optional<Duration> optionalDuration(String key) {
    return optionalDuration(key, Duration.ZERO, Durations.LONGEST);
  }

  public Optional<Duration> optionalDuration(String key, Duration min, Duration max) {
    return read(key, ScalarTypes.duration(min, max));
  }

  /// A share as a fraction: `60%` is 0.6. From 0 % to 100 %.
  public double share(String key) {
    return share(key, 0, 1);
  }

  public double share(String key, double fallback) {
    return share(key, 0, 1, fallback);
  }

  /// @param min a fraction; the message shows it as a percentage
  public double share(String key, double min, double max) {
    return required(key, ScalarTypes.share(min, max), Math.clamp(0.5, min, max));
  }

  public double share(String key, double min, double max, double fallback) {
    return read(key, ScalarTypes.share(min, max)).orElse(fallback);
  }

  /// `3` is units, `10%` a share, which may be more than 100 %.
  public Amount unitsOrShare(String key) {
    return required(key, ScalarTypes::amount, new Amount.Units(1));
  }

  public Amount unitsOrShare(String key, Amount fallback) {
    return optionalUnitsOrShare(key).orElse(fallback);
  }

  public Optional<Amount> optionalUnitsOrShare(String key) {
    return read(key, ScalarTypes::amount);
  }

  /// `60`, `60%`, `900/s`, `54000/m`: the unit is for the caller to check.
  public Quantity quantity(String key) {
    return required(key, ScalarTypes::quantity, new Quantity(1, Quantity.Unit.PLAIN));
  }

  /// The same, made into what the caller needs of it.
  public <T> T quantity(String key, Function<Quantity, Parsed<T>> meaning, T standIn) {
    return required(key, scalar -> ScalarTypes.quantity(scalar).then(meaning), standIn);
  }

  public Quantity quantity(String key, Quantity fallback) {
    return optionalQuantity(key).orElse(fallback);
  }

  public Optional<Quantity> optionalQuantity(String key) {
    return read(key, ScalarTypes::quantity);
  }

  /// One of the enum's constants by the names they have in the file.
  public <E extends Enum<E>> E choice(String key, Class<E> type, Function<E, String> name) {
    return required(key, ScalarTypes.choice(type, name), type.getEnumConstants()[0]);
  }

  public <E extends Enum<E>> E choice(
      String key, Class<E> type, Function<E, String> name, E fallback) {
    return optionalChoice(key, type, name).orElse(fallback);
  }

  public <E extends Enum<E>> Optional<E> optionalChoice(
      String key, Class<E> type, Function<E, String> name) {
    return read(key, ScalarTypes.choice(type, name));
  }

  /// The kind of this mapping, which decides what its other keys are. Where it is missing or
  /// unknown, that is the problem, and the other keys are not judged.
  public <E extends Enum<E>> Optional<E> kind(String key, Class<E> type, Function<E, String> name) {
    keys.requireAny(List.of(key));
    var kind = optionalChoice(key, type, name);
    if (kind.isEmpty()) {
      keys.acceptRest();
    }
    return kind;
  }

  /// One of these words.
  public String choice(String key, List<String> names) {
    return required(key, ScalarTypes.choice(names), names.getFirst());
  }

  public String choice(String key, List<String> names, String fallback) {
    return read(key, ScalarTypes.choice(names)).orElse(fallback);
  }

  // --- maps and lists ---

  public Optional<Fields> map(String key) {
    return node(key)
        .flatMap(node -> values.mapping(key, node))
        .map(map -> child(map, keyAt(key), of(key), partial));
  }

  /// Like [#map]; where it is missing or no map, that is the problem, and reading from the stand-in
  /// finds no further ones.
  public Fields requiredMap(String key) {
    keys.requireAny(List.of(key));
    return map(key).orElseGet(() -> standIn(key));
  }

  /// Like [#map]; where it is missing, one without keys. Where it is no map, that is the problem,
  /// and reading from the stand-in finds no further ones.
  public Fields mapOrEmpty(String key) {
    if (has(key)) {
      return map(key).orElseGet(() -> standIn(key));
    }
    return child(new Node.Mapping(List.of(), at), at, of(key), partial);
  }

  /// The maps of a list, in order; empty when the key is missing.
  public List<Fields> maps(String key) {
    var found = new ArrayList<Fields>();
    forEachItem(
        key,
        (name, item) ->
            values
                .mapping(name, item)
                .ifPresent(map -> found.add(child(map, map.at(), of(name), false))));
    return List.copyOf(found);
  }

  /// The texts of a list, in order; empty when the key is missing.
  public List<String> texts(String key) {
    return items(key, ScalarTypes::text);
  }

  /// What a parser makes of each item of a list, in order; empty when the key is missing. Items
  /// that it refuses are problems and left out.
  public <T> List<T> parsedItems(String key, Function<String, Parsed<T>> parser) {
    return items(key, scalar -> parser.apply(scalar.text()));
  }

  /// A map of maps, by name in file order; empty when the key is missing.
  ///
  /// @param name what one of them is called in messages: "target" makes "target checkout"
  public SequencedMap<String, Fields> entries(String key, String name) {
    var found = new LinkedHashMap<String, Fields>();
    var map = node(key).flatMap(node -> values.mapping(key, node));
    for (var entry : map.map(Node.Mapping::entries).orElse(List.of())) {
      values
          .mapping(entry.key(), entry.value())
          .map(inner -> child(inner, entry.keyAt(), name + " " + entry.key(), partial))
          .ifPresent(fields -> found.put(entry.key(), fields));
    }
    return Collections.unmodifiableSequencedMap(found);
  }

  /// [#entries(String, String)], each called by the key: "targets checkout".
  public SequencedMap<String, Fields> entries(String key) {
    return entries(key, key);
  }

  /// A map of texts, by name in file order; empty when the key is missing.
  public SequencedMap<String, String> textMap(String key) {
    var found = new LinkedHashMap<String, String>();
    map(key)
        .ifPresent(map ->
            map.keys().forEach(k -> map.optionalText(k).ifPresent(text -> found.put(k, text))));
    return Collections.unmodifiableSequencedMap(found);
  }

  // --- rules across keys, problems ---

  /// A problem when none of these keys is there.
  public void requireAny(String... names) {
    keys.requireAny(List.of(names));
  }

  /// A problem at the second one when more than one of these keys is there.
  public void atMostOne(String... names) {
    keys.atMostOne(names);
  }

  /// At the value of the key (or at the mapping), as "key: message".
  public void problem(String key, String message, String hint) {
    findings.error(at(key), Visible.shortened(key) + ": " + message, hint);
  }

  /// At the mapping itself.
  public void mistake(String message, String hint) {
    findings.error(at(), message, hint);
  }

  /// At a character of the key's single value, as "key: message". Where the value comes from the
  /// environment, at its beginning, and without the message, which may tell of it.
  ///
  /// @param index of the character in the text, from 0 to its length
  public void problem(String key, int index, String message, String hint) {
    if (keys.peek(key).map(Node.Entry::value).orElse(null) instanceof Node.Scalar scalar) {
      if (scalar.replaced()) {
        problem(
            key,
            Values.shown(scalar) + " is wrong at its character " + (index + 1),
            "the value comes from the environment");
      } else {
        findings.error(scalar.at(index), Visible.shortened(key) + ": " + message, hint);
      }
    } else {
      problem(key, message, hint);
    }
  }

  /// At the value of the key (or at the mapping), as "key: message".
  public void warn(String key, String message, String hint) {
    findings.warn(at(key), Visible.shortened(key) + ": " + message, hint);
  }

  /// Whether nothing wrong was met so far in what was read from here and below.
  public boolean sound() {
    return findings.sound();
  }

  /// A problem where this key is there, for it has its place elsewhere. It is not told of as a
  /// known one.
  public void refuse(String key, String message, String hint) {
    keys.refuse(key, message, hint);
  }

  /// Accepts whatever other keys there are: for a mapping of an unknown kind, whose keys cannot be
  /// judged.
  public void acceptRest() {
    keys.acceptRest();
  }

  /// Records a problem for every key that was never asked for, here and in everything read through
  /// this one.
  public void finish() {
    children.values().forEach(Fields::finish);
    keys.finish();
  }

  private <T> T required(String key, Function<Node.Scalar, Parsed<T>> parser, T standIn) {
    keys.requireAny(List.of(key));
    return read(key, parser).orElse(standIn);
  }

  private <T> Optional<T> read(String key, Function<Node.Scalar, Parsed<T>> parser) {
    return node(key).flatMap(node -> values.scalar(key, node, parser));
  }

  private <T> List<T> items(String key, Function<Node.Scalar, Parsed<T>> parser) {
    var found = new ArrayList<T>();
    forEachItem(key, (name, item) -> values.scalar(name, item, parser).ifPresent(found::add));
    return List.copyOf(found);
  }

  /// With what messages call the item.
  private void forEachItem(String key, BiConsumer<String, Node> each) {
    node(key)
        .flatMap(node -> values.items(key, node))
        .ifPresent(list -> {
          for (int i = 0; i < list.items().size(); i++) {
            each.accept(key + ", item " + list.number(i), list.items().get(i));
          }
        });
  }

  private Fields standIn(String key) {
    var nothing = new Node.Mapping(List.of(), at(key));
    var standIn = new Fields(nothing, of(key), new Problems(""));
    standIn.findings.unsound();
    return standIn;
  }

  private Fields child(Node.Mapping child, Position place, String name, boolean part) {
    return children.computeIfAbsent(
        child, m -> new Fields(m, place, name, part, problems, findings.below()));
  }

  private String of(String key) {
    return what.isEmpty() ? key : key + " of " + what;
  }
}
