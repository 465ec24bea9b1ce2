package ecf.core.yaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of reading one text: the tree, and the problems as lines "place message | hint".
record ReadText(Optional<Node.Mapping> root, List<String> problems) {
  static final Map<String, String> ENVIRONMENT =
      Map.of("NAME", "shop", "MIN", "2", "SECRET", "hunter2", "EMPTY", "", "NOTHING", "null");

  static ReadText of(String text) {
    var problems = new Problems("shop.yaml");
    var root = read(text, problems);
    return new ReadText(root, lines(problems));
  }

  static Optional<Node.Mapping> read(String text, Problems problems) {
    return YamlReader.read(
        new Source("shop.yaml", text), n -> Optional.ofNullable(ENVIRONMENT.get(n)), problems);
  }

  static List<String> lines(Problems problems) {
    return problems.all().stream().map(ReadText::line).toList();
  }

  private static String line(Problem problem) {
    var hint = problem.hint().isEmpty() ? "" : " | " + problem.hint();
    return problem.at() + " " + problem.message() + hint;
  }
}
