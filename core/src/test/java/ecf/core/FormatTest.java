package ecf.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Every Java file of every module has the one format; `-Dformat.apply=true` repairs it.
class FormatTest {
  @Test
  void everyFileIsFormatted() throws Exception {
    var root = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());
    var formatter = new Formatter();
    var wrong = new ArrayList<Path>();
    try (var files = Files.walk(root)) {
      for (var f :
          (Iterable<Path>)
              files.filter(p -> p.toString().endsWith(".java") && p.toString().contains("/src/"))
                  ::iterator) {
        var text = Files.readString(f);
        var good = formatter.formatSource(RemoveUnusedImports.removeUnusedImports(text));
        if (!good.equals(text)) {
          wrong.add(root.relativize(f));
          if (Boolean.getBoolean("format.apply")) {
            Files.writeString(f, good);
          }
        }
      }
    }
    assertThat(wrong)
        .as("not formatted; run: mvn test -pl core -Dtest=FormatTest -Dformat.apply=true")
        .isEmpty();
  }
}
