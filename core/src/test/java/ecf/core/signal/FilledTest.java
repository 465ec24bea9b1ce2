package ecf.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilledTest {
  /// The other dimension is written `{cluster}` and is `jobs`.
  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "orders, orders, '{cluster=jobs}'",
    "orders, Orders, nothing",
    "'{service}', mail, '{cluster=jobs, service=mail}'",
    "'{service}-in', mail-in, '{cluster=jobs, service=mail}'",
    "'{service}-in', mail-out, nothing",
    "'{service}', '', nothing",
    "'{cluster}.{service}', jobs.mail, '{cluster=jobs, service=mail}'",
    "'{cluster}.{service}', shop.mail, nothing",
    "'a.b*{tag:queue}', a.b*q-1, '{cluster=jobs, tag:queue=q-1}'",
    "'a.b*{tag:queue}', axbbq-1, nothing"
  })
  void whatStandInsStandFor(String written, String text, String values) {
    var found =
        Filled.standFor(
            Map.of("Cluster", "{cluster}", "Queue", written),
            Map.of("Cluster", "jobs", "Queue", text));
    assertThat(found.<Object>map(TreeMap::new).map(Object::toString).orElse("nothing"))
        .isEqualTo(values);
  }

  @Test
  void otherDimensionsAreNever() {
    var written = Map.of("Queue", "{service}");
    assertThat(Filled.standFor(written, Map.of("Topic", "mail"))).isEmpty();
    assertThat(Filled.standFor(written, Map.of("Queue", "mail", "Zone", "a"))).isEmpty();
    assertThat(Filled.standFor(written, Map.of())).isEmpty();
  }
}
