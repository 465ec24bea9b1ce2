package ecf.aws.signal;

import ecf.core.signal.Quote;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/// EC2's changes of a spot price as quotes. Pure. What is no price is passed over: better none than
/// a wrong one.
final class SpotQuotes {
  private SpotQuotes() {}

  static List<Quote> of(Collection<SpotPrice> history) {
    return history.stream().map(SpotQuotes::quote).flatMap(Optional::stream).toList();
  }

  private static Optional<Quote> quote(SpotPrice change) {
    if (change.timestamp() == null || change.spotPrice() == null) {
      return Optional.empty();
    }
    var zone = Objects.requireNonNullElse(change.availabilityZone(), "");
    return price(change.spotPrice()).map(price -> new Quote(change.timestamp(), zone, price));
  }

  private static Optional<Double> price(String text) {
    try {
      return Optional.of(Double.valueOf(text))
          .filter(price -> Double.isFinite(price) && price >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
