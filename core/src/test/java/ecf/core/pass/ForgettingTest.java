package ecf.core.pass;

import static ecf.core.pass.FakeCloud.failure;
import static ecf.core.pass.FakeCloud.tracking;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Intent;
import ecf.core.memory.Roster;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Tenure;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Memories;
import ecf.core.port.testing.InMemoryMemories;
import ecf.core.testing.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long it is remembered of something what a target selected once. `mail` is suspended after
/// the first pass: as long as it is remembered it stays so.
class ForgettingTest {
  private static final Resource MAIL = Resource.of("fleet", "mail");
  private static final Resource ROSTER = Resource.of("select", "workers");
  private static final Instant START = Scene.time("10:00");

  private final FakeCloud cloud = new FakeCloud();
  private final InMemoryMemories.Store store = new InMemoryMemories.Store();
  private final List<String> journal = new ArrayList<>();
  private int passes;

  /// @param passes each on a day, with what is there then: `mail` and `resize` match; the search
  ///   `fails`; the pattern is `edited`; the file has `mail` itself (`named`), or another target
  ///   that selects it (`shared`), or one whose search fails (`broken`); only a `plan`, or a pass
  ///   over `web` alone; `late` is a pass whose time is up
  /// @param remembered of `mail` after each pass
  private record Row(String story, String passes, String remembered) {
    @Override
    public String toString() {
      return story;
    }
  }

  static Stream<Row> stories() {
    return Stream.of(
        new Row(
            "gone and back in time, then gone for 30 days, and back to begin anew",
            "0 mail; 1; 20 mail; 21; 50; 51; 52 mail",
            "suspended, suspended, suspended, suspended, suspended, forgotten, fresh"),
        new Row(
            "others that are there change nothing",
            "0 mail resize; 1 resize; 30 resize; 31 resize",
            "suspended, suspended, suspended, forgotten"),
        new Row(
            "who is there is remembered however rarely somebody looks",
            "0 mail; 40 mail; 80 mail",
            "suspended, suspended, suspended"),
        new Row(
            "gone counts from the pass that missed it first",
            "0 mail; 40; 69; 70",
            "suspended, suspended, suspended, forgotten"),
        new Row(
            "a search that fails says nothing",
            "0 mail; 1 fails; 31 fails; 32; 61 fails; 62 fails; 63",
            "suspended, suspended, suspended, suspended, suspended, suspended, forgotten"),
        new Row(
            "an edited pattern keeps who was selected before",
            "0 mail; 1 edited; 30 edited; 31 edited",
            "suspended, suspended, suspended, forgotten"),
        new Row(
            "whom the file names is not forgotten, now or later",
            "0 mail; 1; 31 named; 32; 80",
            "suspended, suspended, suspended, suspended, suspended"),
        new Row(
            "whom another target selects is that one's, and forgotten when it is gone there",
            "0 mail; 1 shared; 31 shared; 32; 33 deserted; 62 deserted; 63 deserted",
            "suspended, suspended, suspended, suspended, suspended, suspended, forgotten"),
        new Row(
            "nobody is forgotten while a search of the file fails",
            "0 mail; 1; 31 broken; 32",
            "suspended, suspended, suspended, forgotten"),
        new Row(
            "a plan forgets nobody and misses nobody",
            "0 mail; 1 plan; 31; 60 plan; 61 plan; 62",
            "suspended, suspended, suspended, suspended, suspended, forgotten"),
        new Row(
            "a pass over other targets misses nobody",
            "0 mail; 1 web; 31; 61 web; 62",
            "suspended, suspended, suspended, suspended, forgotten"),
        new Row(
            "nor does one whose time is up",
            "0 mail; 1 late; 31; 61 late; 62",
            "suspended, suspended, suspended, suspended, forgotten"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void remembered(Row row) {
    var remembered =
        Arrays.stream(row.passes().split(";")).map(this::day).collect(Collectors.joining(", "));
    assertThat(remembered).isEqualTo(row.remembered());
  }

  private String day(String pass) {
    var words = List.of(pass.strip().split(" "));
    day(Integer.parseInt(words.getFirst()), words);
    var mode = words.contains("plan") ? Mode.PLAN : Mode.APPLY;
    var only = words.contains("web") ? Set.of(new TargetId("web")) : Set.<TargetId>of();
    var until = words.contains("late") ? Optional.of(Instant.EPOCH) : Optional.<Instant>empty();
    try (var memories = open()) {
      new Pass(cloud, memories).run(new PassRequest(file(words), only, mode, until));
    }
    return mail();
  }

  private void day(int day, List<String> there) {
    cloud.now = START.plus(Duration.ofDays(day));
    cloud.fleet("web", 4, 60).deserted("workers").deserted("others");
    cloud.describeFailures.clear();
    for (String name : List.of("mail", "resize")) {
      cloud.fleet(name, 4, 60).fleet("workers/" + name, 4, 60).fleet("others/" + name, 4, 60);
      if (there.contains(name)) {
        cloud.found("workers", name, Map.of());
      }
    }
    var denied = failure(ProviderFailure.Kind.DENIED, "ecs:ListServices");
    if (there.contains("fails")) {
      cloud.describeFailures.put("workers", denied);
    }
    if (there.contains("broken")) {
      cloud.describeFailures.put("others", denied);
    }
    if (there.contains("shared")) {
      cloud.found("others", "mail", Map.of());
    }
  }

  private static List<TargetSpec> file(List<String> words) {
    var file = new ArrayList<TargetSpec>(List.of(tracking("web")));
    file.add(selecting("workers", words.contains("edited") ? "task-*" : "job-*"));
    if (words.contains("named")) {
      file.add(tracking("mail"));
    }
    if (words.contains("shared") || words.contains("broken") || words.contains("deserted")) {
      file.add(selecting("others", "mail"));
    }
    return file;
  }

  private static FleetSpec selecting(String name, String pattern) {
    return tracking("{name}")
        .of(new TargetId(name), Resource.of("fleet", "{name}"))
        .selecting(new Selector(List.of(pattern), new TreeMap<>()));
  }

  /// What is remembered of `mail`, which is suspended when it is seen for the first time.
  private String mail() {
    try (var memories = open()) {
      var known = Optional.ofNullable(memories.load(List.of(MAIL)).get(MAIL));
      if (passes == 2) {
        new Suspending(cloud, memories)
            .suspend(List.of(tracking("workers/mail").of(id("mail"), MAIL)), Tenure.Halt.BOTH);
        return "suspended";
      }
      return known
          .map(memory -> memory.tenure().suspended().isPresent() ? "suspended" : "fresh")
          .orElse("forgotten");
    }
  }

  @Test
  void aPassThatMissesNobodyAsksAndSavesNothingMore() {
    day("0 mail resize");
    cloud.now = cloud.now.plusSeconds(60);
    run(watched(false), file(List.of()));
    assertThat(journal)
        .containsExactly("load [fleet/mail, fleet/resize, fleet/web, select/workers]");
  }

  @Test
  void neitherDoesOneThatStillMissesSomebody() {
    day("0 mail");
    day("1");
    day(2, List.of());
    run(watched(false), file(List.of()));
    assertThat(journal).containsExactly("load [fleet/web, select/workers]");
  }

  @Test
  void aPlanDoesNotEvenAskForWhoWasSelected() {
    day("0 mail");
    day(40, List.of());
    try (var memories = watched(false)) {
      new Pass(cloud, memories).run(PassRequest.all(file(List.of()), Mode.PLAN));
    }
    assertThat(journal).containsExactly("load [fleet/web]");
  }

  @Test
  void whoCannotBeForgottenIsToldAndTriedAgain() {
    goneFor30Days();
    var result = run(watched(true), file(List.of()));
    assertThat(result.notes())
        .containsExactly(
            "whom select finds no longer could not be written down or forgotten: state:forget: no;"
                + " allow state:forget");
    assertThat(result.count(Outcome.Failed.class)).isZero();
    assertThat(mail()).isEqualTo("suspended");

    assertThat(run(watched(false), file(List.of())).notes()).isEmpty();
    assertThat(mail()).isEqualTo("forgotten");
    assertThat(roster()).isEqualTo(Roster.none());
  }

  @Test
  void aClaimOfALivingPassIsNotForgotten() {
    goneFor30Days();
    var other = open();
    var claim = new Intent(4, 6, cloud.now, Optional.empty(), other.pass(), cloud.now);
    other.save(
        Map.of(MAIL, Objects.requireNonNull(other.load(List.of(MAIL)).get(MAIL)).claiming(claim)));

    run(watched(false), file(List.of()));
    assertThat(mail()).isEqualTo("suspended");

    other.close();
    run(watched(false), file(List.of()));
    assertThat(mail()).isEqualTo("forgotten");
  }

  /// Another pass finds it again while this one, which has not, is about to forget it.
  @Test
  void whoIsOvertakenForgetsNobody() {
    goneFor30Days();
    var memories =
        new Interrupted(
            open(),
            () -> {
              cloud.found("workers", "mail", Map.of());
              run(open(), file(List.of()));
            });
    assertThat(run(memories, file(List.of())).notes()).isEmpty();
    assertThat(mail()).isEqualTo("suspended");
    assertThat(roster()).isEqualTo(Roster.none().searched(Set.of("fleet/mail"), Set.of(), START));
  }

  /// Wherever a pass dies, the next one ends what it began.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPassMayDieAnywhere(boolean afterwards) {
    boolean died = true;
    for (int call = 1; died; call++) {
      goneFor30Days();
      var ports = new CrashingPorts(call, afterwards);
      try (var memories = ports.memories(open())) {
        new Pass(ports.provider(cloud), memories).run(PassRequest.all(file(List.of()), Mode.APPLY));
        died = false;
      } catch (FakeCloud.Crash e) {
        run(open(), file(List.of()));
      }
      assertThat(mail()).as("call %d", call).isEqualTo("forgotten");
      assertThat(roster()).as("call %d", call).isEqualTo(Roster.none());
    }
  }

  private void goneFor30Days() {
    passes = 0;
    day("0 mail");
    day("1");
    day(31, List.of());
  }

  private static TargetId id(String name) {
    return new TargetId("workers/" + name);
  }

  private Roster roster() {
    try (var memories = open()) {
      return Optional.ofNullable(memories.load(List.of(ROSTER)).get(ROSTER))
          .map(TargetMemory::roster)
          .orElseGet(Roster::none);
    }
  }

  private Memories watched(boolean keepsAll) {
    journal.clear();
    return new WatchedMemories(open(), journal, keepsAll);
  }

  private PassResult run(Memories memories, List<TargetSpec> file) {
    try (memories) {
      return new Pass(cloud, memories).run(PassRequest.all(file, Mode.APPLY));
    }
  }

  private Memories open() {
    passes++;
    return store.open("test", "here", "pass-" + passes);
  }
}
