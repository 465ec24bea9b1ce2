package ecf.core.policy;

import ecf.core.expression.Count;
import ecf.core.expression.Expression;
import ecf.core.expression.Expression.Read;
import ecf.core.expression.Fault;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Shape;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads `expression` of a map and tells what is wrong in it at the character.
public final class ExpressionFields {
  private static final String KEY = "expression";

  private ExpressionFields() {}

  public static Key key(String summary) {
    return Key.required(
        KEY,
        Shape.text(),
        summary
            + "; over signals and desired, running, serving, pending, min, max; + - * / < and or"
            + " not if() min() max() ceil() floor() round() abs()");
  }

  /// The expression, which names at least one signal; empty where it is missing or wrong.
  public static Optional<Read.Sound> read(Fields in) {
    in.requireAny(KEY);
    return in.optionalWritten(KEY)
        .flatMap(text ->
            switch (Expression.read(text)) {
              case Read.Wrong(Fault fault) -> {
                in.problem(KEY, fault.at(), fault.message(), hint(fault));
                yield Optional.empty();
              }
              case Read.Sound sound -> named(in, sound);
            });
  }

  /// Without a signal nothing says when the counts are those of: it would feed itself.
  private static Optional<Read.Sound> named(Fields in, Read.Sound sound) {
    if (sound.signals().isEmpty()) {
      in.problem(
          KEY, 0, "this names no signal", "a number that needs none is a count or a schedule");
      return Optional.empty();
    }
    return Optional.of(sound);
  }

  /// A problem at every signal that is not known.
  ///
  /// @param whose they are not: "this target"
  /// @return whether all are
  public static boolean check(Fields in, Read.Sound sound, Collection<String> known, String whose) {
    boolean all = true;
    for (Expression.Named each : sound.signals()) {
      if (!known.contains(each.signal())) {
        all = false;
        in.problem(
            KEY,
            each.at(),
            each.signal() + " is not a signal of " + whose,
            hint(in.shown(KEY), each.signal(), known));
      }
    }
    return all;
  }

  /// A problem at the signal of this name.
  public static void problem(
      Fields in, Read.Sound sound, String signal, String message, String hint) {
    sound.signals().stream()
        .filter(each -> each.signal().equals(signal))
        .findFirst()
        .ifPresent(each -> in.problem(KEY, each.at(), message, hint));
  }

  private static String hint(String text, String name, Collection<String> known) {
    return known.stream()
        .filter(other -> other.startsWith(name) && text.contains(other))
        .findFirst()
        .map(other -> "write `" + other + "` in backticks")
        .or(() -> Nearest.to(name, withCounts(known)).map(near -> "did you mean `" + near + "`?"))
        .orElseGet(() -> Nearest.hint(name, known, "signals"));
  }

  private static Set<String> withCounts(Collection<String> signals) {
    var names = new TreeSet<>(signals);
    Arrays.stream(Count.values()).map(Count::yamlName).forEach(names::add);
    return names;
  }

  private static String hint(Fault fault) {
    return switch (fault.hint()) {
      case Fault.Hint.Text(String text) -> text;
      case Fault.Hint.OneOf(String word, var known, String what) -> Nearest.hint(word, known, what);
    };
  }
}
