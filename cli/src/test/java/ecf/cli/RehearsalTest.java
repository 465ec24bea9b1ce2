package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void twoDashesPartTwoCommands() {
    assertThat(Rehearsal.commands(List.of("plan", "a.yaml", "--", "--help", "--", "status", "b")))
        .containsExactly(List.of("plan", "a.yaml"), List.of("--help"), List.of("status", "b"));
  }
}
