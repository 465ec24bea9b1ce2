package ecf.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TargetMemoryTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant LATER = TEN.plusSeconds(60);
  private static final TargetMemory FRESH = TargetMemory.fresh("arn:1");

  /// Of a resource that was scaled out at 10:00 and of which a second change is claimed.
  private static final TargetMemory KNOWN =
      FRESH
          .looked(TEN, look(4))
          .wanted(TEN, 4)
          .claiming(intent(4, 6, TEN))
          .settled(true)
          .claiming(intent(6, 4, LATER))
          .lookups(Map.of("loadBalancer", "app/shop/1"))
          .members(Set.of("i-1"))
          .version(7);

  @ParameterizedTest(name = "{0} to {1}, sent: {2}: last out {3}, last in {4}")
  @CsvSource(
      textBlock =
          """
          4, 6, true,  true,  false
          6, 4, true,  false, true
          4, 6, false, false, false
          6, 4, false, false, false
          0, 0, true,  false, false
          """)
  void onlyAChangeThatWasSentMovesTheClockOfItsDirection(
      int from, int to, boolean sent, boolean out, boolean in) {
    var settled = FRESH.claiming(intent(from, to, TEN)).settled(sent);

    assertThat(settled.changes().lastOut()).isEqualTo(Optional.of(TEN).filter(_ -> out));
    assertThat(settled.changes().lastIn()).isEqualTo(Optional.of(TEN).filter(_ -> in));
    assertThat(settled.changes().sent())
        .isEqualTo(out || in ? List.of(new Sent(TEN, from, to, Optional.empty())) : List.of());
    assertThat(settled.intent()).isEmpty();
  }

  @Test
  void theOtherClockStaysAsItIs() {
    var settled = KNOWN.settled(true);
    assertThat(settled.changes().lastOut()).contains(TEN);
    assertThat(settled.changes().lastIn()).contains(LATER);
    assertThat(settled.changes().sent())
        .containsExactly(
            new Sent(TEN, 4, 6, Optional.empty()), new Sent(LATER, 6, 4, Optional.empty()));
  }

  @Test
  void settlingChangesNothingElse() {
    assertThat(KNOWN.settled(false).claiming(intent(6, 4, LATER))).isEqualTo(KNOWN);
  }

  @Test
  void withoutAClaimThereIsNothingToSettle() {
    assertThat(FRESH.settled(true)).isSameAs(FRESH);
  }

  @ParameterizedTest(name = "claimed 4 to 6, desired is {0}: sent {1}")
  @CsvSource({"6, true", "4, false", "5, false", "9, false"})
  void theWorldTellsWhetherADeadPassHadSent(int desired, boolean sent) {
    var claimed = FRESH.claiming(intent(4, 6, TEN));
    assertThat(claimed.resolved(fleet(desired))).isEqualTo(claimed.settled(sent));
  }

  @Test
  void aGroupsClaimMovesNoClock() {
    var group = new TargetState.Group("arn:1", List.of(), List.of(), Optional.empty(), Map.of());
    assertThat(FRESH.claiming(intent(0, 0, TEN)).resolved(group)).isEqualTo(FRESH);
  }

  @Test
  void withoutAClaimThereIsNothingToResolve() {
    assertThat(FRESH.resolved(fleet(6))).isSameAs(FRESH);
  }

  @Test
  void ofAResourceMadeAnewOnlyTheVersionStays() {
    assertThat(KNOWN.madeFor("arn:1")).isSameAs(KNOWN);
    assertThat(KNOWN.madeFor("arn:2")).isEqualTo(TargetMemory.fresh("arn:2").version(7));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("nothing", false, memory -> memory),
        change("the version", false, memory -> memory.version(8)),
        change("the same look later", false, memory -> memory.looked(LATER, look(4))),
        change("another look", true, memory -> memory.looked(LATER, look(5))),
        change("fewer that serve", true, memory -> memory.looked(LATER, new Look(4, 4, 3))),
        change(
            "units in another zone",
            true,
            memory -> memory.byZone(new TreeMap<>(Map.of("eu-west-1a", 4)))),
        change("the same want later", false, memory -> memory.wanted(LATER, 4)),
        change("another want", true, memory -> memory.wanted(LATER, 5)),
        change("the claim's end", true, memory -> memory.settled(false)),
        change(
            "a refusal",
            true,
            memory -> memory.changes(memory.changes().with(new Changes.Refusal(LATER, 9)))),
        change("a sent change", true, memory -> memory.settled(true)),
        change("another claim", true, memory -> memory.claiming(intent(6, 5, LATER))),
        change("a looked up name", true, memory -> memory.lookups(Map.of())),
        change("the members", true, memory -> memory.members(Set.of("i-1", "i-2"))),
        change("another resource", true, memory -> memory.madeFor("arn:2")));
  }

  private static Arguments change(String what, boolean news, UnaryOperator<TargetMemory> change) {
    return Arguments.of(what, news, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("changes")
  void newsIsWhatTheNextPassWouldDecideBy(
      String what, boolean news, UnaryOperator<TargetMemory> change) {
    assertThat(change.apply(KNOWN).hasNewsFor(KNOWN)).isEqualTo(news);
  }

  /// It counts for all earlier time, so the second pass needs it although nothing changed.
  @Test
  void theFirstLookEverIsNews() {
    assertThat(FRESH.looked(TEN, look(4)).hasNewsFor(FRESH)).isTrue();
    assertThat(FRESH.hasNewsFor(FRESH)).isFalse();
  }

  static Stream<Arguments> capacitiesSeen() {
    var sent = KNOWN.settled(false).claiming(intent(4, 6, LATER)).settled(true);
    return Stream.of(
        Arguments.of("as before", KNOWN, 4, Optional.empty()),
        Arguments.of("as sent since", sent, 6, Optional.empty()),
        Arguments.of("another than before", KNOWN, 9, Optional.of(foreign(4, 9))),
        Arguments.of("another than sent since", sent, 9, Optional.of(foreign(4, 9))));
  }

  private static Changes.Foreign foreign(int from, int to) {
    return new Changes.Foreign(LATER.plusSeconds(60), from, to);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("capacitiesSeen")
  void aCapacityThatNobodySentIsSomebodyElses(
      String what, TargetMemory memory, int seen, Optional<Changes.Foreign> foreign) {
    assertThat(memory.looked(LATER.plusSeconds(60), look(seen)).changes().foreign())
        .isEqualTo(foreign);
  }

  @Test
  void sentChangesAreRememberedForADay() {
    var memory = FRESH;
    for (int hour : new int[] {0, 1, 24, 25}) {
      memory = memory.claiming(intent(4, 5, TEN.plus(Duration.ofHours(hour)))).settled(true);
    }
    assertThat(memory.changes().sent())
        .extracting(sent -> Duration.between(TEN, sent.at()).toHours())
        .containsExactly(1L, 24L, 25L);
  }

  @Test
  void sentChangesFillNoStore() {
    var memory =
        IntStream.range(0, 300)
            .mapToObj(second -> intent(second, second + 1, TEN.plusSeconds(second)))
            .reduce(FRESH, (before, next) -> before.claiming(next).settled(true), (a, _) -> a);
    assertThat(memory.changes().sent()).hasSize(100);
    assertThat(memory.changes().sent().getLast().to()).isEqualTo(300);
  }

  private static Intent intent(int from, int to, Instant at) {
    return new Intent(from, to, at, Optional.empty(), "p1", at.plusSeconds(120));
  }

  private static Look look(int units) {
    return new Look(units, units, units);
  }

  private static TargetState.Fleet fleet(int desired) {
    return new TargetState.Fleet(
        "arn:1", desired, 4, 4, 0, Optional.empty(), List.of(), Optional.empty(), Map.of());
  }
}
