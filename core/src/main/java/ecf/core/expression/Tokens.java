package ecf.core.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a text into pieces.
final class Tokens {
  private static final Pattern NUMBER =
      Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,4})?");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern SYMBOL = Pattern.compile("<=|>=|==|!=|[-+*/()<>,]");
  private static final Pattern AFTER_NUMBER = Pattern.compile("[0-9A-Za-z_.%]");

  /// What other languages write for it.
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "=",
          "==",
          "&",
          "and",
          "|",
          "or",
          "!",
          "not",
          "?",
          "if(condition, number, number)",
          "≤",
          "<=",
          "≥",
          ">=",
          "≠",
          "!=",
          "×",
          "*",
          "÷",
          "/");

  private final String text;
  private int at;

  private Tokens(String text) {
    this.text = text;
  }

  /// At least one, the last of which is the end.
  ///
  /// @throws Mistake at the first character that begins nothing
  static List<Token> of(String text) {
    return new Tokens(text).all();
  }

  private List<Token> all() {
    var all = new ArrayList<Token>();
    for (skipSpace(); at < text.length(); skipSpace()) {
      all.add(next());
    }
    all.add(new Token.End(text.length()));
    return List.copyOf(all);
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private Token next() {
    int begin = at;
    char first = text.charAt(at);
    if (first == '`') {
      return quoted();
    }
    if (first >= '0' && first <= '9') {
      return number();
    }
    var word = here(WORD);
    if (word.lookingAt()) {
      at = word.end();
      return new Token.Word(word.group(), begin);
    }
    var symbol = here(SYMBOL);
    if (symbol.lookingAt()) {
      at = symbol.end();
      return new Token.Symbol(symbol.group(), begin);
    }
    throw unknown(new String(Character.toChars(text.codePointAt(at))));
  }

  private Mistake unknown(String character) {
    var meant = ELSEWHERE.get(character);
    return Mistake.at(
        at,
        "`" + character + "` means nothing in an expression",
        meant == null
            ? "operators are + - * / < <= > >= == != and or not"
            : "write `" + meant + "`");
  }

  private Token quoted() {
    int begin = at;
    int end = text.indexOf('`', begin + 1);
    if (end < 0) {
      throw Mistake.at(begin, "the backtick is never closed", "write `name`");
    }
    if (text.substring(begin + 1, end).isBlank()) {
      throw Mistake.at(begin, "there is no name between the backticks", "write `name`");
    }
    at = end + 1;
    return new Token.Quoted(text.substring(begin + 1, end), begin);
  }

  private Token number() {
    int begin = at;
    var number = here(NUMBER);
    if (!number.lookingAt()) {
      throw new IllegalStateException("a digit begins a number");
    }
    at = number.end();
    var after = here(AFTER_NUMBER);
    if (after.lookingAt()) {
      throw follows(number.group(), after.group().charAt(0));
    }
    double value = Double.parseDouble(number.group());
    if (!Double.isFinite(value)) {
      throw Mistake.at(begin, "this is too large a number", "");
    }
    return new Token.Number(value, begin);
  }

  private Mistake follows(String number, char next) {
    if (next == '%') {
      return Mistake.at(
          at,
          "a `%` is not possible in an expression",
          "percent signals run from 0 to 100: write %s; a share of something is a number such as 0.6"
              .formatted(number));
    }
    if (Character.isLetter(next)) {
      return Mistake.at(
          at,
          "a number has no unit in an expression",
          "rates are per second, times are seconds: write the plain number");
    }
    return Mistake.at(
        at, "a number cannot go on like this", "write numbers such as 7, 0.5 or 1200");
  }

  private Matcher here(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length());
  }
}
