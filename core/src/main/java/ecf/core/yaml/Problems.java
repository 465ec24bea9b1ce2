package ecf.core.yaml;

import ecf.core.yaml.Problem.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Collects all problems of one load. Mutable, used by one thread.
///
/// The same problem found twice (a shared setting that is read once per target) is kept once. At
/// most [#SHOWN] are reported, errors before warnings, and one more that says how many there are
/// beyond; so a hostile file cannot fill the memory or the screen.
public final class Problems {
  /// How many problems [#all] reports before it says "and N more".
  public static final int SHOWN = 100;

  private static final int KEPT = 10 * SHOWN;
  private static final Comparator<Problem> IN_FILE_ORDER = Comparator.comparing(Problem::at);

  /// Where what is recorded goes instead, and as what.
  private record Passed(Problems to, Function<Problem, Optional<Problem>> as) {}

  private final String file;
  private final Optional<Passed> passed;
  private final Set<Problem> kept = new LinkedHashSet<>();
  private int beyond;
  private boolean errorBeyond;

  public Problems(String file) {
    this(file, Optional.empty());
  }

  private Problems(String file, Optional<Passed> passed) {
    this.file = file;
    this.passed = passed;
  }

  /// Problems that arrive here, each as something else or not at all. Nothing is kept there.
  ///
  /// @param as a pure function
  public Problems passing(Function<Problem, Optional<Problem>> as) {
    return new Problems(file, Optional.of(new Passed(this, as)));
  }

  /// Records what was found elsewhere.
  public void add(Problem problem) {
    if (passed.isPresent()) {
      var to = passed.get().to();
      passed.get().as().apply(problem).ifPresent(to::add);
    } else if (kept.size() < KEPT) {
      kept.add(problem);
    } else if (!kept.contains(problem)) {
      beyond++;
      errorBeyond |= problem.severity() == Severity.ERROR;
    }
  }

  public String file() {
    return file;
  }

  public void error(Position at, String message) {
    error(at, message, "");
  }

  public void error(Position at, String message, String hint) {
    add(Severity.ERROR, at, message, hint);
  }

  public void warn(Position at, String message) {
    warn(at, message, "");
  }

  public void warn(Position at, String message, String hint) {
    add(Severity.WARNING, at, message, hint);
  }

  /// In file order; problems of one place in the order in which they were found.
  public List<Problem> all() {
    if (kept.size() + beyond <= SHOWN) {
      return kept.stream().sorted(IN_FILE_ORDER).toList();
    }
    var shown =
        new ArrayList<>(
            kept.stream()
                .sorted(Comparator.comparing(Problem::severity).thenComparing(IN_FILE_ORDER))
                .limit(SHOWN)
                .sorted(IN_FILE_ORDER)
                .toList());
    int more = kept.size() + beyond - SHOWN;
    var severity = hasErrors() ? Severity.ERROR : Severity.WARNING;
    shown.add(
        new Problem(
            severity,
            file,
            shown.getLast().at(),
            "and " + more + " more " + (more == 1 ? "problem" : "problems"),
            "mend these first, then look again"));
    return List.copyOf(shown);
  }

  /// Everything that was kept, far more than anybody would read.
  public List<Problem> kept() {
    return List.copyOf(kept);
  }

  public boolean hasErrors() {
    return errorBeyond || kept.stream().anyMatch(p -> p.severity() == Severity.ERROR);
  }

  /// Whether there are so many errors that looking for more would only take time.
  public boolean enough() {
    return errorBeyond;
  }

  /// Takes an error back that a better one explains: a missing key that is there, misspelt.
  void retract(Position at, String message, String hint) {
    retract(new Problem(Severity.ERROR, file, at, shown(message), shown(hint)));
  }

  private void retract(Problem problem) {
    if (passed.isPresent()) {
      var to = passed.get().to();
      passed.get().as().apply(problem).ifPresent(to::retract);
    } else {
      kept.remove(problem);
    }
  }

  private void add(Severity severity, Position at, String message, String hint) {
    add(new Problem(severity, file, at, shown(message), shown(hint)));
  }

  /// Whoever wrote a secret address into the file need not have it in a log as well.
  private static String shown(String text) {
    return Visible.text(WebAddress.masked(text));
  }
}
