package ecf.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Rules that the text of the sources shows best. They hold for all modules, main and test.
class SourceRulesTest {
  /// Names that say nothing about what a class is; the domain has a better word.
  private static final Pattern EMPTY_NAME =
      Pattern.compile(".*(Manager|Helper|Helpers|Util|Utils|Impl)\\.java");

  /// Written in two halves, so that this file passes its own rule.
  private static final List<String> NEVER =
      List.of("TO" + "DO", "FIX" + "ME", "@Dis" + "abled", "Thread.sl" + "eep");

  @Test
  void theTreeIsReallyRead() throws Exception {
    assertThat(SourceTree.javaFiles())
        .contains(
            Path.of("core/src/test/java/ecf/core/SourceRulesTest.java"),
            Path.of("aws-adapter/src/main/java/ecf/aws/package-info.java"),
            Path.of("cli/src/main/java/ecf/cli/package-info.java"),
            Path.of("lambda/src/main/java/ecf/lambda/package-info.java"));
  }

  @Test
  void everyPackageTreatsNullAsAnError() throws Exception {
    var marked =
        packagesOf(
            file -> file.endsWith("package-info.java") && contains(file, "@NullMarked\npackage"));
    assertThat(packagesOf(file -> true))
        .as("packages without a package-info.java that says @NullMarked")
        .isSubsetOf(marked);
  }

  @Test
  void everyNameSaysWhatTheClassIs() throws Exception {
    assertThat(filesThat(file -> EMPTY_NAME.matcher(file.toString()).matches()))
        .as("names that say nothing: find the domain's word")
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLaterAndNothingSleeps() throws Exception {
    for (var word : NEVER) {
      assertThat(filesThat(file -> contains(file, word)))
          .as("files with %s: finish it, or wait for a condition", word)
          .isEmpty();
    }
  }

  private static List<Path> filesThat(Predicate<Path> rule) throws IOException {
    return SourceTree.javaFiles().stream().filter(rule).toList();
  }

  /// A package of tests is the same package as its sources: one package-info serves both.
  private static Set<String> packagesOf(Predicate<Path> rule) throws IOException {
    return filesThat(rule).stream()
        .map(file -> Objects.requireNonNull(file.getParent()).toString())
        .map(folder -> folder.replaceFirst("/src/(main|test)/java/", " "))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean contains(Path file, String text) {
    try {
      return SourceTree.text(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
