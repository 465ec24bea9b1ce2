package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import ecf.core.model.Resource;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "jobs, jobs, true",
    "jobs, jobs-a, false",
    "jobs, my-jobs, false",
    "jobs-*, jobs-a, true",
    "jobs-*, jobs-, true",
    "jobs-*, jobs, false",
    "jobs-*, Jobs-a, false",
    "*, anything, true",
    "*, '', true",
    "'', '', true",
    "*-prod, jobs-prod, true",
    "*-prod, jobs-prod-prod, true",
    "*-prod, jobs-prod-2, false",
    "a*b*c, abc, true",
    "a*b*c, a-bb-c-c, true",
    "a*b*c, a-c-b, false",
    "**, any, true",
    "j?bs, jobs, false",
    "j.bs, jobs, false",
    "jobs-[a], jobs-[a], true",
  })
  void names(String pattern, String name, boolean matches) {
    assertThat(Selector.matches(pattern, name)).isEqualTo(matches);
  }

  @Test
  void noPatternTakesLong() {
    var pattern = "a*".repeat(120) + "b";
    var name = "a".repeat(255);
    assertTimeout(
        Duration.ofSeconds(1), () -> assertThat(Selector.matches(pattern, name)).isFalse());
  }

  @ParameterizedTest(name = "{0} {1} against {2} {3}: {4}")
  @CsvSource({
    "jobs-*/*, '', jobs-a/resize, '', true",
    "jobs-*/*, '', shop/resize, '', false",
    "jobs-*/re*, '', jobs-a/mail, '', false",
    "jobs-*/*, ecf=on, jobs-a/resize, ecf=on, true",
    "jobs-*/*, ecf=on, jobs-a/resize, ecf=on;team=a, true",
    "jobs-*/*, ecf=on, jobs-a/resize, ecf=off, false",
    "jobs-*/*, ecf=on, jobs-a/resize, '', false",
    "jobs-*/*, ecf=on;team=a, jobs-a/resize, ecf=on, false",
    "*, '', jobs-a/resize, '', false",
  })
  void everyNameAndEveryTagMustMatch(
      String patterns, String wanted, String names, String tags, boolean matches) {
    var selector = new Selector(List.of(patterns.split("/", -1)), new TreeMap<>(tags(wanted)));
    var resource = Resource.of("ecsService", names.split("/", -1));
    assertThat(selector.matches(new Selector.Found(resource, tags(tags)))).isEqualTo(matches);
  }

  private static Map<String, String> tags(String text) {
    return text.isEmpty()
        ? Collections.emptyMap()
        : Arrays.stream(text.split(";"))
            .map(tag -> tag.split("="))
            .collect(Collectors.toMap(tag -> tag[0], tag -> tag[1]));
  }
}
