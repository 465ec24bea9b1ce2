package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.expression.Expression;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Reason;
import ecf.core.testing.Scene;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// At 10:01, capacity 2..40.
class ByExpressionTest {
  private static final ProviderFailure DENIED =
      new ProviderFailure(ProviderFailure.Kind.DENIED, "cloud:Read", "denied", "", false);

  static Stream<Arguments> wants() {
    return Stream.of(
        row("up to a whole unit", "visible / 10", scene().signal("visible", "10:00", 118), 12),
        row(
            "a whole number is itself",
            "visible / 10",
            scene().signal("visible", "10:00", 120),
            12),
        row("one more", "visible / 10", scene().signal("visible", "10:00", 121), 13),
        row(
            "a rounding error is no unit",
            "visible / 0.1",
            scene().signal("visible", "10:00", 1.1),
            11),
        row(
            "the greater of two",
            "max(2, requests / 80 + 1)",
            scene().signal("requests", "10:00", 300),
            5),
        row(
            "with nothing to do",
            "max(2, requests / 80 + 1)",
            scene().signal("requests", "10:00", 0),
            2),
        row("below zero", "10 - visible", scene().signal("visible", "10:00", 118), 0),
        row(
            "more than anybody counts",
            "visible * 1e300",
            scene().signal("visible", "10:00", 118),
            Integer.MAX_VALUE),
        row("bounds", "max - min", scene().signal("visible", "10:00", 118), 38),
        row(
            "of the target as it is",
            "if(cpu > 80, desired + 2, desired)",
            scene().signal("cpu", "10:00", 90),
            6),
        row(
            "of the target as it was measured",
            "if(cpu > 80, desired + 2, desired)",
            scene().units(6).seen("09:00", 4).seen("10:00:10", 4).signal("cpu", "10:00", 90),
            6),
        row(
            "between two looks the lesser change, on the way out",
            "serving * cpu / 10",
            scene().units(6).seen("09:00", 4).signal("cpu", "10:00", 20),
            8),
        row(
            "between two looks the lesser change, on the way in",
            "serving * cpu / 10",
            scene().units(6).seen("09:00", 4).signal("cpu", "10:00", 5),
            3),
        row(
            "between two looks that leave no direction, what is there",
            "serving * cpu / 10",
            scene().units(6).seen("09:00", 4).signal("cpu", "10:00", 12),
            6));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wants(String name, String text, Scene scene, int want) {
    var named = text.equals("max - min") ? text + " + 0 * visible" : text;
    assertThat(policy(named).propose(scene.seen()))
        .as(name)
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Want.class, proposal -> assertThat(proposal.units()).isEqualTo(want));
  }

  static Stream<Arguments> absences() {
    return Stream.of(
        row(
            "nothing measured",
            "visible / 10",
            scene().without("visible"),
            Reason.of(Reason.Code.NO_DATA, "visible: no data points in 7m")),
        row(
            "measured too long ago",
            "visible / 10",
            scene().signal("visible", "09:50", 1),
            Reason.of(Reason.Code.STALE, "visible is 11m old")),
        row(
            "not readable",
            "visible / 10",
            scene().unread("visible", DENIED),
            Reason.of(Reason.Code.UNREAD, "visible could not be read: " + DENIED)),
        row(
            "no number",
            "visible / (visible - 5)",
            scene().signal("visible", "10:00", 5),
            Reason.of(Reason.Code.NO_DATA, "division by zero: `visible - 5` is 0")),
        row(
            "too large a number",
            "visible * 1e300 * 1e300",
            scene().signal("visible", "10:00", 5),
            Reason.of(Reason.Code.NO_DATA, "`visible * 1.0E300 * 1.0E300` is too large a number")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void absences(String name, String text, Scene scene, Reason why) {
    assertThat(policy(text).propose(scene.seen()))
        .as(name)
        .containsExactly(new Proposal.Abstain(why));
  }

  @Test
  void theReasonHasEveryNumber() {
    var scene = scene().signal("visible", "10:00", 118);
    var proposal = policy("visible / 20 + serving").propose(scene.seen()).getFirst();
    assertThat(proposal.reason().code()).isEqualTo(Reason.Code.OFF_TARGET);
    assertThat(proposal.reason().summary()).isEqualTo("visible / 20 + serving is 9.9: 4 → 10");
    assertThat(proposal.reason().facts())
        .containsOnlyKeys("visible", "serving", "value", "want")
        .containsEntry("serving", 4.0)
        .containsEntry("want", 10.0);
  }

  /// On the same points, passes a minute apart that do what is wanted: the first may change
  /// something, the others do not.
  @Test
  void repeatedPassesOnTheSamePointsDoNotCompound() {
    long seed = 20261121;
    var random = new Random(seed);
    var texts =
        List.of(
            "desired + 1 + 0 * a",
            "desired - 1 + 0 * a",
            "2 * desired * a",
            "serving * a + pending",
            "if(a > 0.5, running + 3, desired / 2)",
            "max - desired * a",
            "serving / a");
    for (int i = 0; i < 2000; i++) {
      var text = texts.get(random.nextInt(texts.size()));
      double value = random.nextInt(20) / 10.0;
      int units = 1 + random.nextInt(10);
      boolean known = random.nextBoolean();
      var policy = new NamedPolicy("it", "expression", policy(text), new MissingData.HoldScaleIn());
      int desired = units;
      var asked = new int[4];
      for (int pass = 0; pass < asked.length; pass++) {
        var scene = Scene.at("10:0" + (1 + pass)).units(desired).signal("a", "10:00", value);
        scene = known ? scene.seen("09:30", units) : scene;
        for (int before = 0; before < pass; before++) {
          scene = scene.seen("10:0" + (1 + before), before == 0 ? units : asked[before - 1]);
        }
        if (policy.proposals(scene.seen()).getFirst() instanceof Proposal.Want(int want, var _)) {
          desired = want;
        }
        asked[pass] = desired;
      }
      assertThat(asked)
          .as("seed %d, case %d: %s of %s at %d units", seed, i, text, value, units)
          .containsOnly(asked[0]);
    }
  }

  private static ByExpression policy(String text) {
    return new ByExpression(
        ((Expression.Read.Sound) Expression.read(text)).expression(), Scene.CAPACITY);
  }

  private static Scene scene() {
    return Scene.at("10:01");
  }

  private static Arguments row(String name, String text, Scene scene, Object expected) {
    return Arguments.of(name, text, scene, expected);
  }
}
