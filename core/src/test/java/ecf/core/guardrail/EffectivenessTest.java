package ecf.core.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.policy.Follow;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.policy.ScalingPolicy;
import ecf.core.policy.StepChange;
import ecf.core.policy.StepScaling;
import ecf.core.policy.TargetTracking;
import ecf.core.testing.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Scale-outs from 4 over 6 and 9 to 13 at 9:50:30, 9:54:30 and 9:58:30, and what a policy that
/// asks for 20 at 10:00:30 is told.
class EffectivenessTest {
  private static final Effectiveness EFFECTIVENESS = new Effectiveness(3, 0.1);
  private static final ScalingPolicy CPU = new TargetTracking("cpu", 60, 0.1, true);

  /// A point a minute; one that ended at 9:50 was before the first change, the one at 9:54 after
  /// it, and so on.
  private static final double[] IN_VAIN = {90, 90, 88, 88, 88, 88, 91, 91, 91, 91, 85, 85};

  static Stream<Arguments> policies() {
    return Stream.of(
        row("three in vain", changed("cpu", IN_VAIN), CPU, "veto"),
        row(
            "the last one helped: 91 to 80",
            changed("cpu", 90, 90, 88, 88, 88, 88, 91, 91, 91, 91, 80, 80),
            CPU,
            "pass"),
        row(
            "one of them helped",
            changed("cpu", 90, 90, 80, 80, 80, 80, 91, 91, 91, 91, 91, 91),
            CPU,
            "pass"),
        row(
            "nothing is measured after the last yet",
            changed("cpu", "09:59", 90, 90, 88, 88, 88, 88, 91, 91, 91, 91),
            CPU,
            "pass"),
        row(
            "nothing was measured before the first",
            changed("cpu", 88, 88, 91, 91, 85),
            CPU,
            "pass"),
        row("only two of them are its own", changedBy("cpu", "other", IN_VAIN), CPU, "pass"),
        row("units serve at once", starting("00:20"), CPU, "veto"),
        row(
            "units serve after three: none of them could have helped yet",
            starting("03:00"),
            CPU,
            "pass"),
        row("a quarter of an hour later", later("10:13:30"), CPU, "pass"),
        row("just before that", later("10:13:29"), CPU, "veto"),
        row(
            "a total tells nothing",
            changed("cpu", IN_VAIN),
            new TargetTracking("cpu", 60, 0.1, false),
            "pass"),
        row("a step on what should fall", changed("cpu", IN_VAIN), step(true), "veto"),
        row(
            "a step on what should rise, and rose by too little",
            changed("cpu", IN_VAIN),
            step(false),
            "veto"),
        row(
            "a step on what should rise, and did",
            changed("cpu", 10, 10, 12, 12, 12, 12, 14, 14, 14, 14, 16, 16),
            step(false),
            "pass"),
        row(
            "who reads no signal is never in vain",
            changed("cpu", IN_VAIN),
            new Follow(Set.of(new TargetId("shop")), 1),
            "pass"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void policies(String name, Scene scene, ScalingPolicy policy, String verdict) {
    assertThat(shown(review(scene, 20, said("own", policy, 20)))).as(name).isEqualTo(verdict);
  }

  static Stream<Arguments> others() {
    var own = said("own", CPU, 20);
    return Stream.of(
        Arguments.of("what others want counts", 20, List.of(own, said("memory", CPU, 16)), "16"),
        Arguments.of("others want as much", 20, List.of(own, said("memory", CPU, 20)), "pass"),
        Arguments.of("others want less than there is", 20, List.of(own, said("m", CPU, 9)), "veto"),
        Arguments.of("in is not its business", 9, List.of(said("own", CPU, 9)), "pass"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void others(String name, int to, List<NamedPolicy.Said> said, String verdict) {
    var scene = changed("cpu", IN_VAIN);
    assertThat(shown(review(scene, to, said.toArray(NamedPolicy.Said[]::new))))
        .as(name)
        .isEqualTo(verdict);
  }

  @Test
  void theReasonHasTheNumbers() {
    assertThat(review(changed("cpu", IN_VAIN), 20, said("own", CPU, 20)))
        .isEqualTo(
            Verdict.veto(
                Reason.Code.INEFFECTIVE,
                "the last 3 scale-outs by own moved cpu by less than 10% each: it may ask again in"
                    + " 13m"));
  }

  private static Verdict review(Scene scene, int to, NamedPolicy.Said... said) {
    var change = new Wanted(13, to, 0, Arrays.asList(said), _ -> Optional.empty());
    return EFFECTIVENESS.review(change, scene.seen());
  }

  private static NamedPolicy.Said said(String name, ScalingPolicy policy, int want) {
    var reason = Reason.of(Reason.Code.OFF_TARGET, "");
    return new NamedPolicy.Said(
        new NamedPolicy(name, "lab", policy, new MissingData.HoldScaleIn()),
        new Proposal.Want(want, reason));
  }

  private static ScalingPolicy step(boolean above) {
    return new StepScaling(
        "cpu", List.of(new StepScaling.Step(above, 50, new StepChange.By(4))), 1, 1, 1);
  }

  private static Scene changed(String signal, double... values) {
    return changed(signal, "10:00", values);
  }

  private static Scene changed(String signal, String ended, double... values) {
    return sent(Scene.at("10:00:30"), "own").signal(signal, ended, values);
  }

  private static Scene changedBy(String signal, String third, double... values) {
    return sent(Scene.at("10:00:30"), third).signal(signal, "10:00", values);
  }

  private static Scene later(String time) {
    var values = Arrays.copyOf(IN_VAIN, IN_VAIN.length + 13);
    Arrays.fill(values, IN_VAIN.length, values.length, 85);
    return sent(Scene.at(time), "own").signal("cpu", "10:13", values);
  }

  /// Two scale-outs of before were seen to serve when they were so old: `00:20`, `03:00`.
  private static Scene starting(String age) {
    return sent(
            Scene.at("10:00:30")
                .seen("08:00", 1)
                .sent("08:00", 1, 3)
                .seen("08:" + age, 3)
                .sent("09:00", 3, 4)
                .seen("09:" + age, 4),
            "own")
        .signal("cpu", "10:00", IN_VAIN);
  }

  private static Scene sent(Scene scene, String first) {
    return scene
        .units(13)
        .sent("09:50:30", 4, 6, first)
        .sent("09:54:30", 6, 9, "own")
        .sent("09:58:30", 9, 13, "own");
  }

  private static Arguments row(String name, Scene scene, ScalingPolicy policy, String verdict) {
    return Arguments.of(name, scene, policy, verdict);
  }

  private static String shown(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass() -> "pass";
      case Verdict.Limit(int units, Reason _) -> Integer.toString(units);
      case Verdict.Veto _ -> "veto";
    };
  }
}
