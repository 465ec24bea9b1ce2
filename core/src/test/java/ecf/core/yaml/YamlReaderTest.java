package ecf.core.yaml;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Good texts and the tree that comes of them: `key@place`, `text@place`; a quoted text in quotes.
class YamlReaderTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          maps and lists in both styles | a: {b: 1}⏎c:⏎  - d⏎  - e: f | {a@1:1={b@1:5=1@1:8}@1:4, c@2:1=[d@3:5, {e@4:5=f@4:8}@4:5]@3:3}@1:1
          yes, on, dates and times are text | on: yes⏎at: 18:00 | {on@1:1=yes@1:5, at@2:1=18:00@2:5}@1:1
          quoted keys and values | "1": "2"⏎b: 'it''s' | {1@1:1="2"@1:6, b@2:1="it's"@2:4}@1:1
          an empty text is a value | a: "" | {a@1:1=""@1:4}@1:1
          an empty map and an empty list | a: {}⏎b: [] | {a@1:1={}@1:4, b@2:1=[]@2:4}@1:1
          a block text counts as quoted | a: >-⏎  one⏎  two | {a@1:1="one two"@1:4}@1:1
          comments, a start and an end | # c⏎---⏎a: 1 # d⏎... | {a@3:1=1@3:4}@3:1
          YAML 1.2 said aloud | %YAML 1.2⏎---⏎a: 1 | {a@3:1=1@3:4}@3:1
          columns count letters, not bytes or halves | {ключ: é, 😀: 漢, b: 1} | {ключ@1:2=é@1:8, 😀@1:11=漢@1:14, b@1:17=1@1:20}@1:1
          a byte order mark is not a column | ␀a: 1 | {a@1:1=1@1:4}@1:1
          a name is replaced, quoted or not | a: ${NAME}-eu⏎b: "${MIN}" | {a@1:1=${NAME}-eu→shop-eu@1:4, b@2:1="${MIN}→2"@2:4}@1:1
          an escaped reference is text | a: $${NAME} | {a@1:1=$${NAME}→${NAME}@1:4}@1:1
          a default stands in for unset and for empty | a: ${PORT:-80}⏎b: ${EMPTY:-x:y} | {a@1:1=${PORT:-80}→80@1:4, b@2:1=${EMPTY:-x:y}→x:y@2:4}@1:1
          a dollar alone is itself | a: $5 $$ ${MIN}$ | {a@1:1=$5 $$ ${MIN}$→$5 $$ 2$@1:4}@1:1
          two dollars before an escape | a: $$${NAME} | {a@1:1=$$${NAME}→$${NAME}@1:4}@1:1
          """)
  void readsWithPlaces(String name, String text, String tree) {
    var read = ReadText.of(text.replace("⏎", "\n").replace("␀", "\uFEFF"));
    assertThat(read.problems()).isEmpty();
    assertThat(read.root().map(YamlReaderTest::show)).hasValue(tree);
  }

  private static String show(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> {
        var text =
            scalar.raw().equals(scalar.text()) ? scalar.text() : scalar.raw() + "→" + scalar.text();
        yield (scalar.quoted() ? '"' + text + '"' : text) + "@" + scalar.at();
      }
      case Node.Sequence list ->
          list.items().stream().map(YamlReaderTest::show).collect(joining(", ", "[", "]"))
              + "@"
              + list.at();
      case Node.Mapping map ->
          map.entries().stream()
                  .map(e -> e.key() + "@" + e.keyAt() + "=" + show(e.value()))
                  .collect(joining(", ", "{", "}"))
              + "@"
              + map.at();
      case Node.Unreadable unreadable -> "?@" + unreadable.at();
    };
  }
}
