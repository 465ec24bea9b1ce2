package ecf.core.report;

import ecf.core.engine.Alternatives;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.memory.Tenure;
import ecf.core.model.Activity;
import ecf.core.model.Figures;
import ecf.core.model.Owner;
import ecf.core.model.TargetState;
import ecf.core.observation.Observation;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.signal.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One line for each target: how large it is and may be, what its signals say, who is at work on
/// it, when ecf-aws changed it last and who else owns it. Those that need somebody's eyes come
/// first.
public final class StatusText {
  private static final Comparator<ResultView> MOST_AT_RISK =
      Comparator.comparing(Risk::of)
          .thenComparing(Comparator.comparingDouble(StatusText::fullness).reversed())
          .thenComparing(ResultView::name);

  private StatusText() {}

  public static String render(PassResult pass, Style style) {
    var views = pass.targets().stream().map(ResultView::new).sorted(MOST_AT_RISK).toList();
    if (views.isEmpty()) {
      return "no targets\n";
    }
    var table = new Table("  ", style.width());
    table.row(" ", "TARGET", "NOW", "BOUNDS", "CHANGED", "SIGNALS");
    views.forEach(view ->
        table.row(
            Mark.of(view).sign(),
            view.name(),
            now(view),
            view.bounds().map(Object::toString).orElse("-"),
            view.result().seen().map(StatusText::changed).orElse("-"),
            remarks(view)));
    var lines = new ArrayList<>(table.lines());
    var text = new StringBuilder();
    lines.removeFirst().forEach(line -> append(text, style.palette().dim(line)));
    for (int i = 0; i < views.size(); i++) {
      var mark = Mark.of(views.get(i));
      lines.get(i).forEach(line -> append(text, painted(mark, line, style.palette())));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String line) {
    text.append(line).append("\n");
  }

  /// What is as it should be is not made pale here: most of a status is.
  private static String painted(Mark mark, String line, Palette palette) {
    return mark == Mark.SAME ? line : mark.painted(palette, line);
  }

  /// How much of what it may have is asked for.
  private static double fullness(ResultView view) {
    return view.fleet()
        .flatMap(fleet ->
            view.bounds().map(bounds -> (double) fleet.desired() / Math.max(1, bounds.max())))
        .orElse(0.0);
  }

  private static String now(ResultView view) {
    if (view.roll().isPresent()) {
      var roll = view.roll().get();
      return roll.registered() + " (" + roll.healthy() + " healthy)";
    }
    if (view.listener().isPresent()) {
      return Sentences.weights(view.listener().get().weights());
    }
    return view.fleet().map(fleet -> now(view, fleet)).orElse("?");
  }

  private static String now(ResultView view, TargetState.Fleet fleet) {
    var parts = new ArrayList<String>();
    if (view.ofMinimum()) {
      fleet.limits().ifPresent(limits -> parts.add("min " + limits.min()));
    }
    if (fleet.serving() != fleet.desired()) {
      parts.add(fleet.serving() + " serve");
    }
    if (fleet.pending() > 0) {
      parts.add(fleet.pending() + " pending");
    }
    return fleet.desired() + (parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")");
  }

  private static String changed(Observation seen) {
    var out = seen.memory().changes().lastOut();
    var in = seen.memory().changes().lastIn();
    boolean outIsLast = out.isPresent() && in.filter(at -> at.isAfter(out.get())).isEmpty();
    return (outIsLast ? out : in)
        .map(at ->
            (outIsLast ? "out " : "in ") + Figures.plain(Duration.between(at, seen.now())) + " ago")
        .orElse("-");
  }

  private static String remarks(ResultView view) {
    var remarks =
        Stream.of(
                view.result().seen().map(StatusText::signals).stream(),
                view.result().seen().stream().flatMap(StatusText::busy),
                view.result().seen().stream().flatMap(StatusText::halted),
                view.result().seen().stream()
                    .flatMap(seen -> seen.memory().tenure().takenOver().stream())
                    .map(_ -> "taken over"),
                held(view).stream(),
                view.decision().stream().flatMap(StatusText::wouldFit),
                owner(view).stream().map(owner -> "owned by " + owner.who()),
                view.result().seen().stream().flatMap(StatusText::unknown),
                trouble(view).stream())
            .flatMap(each -> each)
            .filter(remark -> !remark.isEmpty())
            .collect(Collectors.joining(" · "));
    return remarks.isEmpty() ? "-" : remarks;
  }

  private static String signals(Observation seen) {
    return new TreeSet<>(seen.signals().keySet())
        .stream().map(name -> name + " " + reading(seen, name)).collect(Collectors.joining(", "));
  }

  private static String reading(Observation seen, String name) {
    Reading reading = seen.reading(name);
    return Sentences.reading(reading, seen.signal(name).signal().unit());
  }

  private static Stream<String> busy(Observation seen) {
    List<Activity> activities = seen.activities();
    return activities.stream().map(activity -> "busy: " + activity.summary());
  }

  /// All of a target that is suspended is told as why it is left alone.
  private static Stream<String> halted(Observation seen) {
    return seen.memory().tenure().suspended().stream()
        .filter(halt -> halt != Tenure.Halt.BOTH)
        .map(halt -> "suspended on the way " + (halt == Tenure.Halt.OUT ? "out" : "in"));
  }

  /// What a target that stays as it is would do if nothing stood in its way.
  private static Optional<String> held(ResultView view) {
    return view.result().spec() instanceof FleetSpec fleet
            && view.decision().orElse(null) instanceof Decision.Hold hold
        ? view.result()
            .seen()
            .flatMap(seen ->
                Alternatives.hindrances(fleet, seen, hold).stream()
                    .findFirst()
                    .map(other -> Sentences.otherwise(other, seen.desired())))
        : Optional.empty();
  }

  private static Stream<String> wouldFit(Decision decision) {
    return decision.trace().said().stream()
        .map(NamedPolicy.Said::proposal)
        .filter(proposal -> proposal instanceof Proposal.Fit fit && !fit.from().equals(fit.to()))
        .map(Sentences::proposal);
  }

  /// Questions without an answer: nobody knows whether somebody else owns it.
  private static Stream<String> unknown(Observation seen) {
    return seen.inspection().stream()
        .flatMap(asked -> asked.unanswered().stream())
        .map(Sentences::failure);
  }

  private static Optional<Owner> owner(ResultView view) {
    return view.result()
        .seen()
        .flatMap(Observation::owner)
        .or(() -> view.result().state().flatMap(TargetState::owner));
  }

  private static Optional<String> trouble(ResultView view) {
    return switch (view.result().outcome()) {
      case Outcome.Failed(var why, var _, var _) -> Optional.of(Sentences.failure(why));
      case Outcome.Skipped(var cause, var _, var _) ->
          owner(view).isPresent() ? Optional.empty() : Optional.of(cause.reason().summary());
      case Outcome.Applied _, Outcome.Planned _, Outcome.Unchanged _ -> Optional.empty();
    };
  }
}
