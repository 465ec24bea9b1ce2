package ecf.core.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.Function;

/// What a scalar must look like to be of a type. Quotes make text, except around what the
/// environment put in: that is taken for whatever is asked.
final class ScalarTypes {
  private ScalarTypes() {}

  static Parsed<String> text(Node.Scalar scalar) {
    if (scalar.text().isBlank()) {
      return Parsed.wrong("is empty", "give a text, or remove the key");
    }
    var kind = ScalarKind.of(scalar.text());
    return scalar.quoted() || scalar.replaced() || kind == ScalarKind.TEXT
        ? Parsed.value(scalar.text())
        : Parsed.wrong("is " + kind + ", not text", "put it in quotes: \"" + scalar.text() + "\"");
  }

  static Parsed<Boolean> flag(Node.Scalar scalar) {
    return unquoted(
        scalar,
        switch (scalar.text()) {
          case "true" -> Parsed.value(true);
          case "false" -> Parsed.value(false);
          default -> Parsed.wrong("is not a boolean", "write true or false");
        });
  }

  static Parsed<Double> positive(Node.Scalar scalar) {
    return unquoted(scalar, Numbers.decimal(scalar.text()))
        .then(v -> v > 0 ? Parsed.value(v) : Parsed.wrong("is too small: it must be above 0", ""));
  }

  static Parsed<Amount> amount(Node.Scalar scalar) {
    return unquoted(scalar, Amount.parse(scalar.text()));
  }

  static Parsed<Quantity> quantity(Node.Scalar scalar) {
    return unquoted(scalar, Quantity.parse(scalar.text()));
  }

  static Function<Node.Scalar, Parsed<Integer>> integer(int min, int max) {
    return scalar ->
        unquoted(scalar, Numbers.integer(scalar.text()))
            .then(v -> within(v, min, max, String::valueOf));
  }

  static Function<Node.Scalar, Parsed<Double>> number(double min, double max) {
    return scalar ->
        unquoted(scalar, Numbers.decimal(scalar.text()))
            .then(v -> within(v, min, max, ScalarTypes::plain));
  }

  static Function<Node.Scalar, Parsed<Duration>> duration(Duration min, Duration max) {
    return scalar ->
        unquoted(scalar, Durations.parse(scalar.text()))
            .then(v -> within(v, min, max, Durations::text));
  }

  static Function<Node.Scalar, Parsed<Double>> share(double min, double max) {
    return scalar ->
        unquoted(scalar, Numbers.share(scalar.text()))
            .then(v -> within(v, min, max, ScalarTypes::percent));
  }

  static <E extends Enum<E>> Function<Node.Scalar, Parsed<E>> choice(
      Class<E> type, Function<E, String> name) {
    var byName = new LinkedHashMap<String, E>();
    Arrays.stream(type.getEnumConstants()).forEach(e -> byName.put(name.apply(e), e));
    return choice(byName.keySet())
        .andThen(found -> found.then(n -> Parsed.value(Objects.requireNonNull(byName.get(n)))));
  }

  static Function<Node.Scalar, Parsed<String>> choice(Collection<String> names) {
    return scalar ->
        names.contains(scalar.text())
            ? Parsed.value(scalar.text())
            : Parsed.wrong(
                "is not one of: " + String.join(", ", names),
                Nearest.to(scalar.text(), names).map(n -> "did you mean `" + n + "`?").orElse(""));
  }

  private static <T extends Comparable<T>> Parsed<T> within(
      T value, T min, T max, Function<T, String> text) {
    if (value.compareTo(min) < 0) {
      return Parsed.wrong("is too small: at least " + text.apply(min), "");
    }
    if (value.compareTo(max) > 0) {
      return Parsed.wrong("is too large: at most " + text.apply(max), "");
    }
    return Parsed.value(value);
  }

  private static <T> Parsed<T> unquoted(Node.Scalar scalar, Parsed<T> parsed) {
    var kind = ScalarKind.of(scalar.text());
    return scalar.quoted() && !scalar.replaced() && kind != ScalarKind.TEXT
        ? Parsed.wrong("is text, not " + kind, "write " + scalar.text() + " without quotes")
        : parsed;
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String percent(double fraction) {
    return BigDecimal.valueOf(fraction).movePointRight(2).stripTrailingZeros().toPlainString()
        + "%";
  }
}
