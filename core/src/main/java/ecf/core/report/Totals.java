package ecf.core.report;

import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The last lines of a report: what came of it all, and what it cost.
final class Totals {
  private Totals() {}

  static List<String> lines(PassResult pass, Style style) {
    var lines = new ArrayList<String>();
    lines.add(outcomes(pass, style.palette()));
    Costs.total(pass).ifPresent(lines::add);
    Words.wrap(calls(pass), style.width()).forEach(line -> lines.add(style.palette().dim(line)));
    signals(pass)
        .ifPresent(cost ->
            Words.wrap(cost, style.width()).forEach(line -> lines.add(style.palette().dim(line))));
    return lines;
  }

  private static String outcomes(PassResult pass, Palette palette) {
    long applied = pass.count(Outcome.Applied.class);
    long planned = pass.count(Outcome.Planned.class);
    long unchanged = pass.count(Outcome.Unchanged.class);
    long failed = pass.count(Outcome.Failed.class);
    long skipped = pass.count(Outcome.Skipped.class);
    var parts = new ArrayList<String>();
    if (applied > 0) {
      parts.add(palette.green(applied + " changed"));
    }
    if (planned > 0) {
      parts.add(palette.bold(planned + " to change"));
    }
    if (applied == 0 && planned == 0 && failed == 0) {
      parts.add("nothing to change");
    }
    if (failed > 0) {
      parts.add(palette.red(failed + " failed"));
    }
    if (unchanged > 0) {
      parts.add(unchanged + " unchanged");
    }
    if (skipped > 0) {
      parts.add(skipped + " skipped");
    }
    return palette.bold(pass.mode().text() + ": ") + String.join(", ", parts);
  }

  private static String calls(PassResult pass) {
    int sum = pass.calls().values().stream().mapToInt(Integer::intValue).sum();
    var each =
        pass.calls().entrySet().stream()
            .map(call -> call.getKey() + (call.getValue() == 1 ? "" : " ×" + call.getValue()))
            .collect(Collectors.joining(", "));
    return Words.count(sum, "call") + " in " + took(pass.took()) + (sum == 0 ? "" : ": " + each);
  }

  /// Told before anybody applies it: that is when it can still be changed.
  private static Optional<String> signals(PassResult pass) {
    return pass.tariff().filter(_ -> pass.mode() == Mode.PLAN).map(tariff -> "signals: " + tariff);
  }

  private static String took(Duration took) {
    double seconds = took.toMillis() / 1000.0;
    return seconds < 10
        ? String.format(Locale.ROOT, "%.2fs", seconds)
        : String.format(Locale.ROOT, "%.1fs", seconds);
  }
}
