package ecf.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoMemoriesTest {
  private static final Resource CHECKOUT = Resource.of("ecsService", "shop", "checkout");
  private static final TargetMemory FRESH = TargetMemory.fresh("arn");

  @Test
  void nothingIsKeptAndEverybodyWins() {
    try (var memories = new NoMemories()) {
      assertThat(memories.save(Map.of(CHECKOUT, FRESH)))
          .containsExactly(Map.entry(CHECKOUT, FRESH.version(1)));
      assertThat(memories.save(Map.of(CHECKOUT, FRESH))).containsOnlyKeys(CHECKOUT);
      assertThat(memories.load(List.of(CHECKOUT))).isEmpty();
      assertThat(memories.remembers()).isFalse();
    }
  }

  @Test
  void nobodyHoldsAClaim() {
    var now = Instant.parse("2026-11-21T10:00:00Z");
    try (var memories = new NoMemories()) {
      var intent = new Intent(4, 6, now, Optional.empty(), "someone", now.plusSeconds(120));
      assertThat(memories.lives(intent, now)).isFalse();
    }
  }
}
