package ecf.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Mistakes of the YAML itself, each a whole text with its whole answer.
class BrokenYamlTest {
  record Mistake(String name, String text, String... problems) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String NEVER_CLOSED =
      " this quote is never closed"
          + " | close it on the same line; in '…' write '' for one quote, in \"…\" write \\\"";
  private static final String STILL_OPEN =
      " is still open; quote text that holds any of : , { } [ ]";
  private static final String SHARE = " | write the settings out where they are needed";

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "a tab as indentation",
            "a:\n\tb: 1\n",
            "2:1 a tab is used as white space | use spaces, two for each level"),
        new Mistake(
            "a tab after a colon",
            "a:\tb\n",
            "1:3 a tab is used as white space | use spaces, two for each level"),
        new Mistake(
            "two colons in one value",
            "title: shop: eu\n",
            "1:12 a second colon in one value | put the value in quotes"),
        new Mistake(
            "no space after a colon, seen a line later",
            "targets:\n  min:2\n  max: 4\n",
            "2:6 there is no space after this colon | write `min: 2`"),
        new Mistake(
            "no space after a colon in braces",
            "capacity: {min:2, max:40}\n",
            "1:12 min:2: there is no value | write a space after the colon: `min: 2`",
            "1:19 max:40: there is no value | write a space after the colon: `max: 40`"),
        new Mistake(
            "no space after the only colon",
            "version:1\n",
            "1:1 the file must be a map of keys such as `version: 1`; found a single value"
                + " | write a space after the colon: `version: 1`"),
        new Mistake(
            "a key below a value",
            "name: shop\n  min: 2\n",
            "2:3 this key does not fit here | line 1 holds a value already: indent this key like"
                + " its neighbours, or remove that value"),
        new Mistake(
            "a key indented less than its neighbour",
            "a:\n    b: 1\n  c: 2\n",
            "3:3 this line is indented unlike its neighbours"
                + " | begin the keys of one map in the same column"),
        new Mistake(
            "an item indented less than its neighbour",
            "a:\n  - b\n - c\n",
            "3:2 this line is indented unlike its neighbours"
                + " | begin the items of one list in the same column"),
        new Mistake(
            "a line without a colon",
            "a: 1\nbee\nc: 2\n",
            "2:1 this line has no `key: value` | write a colon and a space after the key"),
        new Mistake(
            "a list item on the line of its key",
            "use: - a\n",
            "1:6 a list item is not expected here | put the first `- ` on a line of its own"),
        new Mistake(
            "an item among keys",
            "a: 1\n- b\n",
            "2:1 a list item between the keys of a map"
                + " | indent the list below its key, or remove the `-`"),
        new Mistake(
            "a key among items",
            "a:\n  - b\n  c: 1\n",
            "3:3 a key between the items of a list"
                + " | indent it as part of its item, or begin it with `- `"),
        new Mistake("a quote never closed", "a: \"shop\nb: 2\n", "1:4" + NEVER_CLOSED),
        new Mistake("an apostrophe as a quote", "a: 'it''s\n", "1:4" + NEVER_CLOSED),
        new Mistake(
            "text after a quote",
            "a: \"shop\" eu\n",
            "1:11 more text after the end of a value | put the whole value in one pair of quotes"),
        new Mistake(
            "an escape that does not exist",
            "path: \"C:\\dir\"\n",
            "1:11 this escape does not exist in double quotes"
                + " | write \\\\ for a backslash, or use single quotes"),
        new Mistake(
            "an escape that breaks the parser itself",
            "a: 1\nb: \"\\UFFFFFFFF\"\n",
            "2:2 what follows here cannot be read as YAML"
                + " | look for unusual escapes such as \\U and for lines that begin with %"),
        new Mistake(
            "braces never closed",
            "a: 1\nb: {c: 1,\n",
            "2:4 this bracket is never closed | close it with `}` or `]`"),
        new Mistake(
            "a bracket closed by a brace",
            "a: {b: [1, 2}\n",
            "1:13 expected `,` or `]` before this | the bracket in line 1, column 8" + STILL_OPEN),
        new Mistake(
            "a bracket not closed before the next key",
            "a: [1, 2\nb: 3\n",
            "2:2 expected `,` or `]` before this | the bracket in line 1, column 4" + STILL_OPEN),
        new Mistake(
            "a brace too many",
            "a: {b: 1}}\n",
            "1:10 this does not belong here"
                + " | remove it, or look for a quote or bracket too many before it"),
        new Mistake(
            "two commas",
            "use: [a, , b]\n",
            "1:10 a value is missing before this comma | remove one comma"),
        new Mistake(
            "an unquoted reference in braces",
            "hook: {url: ${SECRET}}\n",
            "1:13 inside {…} and […] a `${NAME}` needs quotes | write \"${NAME}\""),
        new Mistake(
            "an unquoted reference in brackets",
            "use: [a, ${NAME}]\n",
            "1:10 inside {…} and […] a `${NAME}` needs quotes | write \"${NAME}\""),
        new Mistake(
            "template braces",
            "a: {{name}}\n",
            "1:5 a key must be text | quote text that begins with `{`, `[` or `*`"),
        new Mistake(
            "a cron line without quotes",
            "cron: * * * * *\n",
            "1:7 `*` begins an alias, and aliases are not supported"
                + " | put the value in quotes, as in \"* * * * *\""),
        new Mistake(
            "an unquoted at sign",
            "a: @home\n",
            "1:4 a value cannot begin with this character | put the value in quotes"),
        new Mistake(
            "a duplicate key",
            "a: 1\nb: 2\na: 3\n",
            "3:1 a: this key is here twice | the first is in line 1, column 1; keep one"),
        new Mistake(
            "a duplicate key, spelt with an escape",
            "{ab: 1, \"a\\x62\": 2}\n",
            "1:9 ab: this key is here twice | the first is in line 1, column 2; keep one"),
        new Mistake(
            "two documents",
            "a: 1\n---\nb: 2\n",
            "2:1 a second document begins here"
                + " | one file holds one configuration: remove the `---`, or split the file"),
        new Mistake(
            "text after the end of the document",
            "a: 1\n...\nb: 2\n",
            "3:1 more text after the end of the document | remove the line `...`"),
        new Mistake(
            "a merge key", "a:\n  <<: {b: 1}\n", "2:3 merge keys (`<<`) are not supported" + SHARE),
        new Mistake(
            "an anchor and its alias",
            "a: &x {b: 1}\nc: *x\n",
            "1:4 anchors (`&`) and aliases (`*`) are not supported" + SHARE,
            "2:4 anchors (`&`) and aliases (`*`) are not supported"
                + " | quote it if it is text; write the settings out where they are needed"),
        new Mistake(
            "a tag",
            "a: !!str 1\n",
            "1:4 tags (`!`) are not supported | remove it; quote a value to make it text"),
        new Mistake(
            "values left out",
            "a:\nb: 1\nc:\n  -\n",
            "1:1 a: there is no value | give a value, or remove the key",
            "4:4 there is no value | give a value, or remove the `-`"),
        new Mistake(
            "null in its forms",
            "a: null\nb: ~\nc: Null\n",
            "1:4 a: null is not a value | give a value, or remove the key; quote it if it is text",
            "2:4 b: ~ is not a value | give a value, or remove the key; quote it if it is text",
            "3:4 c: Null is not a value | give a value, or remove the key; quote it if it is text"),
        new Mistake(
            "keys that are not text",
            "1: a\ntrue: b\n1.5: c\n~: d\n",
            "1:1 1: a key must be text, not a number | put it in quotes: \"1\"",
            "2:1 true: a key must be text, not a boolean | put it in quotes: \"true\"",
            "3:1 1.5: a key must be text, not a number | put it in quotes: \"1.5\"",
            "4:1 ~: a key must be text, not null | put it in quotes: \"~\""),
        new Mistake(
            "a list as a key",
            "? [a, b]\n: c\n",
            "1:3 a key must be text | quote text that begins with `{`, `[` or `*`"),
        new Mistake(
            "a reference in a key",
            "\"${NAME}\": 1\n",
            "1:1 `${…}` is not replaced in keys | write the name itself"),
        new Mistake(
            "a name that is not set, where it stands",
            "a: \"x ${NAME} ${PORT} ${HOST:-h}\"\n",
            "1:15 a: `${PORT}` is not set in the environment | set PORT, or write"
                + " `${PORT:-default}`"),
        new Mistake(
            "a name that is not set, in the third line of a text",
            "a: 1\nb: >\n  one\n  two ${PORT}\n",
            "4:7 b: `${PORT}` is not set in the environment | set PORT, or write"
                + " `${PORT:-default}`"),
        new Mistake(
            "a name that is not set, behind an escape that hides another",
            "a: \"\\x24{NAME} ${PORT}\"\n",
            "1:4 a: `${PORT}` is not set in the environment | set PORT, or write"
                + " `${PORT:-default}`"),
        new Mistake(
            "a reference never closed",
            "a: b\nc: ${NAME\n",
            "2:4 c: `${` is never closed | close it with `}`, or write `$${` for the text"),
        new Mistake(
            "a reference to something that is no name",
            "a: ${1ST}\n",
            "1:4 a: `${1ST}` is not the name of an environment variable"
                + " | write `${NAME}` or `${NAME:-default}`, or `$${` for the text"),
        new Mistake(
            "a reference in a default",
            "a: ${A:-${NAME}}\n",
            "1:4 a: a default cannot hold another `${` | give the default as plain text"),
        new Mistake(
            "a value that is empty or null in the environment",
            "a: ${EMPTY}\nb: \"${NOTHING}\"\n",
            "1:4 a: ${EMPTY} is empty or null in the environment"
                + " | give it a value, or write `${NAME:-default}`",
            "2:4 b: ${NOTHING} is empty or null in the environment"
                + " | give it a value, or write `${NAME:-default}`"),
        new Mistake(
            "a list as the file",
            "- a: 1\n",
            "1:1 the file must be a map of keys such as `version: 1`; found a list"
                + " | remove the `-` before keys"),
        new Mistake(
            "nothing",
            "",
            "1:1 the file has no content | it begins with `version: 1` and `targets:`"),
        new Mistake(
            "only comments",
            "# later\n---\n# or never\n",
            "1:1 the file has no content | it begins with `version: 1` and `targets:`"),
        new Mistake(
            "a binary file",
            "a: 1\nb: \0\0\n",
            "2:4 the character U+0000 is not allowed in a file"
                + " | is this a text file, saved as UTF-8?"),
        new Mistake(
            "a lone surrogate",
            "a: x\uD800\n",
            "1:5 the character U+D800 is not allowed in a file | remove it"),
        new Mistake(
            "a bell, hidden in an escape",
            "a: \"\\a\"\n",
            "1:4 control characters are not allowed in a value | remove them"),
        new Mistake(
            "a lone surrogate, hidden in an escape",
            "a: \"\\ud800\"\n",
            "1:4 control characters are not allowed in a value | remove them"),
        new Mistake(
            "another version of YAML",
            "%YAML 1.1\n---\na: 1\n",
            "1:1 this is read as YAML 1.2 | remove the %YAML line"),
        new Mistake(
            "a version of YAML that does not exist",
            "%YAML 2.0\n---\na: 1\n",
            "1:1 only YAML 1.2 can be read | remove the %YAML line"),
        new Mistake(
            "several at once, and a line end of each kind between",
            "a: 1\ra: 2\r\nb:\nc: ${PORT}\n",
            "2:1 a: this key is here twice | the first is in line 1, column 1; keep one",
            "3:1 b: there is no value | give a value, or remove the key",
            "4:4 c: `${PORT}` is not set in the environment | set PORT, or write"
                + " `${PORT:-default}`"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isSaidWithItsPlaceAndWhatToDo(Mistake mistake) {
    assertThat(ReadText.of(mistake.text()).problems()).containsExactly(mistake.problems());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isSaidWithoutTheEnvironmentsValues(Mistake mistake) {
    assertThat(ReadText.of(mistake.text()).problems()).noneMatch(line -> line.contains("hunter2"));
  }
}
