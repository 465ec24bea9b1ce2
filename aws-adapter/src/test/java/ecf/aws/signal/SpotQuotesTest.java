package ecf.aws.signal;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.signal.Quote;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/// What EC2 says of a price. In moto all cost the same since 2006.
class SpotQuotesTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a price,                   eu-west-1a, 2026-11-21T10:00:00Z, 0.0416000, 0.0416",
    "one that is free,          eu-west-1a, 2026-11-21T10:00:00Z, 0,         0.0",
    "one of no stated zone,     ,           2026-11-21T10:00:00Z, 0.0416,    0.0416",
    "one without a time,        eu-west-1a, ,                     0.0416,",
    "a change without a price,  eu-west-1a, 2026-11-21T10:00:00Z, ,",
    "a word,                    eu-west-1a, 2026-11-21T10:00:00Z, free,",
    "less than nothing,         eu-west-1a, 2026-11-21T10:00:00Z, -0.01,",
    "no number,                 eu-west-1a, 2026-11-21T10:00:00Z, NaN,",
    "no finite one,             eu-west-1a, 2026-11-21T10:00:00Z, Infinity,",
  })
  void onlyAPriceIsAQuote(
      String name,
      @Nullable String zone,
      @Nullable Instant from,
      @Nullable String price,
      @Nullable Double quoted) {
    var quotes = SpotQuotes.of(List.of(change(zone, from, price)));

    if (quoted == null) {
      assertThat(quotes).isEmpty();
    } else {
      assertThat(quotes)
          .containsExactly(
              new Quote(Instant.parse("2026-11-21T10:00:00Z"), zone == null ? "" : zone, quoted));
    }
  }

  @Test
  void everyZoneAndEveryChangeIsKept() {
    var ten = Instant.parse("2026-11-21T10:00:00Z");

    assertThat(
            SpotQuotes.of(
                List.of(
                    change("a", ten, "0.05"),
                    change("b", ten, "0.04"),
                    change("a", ten.plusSeconds(60), "0.06"))))
        .containsExactly(
            new Quote(ten, "a", 0.05),
            new Quote(ten, "b", 0.04),
            new Quote(ten.plusSeconds(60), "a", 0.06));
  }

  private static SpotPrice change(
      @Nullable String zone, @Nullable Instant from, @Nullable String price) {
    return SpotPrice.builder().availabilityZone(zone).timestamp(from).spotPrice(price).build();
  }
}
