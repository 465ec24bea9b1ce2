package ecf.core.report;

import ecf.core.doctor.Checked;
import ecf.core.doctor.Diagnosis;
import ecf.core.model.Finding;
import ecf.core.model.Finding.Severity;
import ecf.core.model.TargetId;
import java.util.ArrayList;
import java.util.stream.Collectors;

/// What doctor found, the worst first, each with what comes of it and what to do; then one line for
/// each thing that was looked at.
public final class DoctorText {
  private static final String INDENT = "      ";

  private DoctorText() {}

  public static String render(Diagnosis diagnosis, Style style) {
    var text = new StringBuilder();
    for (Diagnosis.Found found : diagnosis.findings()) {
      if (style.detail() != Style.Detail.SHORT || found.finding().severity() == Severity.PROBLEM) {
        append(text, found.finding(), style);
      }
    }
    if (style.detail() != Style.Detail.SHORT) {
      text.append("checked\n");
      var table = new Table("  ", style.width());
      diagnosis.checks().forEach(check -> table.row(sign(check), check.name(), check.summary()));
      table.lines().forEach(lines -> lines.forEach(line -> text.append(line).append("\n")));
      text.append("\n");
    }
    return text.append(counts(diagnosis)).append("\n").toString();
  }

  private static void append(StringBuilder text, Finding finding, Style style) {
    var whom =
        finding.targets().isEmpty()
            ? ""
            : finding.targets().stream().map(TargetId::name).collect(Collectors.joining(", "))
                + ": ";
    var head = Words.wrap(finding.severity().text() + "  " + whom + finding.what(), wide(style, 2));
    for (int i = 0; i < head.size(); i++) {
      var line = (i == 0 ? "  " : INDENT) + head.get(i);
      text.append(painted(finding.severity(), line, style.palette())).append("\n");
    }
    for (String line : Words.wrap(finding.why(), wide(style, INDENT.length()))) {
      text.append(INDENT).append(line).append("\n");
    }
    var todo = Words.wrap("to do: " + finding.todo(), wide(style, INDENT.length()));
    todo.forEach(line -> text.append(INDENT).append(line).append("\n"));
    text.append("\n");
  }

  private static int wide(Style style, int indent) {
    return style.width() - indent;
  }

  private static String painted(Severity severity, String line, Palette palette) {
    return switch (severity) {
      case PROBLEM -> palette.red(line);
      case WARNING -> palette.yellow(line);
      case NOTE -> palette.bold(line);
    };
  }

  /// The worst that a check found.
  private static String sign(Checked check) {
    return check.findings().stream()
        .map(Finding::severity)
        .min(Severity::compareTo)
        .map(severity ->
            switch (severity) {
              case PROBLEM -> "!";
              case WARNING -> "~";
              case NOTE -> "·";
            })
        .orElse(check.known() ? "=" : "?");
  }

  /// `1 problem, 2 warnings`, `nothing stands in the way`
  private static String counts(Diagnosis diagnosis) {
    var parts = new ArrayList<String>();
    for (Severity severity : Severity.values()) {
      long count = diagnosis.count(severity);
      if (count > 0) {
        parts.add(Words.count(count, severity.text()));
      }
    }
    var way = diagnosis.unserved() == 0 ? "nothing stands in the way" : stopped(diagnosis);
    return "doctor: " + way + (parts.isEmpty() ? "" : "; " + String.join(", ", parts));
  }

  private static String stopped(Diagnosis diagnosis) {
    int all = diagnosis.targets();
    return diagnosis.unserved() == all
        ? "no target can be served"
        : diagnosis.unserved() + " of " + Words.count(all, "target") + " cannot be served";
  }
}
