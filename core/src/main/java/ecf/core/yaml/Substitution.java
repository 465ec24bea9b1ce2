package ecf.core.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Replaces `${NAME}` and `${NAME:-default}` from the environment; `$${` is a literal `${`, any
/// other `$` is itself.
///
/// The default counts where the name is unset or empty, as in a shell. A name is letters, digits
/// and `_`, not beginning with a digit. What was put in is not searched again, and a default holds
/// no `}` and no `${`. All replacements of a file together are bounded, like the file.
final class Substitution {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String OPEN = "${";
  private static final String ESCAPED = "$${";
  private static final String DEFAULT = ":-";

  private final Function<String, Optional<String>> environment;
  private int budget = YamlReader.MAX_BYTES;

  Substitution(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  /// @param occurrence of `${` in the raw text, from 0; `$${` counts too
  record Fault(int occurrence, String message, String hint) {}

  record Result(String text, boolean replaced, List<Fault> faults) {}

  Result replace(String raw) {
    if (!raw.contains(OPEN)) {
      return new Result(raw, false, List.of());
    }
    var text = new StringBuilder();
    var faults = new ArrayList<Fault>();
    boolean replaced = false;
    int occurrence = 0;
    int at = 0;
    while (at < raw.length()) {
      if (raw.startsWith(ESCAPED, at)) {
        text.append(OPEN);
        occurrence++;
        at += ESCAPED.length();
      } else if (raw.startsWith(OPEN, at)) {
        int end = raw.indexOf('}', at);
        var inside = raw.substring(at + OPEN.length(), end < 0 ? raw.length() : end);
        switch (lookUp(inside, end >= 0)) {
          case Parsed.Value<String>(String value) -> text.append(value);
          case Parsed.Wrong<String>(String message, String hint) ->
              faults.add(new Fault(occurrence, message, hint));
        }
        replaced = true;
        occurrence++;
        at = end < 0 ? raw.length() : end + 1;
      } else {
        text.append(raw.charAt(at++));
      }
    }
    return new Result(text.toString(), replaced, List.copyOf(faults));
  }

  private Parsed<String> lookUp(String inside, boolean closed) {
    if (!closed) {
      return Parsed.wrong("`${` is never closed", "close it with `}`, or write `$${` for the text");
    }
    int split = inside.indexOf(DEFAULT);
    var name = split < 0 ? inside : inside.substring(0, split);
    if (!NAME.matcher(name).matches()) {
      return Parsed.wrong(
          "`${" + Visible.shortened(inside) + "}` is not the name of an environment variable",
          "write `${NAME}` or `${NAME:-default}`, or `$${` for the text");
    }
    if (inside.contains(OPEN)) {
      return Parsed.wrong("a default cannot hold another `${`", "give the default as plain text");
    }
    var value = environment.apply(name).or(() -> split < 0 ? Optional.empty() : Optional.of(""));
    if (value.isEmpty()) {
      return Parsed.wrong(
          "`${" + name + "}` is not set in the environment",
          "set " + name + ", or write `${" + name + ":-default}`");
    }
    var text = value.get().isEmpty() && split >= 0 ? inside.substring(split + 2) : value.get();
    budget -= text.length();
    return budget < 0
        ? Parsed.wrong(
            "the environment's values make the file longer than 1 MiB", "use a shorter value")
        : Parsed.value(text);
  }
}
