package ecf.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// A text that is known to be good, kept in a file that people can read and review.
///
/// With `-Dgolden.write=true` a test writes what it got, and still fails once, so that a change of
/// many texts is one look at a diff.
public final class Golden {
  private final Path folder;

  private Golden(Path folder) {
    this.folder = folder;
  }

  /// @param folder below the module's `src/test/resources`
  public static Golden in(String folder) {
    return new Golden(Path.of("src", "test", "resources").resolve(folder));
  }

  public void check(String file, String text) {
    var path = folder.resolve(file);
    var good = read(path);
    if (!good.equals(text) && Boolean.getBoolean("golden.write")) {
      write(path, text);
    }
    assertThat(text).as("%s; rewrite with -Dgolden.write=true", path).isEqualTo(good);
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path path, String text) {
    try {
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
