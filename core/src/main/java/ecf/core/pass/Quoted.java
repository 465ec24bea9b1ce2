package ecf.core.pass;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Prices;
import ecf.core.signal.Measured;
import ecf.core.signal.Quote;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The prices of one pass: every market asked once, all in one batch.
final class Quoted {
  private final Prices prices;
  private final Instant now;
  private final Map<Source.Market, Duration> reaches = new HashMap<>();
  private final Map<Source.Market, Answer<List<Quote>>> answers = new HashMap<>();

  Quoted(Prices prices, Instant now) {
    this.prices = prices;
    this.now = now;
  }

  void need(Source.Market market, Duration reach) {
    reaches.merge(market, reach, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  void read() {
    if (!reaches.isEmpty()) {
      answers.putAll(prices.read(Map.copyOf(reaches), now));
    }
  }

  Measured measure(Signal signal, Source.Market market, Duration reach) {
    return switch (answers.getOrDefault(market, new Answer.Failed<>(unanswered(market)))) {
      case Answer.Got<List<Quote>>(var quotes) ->
          Measured.of(signal, Quote.series(quotes, signal.period(), now.minus(reach), now));
      case Answer.Failed<List<Quote>>(var why) -> Measured.unread(signal, why);
    };
  }

  private static ProviderFailure unanswered(Source.Market market) {
    return ProviderFailure.unanswered("prices", "no answer for " + market.instanceType(), true);
  }
}
