package ecf.core.doctor;

import ecf.core.config.ScalingConfig;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import ecf.core.port.Answer;
import ecf.core.port.Examination;
import ecf.core.signal.Reading;
import ecf.core.yaml.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All that was seen of a file and of what it names.
///
/// @param warnings of the file itself
/// @param state whether the state could be used
/// @param pass over all targets, which asked for everything and changed nothing; where the state
///   could not be used, one without
/// @param examination what the provider told beyond that
/// @param telling the rights that notifications need
public record Evidence(
    ScalingConfig config,
    List<Problem> warnings,
    State state,
    PassResult pass,
    Examination examination,
    List<String> telling) {
  public Evidence {
    warnings = List.copyOf(warnings);
    telling = List.copyOf(telling);
  }

  /// Of a file that tells nobody.
  public Evidence(
      ScalingConfig config,
      List<Problem> warnings,
      State state,
      PassResult pass,
      Examination examination) {
    this(config, warnings, state, pass, examination, List.of());
  }

  /// What became of the state.
  ///
  /// @param writes the rights that saving needs, which reading does not try
  public record State(Optional<ProviderFailure> failure, List<String> writes) {
    public State {
      writes = List.copyOf(writes);
    }
  }

  /// A failure, and the target that it keeps from something.
  record Trouble(TargetResult target, ProviderFailure why) {}

  /// What the file says of a target, which may be asked about in another way than it is served.
  TargetSpec spec(TargetResult target) {
    return config.targets().stream()
        .filter(each -> each.isOrSelects(target.spec().id()))
        .findFirst()
        .map(each -> said(each, target.spec()))
        .orElse(target.spec());
  }

  /// What is selected is as it was asked about, but for who may own it: that is as the file says.
  private static TargetSpec said(TargetSpec file, TargetSpec asked) {
    return file instanceof FleetSpec selecting
            && asked instanceof FleetSpec selected
            && !file.id().equals(asked.id())
        ? selected.conduct(selecting.conduct())
        : file;
  }

  /// Why targets cannot be served.
  Stream<Trouble> failed() {
    return pass.targets().stream()
        .flatMap(target ->
            target.outcome() instanceof Outcome.Failed(var why, var _, var _)
                ? Stream.of(new Trouble(target, why))
                : Stream.empty());
  }

  /// The same without those whose provider is not to be had, which is told with the account.
  Stream<Trouble> failedThere() {
    var nobody = examination.identities().values();
    return failed().filter(trouble -> !nobody.contains(new Answer.Failed<String>(trouble.why())));
  }

  /// Questions about targets that got no answer, whether they are served all the same or not.
  Stream<Trouble> unanswered() {
    return pass.targets().stream()
        .flatMap(target ->
            target.seen().stream()
                .flatMap(seen -> Stream.concat(unread(seen), unanswered(seen)))
                .map(why -> new Trouble(target, why)));
  }

  private static Stream<ProviderFailure> unread(Observation seen) {
    return seen.signals().values().stream()
        .flatMap(measured -> measured.unread().stream())
        .map(Reading.Unread::failure);
  }

  private static Stream<ProviderFailure> unanswered(Observation seen) {
    return seen.inspection().map(Inspection::unanswered).orElse(List.of()).stream();
  }

  /// Whether the provider could be asked for anything at all.
  boolean reached() {
    return examination.identities().values().stream().anyMatch(Answer.Got.class::isInstance)
        || failed().count() < pass.targets().size();
  }
}
