package ecf.core.engine;

import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Verdict;
import ecf.core.guardrail.Wanted;
import ecf.core.memory.Tenure;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Observation;
import ecf.core.policy.NamedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Decides for one target with a capacity.
final class Decider {
  /// A want of more than so many times the present capacity is told: a unit may be wrong in the
  /// file.
  private static final int SUSPICIOUS = 10;

  private static final String RESUME = "`ecf-aws resume` lets it act here again";

  private Decider() {}

  static Decision decide(FleetSpec spec, Observation seen) {
    if (seen.memory().tenure().suspended().filter(Tenure.Halt.BOTH::equals).isPresent()) {
      return suspended(spec.id());
    }
    var owner = seen.owner().filter(other -> isLeftTo(other, spec));
    if (owner.isPresent()) {
      var why = Reason.of(Reason.Code.OWNED, "its capacity belongs to " + owner.get().who());
      return new Decision.Refused(spec.id(), Cause.engine(why), owner.get().hint(), Trace.empty());
    }
    return Effective.capacity(spec, seen.target())
        .map(capacity -> decide(spec, capacity, seen))
        .orElseGet(() -> impossible(spec, seen.target()));
  }

  /// Left alone by the user's word.
  static Decision suspended(TargetId target) {
    var why = Reason.of(Reason.Code.SUSPENDED, "ecf-aws is suspended here");
    return new Decision.Refused(target, Cause.engine(why), RESUME, Trace.empty());
  }

  private static boolean isLeftTo(Owner other, FleetSpec spec) {
    if (other.absolute() || spec.conduct().control().ofMinimum()) {
      return other.absolute();
    }
    return switch (spec.conduct().ownership()) {
      case REFUSE -> true;
      case TAKE_OVER -> other.found().isEmpty();
      case IGNORE -> false;
    };
  }

  private static Decision decide(FleetSpec spec, CapacityRange capacity, Observation seen) {
    int desired = seen.desired();
    var said = NamedPolicy.propose(spec.policies(), seen);
    var wish = Wish.of(said, desired, capacity, seen.clocks());
    var notes = new ArrayList<String>();
    wish.contradiction().ifPresent(notes::add);
    if (desired > 0 && wish.want().units() > (long) SUSPICIOUS * desired) {
      notes.add(
          "a want of "
              + wish.want().units()
              + " is suspicious at "
              + desired
              + ": is the target in the signal's unit?");
    }
    ZoneMinimum.aboveMax(spec, capacity, seen.target()).ifPresent(notes::add);
    var review = new Review(wish, said, new PastWishes(spec.policies(), seen));
    spec.guardrails().forEach(guardrail -> review.by(guardrail, seen));
    var reviewed = inItsDirections(spec, heldWithoutAnswers(review.result(), seen), desired);
    // Nothing is lowered here: a fleet above its maximum comes down through the guardrails like any
    // other.
    var last =
        reviewed.units() < capacity.min()
            ? new Wish.Pick(
                capacity.min(),
                Cause.engine(
                    Reason.of(Reason.Code.CAPACITY, "brought up to its min " + capacity.min())))
            : reviewed;
    var allowed = halted(last, seen);
    var sized = UnitSizing.of(spec, capacity, seen, said, review.wish.owed(), allowed);
    var by = Author.of(review.wish, sized.pick().units(), said, heard(spec, seen));
    return decision(
        spec,
        seen,
        ZoneMinimum.told(spec, capacity, seen.target(), sized.pick()),
        new Trace(said, review.judged, notes, by, sized.sizing()));
  }

  private static Predicate<NamedPolicy> heard(FleetSpec spec, Observation seen) {
    return policy -> spec.guardrails().stream().noneMatch(each -> each.ignores(policy, seen));
  }

  /// A question before a change that got no answer may have been the one that forbids it: nobody
  /// scales in then, whatever the file switches off.
  private static Wish.Pick heldWithoutAnswers(Wish.Pick pick, Observation seen) {
    if (pick.units() >= seen.desired()) {
      return pick;
    }
    var unanswered =
        seen.inspection().stream()
            .flatMap(asked -> asked.unanswered().stream())
            .map(failure -> failure.call() + " was not answered (" + failure.message() + ")")
            .collect(Collectors.joining("; "));
    return unanswered.isEmpty()
        ? pick
        : new Wish.Pick(
            seen.desired(),
            Cause.engine(Reason.of(Reason.Code.BUSY, "no scale-in: " + unanswered)));
  }

  private static Wish.Pick inItsDirections(FleetSpec spec, Wish.Pick pick, int desired) {
    var may = spec.conduct().directions();
    boolean held =
        switch (may) {
          case BOTH -> false;
          case OUT -> pick.units() < desired;
          case IN -> pick.units() > desired;
        };
    if (!held) {
      return pick;
    }
    var why =
        "held, for it only scales "
            + may.name().toLowerCase(Locale.ROOT)
            + ": "
            + pick.cause().reason().summary();
    var facts = Map.of("units", (double) pick.units());
    return new Wish.Pick(desired, Cause.engine(new Reason(Reason.Code.OBSERVED, why, facts)));
  }

  /// Whoever suspended a direction holds it against the minimum, too.
  private static Wish.Pick halted(Wish.Pick pick, Observation seen) {
    int desired = seen.desired();
    boolean out = pick.units() > desired;
    boolean held =
        pick.units() != desired
            && seen.memory().tenure().suspended().filter(halt -> halt.holds(out)).isPresent();
    if (!held) {
      return pick;
    }
    var why =
        "ecf-aws is suspended here on the way "
            + (out ? "out" : "in")
            + ": "
            + pick.cause().reason().summary();
    var facts = Map.of("units", (double) pick.units());
    return new Wish.Pick(desired, Cause.engine(new Reason(Reason.Code.SUSPENDED, why, facts)));
  }

  /// The same decision with other units, for a reason outside the target.
  static Decision changed(FleetSpec spec, Observation seen, Trace trace, int units, Cause why) {
    return decision(spec, seen, new Wish.Pick(units, why), trace);
  }

  private static Decision decision(FleetSpec spec, Observation seen, Wish.Pick pick, Trace trace) {
    int desired = seen.desired();
    var changes = new ArrayList<Change>();
    seen.target()
        .limits()
        .ifPresent(limits -> {
          var wanted = Standing.bounds(spec, seen, limits, pick.units());
          if (!wanted.equals(limits)) {
            changes.add(new Change.SetBounds(limits, wanted));
          }
        });
    var cause = pick.cause();
    if (pick.units() != desired && !spec.conduct().control().ofMinimum()) {
      changes.add(new Change.SetCapacity(desired, pick.units()));
    } else if (changes.isEmpty() && replacing(trace).orElse(null) instanceof Trace.Sizing sizing) {
      changes.add(new Change.ResizeUnit(sizing.fit().from(), sizing.fit().to()));
      cause = Cause.policy(sizing.by().name(), sizing.fit().reason());
    }
    var told = trace;
    if (changes.isEmpty()) {
      var healing = Healing.of(spec, seen);
      if (!healing.replaced().isEmpty()) {
        return new Decision.Resize(
            spec.id(),
            desired,
            desired,
            healing.replaced(),
            told(spec, healing.cause().orElseThrow()),
            healing.stays().map(trace::noted).orElse(trace));
      }
      told = healing.stays().map(trace::noted).orElse(trace);
    }
    boolean number = changes.stream().anyMatch(each -> !(each instanceof Change.ResizeUnit));
    if (number && spec.conduct().ownership() == FleetSpec.Ownership.TAKE_OVER) {
      seen.owner()
          .flatMap(other -> other.found().map(found -> new Change.TakeOver(other.who(), found)))
          .ifPresent(changes::addFirst);
    }
    return changes.isEmpty()
        ? new Decision.Hold(spec.id(), desired, cause, told)
        : new Decision.Resize(spec.id(), desired, pick.units(), changes, told(spec, cause), trace);
  }

  private static Optional<Trace.Sizing> replacing(Trace trace) {
    return trace.sizing().filter(sizing -> sizing.held().isEmpty());
  }

  private static Cause told(FleetSpec spec, Cause cause) {
    if (spec.acts() || cause.reason().code() == Reason.Code.OBSERVED) {
      return cause;
    }
    var why = cause.reason();
    var told = new Reason(Reason.Code.OBSERVED, "only observed: " + why.summary(), why.facts());
    return new Cause(cause.origin(), told);
  }

  private static Decision impossible(FleetSpec spec, TargetState.Fleet target) {
    var limits = target.limits().orElseThrow();
    var message =
        "capacity "
            + spec.capacity()
            + " and the group's own bounds "
            + limits
            + " have nothing in common";
    return new Decision.Impossible(
        spec.id(),
        Cause.engine(
            new Reason(
                Reason.Code.CAPACITY,
                message,
                Map.of("groupMin", (double) limits.min(), "groupMax", (double) limits.max()))),
        new ProviderFailure(
            ProviderFailure.Kind.INVALID,
            "decide",
            message,
            spec.conduct().control().ofMinimum()
                ? "lower capacity.min, raise the provider's maximum, or write `control: minMax`"
                : "change capacity, the group's MinSize and MaxSize, or write `groupBounds: write`",
            false));
  }

  /// The guardrails' way through one wish: those on wants change the want, the others narrow what
  /// may come of it.
  private static final class Review {
    private static final Cause NOTHING = Cause.engine(Reason.of(Reason.Code.NO_WISH, ""));
    private static final Wish.Pick ANY_LESS = new Wish.Pick(Integer.MIN_VALUE, NOTHING);
    private static final Wish.Pick ANY_MORE = new Wish.Pick(Integer.MAX_VALUE, NOTHING);

    private final List<NamedPolicy.Said> said;
    private final PastWishes past;
    private final List<Trace.Judged> judged = new ArrayList<>();
    private Wish wish;
    private Wish.Pick least = ANY_LESS;
    private Wish.Pick most = ANY_MORE;

    Review(Wish wish, List<NamedPolicy.Said> said, PastWishes past) {
      this.wish = wish;
      this.said = said;
      this.past = past;
    }

    void by(Guardrail guardrail, Observation seen) {
      int from = wish.desired();
      int to =
          switch (guardrail.type().scope()) {
            case WANTS -> wantedWithinCapacity();
            case EVERY -> result().units();
          };
      if (to == from) {
        return;
      }
      var change = new Wanted(from, to, wish.owed(), said, past);
      var verdict = guardrail.review(change, seen);
      judged.add(new Trace.Judged(guardrail.type(), to, verdict));
      switch (verdict) {
        case Verdict.Pass() -> {}
        case Verdict.Limit(int units, Reason why) -> narrow(guardrail, change, units, why);
        case Verdict.Veto(Reason why) -> narrow(guardrail, change, from, why);
      }
    }

    /// What wants alone ask for. Where the present is out of bounds, that is not the wants' doing.
    private int wantedWithinCapacity() {
      int from = wish.desired();
      int want = wish.want().units();
      return want > from
          ? Math.min(want, Math.max(from, wish.capacity().max()))
          : Math.max(want, Math.min(from, wish.capacity().min()));
    }

    private void narrow(Guardrail guardrail, Wanted change, int units, Reason why) {
      // Whatever a guardrail answers, it cannot turn a change round or make it larger.
      int bounded =
          Math.clamp(
              units, Math.min(change.from(), change.to()), Math.max(change.from(), change.to()));
      var pick = new Wish.Pick(bounded, Cause.guardrail(guardrail.type().yamlName(), why));
      switch (guardrail.type().scope()) {
        case WANTS -> wish = wish.wanting(pick);
        case EVERY -> {
          if (change.in()) {
            least = pick;
          } else {
            most = pick;
          }
        }
      }
    }

    Wish.Pick result() {
      var pick = wish.result();
      if (pick.units() < least.units()) {
        return least;
      }
      return pick.units() > most.units() ? most : pick;
    }
  }
}
