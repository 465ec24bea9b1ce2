package ecf.cli.state;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.ProviderFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Codes that cannot be brought about at will. Those that can are in [SqliteMemoriesTest].
class StateFailuresTest {
  private static final Path FILE = Path.of("/state/ecf-aws/shop.db");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SQLITE_PERM               | may not be read and written | chmod          | false
          SQLITE_READONLY           | may not be read and written | XDG_STATE_HOME | false
          SQLITE_READONLY_DIRECTORY | may not be read and written | chmod          | false
          SQLITE_CANTOPEN           | may not be read and written | chmod          | false
          SQLITE_BUSY               | another program keeps       | fuser          | true
          SQLITE_BUSY_SNAPSHOT      | another program keeps       | fuser          | true
          SQLITE_LOCKED             | another program keeps       | fuser          | true
          SQLITE_FULL               | no space is left            | free space     | false
          SQLITE_CORRUPT            | is damaged                  | move it away   | false
          SQLITE_CORRUPT_INDEX      | is damaged                  | move it away   | false
          SQLITE_NOTADB             | is damaged                  | move it away   | false
          SQLITE_IOERR_WRITE        | cannot be used              | disk           | false
          """)
  void eachCodeSaysWhatToDo(SQLiteErrorCode code, String message, String hint, boolean retryable) {
    var failure = StateFailures.of("state:save", FILE, new SQLiteException("text", code)).failure();

    assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.STATE);
    assertThat(failure.call()).isEqualTo("state:save");
    assertThat(failure.message()).contains(FILE.toString(), message);
    assertThat(failure.hint()).contains(hint);
    assertThat(failure.retryable()).isEqualTo(retryable);
  }

  static Stream<Arguments> exceptions() {
    return Stream.of(
        Arguments.of(new AccessDeniedException("/state"), "/state may not be read", "chmod"),
        Arguments.of(new FileAlreadyExistsException("/state"), "/state is in the way", "move it"),
        Arguments.of(
            new FileSystemException("/state", null, "No space left on device"),
            "/state/ecf-aws/shop.db cannot be used: /state: No space left on device",
            "free space"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exceptions")
  void soDoesEachFailureOfTheFileSystem(IOException e, String message, String hint) {
    var failure = StateFailures.of("state:load", FILE, e).failure();
    assertThat(failure.message()).contains(message);
    assertThat(failure.hint()).contains(hint);
  }

  @Test
  void aFailureOfTheDriverItselfIsTold() {
    var failure = StateFailures.of("state:load", FILE, new SQLException("no such luck")).failure();
    assertThat(failure.message()).isEqualTo("/state/ecf-aws/shop.db cannot be used: no such luck");
  }
}
