package ecf.core.policy;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Reading;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Buys less while it is dear and more while it is cheap: a ceiling while a price is above a
/// threshold, a floor while it is below one. It never buys less than load needs: its ceiling cuts
/// what floors ask for, and never the highest want, guardrails on wants included. Where policies
/// that look at the load want nothing or cannot tell, what is there counts as needed; where there
/// is none, the ceiling holds as it is.
///
/// `{above: 0.05, max: 4}` at 0.08, office hours ask for at least 10: load wants 3, so 4; load
/// wants 6, so 6; load wants 12, so 12. At 0.05: 10, 10 and 12. `{below: 0.02, min: 10}` at 0.015
/// and load wants 6: 10.
///
/// The price is a signal, or that of a market: of an hour of an instance there, the mean of the
/// zones, a point every 5m.
///
/// @param signal the name of the price's signal
/// @param market brings the signal along
/// @param dear whether values above the threshold count and `units` is a ceiling; else values below
///   it, and `units` is a floor
/// @param threshold in the signal's unit
public record Price(
    String signal, Optional<Source.Market> market, boolean dear, double threshold, int units)
    implements ScalingPolicy {
  private static final String MARKET = "market";
  private static final String PRODUCT = "Linux/UNIX";
  private static final Duration PERIOD = Duration.ofMinutes(5);
  private static final Pattern MONEY = Pattern.compile("(\\d+(\\.\\d+)?) USD/h");
  private static final Shape PRICE =
      Shape.either(new Shape.InSignalUnit(), new Shape.Written(MONEY.pattern()));

  static final List<Key> KEYS =
      List.of(
          Key.optional("signal", Shape.text(), "what a unit costs; or a market"),
          Key.optional(
              MARKET,
              Shape.keyed(
                  Key.required("instanceType", Shape.text(), "e.g. m5.large"),
                  Key.withDefault("product", Shape.text(), PRODUCT, "what runs on it")),
              "where spot instances of a type are sold"),
          Key.optional("above", PRICE, "more than this is dear; with max; of a market 0.05 USD/h"),
          Key.optional("below", PRICE, "less than this is cheap; with min"),
          Key.optional(
              "max", wholeUnits(), "at most so many units while it is dear, or what load needs"),
          Key.optional("min", wholeUnits(), "at least so many units while it is cheap"));

  /// By a signal that the file declares.
  public Price(String signal, boolean dear, double threshold, int units) {
    this(signal, Optional.empty(), dear, threshold, units);
  }

  public Price {
    if (units < 0) {
      throw new IllegalArgumentException("units must be at least 0, got " + units);
    }
  }

  private static Shape wholeUnits() {
    return new Shape.WholeNumber(0, Integer.MAX_VALUE);
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var fields = in.fields();
    fields.requireAny("signal", MARKET);
    fields.atMostOne("signal", MARKET);
    var market = fields.map(MARKET).map(Price::market);
    var signal =
        market
            .map(Price::signal)
            .or(() -> fields.has("signal") ? in.signal("signal") : Optional.empty());
    fields.requireAny("above", "below");
    fields.atMostOne("above", "below");
    fields.requireAny("max", "min");
    fields.atMostOne("max", "min");
    boolean dear = fields.has("above");
    var threshold = dear ? "above" : "below";
    var bound = fields.has("max") ? "max" : "min";
    if (fields.sound() && dear != bound.equals("max")) {
      fields.problem(
          bound,
          dear
              ? "a floor while it is dear buys what is dear"
              : "a ceiling while it is cheap saves what is cheap",
          dear ? "write max, or below" : "write min, or above");
    }
    double value =
        !fields.has(threshold)
            ? 0
            : market.isPresent()
                ? fields.parsed(threshold, Price::money, 1.0)
                : in.threshold(fields, threshold, signal);
    int units = fields.optionalInteger(bound, 0, Integer.MAX_VALUE).orElse(0);
    checkRoom(in, fields, bound, units);
    return in.whenSound(signal, known -> new Price(known.name(), market, dear, value, units));
  }

  private static Source.Market market(Fields market) {
    return new Source.Market(market.text("instanceType"), market.text("product", PRODUCT));
  }

  private static Signal signal(Source.Market market) {
    return new Signal(
        "market "
            + market.instanceType()
            + (market.product().equals(PRODUCT) ? "" : " " + market.product()),
        market,
        Statistic.AVERAGE,
        PERIOD,
        PERIOD,
        Aggregate.Simple.LAST,
        Signal.defaultMaxAge(PERIOD),
        new NoData.Missing(),
        Combine.SUM,
        false,
        Unit.PLAIN,
        PerUnit.NO);
  }

  private static Parsed<Double> money(String text) {
    var money = MONEY.matcher(text);
    return money.matches()
        ? Parsed.value(Double.parseDouble(money.group(1)))
        : Parsed.wrong("is not a price", "write a price such as 0.05 USD/h");
  }

  private static void checkRoom(PolicyFields in, Fields fields, String bound, int units) {
    in.capacity()
        .filter(capacity -> fields.has(bound) && capacity.clamp(units) != units)
        .ifPresent(capacity ->
            fields.problem(
                bound,
                fields.shown(bound) + " is outside of capacity, which is " + capacity,
                "write what capacity leaves room for"));
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.of(signal));
  }

  @Override
  public Map<String, Signal> signals() {
    return market.map(Price::signal).map(known -> Map.of(signal, known)).orElse(Map.of());
  }

  @Override
  public boolean keepsLoad() {
    return true;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return List.of(Absent.orElse(signal, seen.reading(signal), this::fromObserved));
  }

  private Proposal fromObserved(Reading.Value reading) {
    double price = reading.value();
    var facts = Map.of("observed", price, "threshold", threshold, "units", (double) units);
    var measured = signal + " " + Figures.plain(price) + " is ";
    var limit = Figures.plain(threshold);
    if (dear && price > threshold) {
      var summary = measured + "above " + limit + ": at most " + units + ", or what load needs";
      return new Proposal.Ceiling(units, new Reason(Reason.Code.CEILING, summary, facts));
    }
    if (!dear && price < threshold) {
      var summary = measured + "below " + limit + ": at least " + units;
      return new Proposal.Floor(units, new Reason(Reason.Code.FLOOR, summary, facts));
    }
    var summary = measured + (dear ? "not above " : "not below ") + limit;
    return new Proposal.Silent(new Reason(Reason.Code.NO_WISH, summary, facts));
  }
}
