package ecf.core.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Looks;
import ecf.core.model.Activity;
import ecf.core.model.Reason;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import ecf.core.policy.TargetTracking;
import ecf.core.policy.Window;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each guardrail alone: what it makes of a change from the present desired to another number.
class GuardrailsTest {
  private static final Cooldown COOLDOWN =
      new Cooldown(Duration.ofMinutes(1), Duration.ofMinutes(5));
  private static final Throttle HALF_A_MINUTE =
      throttle(Optional.of(new Rate.Share(0.5)), OptionalInt.empty());
  private static final Throttle TWO_A_MINUTE =
      throttle(Optional.of(new Rate.Units(2)), OptionalInt.empty());
  private static final Throttle ONE_CHANGE = throttle(Optional.empty(), OptionalInt.of(1));
  private static final Quota TEN = new Quota(OptionalInt.of(10));
  private static final Quota UNSTATED = new Quota(OptionalInt.empty());
  private static final Protection PROTECTION = new Protection();
  private static final SickFleet SICK = new SickFleet(0.5, Duration.ofMinutes(1));
  private static final Blackout NIGHT = new Blackout(List.of(daily(8, 20, true)));
  private static final Blackout QUIET =
      new Blackout(List.of(daily(8, 20, false), daily(19, 20, true)));
  private static final Busy BUSY = new Busy(Set.of());
  private static final Activity DEPLOYMENT =
      Activity.of(Activity.Kind.DEPLOYMENT, "a deployment is in progress");
  private static final Activity FAILING =
      new Activity(
          Activity.Kind.DEPLOYMENT,
          "the deployment fails",
          Optional.empty(),
          Activity.Hinders.BOTH);

  static Stream<Arguments> verdicts() {
    return Stream.of(
        row("cooldown: nothing was ever changed", COOLDOWN, at(), 2, "pass"),
        row("cooldown: in soon after out", COOLDOWN, at().sent("09:56", 2, 4), 2, "veto"),
        row("cooldown: in soon after in", COOLDOWN, at().sent("09:56", 6, 4), 2, "veto"),
        row("cooldown: in when it is over", COOLDOWN, at().sent("09:55", 6, 4), 2, "pass"),
        row("cooldown: out soon after out", COOLDOWN, at().sent("09:59:30", 2, 4), 6, "veto"),
        row("cooldown: out soon after in", COOLDOWN, at().sent("09:59:30", 6, 4), 6, "pass"),
        row("throttle: half of 4 may go", HALF_A_MINUTE, at(), 1, "2"),
        row("throttle: half of 5 in is 2", HALF_A_MINUTE, at().units(5), 1, "3"),
        row("throttle: half of 5 out is 3", HALF_A_MINUTE, at().units(5), 20, "8"),
        row("throttle: one of 1 may go", HALF_A_MINUTE, at().units(1), 0, "pass"),
        row("throttle: units", TWO_A_MINUTE, at(), 9, "6"),
        row("throttle: within", TWO_A_MINUTE, at(), 6, "pass"),
        row(
            "throttle: the base is the desired at the start of the period",
            HALF_A_MINUTE,
            at().seen("09:58", 8).seen("09:59:10", 8).units(4),
            1,
            "4"),
        row(
            "throttle: another change within the period",
            ONE_CHANGE,
            at().sent("09:59:30", 2, 4),
            5,
            "veto"),
        row("throttle: the period is over", ONE_CHANGE, at().sent("09:59", 2, 4), 5, "pass"),
        row("busy: in during a deployment", BUSY, at().busyWith(DEPLOYMENT), 2, "veto"),
        row("busy: out during a deployment", BUSY, at().busyWith(DEPLOYMENT), 6, "pass"),
        row("busy: out while it fails", BUSY, at().busyWith(FAILING), 6, "veto"),
        row("busy: in while units are pending", BUSY, at().pending(1), 2, "veto"),
        row("busy: out while units are pending", BUSY, at().pending(1), 6, "pass"),
        row("busy: idle", BUSY, at(), 2, "pass"),
        row(
            "cooldown: a change that a clock ahead wrote down a moment from now",
            COOLDOWN,
            at().sent("10:00:05", 2, 4),
            2,
            "veto"),
        row(
            "cooldown: a change that a wrong clock wrote down for tonight",
            COOLDOWN,
            at().sent("20:00", 2, 4),
            2,
            "pass"),
        row(
            "throttle: changes that a wrong clock wrote down do not count",
            ONE_CHANGE,
            at().sent("20:00", 2, 4),
            5,
            "pass"),
        row("quota: within what is stated", TEN, at(), 10, "pass"),
        row("quota: beyond what is stated", TEN, at(), 11, "10"),
        row("quota: beyond it already", TEN, at().units(12), 13, "12"),
        row("quota: in", TEN, at().units(20), 12, "pass"),
        row("quota: nothing was refused", UNSTATED, at(), 40, "pass"),
        row("quota: 10 were refused 20 minutes ago", UNSTATED, at().refused("09:40", 10), 12, "9"),
        row("quota: fewer than were refused", UNSTATED, at().refused("09:40", 10), 9, "pass"),
        row("quota: what is there is refused", UNSTATED, at().refused("09:40", 3), 9, "4"),
        row("quota: an hour later", UNSTATED, at().refused("09:00", 10), 12, "pass"),
        row("quota: the lower of both", TEN, at().refused("09:40", 8), 12, "7"),
        row("protection: a floor in", PROTECTION, at().units(10).protectedUnits(6), 4, "6"),
        row("protection: above it", PROTECTION, at().units(10).protectedUnits(6), 7, "pass"),
        row("protection: more than there are", PROTECTION, at().protectedUnits(6), 2, "4"),
        row("protection: out", PROTECTION, at().protectedUnits(6), 5, "pass"),
        row("sickFleet: all are well", SICK, at(), 2, "pass"),
        row("sickFleet: 1 of 4 is not", SICK, at().unhealthy(1), 2, "pass"),
        row("sickFleet: in while 2 of 4 are not", SICK, at().unhealthy(2), 2, "veto"),
        row("sickFleet: out at most doubles", SICK, at().unhealthy(2), 20, "8"),
        row("sickFleet: out by less", SICK, at().unhealthy(2), 7, "pass"),
        row(
            "sickFleet: it doubled within the period",
            SICK,
            at().seen("09:58", 4).seen("09:59", 4).seen("09:59:30", 8).units(8).unhealthy(4),
            20,
            "8"),
        row("sickFleet: nothing runs", SICK, at().desired(4).serving(0), 20, "pass"),
        row("blackout: before it", NIGHT, at("07:59"), 9, "pass"),
        row("blackout: out", NIGHT, at("08:00"), 9, "veto"),
        row("blackout: in", NIGHT, at("10:00"), 2, "veto"),
        row("blackout: its end", NIGHT, at("20:00"), 9, "pass"),
        row("blackout: of scale-ins, out", QUIET, at("10:00"), 9, "pass"),
        row("blackout: of scale-ins, in", QUIET, at("10:00"), 2, "veto"),
        row("blackout: out of the other window", QUIET, at("19:30"), 9, "veto"),
        row(
            "busy: allowed activities hinder nobody",
            new Busy(EnumSet.of(Activity.Kind.DEPLOYMENT)),
            at().busyWith(FAILING),
            2,
            "pass"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void verdicts(String name, Guardrail guardrail, Scene scene, int to, String verdict) {
    var seen = scene.seen();
    var change = new Wanted(seen.desired(), to, 0, List.of(), _ -> Optional.empty());
    assertThat(shown(guardrail.review(change, seen))).as(name).isEqualTo(verdict);
  }

  static Stream<Arguments> floored() {
    return Stream.of(
        Arguments.of("a floor asks for all of it", 9, 9, "pass"),
        Arguments.of("a floor asks for part of it", 9, 6, "6"),
        Arguments.of("a floor that is kept asks for nothing", 9, 4, "veto"),
        Arguments.of("in, whatever the floor", 2, 1, "veto"));
  }

  @ParameterizedTest(name = "blackout: {0}")
  @MethodSource
  void floored(String name, int to, int floor, String verdict) {
    var change = new Wanted(4, to, floor, List.of(), _ -> Optional.empty());
    assertThat(shown(NIGHT.review(change, at().seen()))).as(name).isEqualTo(verdict);
  }

  static Stream<Arguments> stabilized() {
    var minutes = Duration.ofMinutes(5);
    var both = new Stabilization(minutes, minutes);
    return Stream.of(
        Arguments.of("the highest of the last while counts in", both, 10, 4, range(4, 9), "9"),
        Arguments.of("never more than what is there", both, 10, 4, range(4, 40), "10"),
        Arguments.of("all agree", both, 10, 4, range(2, 4), "pass"),
        Arguments.of("nothing is known", both, 10, 4, Optional.empty(), "pass"),
        Arguments.of("the lowest of the last while counts out", both, 4, 10, range(6, 10), "6"),
        Arguments.of("never less than what is there", both, 4, 10, range(1, 10), "4"),
        Arguments.of(
            "no window, no limit",
            new Stabilization(minutes, Duration.ZERO),
            4,
            10,
            range(1, 10),
            "pass"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void stabilized(
      String name,
      Guardrail guardrail,
      int from,
      int to,
      Optional<Looks.Range> past,
      String verdict) {
    var change = new Wanted(from, to, 0, List.of(), _ -> past);
    assertThat(shown(guardrail.review(change, at().units(from).seen())))
        .as(name)
        .isEqualTo(verdict);
  }

  @Test
  void holdWithoutDataVetoesOnlyForPoliciesThatAskForIt() {
    var abstain = new Proposal.Abstain(Reason.of(Reason.Code.NO_DATA, "cpu: no data points in 3m"));
    var holding = said(new MissingData.Hold(), abstain);
    var others = said(new MissingData.HoldScaleIn(), abstain);
    assertThat(shown(review(holding, others))).isEqualTo("veto");
    assertThat(shown(review(others))).isEqualTo("pass");
    assertThat(((Verdict.Veto) review(holding)).reason().summary())
        .isEqualTo("held without data: cpu: no data points in 3m");
  }

  @Test
  void reasonsHaveTheNumbers() {
    assertThat(reason(COOLDOWN, at().sent("09:56", 2, 4), 2))
        .isEqualTo("the last change was 4m ago; the next scale-in may come in 1m");
    assertThat(reason(HALF_A_MINUTE, at(), 1)).isEqualTo("at most -50% of 4 within 1m");
    assertThat(reason(BUSY, at().busyWith(DEPLOYMENT).pending(2), 2))
        .isEqualTo("no scale-in: a deployment is in progress; 2 units are pending");
    assertThat(reason(TEN, at(), 11)).isEqualTo("the account has room for 10");
    assertThat(reason(UNSTATED, at().refused("09:40", 10), 11))
        .isEqualTo("10 were refused 20m ago");
    assertThat(reason(PROTECTION, at().protectedUnits(3), 2))
        .isEqualTo("3 units are protected from scale-in");
    assertThat(reason(SICK, at().unhealthy(2), 2))
        .isEqualTo("no scale-in: 2 of 4 running units are unhealthy");
    assertThat(reason(SICK, at().unhealthy(2), 9))
        .isEqualTo("2 of 4 running units are unhealthy: at most twice the 4 of 1m ago");
    assertThat(reason(NIGHT, at(), 9))
        .isEqualTo("since 2026-11-21T08:00:00Z: only floors scale out");
    var since = Optional.<Instant>of(Scene.time("08:30"));
    var old =
        new Activity(Activity.Kind.DEPLOYMENT, "a deployment", since, Activity.Hinders.SCALE_IN);
    assertThat(reason(BUSY, at().busyWith(old), 2))
        .as("what lasts for over an hour is told")
        .isEqualTo("no scale-in: a deployment, for 1h30m now");
  }

  private static String reason(Guardrail guardrail, Scene scene, int to) {
    var seen = scene.seen();
    var change = new Wanted(seen.desired(), to, 0, List.of(), _ -> Optional.empty());
    return switch (guardrail.review(change, seen)) {
      case Verdict.Pass() -> "";
      case Verdict.Limit(int _, Reason why) -> why.summary();
      case Verdict.Veto(Reason why) -> why.summary();
    };
  }

  private static Verdict review(NamedPolicy.Said... said) {
    return new HoldWithoutData()
        .review(new Wanted(4, 6, 0, List.of(said), _ -> Optional.empty()), at().seen());
  }

  private static NamedPolicy.Said said(MissingData mode, Proposal proposal) {
    var policy = new TargetTracking("cpu", 60, 0.1, true);
    return new NamedPolicy.Said(
        new NamedPolicy("cpu-60", "targetTracking", policy, mode), proposal);
  }

  private static Scene at() {
    return Scene.at("10:00");
  }

  private static Scene at(String time) {
    return Scene.at(time);
  }

  private static Blackout.Period daily(int from, int to, boolean out) {
    return new Blackout.Period(
        new Window.Daily(
            LocalTime.of(from, 0), LocalTime.of(to, 0), ZoneOffset.UTC, Set.<LocalDate>of()),
        out);
  }

  private static Arguments row(
      String name, Guardrail guardrail, Scene scene, int to, String verdict) {
    return Arguments.of(name, guardrail, scene, to, verdict);
  }

  private static Throttle throttle(Optional<Rate> rate, OptionalInt changes) {
    return new Throttle(rate, rate, Duration.ofMinutes(1), changes);
  }

  private static Optional<Looks.Range> range(int least, int most) {
    return Optional.of(new Looks.Range(least, most));
  }

  private static String shown(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Pass() -> "pass";
      case Verdict.Limit(int units, Reason _) -> Integer.toString(units);
      case Verdict.Veto _ -> "veto";
    };
  }
}
