package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.guardrail.Rate;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Traffic;
import ecf.core.model.Activity;
import ecf.core.model.GroupSettings;
import ecf.core.model.Member;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Registration;
import ecf.core.model.Registration.Health;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.GroupObservation;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who is taken out, in words: `a2 ok`, `b1 sick 6` for minutes, `c1 young 2`, `a1 gone`, `b2 gone
/// sick`, `c3 out 9`: taken out as sick so many minutes ago. The letter is the zone.
class LeavingTest {
  private static final Instant NOW = Scene.time("10:00");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sick for long enough | a1 ok, a2 ok, a3 sick 5 | 1 | 0 | -a3",
        "not yet | a1 ok, a2 ok, a3 sick 4 | 1 | 0 | ",
        "first seen sick just now | a1 ok, a2 sick 0 | 1 | 0 | ",
        "while all are sick nobody leaves | a1 sick 9, a2 sick 9 | 1 | 0 | ",
        "gone, but nobody is healthy | a1 sick 9, a2 gone sick | 1 | 0 | ",
        "too few serve already | a1 ok, a2 sick 9, a3 sick 9 | 2 | 0 | ",
        "just enough serve | a1 ok, a2 ok, a3 sick 9 | 2 | 0 | -a3",
        "half must serve | a1 ok, a2 sick 9, a3 sick 9 | 50% | 0 | ",
        "half do serve | a1 ok, a2 ok, a3 sick 9, a4 sick 9 | 50% | 0 | -a3 -a4",
        "the group wants more itself | a1 ok, a2 ok, a3 ok, a4 sick 9 | 1 | 0.8 | ",
        "one zone at a time, the longest sick | a1 ok, b1 sick 6, c1 sick 9, c2 sick 5 | 1 | 0 |"
            + " -c1 -c2",
        "another zone is out | a1 ok, b1 sick 9, c1 out 9 | 1 | 0 | ",
        "the same zone is out | a1 ok, b1 sick 9, b2 out 9 | 1 | 0 | -b1",
        "it was out long ago | a1 ok, b1 sick 9, c1 out 15 | 1 | 0 | +c1 -b1",
        "who is out does not come back yet | a1 ok, c1 out 14 | 1 | 0 | ",
        "the fullest zone gives first | a1 ok, a2 gone, a3 gone, b1 gone, b2 ok, a4 ok | 4 | 0 |"
            + " -a2 -a3",
        "then zones in turn | a1 gone, a2 gone, b1 gone, b2 gone, c1 ok | 3 | 0 | -a1 -b1",
        "slow starters are not counted | a1 gone, b1 young 2, c1 ok | 2 | 0 | ",
        "they are after it | a1 gone, b1 young 5, c1 ok | 2 | 0 | -a1",
        "gone and sick together | a1 ok, a2 ok, a3 gone, b1 sick 9 | 2 | 0 | -a3 -b1",
        "the last healthy one never leaves | a1 gone, b1 sick 9, b2 sick 9 | 1 | 0 | -b1 -b2",
      })
  void leaving(String name, String group, String minHealthy, double ownShare, String outcome) {
    var settings = settings(ownShare, Optional.empty());
    assertThat(shown(Planner.decide(spec(minHealthy, 5), seen(group, settings))))
        .as(name)
        .isEqualTo(outcome == null ? "" : outcome);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the last healthy one of a zone stays | a1 ok, a2 ok, b1 gone | ",
        "one of two may go | a1 ok, b1 gone, b2 ok | -b1",
        "of two that go one stays | a1 ok, b1 gone, b2 gone | -b1",
        "one in each zone | a1 gone, a2 gone, b1 gone, b2 gone | -a1 -b1",
        "one in its slow start does not stand in | a1 ok, b1 gone, b2 young 2 | ",
        "what is gone and does not serve leaves | a1 ok, b1 gone sick | -b1",
        "a zone all of which is sick keeps them | a1 ok, a2 ok, b1 sick 9, b2 sick 9 | ",
        "then another zone's may leave | a1 ok, a2 sick 6, b1 sick 9 | -a2",
        "beside a healthy one the sick one leaves | a1 ok, b1 sick 9, b2 ok | -b1",
        "also beside one that goes and stays | a1 ok, b1 sick 9, b2 gone | -b1",
      })
  void whereTheTrafficOfAZoneStaysInIt(String name, String group, @Nullable String outcome) {
    var byZone = new GroupSettings(Map.of(), 1, 0, Duration.ofMinutes(5), true, Optional.empty());
    assertThat(shown(Planner.decide(spec("1", 5), seen(group, byZone))))
        .as(name)
        .isEqualTo(outcome == null ? "" : outcome);
  }

  @Test
  void whyTheLastOfAZoneStaysIsTold() {
    var byZone = new GroupSettings(Map.of(), 1, 0, Duration.ZERO, true, Optional.empty());
    var seen = seen("a1 ok, a2 ok, b1 gone", byZone);
    assertThat(Planner.decide(spec("1", 5), seen).cause().reason().summary())
        .isEqualTo(
            "1 gone members stay: their zone has nobody else who is healthy, and its traffic goes"
                + " nowhere else");
    assertThat(Planner.decide(spec("3", 5), seen).cause().reason().summary())
        .isEqualTo("1 gone members stay: fewer than the healthy minimum would be left");
  }

  @Test
  void nobodyIsSickForTooLongUnlessTheFileSaysHowLongThatIs() {
    var seen = seen("a1 ok, a2 sick 9000", GroupSettings.unasked());
    assertThat(shown(Planner.decide(spec("1", 0), seen))).isEmpty();
  }

  @Test
  void withoutAnAnswerNobodyLeavesWhoServesOrIsOnlySick() {
    var why =
        new ProviderFailure(ProviderFailure.Kind.DENIED, "elbv2:Ask", "denied", "allow it", false);
    var seen =
        seen("a1 ok, a2 ok, a3 gone, a4 gone sick, a5 sick 9", settings(0, Optional.of(why)));
    var decision = Planner.decide(spec("1", 5), seen);
    assertThat(shown(decision)).isEqualTo("-a4");
    var held =
        Planner.decide(spec("1", 5), seen("a1 ok, a5 sick 9", settings(0, Optional.of(why))));
    assertThat(held.cause().reason().summary())
        .startsWith("1 sick members stay: what the group is set to could not be read");
  }

  @Test
  void whileTrafficIsKeptFromAZoneNobodyLeavesAndHowLongTheyAreSickIsKnownAfterwards() {
    var spec = spec("1", 5);
    var seen = seen("a1 ok, a2 gone, a3 gone sick, b1 sick 9", settings(0, Optional.empty()));
    var shift = Activity.of(Activity.Kind.ZONAL_SHIFT, "traffic is kept from a zone");
    var shifted =
        new GroupObservation(seen.target().activities(List.of(shift)), seen.memory(), seen.now());

    var decision = Planner.decide(spec, shifted);

    assertThat(shown(decision)).isEmpty();
    assertThat(decision.cause().reason().summary())
        .isEqualTo("2 gone and 1 sick members stay: traffic is kept from a zone");
    assertThat(Planner.remembered(spec, shifted, decision).traffic().sick())
        .containsEntry("b1:80", NOW.minus(Duration.ofMinutes(9)));
    assertThat(shown(Planner.decide(spec, seen))).isEqualTo("-a2 -a3 -b1");
  }

  @Test
  void whatWasTakenOutIsRememberedWithItsZone() {
    var spec = spec("1", 5);
    var seen = seen("a1 ok, b1 sick 9, b2 sick 3, c1 out 2, c2 out 20", GroupSettings.unasked());
    var next = Planner.remembered(spec, seen, Planner.decide(spec, seen)).traffic();
    assertThat(next.sick().keySet()).containsExactly("b1:80", "b2:80");
    assertThat(next.removed()).containsOnlyKeys("c1:80");
    var free = seen("a1 ok, b1 sick 9", GroupSettings.unasked());
    assertThat(Planner.remembered(spec, free, Planner.decide(spec, free)).traffic().removed())
        .isEqualTo(Map.of("b1:80", new Traffic.Removal(NOW, "b")));
  }

  @Test
  void onlyAttributesThatDifferAreSet() {
    var spec = spec("1", 5);
    var set =
        new GroupSpec(
            spec.id(),
            spec.resource(),
            spec.members(),
            spec.port(),
            spec.minHealthy(),
            spec.removeUnhealthyAfter(),
            false,
            new TreeMap<>(Map.of("algorithm", "least", "delay", "30")),
            Set.of());
    var settings =
        new GroupSettings(
            Map.of("algorithm", "round", "delay", "30", "other", "x"),
            1,
            0,
            Duration.ZERO,
            Optional.empty());
    assertThat(Planner.decide(set, seen("a1 ok", settings)).changes())
        .containsExactly(
            new Change.SetAttributes(
                new TreeMap<>(Map.of("algorithm", "round")),
                new TreeMap<>(Map.of("algorithm", "least"))));
  }

  /// Whatever the group looks like: enough keep serving, the last that serves stays, and nobody is
  /// registered and deregistered at once.
  @Test
  void enoughServeAfterwards() {
    long seed = 20261121;
    var random = new Random(seed);
    var words = List.of("ok", "sick 9", "sick 2", "gone", "gone sick", "young 1", "out 3");
    for (int round = 0; round < 3_000; round++) {
      var group = new ArrayList<String>();
      int size = 1 + random.nextInt(8);
      for (int i = 0; i < size; i++) {
        group.add("abc".charAt(random.nextInt(3)) + "" + i + " " + words.get(random.nextInt(7)));
      }
      int minHealthy = 1 + random.nextInt(4);
      var seen = seen(String.join(", ", group), settings(0, Optional.empty()));
      var decision = Planner.decide(spec("" + minHealthy, 5), seen);
      var leaving = new HashSet<String>();
      decision.changes().stream()
          .filter(Change.Deregister.class::isInstance)
          .flatMap(change -> ((Change.Deregister) change).members().stream())
          .forEach(each -> leaving.add(each.member().id()));
      long before = serving(seen, Set.of());
      long after = serving(seen, leaving);
      var what = "seed %d, round %d: %s of %s".formatted(seed, round, leaving, group);
      assertThat(after).as(what).isGreaterThanOrEqualTo(Math.min(before, minHealthy));
      if (before > 0) {
        assertThat(after).as(what).isPositive();
      } else {
        assertThat(leaving).as(what).isEmpty();
      }
    }
  }

  private static long serving(GroupObservation seen, Set<String> without) {
    return seen.target().registered().stream()
        .filter(each -> each.health().serves() && !without.contains(each.member().id()))
        .count();
  }

  private static GroupSettings settings(double share, Optional<ProviderFailure> unread) {
    return new GroupSettings(Map.of(), 1, share, Duration.ofMinutes(5), unread);
  }

  private static GroupSpec spec(String minHealthy, int removeAfter) {
    return new GroupSpec(
        new TargetId("members"),
        Resource.of("group", "tg"),
        GroupSpec.Members.Listed.of("a"),
        OptionalInt.empty(),
        minHealthy.endsWith("%")
            ? new Rate.Share(Integer.parseInt(minHealthy.replace("%", "")) / 100.0)
            : new Rate.Units(Integer.parseInt(minHealthy)),
        removeAfter == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(removeAfter)),
        false,
        new TreeMap<>(),
        Set.of());
  }

  private static GroupObservation seen(String group, GroupSettings settings) {
    var registered = new ArrayList<Registration>();
    var members = new ArrayList<Member>();
    var ours = new HashSet<String>();
    var sick = new TreeMap<String, Instant>();
    var young = new TreeMap<String, Instant>();
    var removed = new TreeMap<String, Traffic.Removal>();
    for (String each : group.split(", ")) {
      var words = each.split(" ");
      var zone = words[0].substring(0, 1);
      var member = new Member(words[0], 80, zone);
      var key = member.toString();
      ours.add(member.id());
      boolean gone = words[1].equals("gone");
      var state = gone && words.length > 2 ? words[2] : words[1];
      var at =
          NOW.minus(Duration.ofMinutes(gone || words.length < 3 ? 0 : Long.parseLong(words[2])));
      if (!gone) {
        members.add(member);
      }
      // AWS does not tell the zone of an instance: it comes from the members
      var registration = gone ? member : new Member(member.id(), member.port(), "");
      switch (state) {
        case "sick" -> {
          registered.add(new Registration(registration, Health.UNHEALTHY, ""));
          if (at.isBefore(NOW)) {
            sick.put(key, at);
          }
        }
        case "young" -> {
          registered.add(new Registration(registration, Health.HEALTHY, ""));
          young.put(key, at);
        }
        case "out" -> removed.put(key, new Traffic.Removal(at, zone));
        default -> registered.add(new Registration(registration, Health.HEALTHY, ""));
      }
    }
    var state =
        new TargetState.Group("it", registered, members, Optional.empty(), Map.of(), settings);
    var memory =
        TargetMemory.fresh("it").members(ours).traffic(Traffic.ofMembers(sick, removed, young));
    return new GroupObservation(state, memory, NOW);
  }

  private static String shown(Decision decision) {
    var shown = new ArrayList<String>();
    for (Change change : decision.changes()) {
      if (change instanceof Change.Register(var all)) {
        all.forEach(each -> shown.add("+" + each.member().id()));
      } else if (change instanceof Change.Deregister(var all)) {
        all.forEach(each -> shown.add("-" + each.member().id()));
      } else {
        shown.add(change.toString());
      }
    }
    return String.join(" ", shown);
  }
}
