package ecf.cli.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
  @TempDir Path temp;

  @ParameterizedTest(name = "XDG_STATE_HOME {0}, HOME {1}: {2}")
  @CsvSource(
      textBlock =
          """
          /data/state,    /home/me, /data/state/ecf-aws
          ,               /home/me, /home/me/.local/state/ecf-aws
          '',             /home/me, /home/me/.local/state/ecf-aws
          relative/state, /home/me, /home/me/.local/state/ecf-aws
          /data/state,    ,         /data/state/ecf-aws
          """)
  void itIsWhereTheXdgRulesSay(@Nullable String stateHome, @Nullable String home, String folder) {
    assertThat(StateFolder.of(environment(stateHome, home)).path()).isEqualTo(Path.of(folder));
  }

  @ParameterizedTest(name = "HOME ''{0}''")
  @ValueSource(strings = {"", "home/me"})
  void withoutAHomeItSaysWhatToSet(String home) {
    var failure =
        catchThrowableOfType(Unavailable.class, () -> StateFolder.of(environment("relative", home)))
            .failure();
    assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.STATE);
    assertThat(failure.message()).contains("XDG_STATE_HOME", "HOME");
    assertThat(failure.hint()).contains("state: {type: none}");
  }

  @Test
  void eachNameHasItsFile() {
    assertThat(new StateFolder(temp).database("shop-1")).isEqualTo(temp.resolve("shop-1.db"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../shop", "shop/1", "Shop", "-shop", "shop.db"})
  void aNameIsNeverAPath(String name) {
    assertThatThrownBy(() -> new StateFolder(temp).database(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nobodyElseMayLookInside() throws IOException {
    var folder = StateFolder.makeFolder(temp.resolve("missing/ecf-aws"));
    StateFolder.makeFile(folder.resolve("shop.db"));

    assertThat(mode(temp.resolve("missing"))).isEqualTo("rwx------");
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(folder.resolve("shop.db"))).isEqualTo("rw-------");
  }

  @Test
  void whatIsThereStaysAsItIs() throws IOException {
    var file = Files.writeString(temp.resolve("shop.db"), "kept");

    assertThat(StateFolder.makeFolder(temp)).isEqualTo(temp.toRealPath());
    StateFolder.makeFile(file);

    assertThat(file).hasContent("kept");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static Map<String, String> environment(
      @Nullable String stateHome, @Nullable String home) {
    var environment = new HashMap<String, String>();
    if (stateHome != null) {
      environment.put("XDG_STATE_HOME", stateHome);
    }
    if (home != null) {
      environment.put("HOME", home);
    }
    return environment;
  }
}
