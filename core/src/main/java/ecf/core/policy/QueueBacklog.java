package ecf.core.policy;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.signal.Reading;
import ecf.core.signal.Signal;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Quantity;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Wants as many units as work a queue off in time: `want = ceil(backlog / (ratePerUnit *
/// acceptableWait))`, which is AWS's "backlog per instance". The number of units plays no part, so
/// a queue brings up the first one from zero and an empty queue wants none.
///
/// The signal must count what is being worked on as well as what waits: a message in flight has
/// left the visible queue, and a policy that sees the visible ones alone stops the workers in the
/// middle of the last of them.
///
/// Each unit takes 4/s, a wait of 30s is fine, so 120 messages are one unit's: 1300 want 11, 121
/// want 2, 120 want 1, 1 wants 1, 0 want 0. AWS's own example, 0.1 s a message and a latency of 10
/// s (10/s, 10s): 1500 want 15.
///
/// @param ratePerUnit messages that one unit works off in a second, above 0
/// @param acceptableWait how long a message may wait, above 0
public record QueueBacklog(String signal, double ratePerUnit, Duration acceptableWait)
    implements ScalingPolicy {
  /// Keeps 360 / (0.1 * 1200 s) from becoming 4 by a rounding error.
  private static final double ROUNDING = 1e-9;

  private static final Duration ACCEPTABLE_WAIT = Duration.ofMinutes(1);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

  /// SQS keeps a message for at most 14 days.
  private static final Duration LONGEST_WAIT = Duration.ofDays(14);

  /// What SQS calls the messages that nobody works on.
  private static final String WAITING_ALONE = "ApproximateNumberOfMessagesVisible";

  static final List<Key> KEYS =
      List.of(
          Key.required("signal", Shape.text(), "how many wait, those in flight included"),
          Key.required(
              "ratePerUnit",
              new Shape.Written("\\d+(\\.\\d+)?/[smh]"),
              "what one unit works off, e.g. 4/s"),
          Key.withDefault(
              "acceptableWait", new Shape.Time(), "1m", "how long the last one may have to wait"));

  public QueueBacklog {
    if (!(ratePerUnit > 0) || acceptableWait.isZero() || acceptableWait.isNegative()) {
      throw new IllegalArgumentException("a rate and a wait above 0 are needed");
    }
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var signal = in.signal("signal");
    signal.ifPresent(known -> check(in, known));
    double rate = in.fields().quantity("ratePerUnit", QueueBacklog::rate, 1.0);
    var wait = in.fields().duration("acceptableWait", SHORTEST_WAIT, LONGEST_WAIT, ACCEPTABLE_WAIT);
    return in.whenSound(signal, known -> new QueueBacklog(known.name(), rate, wait));
  }

  private static void check(PolicyFields in, Signal signal) {
    switch (signal.unit()) {
      case COUNT, PLAIN -> {}
      case PERCENT, PER_SECOND, SECONDS, BYTES_PER_SECOND ->
          in.fields()
              .problem(
                  "signal",
                  signal.name() + " does not count what waits",
                  "name a signal that counts messages, or track this one with targetTracking");
    }
    boolean waitingAlone =
        signal.source().queries(Map.of(), signal.statistic(), signal.period()).stream()
            .flatMap(List::stream)
            .anyMatch(query -> query.metric().equals(WAITING_ALONE));
    if (waitingAlone) {
      in.fields()
          .warn(
              "signal",
              signal.name() + " leaves out the messages in flight",
              "add ApproximateNumberOfMessagesNotVisible to it in an expression, or workers are"
                  + " stopped in the middle of their work");
    }
  }

  private static Parsed<Double> rate(Quantity quantity) {
    return switch (quantity.unit()) {
      case PER_SECOND ->
          quantity.value() > 0
              ? Parsed.value(quantity.value())
              : Parsed.wrong("is too small: it must be above 0", "");
      case PLAIN, PERCENT -> Parsed.wrong("is not a rate", "write a rate such as 4/s or 240/m");
    };
  }

  @Override
  public List<Need> needs() {
    return List.of(Need.of(signal));
  }

  @Override
  public boolean worksFromZero() {
    return true;
  }

  @Override
  public boolean sharesOut(Signal read) {
    return false;
  }

  @Override
  public Relief relief(Signal read) {
    return Relief.FALLS;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return List.of(Absent.orElse(signal, seen.reading(signal), value -> fromObserved(value, seen)));
  }

  private Proposal fromObserved(Reading.Value reading, Observation seen) {
    double backlog = Math.max(0, reading.value());
    double perUnit = ratePerUnit * acceptableWait.toNanos() / 1e9;
    int want = (int) Math.clamp(Math.ceil(backlog / perUnit - ROUNDING), 0, Integer.MAX_VALUE);
    var facts =
        Map.of("observed", reading.value(), "backlogPerUnit", perUnit, "want", (double) want);
    var code = want == seen.desired() ? Reason.Code.IN_BAND : Reason.Code.OFF_TARGET;
    return new Proposal.Want(
        want, new Reason(code, summary(backlog, perUnit, want, seen.desired()), facts));
  }

  private String summary(double backlog, double perUnit, int want, int desired) {
    if (backlog == 0) {
      return signal + " is empty" + (desired == 0 ? "" : ": " + desired + " → 0");
    }
    var needs =
        signal
            + " of "
            + Figures.plain(backlog)
            + " at "
            + Figures.plain(perUnit)
            + " per unit in "
            + Figures.plain(acceptableWait)
            + " needs "
            + want;
    return want == desired ? needs + ", as there are" : needs + ": " + desired + " → " + want;
  }
}
