package ecf.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassNameTest {
  private static final Instant NOW = Instant.parse("2026-11-21T13:52:50.999Z");

  @Test
  void itIsTheTimeInUtcAndFortyRandomBits() {
    assertThat(PassName.of(NOW, new Random(7))).matches("20261121-135250-[0-9a-z]{8}");
  }

  @Test
  void namesSortByTime() {
    var random = new Random(7);
    assertThat(PassName.of(NOW, random))
        .isLessThan(PassName.of(NOW.plusSeconds(1), random))
        .isLessThan(PassName.of(NOW.plusSeconds(100_000_000), random));
  }

  @Test
  void passesOfOneInstantDiffer() {
    var random = new Random(7);
    var names = new HashSet<String>();
    for (int i = 0; i < 1_000; i++) {
      names.add(PassName.of(NOW, random));
    }
    assertThat(names).hasSize(1_000);
  }
}
