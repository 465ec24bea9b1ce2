package ecf.core.guardrail;

import ecf.core.memory.Looks;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.Proposal;
import ecf.core.signal.Measured;
import ecf.core.signal.Point;
import ecf.core.signal.Reading;
import ecf.core.signal.Series;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// No scale-in that would be undone within a while: it supposes that the fleet had the smaller
/// capacity already and everything else stayed as it reads now, and asks the policies again, now
/// and at each minute of the window. Where their floors and wants, cut to their ceilings, come to
/// more than the smaller capacity, the change is not worth making.
///
/// What is an average over the units grows as fewer carry the same: `value * units / fewer`. Totals
/// stay, and so do signals of which nobody said what they are.
///
/// 4 units at 38 %, where a step below 40 takes 2 away and one above 70 adds 2: 2 units would be at
/// `38 * 4 / 2 = 76`, and the change undone. At 34 % they would be at 68, and it is made. At 21:50
/// 8 units of which 4 are wanted, and a schedule that asks for 8 from 22:00 on: undone within 15
/// minutes, so it stays at 8.
public record Flapping(Duration window) implements Guardrail {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  static final List<Key> KEYS =
      List.of(
          Key.withDefault(
              "window", new Shape.Time(), "15m", "no scale-in that would be undone within"));

  static Flapping read(Fields fields) {
    return new Flapping(
        fields.duration("window", Duration.ofSeconds(1), LONGEST, Duration.ofMinutes(15)));
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.FLAPPING;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    int to = Math.max(change.to(), change.floor());
    if (change.out() || to >= change.from()) {
      return Verdict.pass();
    }
    var policies = change.said().stream().map(NamedPolicy.Said::by).distinct().toList();
    return undoing(policies, to, seen).map(bid -> veto(bid, to, seen.now())).orElse(Verdict.pass());
  }

  /// Who asks for how many, and when.
  private record Bid(Instant at, int units, String by, Reason why) {}

  private Optional<Bid> undoing(List<NamedPolicy> policies, int to, Observation seen) {
    var onSignals = new ArrayList<NamedPolicy.Said>();
    var onTime = new ArrayList<NamedPolicy>();
    for (NamedPolicy policy : policies) {
      if (policy.policy().needs().isEmpty()) {
        onTime.add(policy);
      } else {
        onSignals.addAll(NamedPolicy.propose(List.of(policy), supposed(policy, to, seen)));
      }
    }
    var end = onTime.isEmpty() ? seen.now() : seen.now().plus(window);
    var fewer = seen.carriedBy(to);
    var minute = seen.now().truncatedTo(ChronoUnit.MINUTES).plus(MINUTE);
    for (var at = seen.now(); !at.isAfter(end); at = minute, minute = minute.plus(MINUTE)) {
      var then = fewer.at(at);
      var said = new ArrayList<>(onSignals);
      said.addAll(NamedPolicy.propose(onTime, then));
      var highest = highest(said, at);
      if (highest.filter(bid -> Math.min(bid.units, ceiling(said, false)) > to).isPresent()) {
        return highest;
      }
    }
    return Optional.empty();
  }

  /// A ceiling that keeps the load cuts floors alone.
  private static Optional<Bid> highest(List<NamedPolicy.Said> said, Instant at) {
    int price = ceiling(said, true);
    Optional<Bid> highest = Optional.empty();
    for (NamedPolicy.Said each : said) {
      int units =
          switch (each.proposal()) {
            case Proposal.Want(int wanted, var _) -> wanted;
            case Proposal.Floor(int floor, var _) -> Math.min(floor, price);
            case Proposal.Ceiling _, Proposal.Abstain _, Proposal.Silent _, Proposal.Fit _ -> 0;
          };
      if (highest.filter(bid -> bid.units >= units).isEmpty()) {
        highest = Optional.of(new Bid(at, units, each.by().name(), each.proposal().reason()));
      }
    }
    return highest;
  }

  private static int ceiling(List<NamedPolicy.Said> said, boolean keepsLoad) {
    int lowest = Integer.MAX_VALUE;
    for (NamedPolicy.Said each : said) {
      if (each.proposal() instanceof Proposal.Ceiling(int units, var _)
          && each.by().policy().keepsLoad() == keepsLoad) {
        lowest = Math.min(lowest, units);
      }
    }
    return lowest;
  }

  /// What a policy would see at fewer units.
  private static Observation supposed(NamedPolicy policy, int to, Observation seen) {
    var signals = new HashMap<>(seen.signals());
    for (Need need : policy.policy().needs()) {
      var measured = seen.signal(need.signal());
      if (measured.at(seen.now(), tolerated(policy, measured)) instanceof Reading.Value reading) {
        boolean shared = policy.policy().sharesOut(measured.signal());
        signals.put(need.signal(), supposed(need, measured, reading, shared, to, seen));
      }
    }
    return seen.carriedBy(to).measured(signals);
  }

  private static Duration tolerated(NamedPolicy policy, Measured measured) {
    var usual = measured.signal().maxAge();
    return policy.missingData() instanceof MissingData.LastGood(var age) && age.compareTo(usual) > 0
        ? age
        : usual;
  }

  /// As many points as the policy looks at, all of what the signal would read. With nothing left to
  /// measure there are none.
  private static Measured supposed(
      Need need,
      Measured measured,
      Reading.Value reading,
      boolean shared,
      int to,
      Observation seen) {
    var signal = measured.signal();
    var period = signal.period();
    if (shared && to == 0) {
      return Measured.of(signal, Series.empty(period));
    }
    Looks.Range units = seen.servingDuring(reading.window().getLast());
    double value = shared ? reading.value() * units.most() / to : reading.value();
    if (!Double.isFinite(value)) {
      return measured;
    }
    var looked = signal.window().plus(need.length()).dividedBy(period);
    long points = need.periods() + looked;
    var constant = new ArrayList<Point>();
    for (long back = points; back > 0; back--) {
      var from = seen.now().minus(period.multipliedBy(back));
      constant.add(new Point(from, from.plus(period), value));
    }
    return Measured.of(signal, new Series(period, constant));
  }

  private static Verdict veto(Bid bid, int to, Instant now) {
    var when = bid.at.equals(now) ? "" : " in " + Figures.plain(Duration.between(now, bid.at));
    return new Verdict.Veto(
        new Reason(
            Reason.Code.FLAPPING,
            "at " + to + " it would be undone" + when + ": " + bid.why.summary(),
            Map.of("supposed", (double) to, "undoneTo", (double) bid.units)));
  }
}
