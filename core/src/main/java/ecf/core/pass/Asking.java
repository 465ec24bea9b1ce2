package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Hook;
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
        .map(hook ->
            providerWaits(planned)
                ? notAsked(planned, hook)
                : planned.warned(
                    "apply asks the hook "
                        + hook.call()
                        + " first, for "
                        + Figures.plain(hook.timeout())
                        + " at most"))
        .orElse(planned);
  }

  /// Who has to allow a change.
  private static Optional<Hook> hook(TargetResult planned) {
    return planned.spec() instanceof FleetSpec fleet
            && planned.outcome() instanceof Outcome.Planned(Decision.Resize resize)
            && resize.to() < resize.from()
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
    long begun = System.nanoTime();
    var reply = reply(planned, resize, hook);
    var took = Duration.ofNanos(System.nanoTime() - begun);
    var who = "the hook " + hook.call();
    return switch (reply) {
      case Hooks.Reply.Allowed(String said) ->
          planned.warned(
              who + " allowed it after " + seconds(took) + (said.isEmpty() ? "" : ": " + said));
      case Hooks.Reply.Vetoed(String why) -> {
        var reason =
            new Reason(
                Reason.Code.PROTECTION,
                "no scale-in to "
                    + resize.to()
                    + ": "
                    + who
                    + " after "
                    + seconds(took)
                    + ": "
                    + why,
                Map.of("units", (double) resize.to(), "seconds", took.toMillis() / 1000.0));
        yield planned.outcome(
            new Outcome.Unchanged(
                new Decision.Hold(
                    resize.target(),
                    resize.from(),
                    Cause.guardrail(GUARDRAIL, reason),
                    resize.trace())));
      }
    };
  }

  private Hooks.Reply reply(TargetResult planned, Decision.Resize resize, Hook hook) {
    var limit = limit(hook);
    var question =
        new Hooks.Question(
            planned.spec().id(),
            planned.spec().resource(),
            resize.from(),
            resize.to(),
            resize.cause().reason().summary());
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
