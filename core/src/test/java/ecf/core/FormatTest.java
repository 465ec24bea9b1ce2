package ecf.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Every Java file of every module has the one format. With `-Dformat.apply=true` this test writes
/// it, and still fails once, so that a build never passes on files that it has just changed.
class FormatTest {
  @Test
  void everyFileIsFormatted() throws Exception {
    var formatter = new Formatter();
    var wrong = new ArrayList<Path>();
    for (var file : SourceTree.javaFiles()) {
      var text = SourceTree.text(file);
      var imports =
          ImportOrderer.reorderImports(
              RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
      var good = formatter.formatSource(imports);
      if (!good.equals(text)) {
        wrong.add(file);
        if (Boolean.getBoolean("format.apply")) {
          Files.writeString(SourceTree.ROOT.resolve(file), good);
        }
      }
    }
    assertThat(wrong)
        .as("not formatted; repair: mvn -q -pl core test -Dtest=FormatTest -Dformat.apply=true")
        .isEmpty();
  }
}
