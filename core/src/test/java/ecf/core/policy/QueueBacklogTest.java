package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Reason;
import ecf.core.signal.Aggregate;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueueBacklogTest {
  private static final QueueBacklog UPLOADS =
      new QueueBacklog("backlog", 4, Duration.ofSeconds(30));
  private static final QueueBacklog AWS_EXAMPLE =
      new QueueBacklog("backlog", 10, Duration.ofSeconds(10));
  private static final QueueBacklog SLOW =
      new QueueBacklog("backlog", 0.1, Duration.ofSeconds(1200));

  static Stream<Arguments> wants() {
    return Stream.of(
        row("1300 at 120 a unit want 11", UPLOADS, scene().signal("backlog", "10:00", 1300), 11),
        row("one message too many for one", UPLOADS, scene().signal("backlog", "10:00", 121), 2),
        row("as much as one takes", UPLOADS, scene().signal("backlog", "10:00", 120), 1),
        row("from zero", UPLOADS, scene().units(0).signal("backlog", "10:00", 1), 1),
        row("an empty queue wants none", UPLOADS, scene().signal("backlog", "10:00", 0), 0),
        row("AWS's example", AWS_EXAMPLE, scene().units(10).signal("backlog", "10:00", 1500), 15),
        row("a product leaves no unit too many", SLOW, scene().signal("backlog", "10:00", 360), 3),
        row("a negative number is no backlog", UPLOADS, scene().signal("backlog", "10:00", -5), 0),
        row(
            "units that do not serve yet are not asked for twice",
            UPLOADS,
            scene().units(2).desired(11).signal("backlog", "10:00", 1300),
            11),
        row(
            "an absurd number does not overflow",
            UPLOADS,
            scene().signal("backlog", "10:00", 1e300),
            Integer.MAX_VALUE),
        row(
            "the signal's own window counts",
            UPLOADS,
            scene()
                .signal(
                    Scene.signal("backlog", Duration.ofMinutes(3), Aggregate.Simple.MAX),
                    "10:00",
                    1300,
                    0,
                    0),
            11));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void wants(String name, QueueBacklog policy, Scene scene, int want) {
    assertThat(want(policy, scene)).as(name).isEqualTo(want);
  }

  @Test
  void withoutDataItCannotTellWhateverRuns() {
    for (int units : new int[] {0, 4}) {
      assertThat(UPLOADS.propose(scene().units(units).without("backlog").seen()))
          .singleElement()
          .isInstanceOf(Proposal.Abstain.class);
    }
  }

  @Test
  void theReasonHasTheNumbers() {
    var reason = reason(scene().signal("backlog", "10:00", 1300));
    assertThat(reason.summary())
        .isEqualTo("backlog of 1300 at 120 per unit in 30s needs 11: 4 → 11");
    assertThat(reason.facts())
        .containsEntry("observed", 1300.0)
        .containsEntry("backlogPerUnit", 120.0)
        .containsEntry("want", 11.0);
    assertThat(reason(scene().units(11).signal("backlog", "10:00", 1300)))
        .extracting(Reason::code, Reason::summary)
        .containsExactly(
            Reason.Code.IN_BAND, "backlog of 1300 at 120 per unit in 30s needs 11, as there are");
    assertThat(reason(scene().signal("backlog", "10:00", 0)).summary())
        .isEqualTo("backlog is empty: 4 → 0");
  }

  @Test
  void moreBacklogNeverWantsFewerWhateverRuns() {
    long seed = Long.getLong("ecf.seed", new Random().nextInt());
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var policy =
          new QueueBacklog(
              "backlog",
              Math.exp(random.nextGaussian() * 4),
              Duration.ofSeconds(1 + random.nextInt(3600)));
      double less = Math.exp(random.nextGaussian() * 8) - 1;
      double more = less * (1 + random.nextDouble());
      int fewer = want(policy, scene().units(random.nextInt(50)).signal("backlog", "10:00", less));
      int many = want(policy, scene().units(random.nextInt(50)).signal("backlog", "10:00", more));
      assertThat(many)
          .as("seed %d: %s, %s then %s", seed, policy, less, more)
          .isGreaterThanOrEqualTo(less > 0 ? fewer : 0);
    }
  }

  private static Scene scene() {
    return Scene.at("10:00");
  }

  private static Arguments row(String name, QueueBacklog policy, Scene scene, int want) {
    return Arguments.of(name, policy, scene, want);
  }

  private static Reason reason(Scene scene) {
    return UPLOADS.propose(scene.seen()).getFirst().reason();
  }

  private static int want(QueueBacklog policy, Scene scene) {
    return policy.propose(scene.seen()).getFirst() instanceof Proposal.Want(int units, var _)
        ? units
        : -1;
  }
}
