package ecf.cli.samples;

import ecf.core.yaml.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Damages files: their bytes, their lines, their keys, their values, and what hangs below which
/// key. The same seed makes the same damage.
final class Mutations {
  private static final List<String> PIECES =
      List.of(
          ":",
          ": ",
          "- ",
          "? ",
          "&a ",
          "*a",
          "!!str ",
          "!",
          "|",
          ">",
          "'",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          "#",
          "%",
          "@",
          "`",
          "\t",
          "\n",
          "\r",
          "\r\n",
          "---\n",
          "...\n",
          "%YAML 1.1\n",
          "<<: ",
          "${",
          "${X}",
          "${NAME}",
          "$${",
          "~",
          "null",
          "\\",
          "\\x",
          "\\u12",
          "\\UFFFFFFFF",
          "\0",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\uD800",
          "\uDC00",
          "😀",
          "é",
          "\n  ",
          "\n      ");

  private static final List<String> VALUES =
      List.of(
          "~",
          "null",
          "off",
          "on",
          "yes",
          "true",
          "false",
          "''",
          "0",
          "1",
          "-1",
          "60",
          "0.6",
          "1e999",
          "-0.0",
          ".nan",
          ".inf",
          "0x1F",
          "010",
          "2147483647",
          "2147483648",
          "-2147483648",
          "99999999999999999999",
          "60%",
          "-5%",
          "100000%",
          "5m",
          "-5m",
          "300",
          "1h30m",
          "999999999d",
          "0s",
          "900/s",
          "54000/m",
          "1/d",
          "0.05 USD/h",
          "-1 EUR/s",
          "2 of 3",
          "3 of 2",
          "0 of 0",
          "+1",
          "=10",
          "+50%",
          "* * * * *",
          "0 8 31 2 *",
          "*/0 * * * *",
          "FRI 18:00",
          "25:61",
          "2026-02-30",
          "9999-12-31",
          "Europe/Berlin",
          "Europe/Berln",
          "p99.9",
          "p101",
          "cpu",
          "targetTracking",
          "web",
          "checkout",
          "{}",
          "[]",
          "[[]]",
          "{a: b}",
          "[cpu, cpu]",
          "${X}",
          "\"${X:-60%}\"",
          "\"$${\"",
          "x + y * (z",
          "((((((((((1))))))))))",
          "1/0",
          "\"\\u202e\"",
          "'😀'",
          "arn:aws:",
          "/",
          "../../etc/passwd");

  private static final Pattern KEY = Pattern.compile("[A-Za-z][\\w-]*+(?=\"?:)");
  private static final Pattern VALUE = Pattern.compile("(?<=: )[^\\n#{}\\[\\],]++");

  private final RandomGenerator random;
  private final List<String> seeds;
  private final List<Node.Mapping> trees;
  private final List<String> keys;
  private final List<UnaryOperator<String>> ofText;

  /// @param trees of the seeds, where they have one
  /// @param keys of the language
  Mutations(
      RandomGenerator random, List<String> seeds, List<Node.Mapping> trees, List<String> keys) {
    this.random = random;
    this.seeds = seeds;
    this.trees = trees;
    this.keys = keys;
    ofText =
        List.of(
            this::flipBit,
            this::insertPiece,
            this::removePart,
            this::repeatPart,
            this::partOfAnother,
            this::truncate,
            this::swapLines,
            this::changeIndentation,
            this::otherKey,
            this::misspeltKey,
            this::otherValue,
            this::otherValue);
  }

  /// One of the seeds, damaged up to three times.
  String next() {
    boolean structure = random.nextInt(3) == 0;
    var text = structure ? restructured() : one(seeds);
    for (int n = random.nextInt(3) + (structure ? 0 : 1); n > 0; n--) {
      text = one(ofText).apply(text);
    }
    return text;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private int place(String text) {
    return random.nextInt(text.length() + 1);
  }

  // --- bytes and characters ---

  /// As a file with a flipped bit would arrive: decoded with replacement characters where it is no
  /// UTF-8 any more.
  private String flipBit(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String insertPiece(String text) {
    int at = place(text);
    return text.substring(0, at) + one(PIECES) + text.substring(at);
  }

  private String removePart(String text) {
    int from = place(text);
    int to = Math.min(text.length(), from + random.nextInt(20));
    return text.substring(0, from) + text.substring(to);
  }

  private String repeatPart(String text) {
    int from = place(text);
    int to = Math.min(text.length(), from + random.nextInt(200));
    int times = random.nextInt(100) == 0 ? 100 : 2;
    return text.substring(0, from) + text.substring(from, to).repeat(times) + text.substring(to);
  }

  private String partOfAnother(String text) {
    var other = one(seeds);
    int from = place(other);
    int to = Math.min(other.length(), from + random.nextInt(200));
    int at = place(text);
    return text.substring(0, at) + other.substring(from, to) + text.substring(at);
  }

  private String truncate(String text) {
    return random.nextInt(4) == 0 ? text.substring(0, place(text)) : text;
  }

  // --- lines ---

  private String swapLines(String text) {
    var lines = new ArrayList<>(text.lines().toList());
    if (lines.size() > 1) {
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    }
    return String.join("\n", lines);
  }

  private String changeIndentation(String text) {
    var lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty()) {
      int i = random.nextInt(lines.size());
      var line = lines.get(i);
      lines.set(i, random.nextBoolean() ? "  " + line : line.replaceFirst("^ {1,2}", ""));
    }
    return String.join("\n", lines);
  }

  // --- keys and values ---

  private String otherKey(String text) {
    return replaced(text, KEY, _ -> one(keys));
  }

  private String misspeltKey(String text) {
    return replaced(
        text,
        KEY,
        key -> {
          int at = random.nextInt(key.length());
          return key.substring(0, at) + key.substring(Math.min(key.length(), at + 1));
        });
  }

  private String otherValue(String text) {
    return replaced(text, VALUE, _ -> one(VALUES));
  }

  private String replaced(String text, Pattern what, UnaryOperator<String> by) {
    var at = what.matcher(text);
    if (!at.find(place(text)) && !at.find(0)) {
      return text;
    }
    return text.substring(0, at.start()) + by.apply(at.group()) + text.substring(at.end());
  }

  // --- structure ---

  /// A file one or two of whose values were put elsewhere, taken away, doubled or wrapped.
  private String restructured() {
    Node tree = one(trees);
    for (int n = random.nextInt(2); n >= 0; n--) {
      tree = damaged(tree, 0);
    }
    var text = new StringBuilder();
    write(tree, text, 0);
    return text.toString();
  }

  private Node damaged(Node node, int depth) {
    if (depth > 0 && random.nextInt(6) == 0) {
      return other(node);
    }
    return switch (node) {
      case Node.Mapping(var entries, var at) when !entries.isEmpty() -> {
        var changed = new ArrayList<>(entries);
        int i = random.nextInt(changed.size());
        var entry = changed.get(i);
        switch (random.nextInt(8)) {
          case 0 -> changed.remove(i);
          case 1 -> changed.add(entry);
          case 2 -> changed.set(i, new Node.Entry(one(keys), at, entry.value()));
          case 3 -> changed.add(new Node.Entry(one(keys), at, other(node)));
          default ->
              changed.set(i, new Node.Entry(entry.key(), at, damaged(entry.value(), depth + 1)));
        }
        yield new Node.Mapping(changed, at);
      }
      case Node.Sequence(var items, var at, var _) when !items.isEmpty() -> {
        var changed = new ArrayList<>(items);
        int i = random.nextInt(changed.size());
        switch (random.nextInt(6)) {
          case 0 -> changed.remove(i);
          case 1 -> changed.add(changed.get(i));
          default -> changed.set(i, damaged(changed.get(i), depth + 1));
        }
        yield new Node.Sequence(changed, at);
      }
      case Node.Mapping _, Node.Sequence _, Node.Scalar _, Node.Unreadable _ -> other(node);
    };
  }

  /// Something that may stand elsewhere in a file, or the value in another form.
  private Node other(Node node) {
    var at = node.at();
    return switch (random.nextInt(5)) {
      case 0 -> new Node.Sequence(List.of(node, node), at);
      case 1 -> new Node.Mapping(List.of(new Node.Entry(one(keys), at, node)), at);
      case 2 -> new Node.Scalar(one(VALUES), "", false, false, at);
      default -> somewhere(one(trees));
    };
  }

  private Node somewhere(Node node) {
    var below =
        switch (node) {
          case Node.Mapping(var entries, var _) -> entries.stream().map(Node.Entry::value).toList();
          case Node.Sequence(var items, var _, var _) -> items;
          case Node.Scalar _, Node.Unreadable _ -> List.<Node>of();
        };
    return below.isEmpty() || random.nextInt(4) == 0 ? node : somewhere(one(below));
  }

  /// In blocks near the root, in braces further down.
  private static void write(Node node, StringBuilder text, int depth) {
    switch (node) {
      case Node.Scalar(var value, var _, boolean quoted, var _, var _, var _) ->
          text.append(quoted || value.isEmpty() || value.contains(" ") ? quoted(value) : value);
      case Node.Unreadable _ -> text.append('~');
      case Node.Sequence(var items, var _, var _) -> {
        text.append('[');
        for (Node item : items) {
          write(item, text, depth + 10);
          text.append(", ");
        }
        text.append(']');
      }
      case Node.Mapping(var entries, var _) when depth < 3 -> {
        for (Node.Entry entry : entries) {
          text.append('\n').append("  ".repeat(depth)).append(entry.key()).append(": ");
          write(entry.value(), text, depth + 1);
        }
      }
      case Node.Mapping(var entries, var _) -> {
        text.append('{');
        for (Node.Entry entry : entries) {
          text.append(entry.key()).append(": ");
          write(entry.value(), text, depth + 10);
          text.append(", ");
        }
        text.append('}');
      }
    }
  }

  private static String quoted(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
