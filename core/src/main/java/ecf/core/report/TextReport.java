package ecf.core.report;

import ecf.core.model.ProviderFailure;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import java.util.ArrayList;
import java.util.HashSet;

/// What a pass would do or did, for people: a line for each target with what it is, what it becomes
/// and why, and below it whatever limited that, failed, or is odd; then the sum of it.
///
/// ```
///   + checkout     4 → 7   cpu 96 is above 60
///   - workers     10 → 8   throttle: at most -20% of 10 within 1m
///                          wanted 4: backlog 300 is below 1000 per unit: 10 → 4
///   = web-fleet    3       cpu 55 of 60 needs no change
/// ```
public final class TextReport {
  private TextReport() {}

  public static String render(PassResult pass, Style style) {
    var rows = new ArrayList<Row>();
    var told = new HashSet<ProviderFailure>();
    for (TargetResult result : pass.targets()) {
      var view = new ResultView(result);
      if (style.detail() != Style.Detail.SHORT || isNews(view)) {
        rows.add(TargetText.row(view, style, told));
      }
    }
    var text = new StringBuilder();
    if (!rows.isEmpty()) {
      text.append(Row.laidOut(rows, style)).append("\n");
    }
    Totals.lines(pass, style).forEach(line -> text.append(line).append("\n"));
    return text.toString();
  }

  private static boolean isNews(ResultView view) {
    return switch (view.result().outcome()) {
      case Outcome.Applied _, Outcome.Planned _, Outcome.Failed _ -> true;
      case Outcome.Unchanged _, Outcome.Skipped _ -> !view.result().warnings().isEmpty();
    };
  }
}
