package ecf.cli.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Memories;
import ecf.core.port.Unavailable;
import ecf.core.port.testing.MemoriesContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteMemoriesTest implements MemoriesContract {
  @TempDir Path temp;
  private Path folder;
  private Path file;

  /// A name that SQLite would cut off, or take for a parameter, if it were not written as a URI.
  @BeforeEach
  void inAFolderWithAnAwkwardName() {
    folder = temp.resolve("my state?mode=ro&größe%20#1").resolve("ecf-aws");
    file = folder.resolve("shop.db");
  }

  @Override
  public Memories open(String name, String region, String pass) {
    return new SqliteMemories(new StateFolder(folder), name, _ -> region, pass);
  }

  private Memories open(String pass) {
    return open("shop", "eu-central-1", pass);
  }

  @Test
  void nothingIsMadeBeforeTheFirstUse() {
    try (var _ = open("p1")) {
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void itIsOneFileThatNobodyElseMayRead() throws IOException {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH));
      try (var files = Files.walk(folder)) {
        assertThat(files)
            .allSatisfy(path ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .endsWith("------"));
      }
    }
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
    }
  }

  @Test
  void aCommitIsOnDiskBeforeAnyoneIsTold() throws SQLException {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH));
    }
    assertThat(asked("pragma journal_mode")).isEqualTo("wal");
  }

  @Test
  void aLaterSchemaIsRefused() throws SQLException {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH));
    }
    execute("pragma user_version = 2");

    assertThat(failureOfLoad().message())
        .isEqualTo(file + " was written by a newer ecf-aws (schema 2)");
  }

  @Test
  void aDocumentOfALaterSchemaIsRefusedByName() throws SQLException {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH));
    }
    execute("update memory set document = replace(document, 'memory/1', 'memory/2')");

    assertThat(failureOfLoad().message())
        .isEqualTo(
            "ecsService/shop/checkout (eu-central-1) in "
                + file
                + " was written by a newer ecf-aws (ecf/memory/2)");
  }

  @Test
  void aFileThatIsNoDatabaseIsLeftAlone() throws IOException {
    StateFolder.makeFolder(folder);
    var text = "this is a text of another program".repeat(100);
    Files.writeString(file, text);

    assertThat(failureOfLoad().message())
        .isEqualTo(file + " is damaged or is not a state of ecf-aws");
    assertThat(file).hasContent(text);
  }

  @Test
  void aFileInPlaceOfTheFolderIsTold() throws IOException {
    StateFolder.makeFolder(folder.resolveSibling("."));
    Files.writeString(folder, "");

    assertThat(failureOfLoad().message()).contains(folder.toString(), "is in the way");
  }

  @Test
  void aFolderInPlaceOfTheFileIsTold() throws IOException {
    StateFolder.makeFolder(file);

    assertThat(failureOfLoad().message()).contains(file.toString(), "is in the way");
  }

  @Test
  void afterAFailureTheNextCallTriesAgain() throws IOException {
    StateFolder.makeFolder(file);
    try (var memories = open("p1")) {
      assertThatThrownBy(() -> memories.load(List.of(CHECKOUT))).isInstanceOf(Unavailable.class);
      Files.delete(file);
      assertThat(memories.save(Map.of(CHECKOUT, FRESH))).containsOnlyKeys(CHECKOUT);
    }
  }

  @Test
  void aWriterThatNeverEndsIsNotWaitedForWithoutEnd() throws SQLException {
    try (var memories =
        new SqliteMemories(
            new StateFolder(folder), "shop", _ -> "eu-central-1", "p1", Duration.ofMillis(20))) {
      memories.save(Map.of(CHECKOUT, FRESH));
      try (var other = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
          var statement = other.createStatement()) {
        statement.execute("begin immediate");

        var failure =
            catchThrowableOfType(Unavailable.class, () -> memories.save(Map.of(WORKERS, FRESH)))
                .failure();
        assertThat(failure.call()).isEqualTo("state:save");
        assertThat(failure.message()).isEqualTo("another program keeps " + file + " locked");
        assertThat(failure.retryable()).isTrue();
        // who only reads does not wait
        assertThat(memories.load(List.of(CHECKOUT))).containsOnlyKeys(CHECKOUT);
      }
      assertThat(memories.save(Map.of(WORKERS, FRESH))).containsOnlyKeys(WORKERS);
    }
  }

  @Test
  void aSaveThatFailsMidwayLeavesNothingOfItself() throws SQLException {
    try (var memories = open("p1")) {
      memories.save(Map.of(CHECKOUT, FRESH));
      var next = Map.of(CHECKOUT, FRESH.version(1), WORKERS, FRESH);
      execute(
          "create trigger full before insert on memory begin select raise(abort, 'no space'); end");

      var failure = catchThrowableOfType(Unavailable.class, () -> memories.save(next)).failure();
      assertThat(failure.message()).contains(file.toString(), "no space");
      assertThat(memories.load(List.of(CHECKOUT, WORKERS)))
          .containsExactly(Map.entry(CHECKOUT, FRESH.version(1)));

      execute("drop trigger full");
      assertThat(memories.save(next)).containsOnlyKeys(CHECKOUT, WORKERS);
    }
  }

  private ProviderFailure failureOfLoad() {
    try (var memories = open("p2")) {
      return catchThrowableOfType(Unavailable.class, () -> memories.load(List.of(CHECKOUT)))
          .failure();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String asked(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
        var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      return result.getString(1);
    }
  }
}
