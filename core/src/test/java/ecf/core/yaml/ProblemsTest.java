package ecf.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.yaml.Problem.Severity;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems("shop.yaml");

  @Test
  void areInFileOrderAndThoseOfOnePlaceInTheOrderFound() {
    problems.error(new Position(3, 1), "c");
    problems.error(new Position(1, 9), "b");
    problems.warn(new Position(1, 2), "a");
    problems.error(new Position(3, 1), "d");
    assertThat(problems.all()).extracting(Problem::message).containsExactly("a", "b", "c", "d");
    assertThat(problems.all()).extracting(Problem::file).containsOnly("shop.yaml");
  }

  @Test
  void aProblemFoundTwiceIsOne() {
    problems.error(new Position(1, 1), "same", "hint");
    problems.error(new Position(1, 1), "same", "hint");
    assertThat(problems.all()).hasSize(1);
  }

  @Test
  void warningsAreNoErrors() {
    problems.warn(new Position(1, 1), "doubtful");
    assertThat(problems.hasErrors()).isFalse();
    problems.error(new Position(1, 1), "wrong");
    assertThat(problems.hasErrors()).isTrue();
  }

  @Test
  void aHundredAreReportedAsTheyAre() {
    IntStream.rangeClosed(1, 100).forEach(i -> problems.error(new Position(i, 1), "e" + i));
    assertThat(problems.all()).hasSize(100);
    assertThat(problems.all().getLast().message()).isEqualTo("e100");
  }

  @Test
  void ofMoreTheErrorsComeBeforeTheWarningsAndTheRestIsCounted() {
    IntStream.rangeClosed(1, 60).forEach(i -> problems.warn(new Position(i, 1), "w" + i));
    IntStream.rangeClosed(61, 160).forEach(i -> problems.error(new Position(i, 1), "e" + i));
    assertThat(problems.all()).hasSize(101);
    assertThat(problems.all().getFirst().message()).isEqualTo("e61");
    assertThat(problems.all().getLast())
        .isEqualTo(
            new Problem(
                Severity.ERROR,
                "shop.yaml",
                new Position(160, 1),
                "and 60 more problems",
                "mend these first, then look again"));
  }

  @Test
  void errorsBeyondAllBoundsStillCount() {
    IntStream.rangeClosed(1, 5000).forEach(i -> problems.warn(new Position(i, 1), "w" + i));
    assertThat(problems.hasErrors()).isFalse();
    problems.error(new Position(9999, 1), "wrong");
    assertThat(problems.hasErrors()).isTrue();
    assertThat(problems.all().getLast().message()).isEqualTo("and 4901 more problems");
  }
}
