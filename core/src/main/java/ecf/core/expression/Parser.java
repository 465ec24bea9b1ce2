package ecf.core.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes an expression of pieces of text, each rank of operators in a method of its own, the
/// loosest first.
final class Parser {
  private static final Map<String, Formula.Operator> SUMS =
      Map.of("+", Formula.Operator.PLUS, "-", Formula.Operator.MINUS);
  private static final Map<String, Formula.Operator> PRODUCTS =
      Map.of("*", Formula.Operator.TIMES, "/", Formula.Operator.OVER);

  private final List<Token> tokens;
  private final Map<String, Integer> signals = new LinkedHashMap<>();
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// What was read, a number or a condition, and where it begins.
  private sealed interface Part {
    int at();

    record Number(Formula formula, int at) implements Part {}

    record Truth(Condition condition, int at) implements Part {}
  }

  static Expression.Read read(String text) {
    try {
      if (text.length() > Expression.LONGEST) {
        throw Mistake.at(
            0,
            "it has " + text.length() + " characters, more than " + Expression.LONGEST,
            "make parts of it signals of type: expression");
      }
      return new Parser(Tokens.of(text)).whole();
    } catch (Mistake e) {
      return new Expression.Read.Wrong(e.fault());
    }
  }

  private Expression.Read whole() {
    var part = any();
    if (!(peek() instanceof Token.End)) {
      throw misplaced(peek());
    }
    if (part instanceof Part.Truth(var _, int at)) {
      throw Mistake.at(
          at, "this is a condition, not a number", "write if(condition, number, number)");
    }
    var named = new ArrayList<Expression.Named>();
    var formula = number(part);
    signals.forEach((name, at) -> named.add(new Expression.Named(name, at)));
    return new Expression.Read.Sound(new Expression(formula), named);
  }

  private Part any() {
    return joined(
        Words.OR,
        () -> joined(Words.AND, this::negation, Condition.Both::new),
        Condition.Either::new);
  }

  private Part joined(String word, Supplier<Part> operand, BinaryOperator<Condition> join) {
    var left = operand.get();
    while (peek().is(word)) {
      take();
      left = new Part.Truth(join.apply(truth(left), truth(operand.get())), left.at());
    }
    return left;
  }

  private Part negation() {
    if (!peek().is(Words.NOT)) {
      return comparison();
    }
    int at = take().at();
    var of = deeper(at, this::negation);
    return new Part.Truth(new Condition.Not(truth(of)), at);
  }

  private Part comparison() {
    var left = arithmetic(SUMS, () -> arithmetic(PRODUCTS, this::signed));
    var relation = relation(peek());
    if (relation == null) {
      return left;
    }
    take();
    var right = arithmetic(SUMS, () -> arithmetic(PRODUCTS, this::signed));
    if (relation(peek()) != null) {
      throw Mistake.at(peek().at(), "only two numbers can be compared", "write `a < b and b < c`");
    }
    return new Part.Truth(
        new Condition.Comparison(relation, number(left), number(right)), left.at());
  }

  private static Condition.@Nullable Relation relation(Token token) {
    for (Condition.Relation relation : Condition.Relation.values()) {
      if (token.is(relation.symbol())) {
        return relation;
      }
    }
    return null;
  }

  private Part arithmetic(Map<String, Formula.Operator> operators, Supplier<Part> operand) {
    var left = operand.get();
    for (var operator = operator(operators); operator != null; operator = operator(operators)) {
      take();
      var right = operand.get();
      left =
          new Part.Number(new Formula.Arithmetic(operator, number(left), number(right)), left.at());
    }
    return left;
  }

  private Part signed() {
    if (peek().is("+")) {
      throw Mistake.at(peek().at(), "a number has no `+` before it", "leave it out");
    }
    if (!peek().is("-")) {
      return primary();
    }
    int at = take().at();
    return new Part.Number(new Formula.Negative(number(deeper(at, this::signed))), at);
  }

  private Part primary() {
    var token = take();
    return switch (token) {
      case Token.Number(double value, int at) -> new Part.Number(new Formula.Literal(value), at);
      case Token.Quoted(String name, int at) -> signal(name, at);
      case Token.Word word -> named(word);
      case Token.Symbol(String text, int at) when text.equals("(") ->
          deeper(at, () -> bracketed(at));
      case Token.Symbol _, Token.End _ -> throw misplaced(token);
    };
  }

  private Part named(Token.Word word) {
    if (peek().is("(")) {
      return deeper(word.at(), () -> applied(word));
    }
    if (word.is(Words.IF)) {
      throw Mistake.at(word.at(), "`if` needs brackets", "write if(condition, number, number)");
    }
    if (Words.RESERVED.contains(word.text())) {
      throw misplaced(word);
    }
    var count = Count.named(word.text());
    return count.isPresent()
        ? new Part.Number(new Formula.State(count.get()), word.at())
        : signal(word.text(), word.at());
  }

  private Part signal(String name, int at) {
    signals.putIfAbsent(name, at);
    return new Part.Number(new Formula.Signal(name), at);
  }

  private Part bracketed(int open) {
    var inside = any();
    close(open);
    return switch (inside) {
      case Part.Number(var formula, int _) -> new Part.Number(formula, open);
      case Part.Truth(var condition, int _) -> new Part.Truth(condition, open);
    };
  }

  private Part applied(Token.Word word) {
    if (!Words.FUNCTIONS.contains(word.text())) {
      throw Mistake.at(
          word.at(),
          "`" + word.text() + "` is not a function",
          new Fault.Hint.OneOf(word.text(), Words.FUNCTIONS, "functions"));
    }
    int open = take().at();
    var arguments = new ArrayList<Part>();
    if (!peek().is(")")) {
      arguments.add(any());
      while (peek().is(",")) {
        take();
        arguments.add(any());
      }
    }
    close(open);
    return new Part.Number(
        word.is(Words.IF) ? choice(word, arguments) : function(word, arguments), word.at());
  }

  private static Formula choice(Token.Word word, List<Part> arguments) {
    if (arguments.size() != 3) {
      throw Mistake.at(
          word.at(),
          "`if` takes three arguments, found " + arguments.size(),
          "write if(condition, number, number)");
    }
    return new Formula.Choice(
        truth(arguments.get(0)), number(arguments.get(1)), number(arguments.get(2)));
  }

  private static Formula function(Token.Word word, List<Part> arguments) {
    var function = Function.named(word.text()).orElseThrow();
    if (!function.takes(arguments.size())) {
      boolean several = function.takes(2);
      throw Mistake.at(
          word.at(),
          "`%s` takes %s, found %d"
              .formatted(
                  word.text(), several ? "two numbers or more" : "one number", arguments.size()),
          several ? "write %s(a, b)".formatted(word.text()) : "write %s(a)".formatted(word.text()));
    }
    return new Formula.Applied(function, arguments.stream().map(Parser::number).toList());
  }

  private void close(int open) {
    if (peek() instanceof Token.End) {
      throw Mistake.at(
          open,
          "this bracket is never closed",
          "add a `)`; inside {} and [] put the text in quotes, for a comma ends it");
    }
    if (!peek().is(")")) {
      throw misplaced(peek());
    }
    take();
  }

  private <T> T deeper(int at, Supplier<T> inside) {
    if (++depth > Expression.DEEPEST) {
      throw Mistake.at(
          at,
          "more than " + Expression.DEEPEST + " brackets and signs within each other",
          "make parts of it signals of type: expression");
    }
    var part = inside.get();
    depth--;
    return part;
  }

  private static Formula number(Part part) {
    return switch (part) {
      case Part.Number(var formula, int _) -> formula;
      case Part.Truth(var _, int at) ->
          throw Mistake.at(
              at,
              "a number is needed here, this is a condition",
              "write if(condition, number, number)");
    };
  }

  private static Condition truth(Part part) {
    return switch (part) {
      case Part.Truth(var condition, int _) -> condition;
      case Part.Number(var _, int at) ->
          throw Mistake.at(
              at,
              "a condition is needed here, this is a number",
              "compare it with something: `cpu > 80`");
    };
  }

  /// Something that cannot stand where it does.
  private Mistake misplaced(Token token) {
    boolean first = token.equals(tokens.getFirst());
    boolean afterOperand =
        !first
            && switch (tokens.get(tokens.indexOf(token) - 1)) {
              case Token.Number _, Token.Quoted _ -> true;
              case Token.Word word -> !Words.RESERVED.contains(word.text());
              case Token.Symbol symbol -> symbol.text().equals(")");
              case Token.End _ -> false;
            };
    return switch (token) {
      case Token.End(int at) ->
          first
              ? Mistake.at(at, "there is no expression", "write a number, a name or an operation")
              : Mistake.at(at, "it ends too early", "a number, a name or a bracket must follow");
      case Token.Symbol(String text, int at) when text.equals(")") && afterOperand ->
          Mistake.at(at, "this bracket closes nothing", "remove it, or add a `(` before");
      case Token.Symbol(String text, int at) ->
          Mistake.at(
              at,
              "`" + text + "` cannot stand here",
              afterOperand ? "" : "a number, a name or a bracket is missing before it");
      case Token.Number(double _, int at) -> missingOperator(at, "this number");
      case Token.Quoted(String _, int at) -> missingOperator(at, "this name");
      case Token.Word(String text, int at) ->
          Words.RESERVED.contains(text)
              ? Mistake.at(
                  at,
                  "`" + text + "` cannot stand here",
                  afterOperand ? "" : "a number, a name or a bracket is missing before it")
              : missingOperator(at, "`" + text + "`");
    };
  }

  private static Mistake missingOperator(int at, String before) {
    return Mistake.at(
        at, "an operator is missing before " + before, "write + - * / or a comparison");
  }

  private Token peek() {
    return tokens.get(next);
  }

  /// The end is never passed.
  private Token take() {
    var token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  private Formula.@Nullable Operator operator(Map<String, Formula.Operator> operators) {
    return peek() instanceof Token.Symbol(String text, int _) ? operators.get(text) : null;
  }
}
