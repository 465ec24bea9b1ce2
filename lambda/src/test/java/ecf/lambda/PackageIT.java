package ecf.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// The package as Lambda takes it: libraries in `lib`, nothing else, and within the limit of a
/// direct upload.
class PackageIT {
  private static final Path ZIP = Path.of("target/ecf-aws-lambda.zip");
  private static final long LARGEST_UPLOAD = 50L << 20;

  @Test
  void holdsItsLibrariesAndNothingElse() throws Exception {
    assertThat(entries()).isNotEmpty().allMatch(name -> name.matches("lib/[^/]+\\.jar"));
    assertThat(entries())
        .anyMatch(name -> name.startsWith("lib/ecf-aws-lambda"))
        .anyMatch(name -> name.startsWith("lib/ecf-aws-core"))
        .anyMatch(name -> name.startsWith("lib/ecf-aws-adapter"));
  }

  @Test
  void leavesOutWhatAFunctionNeverNeeds() throws Exception {
    assertThat(entries())
        .noneMatch(name -> name.matches("lib/(sqlite|picocli|netty|apache-client|sso|junit).*"))
        .noneMatch(name -> name.contains("tests"));
  }

  @Test
  void isSmallEnoughToUpload() throws Exception {
    assertThat(Files.size(ZIP)).isLessThan(LARGEST_UPLOAD);
  }

  private static List<String> entries() throws Exception {
    try (var zip = new ZipFile(ZIP.toFile())) {
      return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }
}
