package ecf.core.port;

import ecf.core.model.ProviderFailure;
import ecf.core.signal.Quote;
import ecf.core.signal.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads what instances cost, all markets of a pass at once.
public interface Prices {
  /// An answer for every market: for each of its zones the quotes of the last while, and the one
  /// that was in force before. A failure to read is an answer, never an exception.
  ///
  /// @param reaches how far back each market's quotes are needed; more may come
  Map<Source.Market, Answer<List<Quote>>> read(Map<Source.Market, Duration> reaches, Instant now);

  /// Where nothing is sold.
  static Prices none() {
    return (reaches, _) -> {
      var answers = new HashMap<Source.Market, Answer<List<Quote>>>();
      reaches.keySet().forEach(market -> answers.put(market, new Answer.Failed<>(unknown(market))));
      return answers;
    };
  }

  private static ProviderFailure unknown(Source.Market market) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        "prices",
        "this provider has no market for " + market.instanceType(),
        "name a signal that carries the price instead of a market",
        false);
  }
}
