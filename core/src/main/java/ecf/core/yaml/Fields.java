package ecf.core.yaml;

import static ecf.core.yaml.ScalarKind.TEXT;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

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
public final class Fields {
  private static final String STAND_IN = "unknown";

  private final Node.Mapping mapping;
  private final String what;
  private final Problems problems;
  private final Optional<Fields> parent;
  private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
  private final SequencedSet<String> known = new LinkedHashSet<>();
  private final SequencedSet<String> missing = new LinkedHashSet<>();
  private final Map<Node.Mapping, Fields> children = new IdentityHashMap<>();
  private boolean sound = true;
  private boolean rest;

  /// @param what this mapping is called in messages: "policy targetTracking"; "" for the file
  ///   itself
  public Fields(Node.Mapping mapping, String what, Problems problems) {
    this(mapping, what, problems, Optional.empty());
  }

  private Fields(Node.Mapping mapping, String what, Problems problems, Optional<Fields> parent) {
    this.mapping = mapping;
    this.what = what;
    this.problems = problems;
    this.parent = parent;
    mapping.entries().forEach(entry -> entries.put(entry.key(), entry));
  }

  // --- what is there ---

  /// Whether the key is there, with whatever value. Makes the key a known one.
  public boolean has(String key) {
    return entry(key).isPresent();
  }

  /// The keys in file order. Makes none of them known.
  public List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  public Position at() {
    return mapping.at();
  }

  /// Of the value, else of the mapping.
  public Position at(String key) {
    var entry = entries.get(key);
    return entry == null ? at() : entry.value().at();
  }

  /// Of the key, else of the mapping.
  public Position keyAt(String key) {
    var entry = entries.get(key);
    return entry == null ? at() : entry.keyAt();
  }

  public Optional<Node> node(String key) {
    return entry(key).map(Node.Entry::value);
  }

  public boolean isMap(String key) {
    return node(key).filter(Node.Mapping.class::isInstance).isPresent();
  }

  public boolean isList(String key) {
    return node(key).filter(Node.Sequence.class::isInstance).isPresent();
  }

  /// Whether the value is the word `off`. `false`, `no` and the like are problems, and mean off.
  public boolean off(String key) {
    if (!(node(key).orElse(mapping) instanceof Node.Scalar scalar)) {
      return false;
    }
    return switch (scalar.text()) {
      case "off" -> true;
      case "false", "False", "FALSE", "no", "No", "NO", "Off", "OFF", "none", "disabled" -> {
        problem(key, shown(scalar) + " is not a value here", "write off");
        yield true;
      }
      default -> false;
    };
  }

  // --- single values ---

  /// Text, not empty.
  public String text(String key) {
    return required(key, Fields::readText, STAND_IN);
  }

  public String text(String key, String fallback) {
    return optionalText(key).orElse(fallback);
  }

  public Optional<String> optionalText(String key) {
    return read(key, Fields::readText);
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
    return required(key, Fields::readFlag, false);
  }

  public boolean flag(String key, boolean fallback) {
    return read(key, Fields::readFlag).orElse(fallback);
  }

  public int integer(String key) {
    return integer(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /// A whole number from `min` to `max`, both included.
  public int integer(String key, int min, int max) {
    return required(key, integerWithin(min, max), Math.clamp(1, min, max));
  }

  public int integer(String key, int min, int max, int fallback) {
    return optionalInteger(key, min, max).orElse(fallback);
  }

  public Optional<Integer> optionalInteger(String key, int min, int max) {
    return read(key, integerWithin(min, max));
  }

  public double number(String key) {
    return number(key, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /// A number from `min` to `max`, both included.
  public double number(String key, double min, double max) {
    return required(key, numberWithin(min, max), Math.clamp(1, min, max));
  }

  public double number(String key, double min, double max, double fallback) {
    return optionalNumber(key, min, max).orElse(fallback);
  }

  public Optional<Double> optionalNumber(String key, double min, double max) {
    return read(key, numberWithin(min, max));
  }

  /// A number above 0.
  public double positive(String key) {
    return required(key, Fields::readPositive, 1.0);
  }

  public double positive(String key, double fallback) {
    return read(key, Fields::readPositive).orElse(fallback);
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
    return required(key, durationWithin(min, max), standIn);
  }

  public Duration duration(String key, Duration min, Duration max, Duration fallback) {
    return optionalDuration(key, min, max).orElse(fallback);
  }

  public Optional<Duration> optionalDuration(String key) {
    return optionalDuration(key, Duration.ZERO, Durations.LONGEST);
  }

  public Optional<Duration> optionalDuration(String key, Duration min, Duration max) {
    return read(key, durationWithin(min, max));
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
    return required(key, shareWithin(min, max), Math.clamp(0.5, min, max));
  }

  public double share(String key, double min, double max, double fallback) {
    return read(key, shareWithin(min, max)).orElse(fallback);
  }

  /// `3` is units, `10%` a share, which may be more than 100 %.
  public Amount unitsOrShare(String key) {
    return required(key, Fields::readAmount, new Amount.Units(1));
  }

  public Amount unitsOrShare(String key, Amount fallback) {
    return optionalUnitsOrShare(key).orElse(fallback);
  }

  public Optional<Amount> optionalUnitsOrShare(String key) {
    return read(key, Fields::readAmount);
  }

  /// `60`, `60%`, `900/s`, `54000/m`: the unit is for the caller to check.
  public Quantity quantity(String key) {
    return required(key, Fields::readQuantity, new Quantity(1, Quantity.Unit.PLAIN));
  }

  public Quantity quantity(String key, Quantity fallback) {
    return optionalQuantity(key).orElse(fallback);
  }

  public Optional<Quantity> optionalQuantity(String key) {
    return read(key, Fields::readQuantity);
  }

  /// One of the enum's constants by the names they have in the file.
  public <E extends Enum<E>> E choice(String key, Class<E> type, Function<E, String> name) {
    return required(key, choiceOf(type, name), type.getEnumConstants()[0]);
  }

  public <E extends Enum<E>> E choice(
      String key, Class<E> type, Function<E, String> name, E fallback) {
    return optionalChoice(key, type, name).orElse(fallback);
  }

  public <E extends Enum<E>> Optional<E> optionalChoice(
      String key, Class<E> type, Function<E, String> name) {
    return read(key, choiceOf(type, name));
  }

  /// One of these words.
  public String choice(String key, List<String> names) {
    return required(key, scalar -> readChoice(scalar.text(), names), names.getFirst());
  }

  public String choice(String key, List<String> names, String fallback) {
    return read(key, scalar -> readChoice(scalar.text(), names)).orElse(fallback);
  }

  // --- maps and lists ---

  public Optional<Fields> map(String key) {
    return map(key, nested(key));
  }

  /// @param name what the nested mapping is called in messages
  public Optional<Fields> map(String key, String name) {
    return node(key).flatMap(node -> asMapping(key, node)).map(m -> child(m, name));
  }

  /// Like [#map]; where it is missing or no map, that is a problem, and what is read from the
  /// stand-in is none.
  public Fields requiredMap(String key) {
    return map(key)
        .orElseGet(() -> {
          requireAny(key);
          unsound();
          return new Fields(new Node.Mapping(List.of(), at(key)), nested(key), new Problems(""));
        });
  }

  /// The maps of a list, in order; empty when the key is missing.
  public List<Fields> maps(String key) {
    var found = new ArrayList<Fields>();
    int number = 0;
    for (var item : items(key)) {
      number++;
      var name = key + ", item " + number;
      asMapping(name, item)
          .ifPresent(m -> found.add(child(m, what.isEmpty() ? name : name + " of " + what)));
    }
    return List.copyOf(found);
  }

  /// The texts of a list, in order; empty when the key is missing.
  public List<String> texts(String key) {
    var found = new ArrayList<String>();
    int number = 0;
    for (var item : items(key)) {
      number++;
      scalar(key + ", item " + number, item, Fields::readText).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /// A map of maps, by name in file order; empty when the key is missing.
  ///
  /// @param name what one of them is called in messages: "target" makes "target checkout"
  public SequencedMap<String, Fields> entries(String key, String name) {
    var found = new LinkedHashMap<String, Fields>();
    node(key)
        .flatMap(node -> asMapping(key, node))
        .ifPresent(outer ->
            outer
                .entries()
                .forEach(entry ->
                    asMapping(entry.key(), entry.value())
                        .ifPresent(
                            m -> found.put(entry.key(), child(m, name + " " + entry.key())))));
    return found;
  }

  /// [#entries(String, String)], each called by the key: "targets checkout".
  public SequencedMap<String, Fields> entries(String key) {
    return entries(key, key);
  }

  /// A map of texts, by name in file order; empty when the key is missing.
  public SequencedMap<String, String> textMap(String key) {
    var found = new LinkedHashMap<String, String>();
    map(key)
        .ifPresent(
            map -> map.keys().forEach(k -> map.optionalText(k).ifPresent(v -> found.put(k, v))));
    return found;
  }

  // --- rules across keys, problems ---

  /// A problem when none of these keys is there.
  public void requireAny(String... keys) {
    known.addAll(Arrays.asList(keys));
    if (Arrays.stream(keys).noneMatch(entries::containsKey)) {
      unsound();
      missing.addAll(keys.length == 1 ? Arrays.asList(keys) : List.of());
      problems.error(at(), missingMessage(String.join(" or ", keys)), "");
    }
  }

  /// A problem at the second one when more than one of these keys is there.
  public void atMostOne(String... keys) {
    known.addAll(Arrays.asList(keys));
    var found = Arrays.stream(keys).filter(entries::containsKey).toList();
    if (found.size() > 1) {
      unsound();
      problems.error(
          keyAt(found.get(1)),
          found.get(1) + ": not together with `" + found.get(0) + "`" + in(),
          "keep one");
    }
  }

  /// At the value of the key (or at the mapping), "key: message".
  public void problem(String key, String message, String hint) {
    unsound();
    problems.error(at(key), Visible.shortened(key) + ": " + message, hint);
  }

  /// At the value of the key (or at the mapping), "key: message".
  public void warn(String key, String message, String hint) {
    problems.warn(at(key), Visible.shortened(key) + ": " + message, hint);
  }

  /// Whether nothing wrong was met so far in what was read from here and below.
  public boolean sound() {
    return sound;
  }

  /// Accepts whatever other keys there are: for a mapping whose kind is not known, so that its keys
  /// cannot be judged.
  public void acceptRest() {
    rest = true;
  }

  /// Records a problem for every key that was never asked for, here and in everything read through
  /// this one.
  public void finish() {
    children.values().forEach(Fields::finish);
    if (rest) {
      return;
    }
    for (var entry : entries.values()) {
      if (!known.contains(entry.key())) {
        unsound();
        var misspelt = Nearest.to(entry.key(), missing).or(() -> Nearest.to(entry.key(), known));
        misspelt
            .filter(missing::remove)
            .ifPresent(key -> problems.retract(at(), missingMessage(key), ""));
        problems.error(
            entry.keyAt(),
            Visible.shortened(entry.key()) + ": unknown key" + in(),
            misspelt
                .map(name -> "did you mean `" + name + "`?")
                .orElseGet(() -> Nearest.hint(entry.key(), known, "keys")));
      }
    }
    rest = true;
  }

  // --- how a value is read ---

  private <T> T required(String key, Function<Node.Scalar, Parsed<T>> parser, T standIn) {
    requireAny(key);
    return read(key, parser).orElse(standIn);
  }

  private <T> Optional<T> read(String key, Function<Node.Scalar, Parsed<T>> parser) {
    return node(key).flatMap(node -> scalar(key, node, parser));
  }

  private <T> Optional<T> scalar(String name, Node node, Function<Node.Scalar, Parsed<T>> parser) {
    return switch (node) {
      case Node.Scalar scalar ->
          switch (parser.apply(scalar)) {
            case Parsed.Value<T>(T value) -> Optional.of(value);
            case Parsed.Wrong<T>(String message, String hint) ->
                wrong(
                    node,
                    name,
                    shown(scalar) + " " + message,
                    scalar.replaced() ? "the value comes from the environment" : hint);
          };
      case Node.Sequence _ -> wrong(node, name, "expected a single value, found a list", "");
      case Node.Mapping _ -> wrong(node, name, "expected a single value, found a map", "");
      case Node.Unreadable _ -> unreadable();
    };
  }

  private Optional<Node.Mapping> asMapping(String name, Node node) {
    return switch (node) {
      case Node.Mapping map -> Optional.of(map);
      case Node.Sequence _ ->
          wrong(node, name, "expected a map, found a list", "remove the `-` before its keys");
      case Node.Scalar scalar ->
          wrong(
              node,
              name,
              "expected a map, found " + shown(scalar),
              "write its keys below, or as {key: value}");
      case Node.Unreadable _ -> unreadable();
    };
  }

  private List<Node> items(String key) {
    return node(key)
        .flatMap(node ->
            switch (node) {
              case Node.Sequence list -> Optional.of(list.items());
              case Node.Mapping _ ->
                  this.<List<Node>>wrong(
                      node, key, "expected a list, found a map", "begin each item with `- `");
              case Node.Scalar scalar ->
                  this.<List<Node>>wrong(
                      node,
                      key,
                      "expected a list, found " + shown(scalar),
                      "write [ and ] around it");
              case Node.Unreadable _ -> this.<List<Node>>unreadable();
            })
        .orElse(List.of());
  }

  private <T> Optional<T> wrong(Node node, String name, String message, String hint) {
    unsound();
    problems.error(node.at(), Visible.shortened(name) + ": " + message, hint);
    return Optional.empty();
  }

  private <T> Optional<T> unreadable() {
    unsound();
    return Optional.empty();
  }

  private void unsound() {
    sound = false;
    parent.ifPresent(Fields::unsound);
  }

  private Optional<Node.Entry> entry(String key) {
    known.add(key);
    return Optional.ofNullable(entries.get(key));
  }

  private Fields child(Node.Mapping child, String name) {
    return children.computeIfAbsent(child, m -> new Fields(m, name, problems, Optional.of(this)));
  }

  private String nested(String key) {
    return what.isEmpty() ? key : key + " of " + what;
  }

  private String in() {
    return what.isEmpty() ? "" : " in " + what;
  }

  private String missingMessage(String keys) {
    return keys + ": missing" + in();
  }

  /// The file's text, never the environment's.
  private static String shown(Node.Scalar scalar) {
    var text = Visible.shortened(scalar.raw());
    return scalar.quoted() && !scalar.replaced() ? "\"" + text + "\"" : text;
  }

  private static Parsed<String> readText(Node.Scalar scalar) {
    if (scalar.text().isBlank()) {
      return Parsed.wrong("is empty", "give a text, or remove the key");
    }
    var kind = ScalarKind.of(scalar.text());
    return scalar.quoted() || scalar.replaced() || kind == TEXT
        ? Parsed.value(scalar.text())
        : Parsed.wrong("is " + kind + ", not text", "put it in quotes: \"" + scalar.text() + "\"");
  }

  private static Parsed<Boolean> readFlag(Node.Scalar scalar) {
    return unquoted(
        scalar,
        switch (scalar.text()) {
          case "true" -> Parsed.value(true);
          case "false" -> Parsed.value(false);
          default -> Parsed.wrong("is not a boolean", "write true or false");
        });
  }

  private static Parsed<Double> readPositive(Node.Scalar scalar) {
    return unquoted(scalar, Numbers.decimal(scalar.text()))
        .then(value -> value > 0 ? Parsed.value(value) : Parsed.wrong("is too small: above 0", ""));
  }

  private static Parsed<Amount> readAmount(Node.Scalar scalar) {
    return unquoted(scalar, Amount.parse(scalar.text()));
  }

  private static Parsed<Quantity> readQuantity(Node.Scalar scalar) {
    return unquoted(scalar, Quantity.parse(scalar.text()));
  }

  private static Function<Node.Scalar, Parsed<Integer>> integerWithin(int min, int max) {
    return scalar ->
        unquoted(scalar, Numbers.integer(scalar.text()))
            .then(v -> Numbers.within(v, min, max, String.valueOf(min), String.valueOf(max)));
  }

  private static Function<Node.Scalar, Parsed<Double>> numberWithin(double min, double max) {
    return scalar ->
        unquoted(scalar, Numbers.decimal(scalar.text()))
            .then(v -> Numbers.within(v, min, max, plain(min), plain(max)));
  }

  private static Function<Node.Scalar, Parsed<Duration>> durationWithin(
      Duration min, Duration max) {
    return scalar ->
        unquoted(scalar, Durations.parse(scalar.text()))
            .then(v -> Numbers.within(v, min, max, Durations.text(min), Durations.text(max)));
  }

  private static Function<Node.Scalar, Parsed<Double>> shareWithin(double min, double max) {
    return scalar ->
        unquoted(scalar, Numbers.share(scalar.text()))
            .then(v -> Numbers.within(v, min, max, plain(100 * min) + "%", plain(100 * max) + "%"));
  }

  private static <E extends Enum<E>> Function<Node.Scalar, Parsed<E>> choiceOf(
      Class<E> type, Function<E, String> name) {
    var names =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(name, Function.identity(), (a, _) -> a, LinkedHashMap::new));
    return scalar ->
        readChoice(scalar.text(), names.keySet())
            .then(word -> Parsed.value(java.util.Objects.requireNonNull(names.get(word))));
  }

  private static Parsed<String> readChoice(String text, java.util.Collection<String> names) {
    return names.contains(text)
        ? Parsed.value(text)
        : Parsed.wrong(
            "is not one of: " + String.join(", ", names),
            Nearest.to(text, names).map(n -> "did you mean `" + n + "`?").orElse(""));
  }

  /// A number in quotes is text, unless it was put there by the environment.
  private static <T> Parsed<T> unquoted(Node.Scalar scalar, Parsed<T> parsed) {
    var kind = ScalarKind.of(scalar.text());
    return scalar.quoted() && !scalar.replaced() && kind != TEXT
        ? Parsed.wrong("is text, not " + kind, "write " + scalar.text() + " without quotes")
        : parsed;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
