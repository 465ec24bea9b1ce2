package ecf.core.report;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.Trace;
import ecf.core.guardrail.Verdict;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.pass.Outcome;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.report.Row.Note;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a report says of one target.
final class TargetText {
  /// More members than this are counted, not listed.
  private static final int LISTED = 10;

  private final ResultView view;
  private final Style style;
  private final Trace trace;
  private final Set<ProviderFailure> told;
  private final List<Note> notes = new ArrayList<>();

  private TargetText(ResultView view, Style style, Set<ProviderFailure> told) {
    this.view = view;
    this.style = style;
    this.told = told;
    this.trace = view.decision().map(Decision::trace).orElseGet(Trace::empty);
  }

  /// @param told failures whose hint was given already, here or above; one more may be added
  static Row row(ResultView view, Style style, Set<ProviderFailure> told) {
    return new TargetText(view, style, told).row();
  }

  private Row row() {
    tellOutcome();
    if (style.detail() == Style.Detail.FULL) {
      trace.said().forEach(this::tell);
      trace.judged().forEach(this::tell);
    } else {
      tellWhatWasWanted();
      tellWhatLimitedIt();
      tellWhoCannotTell();
      tellWhatWouldFit();
    }
    trace.sizing().ifPresent(this::tell);
    tellChanges();
    view.result().warnings().forEach(warning -> note("warning: " + warning, Tone.WARNING));
    var number = number();
    var money = Costs.change(view).orElse("");
    return new Row(Mark.of(view), view.name(), number.from(), number.to(), money, text(), notes);
  }

  private record Numbers(String from, String to) {}

  private Numbers number() {
    var capacity = view.capacity();
    if (capacity.isPresent()) {
      var units = capacity.get();
      boolean same = units.from() == units.to() || hasFailed();
      return new Numbers("" + units.from(), same ? "" : "" + units.to());
    }
    return view.roll()
        .map(roll -> {
          int after = roll.registered() + (hasFailed() ? 0 : joining());
          return new Numbers("" + roll.registered(), after == roll.registered() ? "" : "" + after);
        })
        .orElse(new Numbers("", ""));
  }

  /// How many more there will be; below 0 where fewer.
  private int joining() {
    int more = 0;
    for (ResultView.Step step : view.steps()) {
      more +=
          switch (step.change()) {
            case Change.Register(var members) -> members.size();
            case Change.Deregister(var members) -> -members.size();
            case Change.SetCapacity _,
                Change.SetBounds _,
                Change.ResizeUnit _,
                Change.Replace _,
                Change.Terminate _,
                Change.TakeOver _,
                Change.SetAttributes _,
                Change.SetWeights _ ->
                0;
          };
    }
    return more;
  }

  private boolean hasFailed() {
    return view.result().outcome() instanceof Outcome.Failed;
  }

  private Note text() {
    return switch (view.result().outcome()) {
      case Outcome.Failed(var why, var _, var _) ->
          new Note(Sentences.failure(why), style.palette()::red);
      case Outcome.Applied _, Outcome.Planned _, Outcome.Unchanged _, Outcome.Skipped _ ->
          Note.plain(withoutNumbers(Sentences.cause(view.cause(), trace)));
    };
  }

  /// The numbers stand beside it already.
  private String withoutNumbers(String text) {
    return view.capacity()
        .map(units -> Sentences.arrow(units.from(), units.to()))
        .map(shown -> cut(cut(text, ": " + shown), ", " + shown))
        .orElse(text);
  }

  private static String cut(String text, String end) {
    return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
  }

  private void tellOutcome() {
    switch (view.result().outcome()) {
      case Outcome.Failed(var why, var _, var _) -> {
        if (told.add(why) && !Sentences.hint(why).isBlank()) {
          note("hint: " + Sentences.hint(why), Tone.USUAL);
        }
        for (ResultView.Step step : view.steps()) {
          note(
              (step.sent() ? "sent before: " : "not sent: ") + Sentences.change(step.change()),
              Tone.USUAL);
        }
      }
      case Outcome.Skipped(var _, var _, var hint) -> {
        if (!hint.isBlank()) {
          note("hint: " + hint, Tone.QUIET);
        }
      }
      case Outcome.Applied _, Outcome.Planned _, Outcome.Unchanged _ -> {}
    }
  }

  /// Told where somebody else had the last word.
  private void tellWhatWasWanted() {
    highestWant()
        .filter(said -> !isTheCause(said.proposal().reason()))
        .filter(said -> said.proposal() instanceof Proposal.Want want && want.units() != result())
        .ifPresent(said -> {
          var want = (Proposal.Want) said.proposal();
          note("wanted " + want.units() + ": " + want.reason().summary(), Tone.QUIET);
        });
  }

  private Optional<NamedPolicy.Said> highestWant() {
    return trace.said().stream()
        .filter(said -> said.proposal() instanceof Proposal.Want)
        .max(Comparator.comparingInt(said -> ((Proposal.Want) said.proposal()).units()));
  }

  private int result() {
    return view.capacity().map(ResultView.FromTo::to).orElse(0);
  }

  private void tellWhatLimitedIt() {
    trace.judged().stream()
        .filter(judged ->
            switch (judged.verdict()) {
              case Verdict.Pass() -> false;
              case Verdict.Limit(int _, var why) -> !isTheCause(why);
              case Verdict.Veto(var why) -> !isTheCause(why);
            })
        .forEach(this::tell);
  }

  private void tellWhoCannotTell() {
    trace.said().stream()
        .filter(said -> said.proposal() instanceof Proposal.Abstain)
        .filter(said -> !isTheCause(said.proposal().reason()))
        .forEach(this::tell);
  }

  /// Another size of units that nobody asks for in this pass: told to be read.
  private void tellWhatWouldFit() {
    trace.said().stream()
        .filter(said -> said.proposal() instanceof Proposal.Fit fit && isAnother(fit))
        .filter(said -> !isTheCause(said.proposal().reason()))
        .forEach(this::tell);
  }

  private static boolean isAnother(Proposal.Fit fit) {
    return !fit.from().equals(fit.to());
  }

  private void tell(Trace.Sizing sizing) {
    sizing
        .held()
        .ifPresent(
            why -> note("units keep their size: " + Sentences.cause(why, trace), Tone.QUIET));
  }

  private void tell(NamedPolicy.Said said) {
    note(
        said.by().name()
            + " "
            + Sentences.proposal(said.proposal())
            + ": "
            + said.proposal().reason().summary(),
        Tone.QUIET);
  }

  private void tell(Trace.Judged judged) {
    var why =
        switch (judged.verdict()) {
          case Verdict.Pass() -> "";
          case Verdict.Limit(int _, var reason) -> ": " + reason.summary();
          case Verdict.Veto(var reason) -> ": " + reason.summary();
        };
    note(judged.guardrail().yamlName() + " " + Sentences.verdict(judged) + why, Tone.QUIET);
  }

  private boolean isTheCause(Reason reason) {
    return view.cause().reason().equals(reason);
  }

  /// What is sent besides a capacity, a line for each bound and member.
  static Stream<String> changes(ResultView view) {
    var text = new TargetText(view, Style.plain(Style.DEFAULT_WIDTH), new HashSet<>());
    text.tellChanges();
    return text.notes.stream().map(Note::text);
  }

  private void tellChanges() {
    if (hasFailed()) {
      return;
    }
    for (ResultView.Step step : view.steps()) {
      switch (step.change()) {
        case Change.SetCapacity _ -> {}
        case Change.SetBounds _,
            Change.ResizeUnit _,
            Change.Replace _,
            Change.TakeOver _,
            Change.SetAttributes _,
            Change.SetWeights _ ->
            note("~ " + Sentences.change(step.change()), Tone.CHANGE);
        case Change.Terminate _ -> note("- " + Sentences.change(step.change()), Tone.LEAVES);
        case Change.Register(var members) -> tellMembers("+", members, Tone.JOINS);
        case Change.Deregister(var members) -> tellMembers("-", members, Tone.LEAVES);
      }
    }
  }

  private void tellMembers(String sign, List<Change.Joining> members, Tone tone) {
    members.stream()
        .limit(LISTED)
        .forEach(each ->
            note(
                sign
                    + " "
                    + each.member()
                    + (each.member().zone().isEmpty() ? "" : " in " + each.member().zone())
                    + ", "
                    + each.why(),
                tone));
    if (members.size() > LISTED) {
      note(sign + " and " + (members.size() - LISTED) + " more", tone);
    }
  }

  private enum Tone {
    USUAL,
    QUIET,
    WARNING,
    CHANGE,
    JOINS,
    LEAVES
  }

  private void note(String text, Tone tone) {
    var palette = style.palette();
    notes.add(
        new Note(
            text,
            line ->
                switch (tone) {
                  case USUAL -> line;
                  case QUIET -> palette.dim(line);
                  case WARNING, CHANGE -> palette.yellow(line);
                  case JOINS -> palette.green(line);
                  case LEAVES -> palette.cyan(line);
                }));
  }
}
