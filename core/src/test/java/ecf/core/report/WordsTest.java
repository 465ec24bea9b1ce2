package ecf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WordsTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("nothing", "", List.of("")),
        Arguments.of("what fits", "one two", List.of("one two")),
        Arguments.of("what does not", "one two three", List.of("one two", "three")),
        Arguments.of(
            "a long name stays whole", "a arn:aws:ecs:x b", List.of("a", "arn:aws:ecs:x", "b")),
        Arguments.of("line ends are spaces", "one\n\n two", List.of("one two")),
        Arguments.of("escapes do nothing", "a\u001b[31mb\u202ec", List.of("a [31mb c")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void wrap(String what, String text, List<String> lines) {
    assertThat(Words.wrap(text, 9)).isEqualTo(lines);
  }

  @Test
  void aCharacterOfTwoUnitsIsOneColumn() {
    assertThat(Words.left("🚀", 3)).isEqualTo("🚀  ");
  }
}
