package ecf.core.report;

import ecf.core.engine.Alternatives;
import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Objective;
import ecf.core.engine.Otherwise;
import ecf.core.engine.Trace;
import ecf.core.guardrail.Verdict;
import ecf.core.model.Activity;
import ecf.core.model.Figures;
import ecf.core.model.TargetState;
import ecf.core.model.Zones;
import ecf.core.observation.Observation;
import ecf.core.pass.Outcome;
import ecf.core.pass.TargetResult;
import ecf.core.signal.Measured;
import ecf.core.signal.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// One decision from beginning to end: what was seen, what each policy made of it, how that became
/// one number, what the guardrails said, and what comes of it. Also for a target where nothing
/// changes.
public final class ExplainText {
  private static final String INDENT = "  ";

  private final ResultView view;
  private final Style style;
  private final Trace trace;
  private final StringBuilder text = new StringBuilder();

  private ExplainText(TargetResult result, Style style) {
    this.view = new ResultView(result);
    this.style = style;
    this.trace = view.decision().map(Decision::trace).orElseGet(Trace::empty);
  }

  public static String render(TargetResult result, Style style) {
    return new ExplainText(result, style).render();
  }

  private String render() {
    var heading = view.name() + " (" + view.result().spec().resource() + ")";
    text.append(style.palette().bold(heading)).append("\n");
    tellState();
    view.result().seen().ifPresent(seen -> tellReadings(seen.signals(), seen::reading, seen.now()));
    view.result()
        .traffic()
        .ifPresent(seen -> tellReadings(seen.signals(), seen::reading, seen.now()));
    if (!trace.said().isEmpty()) {
      tellProposals();
      view.result().seen().ifPresent(this::tellNumber);
    }
    if (!trace.judged().isEmpty()) {
      tellVerdicts();
    }
    tellDecision();
    view.result().seen().ifPresent(this::tellAlternatives);
    return text.toString();
  }

  private void tellState() {
    title("Now");
    view.result().state().ifPresentOrElse(this::tell, () -> line("It could not be described."));
    view.result().seen().ifPresent(this::tellHistory);
  }

  private void tell(TargetState state) {
    switch (state) {
      case TargetState.Fleet fleet -> {
        line(
            "It has %d desired, %d running, %d serving and %d pending."
                .formatted(fleet.desired(), fleet.running(), fleet.serving(), fleet.pending()));
        view.bounds()
            .ifPresent(bounds ->
                line(
                    "Its capacity is "
                        + bounds
                        + " by the file"
                        + fleet.limits().map(own -> ", and " + own + " by its provider").orElse("")
                        + "."));
        view.objective().ifPresent(objective -> line("Its " + objective + "."));
        view.objective().filter(Objective::everyZone).ifPresent(_ -> tellZones(fleet));
      }
      case TargetState.Group group -> {
        var roll = Roll.of(group);
        line(
            "It has %d registered, %d healthy and %d draining; %d should be its members."
                .formatted(
                    roll.registered(), roll.healthy(), roll.draining(), group.members().size()));
      }
      case TargetState.Listener listener -> tell(listener);
    }
    state.owner().ifPresent(owner -> line("It belongs to " + owner.who() + "."));
  }

  private void tell(TargetState.Listener listener) {
    line("It splits traffic: " + Sentences.weights(listener.weights()) + ".");
    new TreeMap<>(listener.hosts())
        .forEach((group, hosts) ->
            line(
                "%s has %d healthy of %d registered."
                    .formatted(group, hosts.healthy(), hosts.registered())));
    listener.activities().forEach(activity -> line("Busy: " + activity.summary() + "."));
  }

  private void tellZones(TargetState.Fleet fleet) {
    line(
        switch (fleet.condition().zones()) {
          case Zones.Known(int count) ->
              "It is spread over "
                  + count
                  + (count == 1 ? " zone" : " zones")
                  + ": its minimum is "
                  + view.effectiveBounds().orElseThrow().min()
                  + ".";
          case Zones.Unknown(String why) ->
              "Over how many zones it is spread is not known, for " + why + ": its minimum stays.";
        });
  }

  private void tellHistory(Observation seen) {
    for (Activity activity : seen.activities()) {
      var since = activity.since().map(at -> ", for " + age(at, seen.now())).orElse("");
      line("Busy: " + activity.summary() + since + ".");
    }
    if (!seen.clocks()) {
      line("Nothing is remembered between passes (state: none).");
      return;
    }
    var out =
        seen.memory().changes().lastOut().map(at -> age(at, seen.now()) + " ago").orElse("never");
    var in =
        seen.memory().changes().lastIn().map(at -> age(at, seen.now()) + " ago").orElse("never");
    line("Last scaled out by ecf-aws: " + out + "; in: " + in + ".");
    seen.memory()
        .startUp()
        .ifPresent(known ->
            line(
                "Units usually serve within %s, as passes saw after %d scale-out%s of the last day."
                    .formatted(
                        Figures.plain(known.usual()),
                        known.scaleOuts(),
                        known.scaleOuts() == 1 ? "" : "s")));
  }

  private static String age(Instant at, Instant now) {
    return Figures.plain(Duration.between(at, now));
  }

  private void tellReadings(
      Map<String, Measured> signals, Function<String, Reading> readings, Instant now) {
    if (signals.isEmpty()) {
      return;
    }
    title("Signals");
    var table = new Table(INDENT, style.width());
    for (var each : new TreeMap<>(signals).entrySet()) {
      var unit = each.getValue().signal().unit();
      var reading = readings.apply(each.getKey());
      var remark =
          switch (reading) {
            case Reading.Value(double _, var at, var _) -> "measured " + age(at, now) + " ago";
            case Reading.Missing(String why) -> why;
            case Reading.Stale(double value, var _, var age) ->
                Figures.plain(value) + unit.suffix() + ", but " + Figures.plain(age) + " old";
            case Reading.Unread(var failure) -> Sentences.failure(failure);
          };
      table.row(each.getKey(), Sentences.reading(reading, unit), remark);
    }
    text.append(table.text());
  }

  private void tellProposals() {
    title("Policies");
    var table = new Table(INDENT, style.width());
    trace
        .said()
        .forEach(said ->
            table.row(
                said.by().name(),
                Sentences.proposal(said.proposal()),
                said.proposal().reason().summary()));
    text.append(table.text());
  }

  private void tellNumber(Observation seen) {
    title("From proposals to one number");
    Combination.of(trace.said(), seen, view.effectiveBounds().orElseThrow())
        .steps()
        .forEach(this::line);
  }

  private void tellVerdicts() {
    title("Guardrails");
    var table = new Table(INDENT, style.width());
    for (Trace.Judged judged : trace.judged()) {
      var why =
          switch (judged.verdict()) {
            case Verdict.Pass() -> "";
            case Verdict.Limit(int _, var reason) -> reason.summary();
            case Verdict.Veto(var reason) -> reason.summary();
          };
      table.row(judged.guardrail().yamlName(), Sentences.verdict(judged), why);
    }
    text.append(table.text());
  }

  private void tellDecision() {
    title("Decision");
    line(style.palette().bold(decided()));
    var result = view.result();
    var notes = new ArrayList<String>();
    switch (result.outcome()) {
      case Outcome.Failed(var why, var _, var _) -> {
        notes.add("Failed: " + Sentences.failure(why));
        notes.add("Hint: " + Sentences.hint(why));
      }
      case Outcome.Skipped(var cause, var _, var hint) -> {
        notes.add("Skipped: " + cause.reason().summary());
        notes.add("Hint: " + hint);
      }
      case Outcome.Applied _, Outcome.Planned _, Outcome.Unchanged _ ->
          notes.add("Because: " + Sentences.cause(view.cause(), trace));
    }
    trace
        .sizing()
        .flatMap(Trace.Sizing::held)
        .ifPresent(why -> notes.add("Units keep their size: " + Sentences.cause(why, trace)));
    Stream.of(
            notes.stream(),
            TargetText.changes(view),
            result.warnings().stream().map(warning -> "Warning: " + warning))
        .flatMap(each -> each)
        .forEach(this::line);
  }

  private void tellAlternatives(Observation seen) {
    var alternatives =
        view.result().spec() instanceof FleetSpec fleet
            ? view.decision().map(made -> Alternatives.of(fleet, seen, made)).orElse(List.of())
            : List.<Otherwise>of();
    if (!alternatives.isEmpty()) {
      title("What would change it");
      alternatives.forEach(each -> line("It " + Sentences.otherwise(each, seen.desired()) + "."));
    }
  }

  private String decided() {
    return view.decision().map(this::decided).orElse("Nothing could be decided.");
  }

  private String decided(Decision decision) {
    return switch (decision) {
      case Decision.Resize(var _, int from, int to, var _, var _, var _) ->
          from == to
              ? "It stays at "
                  + to
                  + ", with other "
                  + (replacesUnits(decision) ? "units" : "bounds")
                  + "."
              : "It goes from " + from + " to " + to + ".";
      case Decision.Hold(var _, int at, var _, var _) -> "It stays at " + at + ".";
      case Decision.Rebalance rebalance ->
          rebalance.changes().stream().allMatch(Change.SetAttributes.class::isInstance)
              ? "Its attributes change."
              : "Its members change.";
      case Decision.Shift _ -> "Its weights change.";
      case Decision.Steady _ ->
          view.listener().isPresent() ? "Its weights stay." : "Its members stay.";
      case Decision.Refused _, Decision.Impossible _ -> "Nothing was decided.";
    };
  }

  private static boolean replacesUnits(Decision decision) {
    return decision.changes().stream()
        .anyMatch(
            change -> change instanceof Change.ResizeUnit || change instanceof Change.Replace);
  }

  private void title(String title) {
    text.append("\n").append(style.palette().cyan(title)).append("\n");
  }

  private void line(String sentence) {
    for (String line : Words.wrap(sentence, style.width() - INDENT.length())) {
      text.append(INDENT).append(line).append("\n");
    }
  }
}
