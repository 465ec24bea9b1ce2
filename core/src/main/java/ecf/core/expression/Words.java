package ecf.core.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Words that are no names of signals.
final class Words {
  static final String AND = "and";
  static final String OR = "or";
  static final String NOT = "not";
  static final String IF = "if";

  static final Set<String> RESERVED = Set.of(AND, OR, NOT, IF);

  /// What may stand before a bracket.
  static final List<String> FUNCTIONS =
      Stream.concat(Arrays.stream(Function.values()).map(Function::yamlName), Stream.of(IF))
          .toList();

  private Words() {}
}
