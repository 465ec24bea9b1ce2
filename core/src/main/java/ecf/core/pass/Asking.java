package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Hook;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Cause;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Departure;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.port.Hooks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the hook of a target whether its scale-in may be sent, once it is ours to send. No answer
/// is a no, and a no holds the target until the next pass asks again. Where the provider itself
/// waits for somebody before an instance goes, that is preferred, and ours is not asked.
final class Asking {
  /// As verdicts name it.
  private static final String GUARDRAIL = "hooks";

  /// For whoever was too late to end what it began.
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Hooks hooks;
  private final InstantSource wall;
  private final Optional<Instant> until;

  /// @param until when the pass has to end, by the real clock
  Asking(Hooks hooks, InstantSource wall, Optional<Instant> until) {
    this.hooks = hooks;
    this.wall = wall;
    this.until = until;
  }

  /// The result of a pass that only plans, with who would be asked.
  static TargetResult foretold(TargetResult planned) {
    return hook(planned)
        .filter(_ -> planned.spec().acts())
        .map(hook -> providerWaits(planned) ? notAsked(planned, hook) : foretold(planned, hook))
        .orElse(planned);
  }

  static TargetResult foretold(TargetResult planned, Hook hook) {
    return planned.warned(
        "apply asks the hook "
            + hook.call()
            + " first, for "
            + Figures.plain(hook.timeout())
            + " at most");
  }

  /// Who has to allow a change. Those who left their groups first were allowed to go when they
  /// began.
  private static Optional<Hook> hook(TargetResult planned) {
    return planned.spec() instanceof FleetSpec fleet
            && planned.outcome() instanceof Outcome.Planned(Decision.Resize resize)
            && resize.to() < resize.from()
            && !Parting.ends(resize, planned.seen())
        ? fleet.conduct().beforeScaleIn()
        : Optional.empty();
  }

  private static boolean providerWaits(TargetResult planned) {
    return planned
        .seen()
        .flatMap(Observation::inspection)
        .flatMap(Inspection::departure)
        .filter(Departure::hooked)
        .isPresent();
  }

  private static TargetResult notAsked(TargetResult planned, Hook hook) {
    return planned.warned(
        "its provider waits for a lifecycle hook of its own before an instance goes, so "
            + hook.call()
            + " is not asked");
  }

  /// The result as it was planned, where nobody is in its way, else on hold; with what was said.
  TargetResult asked(TargetResult planned) {
    return planned.outcome() instanceof Outcome.Planned(Decision.Resize resize)
        ? hook(planned)
            .map(hook ->
                providerWaits(planned) ? notAsked(planned, hook) : asked(planned, resize, hook))
            .orElse(planned)
        : planned;
  }

  private TargetResult asked(TargetResult planned, Decision.Resize resize, Hook hook) {
    var why = resize.cause().reason().summary();
    return switch (said(planned.spec(), resize.from(), resize.to(), why, hook)) {
      case Said.Yes(String told) -> planned.warned(told);
      case Said.No(Cause cause) ->
          planned.outcome(
              new Outcome.Unchanged(
                  new Decision.Hold(resize.target(), resize.from(), cause, resize.trace())));
    };
  }

  /// What came of a question, for people.
  sealed interface Said {
    record Yes(String told) implements Said {}

    record No(Cause cause) implements Said {}
  }

  /// @param why it is about to scale in
  Said said(TargetSpec spec, int from, int to, String why, Hook hook) {
    long begun = System.nanoTime();
    var question = new Hooks.Question(spec.id(), spec.resource(), from, to, why);
    var reply = reply(question, hook);
    var took = Duration.ofNanos(System.nanoTime() - begun);
    var who = "the hook " + hook.call();
    return switch (reply) {
      case Hooks.Reply.Allowed(String said) ->
          new Said.Yes(
              who + " allowed it after " + seconds(took) + (said.isEmpty() ? "" : ": " + said));
      case Hooks.Reply.Vetoed(String veto) -> {
        var told = "no scale-in to " + to + ": " + who + " after " + seconds(took) + ": " + veto;
        var facts = Map.of("units", (double) to, "seconds", took.toMillis() / 1000.0);
        yield new Said.No(
            Cause.guardrail(GUARDRAIL, new Reason(Reason.Code.PROTECTION, told, facts)));
      }
    };
  }

  private Hooks.Reply reply(Hooks.Question question, Hook hook) {
    var limit = limit(hook);
    var work = new FutureTask<>(() -> hooks.ask(hook.call(), question, limit));
    Thread.ofVirtual().name("asks " + hook.call()).start(work);
    try {
      return work.get(limit.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      work.cancel(true);
      return new Hooks.Reply.Vetoed("no answer within " + Figures.plain(limit));
    } catch (InterruptedException e) {
      work.cancel(true);
      Thread.currentThread().interrupt();
      return new Hooks.Reply.Vetoed("interrupted");
    } catch (ExecutionException e) {
      return new Hooks.Reply.Vetoed("this is a bug of ecf-aws, please report it: " + e.getCause());
    }
  }

  /// The pass has to end, too.
  private Duration limit(Hook hook) {
    var left = until.map(end -> Duration.between(wall.instant(), end)).orElse(hook.timeout());
    var limit = left.compareTo(hook.timeout()) < 0 ? left : hook.timeout();
    return limit.isNegative() ? Duration.ZERO : limit;
  }

  private static String seconds(Duration took) {
    return Figures.plain(took.toMillis() / 1000.0) + "s";
  }
}
