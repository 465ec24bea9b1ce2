package ecf.cli.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassLocksTest {
  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void realPath() throws IOException {
    folder = temp.toRealPath();
  }

  @Test
  void aPassLivesUntilItIsClosed() throws IOException {
    try (var me = PassLocks.hold(folder, "me")) {
      try (var _ = PassLocks.hold(folder, "other")) {
        assertThat(me.lives("other")).isTrue();
        assertThat(me.lives("other")).isTrue();
      }
      assertThat(me.lives("other")).isFalse();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPassIsNotAnotherOneToItself() throws IOException {
    try (var me = PassLocks.hold(folder, "me")) {
      assertThat(me.lives("me")).isFalse();
      assertThat(folder.resolve("me.lock")).exists();
    }
  }

  @Test
  void whatADeadPassLeftIsDeletedWhenItIsFound() throws IOException {
    try (var me = PassLocks.hold(folder, "me")) {
      left("dead");
      assertThat(me.lives("dead")).isFalse();
      assertThat(folder.resolve("dead.lock")).doesNotExist();
      assertThat(folder.resolve("dead.tmp")).doesNotExist();
    }
  }

  @Test
  void soIsWhatNobodyAsksAbout() throws IOException {
    left("dead");
    left("dead-too");
    try (var _ = PassLocks.hold(folder, "me")) {
      assertThat(folder.toFile().list()).containsExactly("me.lock");
    }
  }

  @Test
  void aPassIsHeldOnce() throws IOException {
    try (var _ = PassLocks.hold(folder, "me")) {
      assertThatThrownBy(() -> PassLocks.hold(folder, "me"))
          .isInstanceOf(IllegalStateException.class);
    }
    PassLocks.hold(folder, "me").close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../me", "a/b", "a.b"})
  void aNameFromADocumentIsNeverAPath(String name) throws IOException {
    try (var me = PassLocks.hold(folder, "me")) {
      assertThat(me.lives(name)).isFalse();
    }
    assertThatThrownBy(() -> PassLocks.hold(folder, name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void left(String pass) throws IOException {
    Files.createFile(folder.resolve(pass + ".lock"));
    Files.createDirectory(folder.resolve(pass + ".tmp"));
    Files.writeString(folder.resolve(pass + ".tmp").resolve("library.so"), "x");
  }
}
