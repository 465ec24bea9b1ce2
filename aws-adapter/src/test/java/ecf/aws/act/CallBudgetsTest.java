package ecf.aws.act;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.targets.Right;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Many changes at once stay within the rates that AWS documents. The buckets here are fakes: moto
/// throttles nobody.
class CallBudgetsTest {
  private static final String UPDATE = "ecs:UpdateService";

  private final VirtualTime time = new VirtualTime();
  private final CallBudgets budgets = new CallBudgets(time);

  @Test
  void withoutABudgetMostOf160ChangesWouldBeRefused() {
    var bucket = new Bucket(50, 5);

    assertThat(IntStream.range(0, 160).filter(_ -> bucket.takes()).count()).isEqualTo(50);
  }

  @Test
  void all160ServicesAreUpdatedIn22Seconds() {
    var bucket = new Bucket(50, 5);

    assertThat(IntStream.range(0, 160).allMatch(_ -> sent(bucket, UPDATE))).isTrue();
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(22));
  }

  /// Half of 50 and 5 a second: the 160th waits (160 - 25) / 2.5 s.
  @Test
  void aShareOfTheRatesIsLeftToOthers() {
    var half = CallBudgets.of(0.5, time);
    for (int i = 0; i < 160; i++) {
      assertThat(half.spend(UPDATE)).isEmpty();
    }
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(54));
  }

  /// Half of 40 and 10 a second: the 60th waits (60 - 20) / 5 s.
  @Test
  void readsArePacedWhereAShareIsStatedAndOnlyThere() {
    for (int i = 0; i < 200; i++) {
      assertThat(budgets.spend("elbv2:DescribeTargetHealth")).isEmpty();
    }
    assertThat(time.passed()).isZero();

    var half = CallBudgets.of(0.5, time);
    for (int i = 0; i < 30; i++) {
      assertThat(half.spend("elbv2:DescribeTargetHealth")).isEmpty();
      assertThat(half.spend("elbv2:DescribeListeners")).isEmpty();
    }
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(8));
  }

  /// `lambda:Invoke` asks a hook, in the caller's own account; `iam:PassRole` is no call.
  @Test
  void everyCallOfAPassIsPacedWhereAShareIsStated() {
    var half = CallBudgets.of(0.5, time);
    assertThat(Stream.of(Right.values()).map(Right::call).filter(call -> !half.pace(call)))
        .containsExactlyInAnyOrder("iam:PassRole", "lambda:Invoke");
  }

  @Test
  void theSmallestShareStillSendsOneCallAtOnce() {
    var little = CallBudgets.of(0.05, time);
    assertThat(little.spend("ecs:RegisterTaskDefinition")).isEmpty();
    assertThat(time.passed()).isZero();
  }

  @Test
  void registrationsAndDeregistrationsShareTheirRate() {
    var bucket = new Bucket(20, 4);

    for (int i = 0; i < 30; i++) {
      assertThat(sent(bucket, "elbv2:RegisterTargets")).isTrue();
      assertThat(sent(bucket, "elbv2:DeregisterTargets")).isTrue();
    }
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void bothWaysToSizeAGroupShareTheirRate() {
    for (int i = 0; i < 60; i++) {
      assertThat(budgets.spend("autoscaling:SetDesiredCapacity")).isEmpty();
      assertThat(budgets.spend("autoscaling:UpdateAutoScalingGroup")).isEmpty();
    }
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whatTakesOverAndGivesBackAGroupSharesTheRateOfGroups() {
    for (int i = 0; i < 30; i++) {
      assertThat(budgets.spend("autoscaling:CreateOrUpdateTags")).isEmpty();
      assertThat(budgets.spend("autoscaling:SuspendProcesses")).isEmpty();
      assertThat(budgets.spend("autoscaling:ResumeProcesses")).isEmpty();
      assertThat(budgets.spend("autoscaling:DeleteTags")).isEmpty();
    }
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void tagsOfServicesHaveARateOfTheirOwn() {
    for (int i = 0; i < 30; i++) {
      assertThat(budgets.spend("ecs:TagResource")).isEmpty();
      assertThat(budgets.spend("ecs:UntagResource")).isEmpty();
    }
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    assertThat(budgets.spend(UPDATE)).isEmpty();
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void groupsDoNotWaitForServices() {
    IntStream.range(0, 60).forEach(_ -> budgets.spend(UPDATE));
    var busy = time.passed();

    assertThat(budgets.spend("autoscaling:SetDesiredCapacity")).isEmpty();
    assertThat(budgets.spend("elbv2:RegisterTargets")).isEmpty();
    assertThat(time.passed()).isEqualTo(busy);
  }

  @Test
  void aCallWithoutABudgetGoesAtOnce() {
    IntStream.range(0, 1000)
        .forEach(_ -> assertThat(budgets.spend("ecs:DescribeServices")).isEmpty());
    assertThat(time.passed()).isZero();
  }

  private boolean sent(Bucket bucket, String call) {
    return budgets.spend(call).isEmpty() && bucket.takes();
  }

  /// A token bucket as AWS documents it, in tokens and fractions of them.
  private final class Bucket {
    private final double burst;
    private final double perSecond;
    private double tokens;
    private long filled;

    Bucket(int burst, int perSecond) {
      this.burst = burst;
      this.perSecond = perSecond;
      this.tokens = burst;
    }

    boolean takes() {
      tokens = Math.min(burst, tokens + (time.nanos() - filled) / 1e9 * perSecond);
      filled = time.nanos();
      boolean enough = tokens >= 1 - 1e-6; // fractions do not add up exactly
      tokens -= enough ? 1 : 0;
      return enough;
    }
  }
}
