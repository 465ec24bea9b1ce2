package ecf.core.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.config.ProviderSettings;
import ecf.core.config.ScalingConfig;
import ecf.core.config.StateSettings;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.FleetSpec.Control;
import ecf.core.engine.FleetSpec.Ownership;
import ecf.core.engine.Limits;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Tenure;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.Cause;
import ecf.core.model.Finding;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import ecf.core.model.Reason;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.pass.Mode;
import ecf.core.pass.Outcome;
import ecf.core.pass.PassResult;
import ecf.core.pass.TargetResult;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.TargetTracking;
import ecf.core.port.Answer;
import ecf.core.port.Examination;
import ecf.core.port.Tariff;
import ecf.core.report.DoctorJson;
import ecf.core.report.DoctorText;
import ecf.core.report.ExitCode;
import ecf.core.report.Style;
import ecf.core.testing.Golden;
import ecf.core.testing.Scene;
import ecf.core.yaml.Position;
import ecf.core.yaml.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What was seen, and what doctor says of it: `check: severity: what`.
class ChecksTest {
  private static final Owner OTHER =
      new Owner("somebody else", "ask them", false, Optional.of("suspended=none"));
  private static final Owner BORN = new Owner("its DAEMON strategy", "take it out", true);

  record Row(String situation, Evidence evidence, int unserved, String... told) {
    @Override
    public String toString() {
      return situation;
    }
  }

  static Stream<Row> targets() {
    return Stream.of(
        row("a target that is well", fleet(scene()), 0),
        row(
            "somebody else sets its number",
            fleet(scene().owned(OTHER)),
            1,
            "owners: problem: its number belongs to somebody else"),
        row(
            "somebody else, who is to be taken over",
            fleet(scene().owned(OTHER), conduct(Ownership.TAKE_OVER, Control.DESIRED)),
            0,
            "owners: note: its number belongs to somebody else as well"),
        row(
            "somebody else, who is to be taken over and cannot",
            fleet(
                scene().owned(new Owner("ECS", "ask it", false)),
                conduct(Ownership.TAKE_OVER, Control.DESIRED)),
            1,
            "owners: problem: its number belongs to ECS, which cannot be taken over"),
        row(
            "somebody else, who is ignored",
            fleet(scene().owned(OTHER), conduct(Ownership.IGNORE, Control.DESIRED)),
            0,
            "owners: warning: its number belongs to somebody else as well"),
        row(
            "only the minimum is decided: somebody else is expected",
            fleet(scene().minimum(2, 20).owned(OTHER), conduct(Ownership.REFUSE, Control.MIN)),
            0,
            "owners: note: its number belongs to somebody else as well"),
        row(
            "nobody may set its number but AWS",
            fleet(scene().owned(BORN), conduct(Ownership.IGNORE, Control.DESIRED)),
            1,
            "owners: problem: it belongs to its DAEMON strategy"),
        row(
            "a signal without points",
            fleet(scene().without("cpu")),
            0,
            "signals: warning: cpu is missing: no data points in 7m"),
        row(
            "a signal whose points are old",
            fleet(scene().signal("cpu", "11:00", 50)),
            0,
            "signals: warning: cpu is stale: its newest point is 1h old"),
        row(
            "a signal that may not be read",
            failed(scene().unread("cpu", failure(Kind.DENIED)), failure(Kind.DENIED)),
            1,
            "reads: problem: cloudwatch:GetMetricData: no"),
        row(
            "a signal that the target cannot have",
            failed(scene().unread("cpu", failure(Kind.INVALID)), failure(Kind.INVALID)),
            1,
            "signals: problem: cpu cannot be read: no"),
        row(
            "a question before a change that is not answered",
            fleet(scene().unanswered(failure(Kind.DENIED))),
            0,
            "reads: warning: cloudwatch:GetMetricData: no"),
        row(
            "a target that is not there",
            failed(failure(Kind.NOT_FOUND)),
            1,
            "targets: problem: cloudwatch:GetMetricData: no"),
        row(
            "a capacity of one number",
            fleet(scene(), capacity(new CapacityRange(3, 3))),
            0,
            "targets: warning: its capacity can only be 3"),
        row(
            "bounds of its own that reach less far",
            fleet(scene().limits(1, 10)),
            0,
            "targets: note: it can have 2..10 and not 2..40"),
        row(
            "bounds of its own that leave one number",
            fleet(scene().limits(4, 4)),
            0,
            "targets: warning: it can only have 4"),
        row("bounds of its own that are wider", fleet(scene().limits(0, 100)), 0),
        row(
            "suspended in one direction",
            fleet(scene().suspended(Tenure.Halt.IN)),
            0,
            "targets: warning: ecf-aws is suspended there on the way in"),
        row(
            "a deployment",
            fleet(scene().busyWith(Activity.of(Activity.Kind.DEPLOYMENT, "it deploys"))),
            0,
            "targets: note: it deploys"),
        row(
            "a process that nobody may run",
            fleet(
                scene()
                    .busyWith(
                        new Activity(
                            Activity.Kind.SUSPENDED_PROCESS,
                            "Launch is suspended",
                            Optional.empty(),
                            Activity.Hinders.SCALE_OUT))),
            0,
            "targets: warning: Launch is suspended"),
        row(
            "a listener without a policy",
            evidence(
                List.of(
                    new TargetResult(
                        listener(), Optional.empty(), Optional.empty(), skipped(), List.of()))),
            0,
            "targets: note: it has no policy"));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aTarget(Row row) {
    check(row);
  }

  static Stream<Row> surroundings() {
    var well = result(spec(FleetSpec.Conduct.plain()), scene().seen());
    return Stream.of(
        row(
            "a warning of the file",
            with(
                evidence(List.of(well)),
                List.of(
                    new Problem(
                        Problem.Severity.WARNING,
                        "shop.yaml",
                        new Position(8, 5),
                        "min is 0",
                        "say so"))),
            0,
            "file: warning: min is 0"),
        row(
            "nobody answers",
            new Evidence(
                config(new StateSettings.LocalFile(), well.spec()),
                List.of(),
                new Evidence.State(Optional.empty(), List.of()),
                Survey.unserved(
                    config(new StateSettings.LocalFile(), well.spec()),
                    Scene.time("12:00"),
                    failure(Kind.UNREACHABLE)),
                Survey.unreached(failure(Kind.UNREACHABLE))),
            1,
            "account: problem: cloudwatch:GetMetricData: no"),
        row(
            "who we are is not told, and everybody else answers",
            examined(List.of(well), identity(new Answer.Failed<>(failure(Kind.UNREACHABLE)))),
            0,
            "account: note: cloudwatch:GetMetricData: no"),
        row(
            "one of two providers is not to be had",
            twoProviders(result(named("a"), scene().seen())),
            1,
            "account: problem: sts:AssumeRole: no"),
        row(
            "the state cannot be used",
            new Evidence(
                config(new StateSettings.LocalFile(), well.spec()),
                List.of(),
                new Evidence.State(Optional.of(failure(Kind.STATE)), List.of()),
                pass(List.of(well)),
                examination()),
            1,
            "state: problem: cloudwatch:GetMetricData: no"),
        row(
            "no state",
            new Evidence(
                config(new StateSettings.None(), well.spec()),
                List.of(),
                new Evidence.State(Optional.empty(), List.of()),
                pass(List.of(well)),
                examination()),
            0,
            "state: warning: no state is kept"),
        row(
            "a question of doctor's own is denied",
            examined(
                List.of(well),
                new Examination(
                    Examination.alone(new Answer.Got<>("me")),
                    "looked at 1 group",
                    List.of(),
                    List.of(failure(Kind.DENIED)),
                    new TreeMap<>(),
                    Map.of())),
            0,
            "reads: note: cloudwatch:GetMetricData: no"));
  }

  @ParameterizedTest
  @MethodSource("surroundings")
  void whatIsAround(Row row) {
    check(row);
  }

  private static void check(Row row) {
    var diagnosis = Diagnosis.of(row.evidence, new TreeMap<>());
    assertThat(
            diagnosis.findings().stream()
                .map(found ->
                    found.check()
                        + ": "
                        + found.finding().severity().text()
                        + ": "
                        + found.finding().what()))
        .containsExactly(row.told);
    assertThat(diagnosis.unserved()).isEqualTo(row.unserved);
  }

  /// The same failure at many targets is told once, and the exit code tells how many it stops.
  @Test
  void oneDeniedCallIsOneThingToMend() {
    var results = new ArrayList<TargetResult>();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      var outcome =
          name.equals("e")
              ? skipped()
              : new Outcome.Failed(failure(Kind.DENIED), Optional.empty(), List.of());
      results.add(
          new TargetResult(named(name), Optional.empty(), Optional.empty(), outcome, List.of()));
    }
    var diagnosis = Diagnosis.of(evidence(results), new TreeMap<>());

    assertThat(diagnosis.findings()).hasSize(1);
    assertThat(diagnosis.findings().getFirst().finding().why())
        .isEqualTo("Without that answer a, b, c and d cannot be served.");
    assertThat(ExitCode.of(diagnosis.unserved(), diagnosis.targets()))
        .isEqualTo(ExitCode.SOME_FAILED);
  }

  @Test
  void adviceOfTheProviderIsWhatToDoAboutAMissingSignal() {
    var missing = result(spec(FleetSpec.Conduct.plain()), scene().without("cpu").seen());
    var advised =
        new Examination(
            Examination.alone(new Answer.Got<>("me")),
            "looked",
            List.of(),
            List.of(),
            new TreeMap<>(),
            Map.of(missing.spec().id(), Map.of("cpu", "start an agent")));
    assertThat(Diagnosis.of(examined(List.of(missing), advised), new TreeMap<>()).findings())
        .extracting(found -> found.finding().todo())
        .containsExactly("start an agent");
  }

  @Test
  void asTextAndAsJson() {
    var writes = new TreeMap<String, SortedSet<TargetId>>();
    writes.put("ecs:UpdateService", new TreeSet<>(Set.of(new TargetId("checkout"))));
    var examination =
        new Examination(
            Examination.alone(
                new Answer.Got<>(
                    "123456789012 in eu-west-1, as arn:aws:iam::123456789012:user/me")),
            "looked at 1 group, 1 service",
            List.of(
                Finding.warning(
                    new TargetId("web"),
                    "all of it is in eu-west-1a",
                    "When that zone fails, all of it fails, and no scale-out helps.",
                    "give the group subnets in more zones")),
            List.of(),
            writes,
            Map.of());
    var owned = result(named("checkout"), scene().owned(OTHER).seen());
    var well = result(named("web"), scene().seen());
    var diagnosis =
        Diagnosis.of(
            examined(List.of(owned, well), examination),
            new TreeMap<>(Map.of("ecs:DescribeServices", 1)));

    var golden = Golden.in("ecf/core/doctor");
    golden.check("doctor.txt", DoctorText.render(diagnosis, Style.plain(100)));
    golden.check("doctor.json", DoctorJson.render(diagnosis));
  }

  private static Row row(String situation, Evidence evidence, int unserved, String... told) {
    return new Row(situation, evidence, unserved, told);
  }

  private static Scene scene() {
    return Scene.at("12:00").units(4).signal("cpu", "11:59", 60);
  }

  private static Evidence fleet(Scene scene) {
    return fleet(scene, spec(FleetSpec.Conduct.plain()));
  }

  private static Evidence fleet(Scene scene, FleetSpec.Conduct conduct) {
    return fleet(scene, spec(conduct));
  }

  private static Evidence fleet(Scene scene, FleetSpec spec) {
    return evidence(List.of(result(spec, scene.seen())));
  }

  private static Evidence failed(Scene scene, ProviderFailure why) {
    var seen = scene.seen();
    return evidence(
        List.of(
            new TargetResult(
                spec(FleetSpec.Conduct.plain()),
                Optional.of(seen.target()),
                Optional.of(seen),
                new Outcome.Failed(why, Optional.empty(), List.of()),
                List.of())));
  }

  private static Evidence failed(ProviderFailure why) {
    return evidence(
        List.of(
            new TargetResult(
                spec(FleetSpec.Conduct.plain()),
                Optional.empty(),
                Optional.empty(),
                new Outcome.Failed(why, Optional.empty(), List.of()),
                List.of())));
  }

  private static TargetResult result(FleetSpec spec, Observation seen) {
    return new TargetResult(
        spec, Optional.of(seen.target()), Optional.of(seen), skipped(), List.of());
  }

  /// How it came out does not matter unless it failed.
  private static Outcome skipped() {
    return new Outcome.Skipped(
        Cause.engine(Reason.of(Reason.Code.OBSERVED, "for the test")), Optional.empty(), "");
  }

  private static ProviderFailure failure(Kind kind) {
    return new ProviderFailure(kind, "cloudwatch:GetMetricData", "no", "mend it", false);
  }

  private static FleetSpec.Conduct conduct(Ownership ownership, Control control) {
    return new FleetSpec.Conduct(
        FleetSpec.Mode.ACT,
        FleetSpec.Directions.BOTH,
        FleetSpec.GroupBounds.KEEP,
        ownership,
        control);
  }

  private static FleetSpec capacity(CapacityRange capacity) {
    return spec("checkout", capacity, FleetSpec.Conduct.plain());
  }

  private static FleetSpec named(String name) {
    return spec(name, Scene.CAPACITY, FleetSpec.Conduct.plain());
  }

  private static FleetSpec spec(FleetSpec.Conduct conduct) {
    return spec("checkout", Scene.CAPACITY, conduct);
  }

  private static FleetSpec spec(String name, CapacityRange capacity, FleetSpec.Conduct conduct) {
    var policy =
        new NamedPolicy(
            "targetTracking",
            "targetTracking",
            new TargetTracking("cpu", 60, 0.1, true),
            new MissingData.HoldScaleIn());
    return new FleetSpec(
        new TargetId(name),
        Resource.of("ecsService", "shop", name),
        capacity,
        List.of(policy),
        List.of(),
        Map.of("cpu", Scene.signal("cpu")),
        FleetSpec.Health.byProvider(),
        conduct,
        FleetSpec.Ties.none(),
        Set.of());
  }

  private static ListenerSpec listener() {
    return new ListenerSpec(
        new TargetId("traffic"),
        Resource.of("listener", "arn"),
        new TreeMap<>(Map.of("blue", 100)),
        Map.of(),
        Optional.empty(),
        FleetSpec.Mode.ACT,
        Set.of());
  }

  private static Evidence evidence(List<TargetResult> results) {
    return examined(results, examination());
  }

  private static Evidence with(Evidence evidence, List<Problem> warnings) {
    return new Evidence(
        evidence.config(), warnings, evidence.state(), evidence.pass(), evidence.examination());
  }

  private static Evidence examined(List<TargetResult> results, Examination examination) {
    var specs = results.stream().map(TargetResult::spec).toArray(TargetSpec[]::new);
    return new Evidence(
        config(new StateSettings.LocalFile(), specs),
        List.of(),
        new Evidence.State(Optional.empty(), List.of()),
        pass(results),
        examination);
  }

  private static Examination examination() {
    return Examination.none("me");
  }

  private static Examination identity(Answer<String> identity) {
    var none = Examination.none("me");
    return new Examination(
        Examination.alone(identity),
        none.looked(),
        none.findings(),
        none.unanswered(),
        none.writes(),
        none.advice());
  }

  private static PassResult pass(List<TargetResult> results) {
    return new PassResult(
        Mode.PLAN,
        Scene.time("12:00"),
        Duration.ZERO,
        new TreeMap<>(Map.of("ecs:DescribeServices", 1)),
        results,
        List.of(),
        Optional.of(new Tariff(12, new BigDecimal("0.01"), "USD")));
  }

  private static ScalingConfig config(StateSettings state, TargetSpec... targets) {
    return new ScalingConfig(
        "shop", true, providers(), state, Limits.none(), List.of(), List.of(targets));
  }

  private static SequencedMap<String, ProviderSettings> providers() {
    var providers = new LinkedHashMap<String, ProviderSettings>();
    providers.put("provider", new ProviderSettings() {});
    return providers;
  }

  /// The second one has a target of its own, and a role that may not be taken on.
  private static Evidence twoProviders(TargetResult well) {
    var denied = new ProviderFailure(Kind.DENIED, "sts:AssumeRole", "no", "allow it", false);
    var there = spec("there", Scene.CAPACITY, FleetSpec.Conduct.plain());
    var elsewhere =
        new FleetSpec(
            there.id(),
            there.resource().in("us"),
            there.capacity(),
            there.policies(),
            there.guardrails(),
            there.signals(),
            there.health(),
            there.conduct(),
            there.ties(),
            there.wakeOn());
    var lost =
        new TargetResult(
            elsewhere,
            Optional.empty(),
            Optional.empty(),
            new Outcome.Failed(denied, Optional.empty(), List.of()),
            List.of());
    var identities = new LinkedHashMap<String, Answer<String>>();
    identities.put("eu", new Answer.Got<>("me"));
    identities.put("us", new Answer.Failed<>(denied));
    var none = Examination.none("me");
    return examined(
        List.of(well, lost),
        new Examination(
            identities,
            none.looked(),
            none.findings(),
            none.unanswered(),
            none.writes(),
            none.advice()));
  }
}
