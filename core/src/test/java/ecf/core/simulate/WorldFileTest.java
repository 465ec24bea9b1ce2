package ecf.core.simulate;

import static ecf.core.testing.Scene.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorldFileTest {
  private static final String TEXT =
      """
      {
        "version" : 1,
        "world" : {
          "began" : "2026-11-21T10:00:00Z",
          "clock" : {
            "real" : "2026-11-21T10:00:30Z",
            "virtual" : "2026-11-21T11:00:30Z",
            "speed" : 60
          },
          "services" : {
            "web" : {
              "since" : "2026-11-21T10:00:30Z",
              "before" : 3,
              "changes" : {
                "2026-11-21T10:30:00.500Z" : 5
              }
            }
          }
        }
      }\
      """;

  private static final World WORLD =
      new World(
          time("10:00"),
          new World.Anchor(time("10:00:30"), time("11:00:30"), 60),
          new TreeMap<>(
              Map.of(
                  "web",
                  Timeline.of(time("10:00:30"), 3).asked(time("10:30").plusMillis(500), 5))));

  @TempDir Path folder;

  @Test
  void theFormIsKeptFromVersionToVersion() throws Exception {
    new WorldFile(folder, "shop").update(() -> WORLD, UnaryOperator.identity());
    assertThat(folder.resolve("shop.world.json")).content().isEqualTo(TEXT);
    assertThat(new WorldFile(folder, "shop").read()).contains(WORLD);
  }

  @Test
  void whereNothingIsNothingIsRead() {
    assertThat(new WorldFile(folder, "shop").read()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void foldersAreMade() {
    var deep = folder.resolve("state").resolve("ecf-aws");
    new WorldFile(deep, "shop").update(() -> WORLD, UnaryOperator.identity());
    assertThat(deep.resolve("shop.world.json")).exists();
  }

  @Test
  void whatDoesNotChangeIsNotWritten() throws Exception {
    var file = new WorldFile(folder, "shop");
    file.update(() -> WORLD, UnaryOperator.identity());
    var before = Files.readAttributes(folder.resolve("shop.world.json"), "unix:ino");
    file.update(() -> WORLD, UnaryOperator.identity());
    assertThat(Files.readAttributes(folder.resolve("shop.world.json"), "unix:ino"))
        .as("every write makes a new file")
        .isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"version\":1}",
        "{\"version\":1,\"world\":null}",
        "{\"version\":1,\"world\":{}}",
        "{\"version\":1,\"world\":{\"began\":\"2026-11-21T10:00:00Z\"",
        "\u0000\u0000\u0000"
      })
  void aDamagedFileSaysWhatToDo(String text) throws Exception {
    var file = folder.resolve("shop.world.json");
    Files.writeString(file, text);
    assertThatThrownBy(() -> new WorldFile(folder, "shop").read())
        .isInstanceOfSatisfying(
            Unavailable.class,
            thrown -> {
              assertThat(thrown.failure().kind()).isEqualTo(ProviderFailure.Kind.STATE);
              assertThat(thrown.failure().message())
                  .startsWith("the world's file shop.world.json ");
              assertThat(thrown.failure().hint()).endsWith("or delete it to begin anew: " + file);
              assertThat(thrown.failure().retryable()).isFalse();
            });
    assertThatThrownBy(
            () -> new WorldFile(folder, "shop").update(() -> WORLD, UnaryOperator.identity()))
        .isInstanceOf(Unavailable.class);
    assertThat(file).as("it is not overwritten").content().isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"web\" : null",
        "\"web\" : {\"since\" : \"2026-11-21T10:00:30Z\", \"before\" : 3}",
        "\"web\" : {\"since\" : \"2026-11-21T10:00:30Z\", \"changes\" : {}}",
        "\"web\" : {\"since\" : null, \"before\" : 3, \"changes\" : {\"2026-11-21T10:00:30Z\" :"
            + " 3}}",
        "\"web\" : {\"since\" : \"2026-11-21T10:00:30Z\", \"before\" : 3, \"changes\" : {\"now\" :"
            + " 3}}",
        "\"web\" : {\"since\" : \"2026-11-21T10:00:30Z\", \"before\" : 3, \"changes\" :"
            + " {\"2026-11-21T10:00:30Z\" : -3}}",
        "\"web\" : {\"since\" : \"2026-11-21T10:00:30Z\", \"before\" : 3, \"changes\" :"
            + " {\"2026-11-21T10:00:30Z\" : null}}"
      })
  void aServiceThatMakesNoSenseIsDamage(String service) throws Exception {
    var file = folder.resolve("shop.world.json");
    Files.writeString(
        file, TEXT.replaceFirst("(?s)\"web\" : .*}\\R    }\\R  }\\R}", service + "}}}"));
    assertThatThrownBy(() -> new WorldFile(folder, "shop").read())
        .isInstanceOfSatisfying(
            Unavailable.class,
            thrown -> assertThat(thrown.failure().message()).contains("is damaged"));
  }

  @Test
  void aLaterFormIsLeftAlone() throws Exception {
    Files.writeString(folder.resolve("shop.world.json"), TEXT.replace(": 1,", ": 2,"));
    assertThatThrownBy(() -> new WorldFile(folder, "shop").read())
        .hasMessageContaining("is no world that this version of ecf-aws knows");
  }

  @Test
  void aFolderThatIsAFileSaysSo() throws Exception {
    var wrong = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(
            () -> new WorldFile(wrong, "shop").update(() -> WORLD, UnaryOperator.identity()))
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("cannot be");
  }

  @Test
  void writersAtOnceLoseNothing() throws Exception {
    int writers = 8;
    int changes = 50;
    new WorldFile(folder, "shop").update(() -> WORLD, UnaryOperator.identity());
    try (var threads = Executors.newFixedThreadPool(writers)) {
      var writing =
          IntStream.range(0, writers)
              .<Callable<Void>>mapToObj(writer ->
                  () -> {
                    var file = new WorldFile(folder, "shop");
                    for (int i = 0; i < changes; i++) {
                      file.update(() -> WORLD, WorldFileTest::oneMore);
                    }
                    return null;
                  })
              .toList();
      for (var done : threads.invokeAll(writing)) {
        done.get();
      }
    }
    var world = new WorldFile(folder, "shop").read().orElseThrow();
    assertThat(web(world).changes().lastEntry().getValue()).isEqualTo(5 + writers * changes);
  }

  private static World oneMore(World world) {
    var last = web(world).changes().lastEntry();
    return world.asked("web", last.getKey().plusMillis(1), last.getValue() + 1);
  }

  private static Timeline web(World world) {
    return Objects.requireNonNull(world.services().get("web"));
  }
}
