package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Blackout;
import ecf.core.guardrail.Busy;
import ecf.core.guardrail.Cooldown;
import ecf.core.guardrail.Effectiveness;
import ecf.core.guardrail.Flapping;
import ecf.core.guardrail.Guardrail;
import ecf.core.guardrail.Protection;
import ecf.core.guardrail.Quota;
import ecf.core.guardrail.Rate;
import ecf.core.guardrail.SickFleet;
import ecf.core.guardrail.Stabilization;
import ecf.core.guardrail.Throttle;
import ecf.core.model.Activity;
import ecf.core.policy.Cron;
import ecf.core.policy.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Guardrails as they are written, and what is read. What is written wrong is in
/// `mistakes/guardrails.txt`.
class GuardrailReadingTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  static Stream<Arguments> guardrails() {
    return Stream.of(
        row("quota: {units: 20}", new Quota(OptionalInt.of(20))),
        row("quota: {units: 20, account: true}", new Quota(OptionalInt.of(20), true)),
        row("quota: {}", new Quota(OptionalInt.empty())),
        row("protection: on", new Protection()),
        row("busy: {allow: [zonalShift]}", new Busy(Set.of(Activity.Kind.ZONAL_SHIFT))),
        row("sickFleet: {unhealthy: 30%}", new SickFleet(0.3, MINUTE)),
        row(
            "{sickFleet: {unhealthy: 30%}, throttle: {per: 5m}}",
            new SickFleet(0.3, MINUTE.multipliedBy(5))),
        row("{sickFleet: {}, throttle: off}", new SickFleet(0.5, MINUTE)),
        row("flapping: {window: 30m}", new Flapping(MINUTE.multipliedBy(30))),
        row("flapping: {}", new Flapping(MINUTE.multipliedBy(15))),
        row("effectiveness: {over: 5, atLeast: 2%}", new Effectiveness(5, 0.02)),
        row("effectiveness: {}", new Effectiveness(3, 0.1)),
        row("stabilization: {in: 10m, out: 2m}", stabilization(10, 2)),
        row("cooldown: {in: 10m, out: 2m}", cooldown(10, 2)),
        row(
            "throttle: {out: 2, in: 10%, per: 5m, changes: 3}",
            new Throttle(
                Optional.of(new Rate.Units(2)),
                Optional.of(new Rate.Share(0.1)),
                MINUTE.multipliedBy(5),
                OptionalInt.of(3))),
        row(
            "blackout: [{cron: 0 0 1 * *, for: 1d}]",
            new Blackout(
                List.of(
                    new Blackout.Period(
                        new Window.FromCron(
                            Cron.parse("0 0 1 * *"),
                            Duration.ofDays(1),
                            ZoneId.of("UTC"),
                            Set.of()),
                        true)))),
        row(
            "blackout: [{from: FRI 18:00, to: MON 06:00, zone: Europe/Berlin, directions: in},"
                + " {from: 08:00, to: 09:00, zone: Europe/Berlin, directions: both}]",
            new Blackout(
                List.of(
                    new Blackout.Period(
                        new Window.Weekly(
                            DayOfWeek.FRIDAY,
                            LocalTime.of(18, 0),
                            DayOfWeek.MONDAY,
                            LocalTime.of(6, 0),
                            BERLIN,
                            Set.of()),
                        false),
                    new Blackout.Period(
                        new Window.Daily(LocalTime.of(8, 0), LocalTime.of(9, 0), BERLIN, Set.of()),
                        true)))));
  }

  @ParameterizedTest
  @MethodSource("guardrails")
  void whatIsWrittenIsRead(String written, Guardrail read) {
    var map = written.startsWith("{") ? written : "{" + written + "}";
    var fleet =
        Texts.fleet(
            """
            type: service
            id: web
            capacity: {min: 1, max: 40}
            policies: [{type: targetTracking, signal: cpu, target: 60}]
            guardrails: %s
            """
                .formatted(map));
    assertThat(fleet.guardrails()).contains(read);
    assertThat(fleet.guardrails())
        .as("in the order of application")
        .isSortedAccordingTo((one, other) -> one.type().compareTo(other.type()));
  }

  private static Guardrail stabilization(int in, int out) {
    return new Stabilization(MINUTE.multipliedBy(in), MINUTE.multipliedBy(out));
  }

  private static Guardrail cooldown(int in, int out) {
    return new Cooldown(MINUTE.multipliedBy(out), MINUTE.multipliedBy(in));
  }

  private static Arguments row(String written, Guardrail read) {
    return Arguments.of(written, read);
  }
}
