package ecf.core.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Finds where each `${` of a value stands in the file.
final class ReferencePlaces {
  private final String text;
  private int[] points = {};

  ReferencePlaces(String text) {
    this.text = text;
  }

  /// One place for each `${` of the value. An escape (`"\x24{"`) can hide one from the search; then
  /// all of them stand at the value's beginning.
  List<Position> in(ScalarEvent event) {
    var begin = EventStream.at(event);
    var found = search(begin, index(event.getStartMark()), index(event.getEndMark()));
    int wanted = occurrences(event.getValue());
    return found.size() == wanted ? found : Collections.nCopies(wanted, begin);
  }

  private List<Position> search(Position begin, int from, int to) {
    if (points.length == 0) {
      points = text.codePoints().toArray(); // once, and only for a file with something to find
    }
    var found = new ArrayList<Position>();
    int line = begin.line();
    int column = begin.column();
    for (int i = from; i < Math.min(to, points.length - 1); i++) {
      if (points[i] == '$' && points[i + 1] == '{') {
        found.add(new Position(line, column));
      }
      if (points[i] == '\n' || points[i] == '\r' && points[i + 1] != '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return found;
  }

  private static int occurrences(String raw) {
    int count = 0;
    for (int i = raw.indexOf("${"); i >= 0; i = raw.indexOf("${", i + 2)) {
      count++;
    }
    return count;
  }

  private static int index(Optional<Mark> mark) {
    return mark.map(Mark::getIndex).orElse(0);
  }
}
