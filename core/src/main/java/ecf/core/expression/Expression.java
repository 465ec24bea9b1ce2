package ecf.core.expression;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A number made of signals and of the target's own counts, as it stands in a file: `ceil((visible
/// + inFlight) / 10)`, `if(cpu > 80 and serving > 0, requests / serving, 0)`.
///
/// From loosest to tightest: `or`, `and`, `not`, one comparison (`< <= > >= == !=`), `+ -`, `* /`,
/// the sign, and brackets, functions and `if(condition, number, number)`. Operators of one rank go
/// from left to right: `8 - 2 - 1` is 5, `2 + 3 * 4` is 14, `-2 * 3` is -6. Numbers are plain,
/// without units. A name of other characters than letters, digits and `_`, or one that is a word of
/// the language, stands in backticks: `` `queue-a` + `min` ``.
public record Expression(Formula formula) {
  /// More is no expression that anybody could read.
  public static final int LONGEST = 1000;

  /// Brackets, functions and signs within each other.
  public static final int DEEPEST = 50;

  /// What a text is: an expression with the places of its names, or what is wrong with it.
  public sealed interface Read {
    /// @param signals where each is named first
    record Sound(Expression expression, List<Named> signals) implements Read {
      public Sound {
        signals = List.copyOf(signals);
      }
    }

    record Wrong(Fault fault) implements Read {}
  }

  /// @param at of its first character in the text, from 0
  public record Named(String signal, int at) {}

  public static Read read(String text) {
    return Parser.read(text);
  }

  /// In the order in which they are named first.
  public Set<String> signals() {
    var names = new LinkedHashSet<String>();
    Leaves.of(formula)
        .forEach(leaf -> {
          if (leaf instanceof Formula.Signal(String name)) {
            names.add(name);
          }
        });
    return names;
  }

  public Set<Count> counts() {
    var counts = EnumSet.noneOf(Count.class);
    Leaves.of(formula)
        .forEach(leaf -> {
          if (leaf instanceof Formula.State(Count count)) {
            counts.add(count);
          }
        });
    return counts;
  }

  /// Whether it reads what was another number at another time.
  public boolean readsState() {
    return counts().stream().anyMatch(Count::changes);
  }

  public Outcome in(Scope scope) {
    return Evaluation.of(formula, scope);
  }

  /// Text that reads as this expression again.
  @Override
  public String toString() {
    return Printed.formula(formula);
  }
}
