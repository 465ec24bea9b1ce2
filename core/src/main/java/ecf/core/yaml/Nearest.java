package ecf.core.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the known name that a misspelt one was meant to be.
///
/// Case, `-` and `_` do not count (`min-healthy` is near `minHealthy`); else by edits (a letter
/// added, left out, changed, or two neighbours swapped), at most one per three letters and never
/// more than three: `cooldwon` → `cooldown`.
public final class Nearest {
  private static final int LETTERS_PER_EDIT = 3;
  private static final int MOST_EDITS = 3;
  private static final int LISTED = 40;

  /// Longer words are no misspelt names.
  private static final int LONGEST = 100;

  /// Among so many, nearness means little, and looking takes long.
  private static final int MOST_KNOWN = 1_000;

  private record Candidate(String name, int edits, boolean sameBeginning) {}

  /// People seldom misspell the first letter.
  private static final Comparator<Candidate> NEAREST_FIRST =
      Comparator.comparingInt(Candidate::edits)
          .thenComparing(Candidate::sameBeginning, Comparator.reverseOrder());

  private Nearest() {}

  /// The nearest of `known`, of equals one with the same first letter; empty when none is near.
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    var wanted = normal(word);
    int allowed = Math.clamp(wanted.length() / LETTERS_PER_EDIT, 1, MOST_EDITS);
    return known.stream()
        .limit(MOST_KNOWN)
        .filter(name -> name.length() <= 2 * LONGEST)
        .filter(name -> Math.abs(normal(name).length() - wanted.length()) <= allowed)
        .map(name -> candidate(name, wanted))
        .filter(c -> c.edits() <= allowed && c.edits() < wanted.length())
        .min(NEAREST_FIRST)
        .map(Candidate::name);
  }

  /// A hint for an unknown name: "did you mean `cpu`?", else "known signals: cpu, memory", else "".
  ///
  /// @param what the known ones are called, in the plural: "signals"
  public static String hint(String word, Collection<String> known, String what) {
    return to(word, known)
        .map(name -> "did you mean `" + name + "`?")
        .orElseGet(() -> known.isEmpty() ? "" : "known " + what + ": " + listed(known));
  }

  private static String listed(Collection<String> known) {
    var list = known.stream().limit(LISTED).collect(Collectors.joining(", "));
    return known.size() > LISTED ? list + ", …" : list;
  }

  private static Candidate candidate(String name, String wanted) {
    var normal = normal(name);
    boolean sameBeginning = normal.regionMatches(0, wanted, 0, 1);
    return new Candidate(name, edits(wanted, normal), sameBeginning);
  }

  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /// The Damerau-Levenshtein distance (optimal string alignment).
  static int edits(String a, String b) {
    var before = new int[b.length() + 1];
    var above = new int[b.length() + 1];
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      var free = before;
      before = above;
      above = row;
      row = free;
    }
    return above[b.length()];
  }
}
