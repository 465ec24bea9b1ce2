package ecf.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// The project's own source files, for the tests that hold rules about them.
final class SourceTree {
  /// The project's root: Maven runs each module's tests in the module's folder.
  static final Path ROOT = Objects.requireNonNull(Path.of("").toAbsolutePath().getParent());

  private SourceTree() {}

  /// Every Java file of every module, main and test, as paths below [#ROOT] in a fixed order.
  static List<Path> javaFiles() throws IOException {
    try (var modules = Files.list(ROOT)) {
      return modules
          .filter(module -> Files.exists(module.resolve("pom.xml")))
          .flatMap(module -> below(module.resolve("src")))
          .filter(file -> file.toString().endsWith(".java"))
          .map(ROOT::relativize)
          .sorted()
          .toList();
    }
  }

  static String text(Path file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static Stream<Path> below(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (var files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
