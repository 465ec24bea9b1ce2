package ecf.core.port.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Intent;
import ecf.core.port.Memories;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryMemoriesTest implements MemoriesContract {
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();

  @Override
  public Memories open(String name, String region, String pass) {
    return store.open(name, region, pass);
  }

  @Test
  void aKilledPassIsDeadAtOnce() {
    var reader = open("shop", "eu-central-1", "reader");
    var _ = open("shop", "eu-central-1", "claimer");
    var intent = new Intent(4, 6, NOW, Optional.empty(), "claimer", NOW.plusSeconds(120));
    assertThat(reader.lives(intent, NOW)).isTrue();

    store.kill("claimer");

    assertThat(reader.lives(intent, NOW)).isFalse();
  }
}
