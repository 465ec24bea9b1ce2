package ecf.core.guardrail;

import ecf.core.memory.Sent;
import ecf.core.memory.StartUp;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Need;
import ecf.core.policy.Proposal;
import ecf.core.policy.Relief;
import ecf.core.signal.Measured;
import ecf.core.signal.Reading;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Stops a policy whose scale-outs do not help: where each of its last few, all within an hour,
/// moved none of its signals by as much as it should, it asks for no more for a quarter of an hour
/// after the last of them. What others want counts on, and floors pass.
///
/// A scale-out moved a signal by the reading just before it, against the newest that was measured
/// before the next change and wholly after its units could serve, as long after it as they usually
/// take, in the direction that helps and relative to what it was. Where one of the two is not
/// there, nobody knows, and it counts as helpful. A load that grows as fast as the fleet looks like
/// one that does not help: that is what `atLeast` is for.
///
/// `over: 3, atLeast: 10%`: cpu 90 → 88 (2 %), 88 → 91, 91 → 85 (7 %) on 4 → 6 → 9 → 13 units: no
/// fourth for 15 minutes. With 91 → 80 (12 %) as the third it may go on.
///
/// @param over how many scale-outs in a row must have failed
/// @param atLeast a relative move that is enough; 0.1 is 10 %
public record Effectiveness(int over, double atLeast) implements Guardrail {
  private static final Duration WITHIN = Duration.ofHours(1);
  private static final Duration REST = Duration.ofMinutes(15);
  private static final int MOST = 20;
  private static final double ROUNDING = 1e-9;

  static final List<Key> KEYS =
      List.of(
          Key.withDefault(
              "over",
              new Shape.WholeNumber(1, MOST),
              "3",
              "so many scale-outs in a row without effect are enough"),
          Key.withDefault(
              "atLeast",
              new Shape.Share(),
              "10%",
              "an effect is a move of the signal by this share"));

  static Effectiveness read(Fields fields) {
    return new Effectiveness(
        fields.integer("over", 1, MOST, 3), fields.share("atLeast", 0.001, 1, 0.1));
  }

  @Override
  public GuardrailType type() {
    return GuardrailType.EFFECTIVENESS;
  }

  @Override
  public Duration lookback() {
    return WITHIN.plus(REST);
  }

  @Override
  public boolean ignores(NamedPolicy policy, Observation seen) {
    return inVain(policy, seen).isPresent();
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    if (change.in()) {
      return Verdict.pass();
    }
    int heard = change.from();
    Optional<String> unheard = Optional.empty();
    for (NamedPolicy.Said said : change.said()) {
      if (said.proposal() instanceof Proposal.Want(int units, var _) && units > heard) {
        var vain = inVain(said.by(), seen);
        if (vain.isEmpty()) {
          heard = units;
        } else if (unheard.isEmpty()) {
          unheard = vain.map(last -> why(said.by(), last, seen.now()));
        }
      }
    }
    if (heard >= change.to() || unheard.isEmpty()) {
      return Verdict.pass();
    }
    var reason = Reason.of(Reason.Code.INEFFECTIVE, unheard.get());
    return heard == change.from() ? new Verdict.Veto(reason) : new Verdict.Limit(heard, reason);
  }

  private String why(NamedPolicy policy, Instant last, Instant now) {
    return "the last "
        + over
        + " scale-outs by "
        + policy.name()
        + " moved "
        + String.join(", ", policy.policy().needs().stream().map(Need::signal).toList())
        + " by less than "
        + Figures.plain(atLeast * 100)
        + "% each: it may ask again in "
        + Figures.plain(Duration.between(now, last.plus(REST)));
  }

  /// When the last of its scale-outs in vain was, while it has to rest.
  private Optional<Instant> inVain(NamedPolicy policy, Observation seen) {
    var all = seen.memory().changes().sent();
    var own =
        all.stream()
            .filter(Sent::out)
            .filter(sent -> sent.by().filter(policy.name()::equals).isPresent())
            .toList();
    if (own.size() < over) {
      return Optional.empty();
    }
    var newest = own.subList(own.size() - over, own.size());
    var last = newest.getLast().at();
    boolean inTime =
        !newest.getFirst().at().isBefore(last.minus(WITHIN)) && Span.recent(last, REST, seen.now());
    if (!inTime) {
      return Optional.empty();
    }
    var startUp = seen.memory().startUp().map(StartUp::usual).orElse(Duration.ZERO);
    return newest.stream().allMatch(sent -> inVain(sent, all, startUp, policy, seen))
        ? Optional.of(last)
        : Optional.empty();
  }

  private boolean inVain(
      Sent sent, List<Sent> all, Duration startUp, NamedPolicy policy, Observation seen) {
    var next =
        all.stream()
            .filter(each -> each.from() != each.to())
            .map(Sent::at)
            .filter(at -> at.isAfter(sent.at()) && at.isBefore(seen.now()))
            .min(Comparator.naturalOrder())
            .orElse(seen.now());
    boolean any = false;
    for (Need need : policy.policy().needs()) {
      var measured = seen.signal(need.signal());
      var relief = policy.policy().relief(measured.signal());
      if (relief != Relief.NONE) {
        any = true;
        if (!stayed(measured, relief, sent.at(), startUp, next)) {
          return false;
        }
      }
    }
    return any;
  }

  private boolean stayed(
      Measured measured, Relief relief, Instant change, Duration startUp, Instant next) {
    if (measured.at(change) instanceof Reading.Value before
        && measured.at(next) instanceof Reading.Value after
        && !after.window().getFirst().from().isBefore(change.plus(startUp))) {
      double fallen = before.value() - after.value();
      double helped = relief == Relief.FALLS ? fallen : -fallen;
      return helped < atLeast * Math.abs(before.value()) - ROUNDING;
    }
    return false;
  }
}
