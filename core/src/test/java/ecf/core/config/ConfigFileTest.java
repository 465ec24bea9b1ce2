package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.yaml.Problem;
import ecf.core.yaml.Source;
import ecf.core.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that can and cannot be read, and what a configuration is called.
class ConfigFileTest {
  private static final String SMALL =
      """
      version: 1
      targets:
        web: {type: service, id: web, capacity: {min: 1, max: 2}, policies: [{type: count, min: 1}]}
      """;

  @TempDir private Path folder;

  @Test
  void aFileIsNamedByItsBaseNameAndItsRealPath() throws Exception {
    var file = Files.writeString(folder.resolve("Shop Production.v2.yaml"), SMALL);
    var link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
    assertThat(name(file)).matches("shop-production-v2-[0-9a-f]{8}");
    assertThat(name(link)).as("the same file is the same configuration").isEqualTo(name(file));
    var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    assertThat(name(Files.copy(file, elsewhere.resolve(file.getFileName()))))
        .startsWith("shop-production-v2-")
        .isNotEqualTo(name(file));
  }

  @Test
  void theDigitsAreTheBeginningOfTheAddressesDigest() {
    assertThat(ConfigName.made("s3://bucket/shop.yaml")).isEqualTo("shop-0f06d55e");
    assertThat(ConfigName.made("/etc/" + "x".repeat(200) + ".yaml")).hasSize(63);
    assertThat(ConfigName.made("/etc/_.yaml")).startsWith("config-");
  }

  @Test
  void aByteOrderMarkAtTheBeginningDoesNotMatter() throws Exception {
    var file = Files.writeString(folder.resolve("shop.yaml"), "\uFEFF" + SMALL);
    assertThat(read(file)).isInstanceOf(Loaded.Valid.class);
  }

  @Test
  void whatIsNotThereIsAProblem() {
    assertThat(problem(folder.resolve("shop.yaml")))
        .isEqualTo("there is no such file | check its name and the current directory");
  }

  @Test
  void aFolderIsAProblem() {
    assertThat(problem(folder)).isEqualTo("this is a directory | name a file in it");
  }

  @Test
  void anotherEncodingIsAProblem() throws Exception {
    var file = folder.resolve("shop.yaml");
    Files.write(file, "version: 1 # für alle".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(problem(file)).isEqualTo("the file is not UTF-8 text | save it as UTF-8");
  }

  @Test
  void aFileThatIsTooLargeIsAProblem() throws Exception {
    var file = folder.resolve("shop.yaml");
    Files.writeString(file, "#".repeat(5 * YamlReader.MAX_BYTES));
    assertThat(problem(file)).contains("at most 1048576").contains("split it");
  }

  @Test
  void problemsNameTheFileAsTheUserDid() {
    var loaded = LabProvider.reader(Map.of()).read(new Source("./shop.yaml", "a: 1"), "/x/shop");
    assertThat(loaded)
        .isInstanceOfSatisfying(
            Loaded.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Problem::file)
                    .containsOnly("./shop.yaml"));
  }

  private static String name(Path file) {
    return ((Loaded.Valid) read(file)).config().name();
  }

  private static String problem(Path file) {
    var problems = ((Loaded.Invalid) read(file)).problems();
    assertThat(problems).hasSize(1);
    var problem = problems.getFirst();
    assertThat(problem.at()).hasToString("1:1");
    return problem.message() + " | " + problem.hint();
  }

  private static Loaded read(Path file) {
    return LabProvider.reader(Map.of()).read(file);
  }
}
