package ecf.core.config;

import ecf.core.signal.Aggregate;
import ecf.core.signal.NoData;
import ecf.core.signal.Signal;
import ecf.core.signal.Statistic;
import ecf.core.yaml.Durations;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a signal is read, as far as its file says: the rest stays as the signal had it. What both a
/// declared signal and the adjustment of a built-in one can say.
record SignalTiming(
    Fields fields,
    Optional<Statistic> statistic,
    Optional<Duration> period,
    Optional<Duration> window,
    Optional<Aggregate> aggregate,
    Optional<Duration> maxAge,
    Optional<NoData> noData) {
  static final List<Key> KEYS =
      List.of(
          Key.optional(
              "statistic",
              new Shape.Written("Average|Sum|Minimum|Maximum|SampleCount|p\\d{1,3}(\\.\\d{1,2})?"),
              "Average (default), Sum, Minimum, Maximum, SampleCount or a percentile such as p99"),
          Key.optional("period", new Shape.Time(), "length of a point; default: 1m"),
          Key.optional("window", new Shape.Time(), "how much is looked at; default: one period"),
          Key.optional(
              "aggregate",
              new Shape.Written("last|average|max|min|p\\d{1,3}(\\.\\d{1,2})?"),
              "what is made of the window: last (default), average, max, min or p90"),
          Key.optional(
              "maxAge",
              new Shape.Time(),
              "an older newest point is not acted on; default: 3 periods, at least 5m"),
          Key.optional(
              "noData",
              Shape.choice("missing", "zero"),
              "what a period without a point means; default: missing"));

  /// Of an expression, whose points come from those of other signals.
  static final List<Key> OF_EXPRESSIONS =
      KEYS.stream()
          .filter(key -> List.of("window", "aggregate", "maxAge").contains(key.name()))
          .map(key ->
              key.name().equals("maxAge")
                  ? Key.optional(
                      key.name(),
                      key.shape(),
                      "an older newest point is not acted on; default: as its signals say")
                  : key)
          .toList();

  private static final Duration DAY = Duration.ofDays(1);
  private static final List<Long> SHORT_PERIODS = List.of(1L, 5L, 10L, 20L, 30L);

  static SignalTiming read(Fields fields) {
    return new SignalTiming(
        fields,
        fields.optionalParsed("statistic", SignalTiming::statistic),
        fields.optionalParsed("period", SignalTiming::period),
        fields.optionalDuration("window", Duration.ofSeconds(1), DAY),
        fields.optionalParsed("aggregate", SignalTiming::aggregate),
        fields.optionalDuration("maxAge", Duration.ofSeconds(1), DAY),
        fields.optionalParsed("noData", SignalTiming::noData));
  }

  static SignalTiming readOfExpression(Fields fields) {
    return new SignalTiming(
        fields,
        Optional.empty(),
        Optional.empty(),
        fields.optionalDuration("window", Duration.ofSeconds(1), DAY),
        fields.optionalParsed("aggregate", SignalTiming::aggregate),
        fields.optionalDuration("maxAge", Duration.ofSeconds(1), DAY),
        Optional.empty());
  }

  /// The signal with what is said here. Where only the period is said, the window is at least one
  /// and the age follows it.
  Signal applied(Signal before) {
    var length = period.orElse(before.period());
    var followed =
        before.window().equals(before.period()) || before.window().compareTo(length) < 0
            ? length
            : before.window();
    var age = period.map(Signal::defaultMaxAge).orElse(before.maxAge());
    var signal =
        new Signal(
            before.name(),
            before.source(),
            statistic.orElse(before.statistic()),
            length,
            window.orElse(followed),
            aggregate.orElse(before.aggregate()),
            maxAge.orElse(age),
            noData.orElse(before.noData()),
            before.combine(),
            before.perSecond(),
            before.unit(),
            before.perUnit());
    checkAtLeastAPeriod("window", signal.window(), length);
    checkAtLeastAPeriod("maxAge", signal.maxAge(), length);
    return signal;
  }

  private void checkAtLeastAPeriod(String key, Duration stated, Duration length) {
    if (fields.has(key) && stated.compareTo(length) < 0) {
      fields.problem(
          key,
          "shorter than the period of " + Durations.text(length),
          "write at least " + Durations.text(length));
    }
  }

  private static Parsed<Duration> period(String text) {
    return Durations.parse(text)
        .then(period -> {
          long seconds = period.toSeconds();
          boolean possible =
              SHORT_PERIODS.contains(seconds)
                  || seconds > 0 && seconds % 60 == 0 && period.compareTo(DAY) <= 0;
          return possible
              ? Parsed.value(period)
              : Parsed.wrong(
                  "is no period that metrics have",
                  "write 1s, 5s, 10s, 20s, 30s or whole minutes up to 1d");
        });
  }

  private static Parsed<Statistic> statistic(String text) {
    return Statistic.parse(text)
        .map(Parsed::value)
        .orElseGet(() ->
            Parsed.wrong(
                "is not a statistic",
                "write Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99"));
  }

  private static Parsed<Aggregate> aggregate(String text) {
    return Aggregate.parse(text)
        .map(Parsed::value)
        .orElseGet(() ->
            Parsed.wrong(
                "is not an aggregate",
                "write last, average, max, min or a percentile such as p90"));
  }

  private static Parsed<NoData> noData(String text) {
    return switch (text) {
      case "missing" -> Parsed.value(new NoData.Missing());
      case "zero" -> Parsed.value(new NoData.Zero());
      default -> Parsed.wrong("is not one of: missing, zero", "");
    };
  }
}
