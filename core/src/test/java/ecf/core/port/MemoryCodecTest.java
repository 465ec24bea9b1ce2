package ecf.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ecf.core.memory.Changes;
import ecf.core.memory.Intent;
import ecf.core.memory.Look;
import ecf.core.memory.Roster;
import ecf.core.memory.Sent;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Traffic;
import ecf.core.memory.Wall;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Shortfall;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.port.testing.RandomMemories;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryCodecTest {
  private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

  /// Everything that a memory may hold.
  private static final TargetMemory FULL =
      TargetMemory.fresh("arn:1")
          .looked(TEN, new Look(4, 4, 3))
          .looked(TEN.plusSeconds(60), new Look(4, 4, 3, 2))
          .byZone(new TreeMap<>(Map.of("eu-west-1b", 1, "eu-west-1a", 3)))
          .wanted(TEN, 6)
          .changes(
              new Changes(
                  Optional.of(TEN),
                  Optional.of(TEN.plusSeconds(600)),
                  List.of(
                      new Sent(TEN, 4, 6, Optional.of("cpu")),
                      new Sent(TEN.plusSeconds(600), 6, 4, Optional.empty())),
                  Optional.of(new Changes.Foreign(TEN, 2, 4)),
                  Optional.of(new Changes.Refusal(TEN, 40)),
                  Optional.of(
                      new Wall(
                          new Shortfall(Shortfall.Kind.CAPACITY, TEN, "no room", "wait"),
                          TEN,
                          2,
                          TEN.plusSeconds(600)))))
          .claiming(intent(4, 5, TEN.plusSeconds(900)))
          .lookups(new TreeMap<>(Map.of("targetGroup", "tg/1", "loadBalancer", "app/shop/1")))
          .members(Set.of("i-2", "i-1"));

  private static final String FULL_TEXT =
      """
      {"schema":"ecf/memory/1","identity":"arn:1",\
      "looks":[["2026-11-21T10:00:00Z",4,4,3],["2026-11-21T10:01:00Z",4,4,3,2]],\
      "byZone":{"eu-west-1a":3,"eu-west-1b":1},"wants":[["2026-11-21T10:00:00Z",6]],\
      "lastOut":"2026-11-21T10:00:00Z","lastIn":"2026-11-21T10:10:00Z",\
      "sent":[["2026-11-21T10:00:00Z",4,6,"cpu"],["2026-11-21T10:10:00Z",6,4]],\
      "foreign":["2026-11-21T10:00:00Z",2,4],"refusal":["2026-11-21T10:00:00Z",40],\
      "wall":["2026-11-21T10:00:00Z",2,"2026-11-21T10:10:00Z","CAPACITY",\
      "2026-11-21T10:00:00Z","no room","wait"],\
      "intent":{"from":4,"to":5,"at":"2026-11-21T10:15:00Z","by":"cpu","pass":"p1",\
      "expiresAt":"2026-11-21T10:17:00Z"},\
      "lookups":{"loadBalancer":"app/shop/1","targetGroup":"tg/1"},\
      "members":["i-1","i-2"]}\
      """;

  @Test
  void aMemoryIsOneLineOfJsonInAFixedOrder() {
    assertThat(MemoryCodec.encode(FULL)).isEqualTo(FULL_TEXT);
    assertThat(decode(FULL_TEXT)).isEqualTo(FULL);
  }

  @Test
  void sizesOfUnitsAndAnIntentToReplaceThem() {
    var small = new UnitSize(512, 1024);
    var large = new UnitSize(1024, 2048);
    var known = new UnitState.Known(small, Optional.of(TEN), Optional.empty());
    var at = TEN.plusSeconds(60);
    var memory =
        TargetMemory.fresh("arn:1")
            .sized(at, known)
            .claiming(new Intent(4, 4, at, Optional.empty(), "p1", at, Optional.of(large)))
            .unwelcome()
            .claiming(new Intent(4, 4, at, Optional.empty(), "p1", at, Optional.of(large)));
    var text =
        """
        {"schema":"ecf/memory/1","identity":"arn:1",\
        "intent":{"from":4,"to":4,"at":"2026-11-21T10:01:00Z","pass":"p1",\
        "expiresAt":"2026-11-21T10:01:00Z","unit":{"cpu":1024,"memory":2048}},\
        "sizes":[["2026-11-21T10:00:00Z",512,1024]],\
        "refusedSize":["2026-11-21T10:01:00Z",1024,2048]}\
        """;
    assertThat(MemoryCodec.encode(memory)).isEqualTo(text);
    assertThat(decode(text)).isEqualTo(memory);
  }

  @Test
  void sickUnitsAndAnIntentToReplaceThem() {
    var intent =
        new Intent(4, 4, TEN, Optional.empty(), "p1", TEN, Optional.empty(), Set.of("i-2", "i-1"));
    var memory =
        TargetMemory.fresh("arn:1")
            .traffic(
                Traffic.ofUnits(Map.of("i-1", TEN), Map.of("i-9", new Traffic.Removal(TEN, "")))
                    .leaving(Map.of("i-4", TEN)))
            .claiming(intent);
    var text =
        """
        {"schema":"ecf/memory/1","identity":"arn:1",\
        "intent":{"from":4,"to":4,"at":"2026-11-21T10:00:00Z","pass":"p1",\
        "expiresAt":"2026-11-21T10:00:00Z","instances":["i-1","i-2"]},\
        "sick":{"i-1":"2026-11-21T10:00:00Z"},"removed":{"i-9":["2026-11-21T10:00:00Z",""]},\
        "leaving":{"i-4":"2026-11-21T10:00:00Z"}}\
        """;
    assertThat(MemoryCodec.encode(memory)).isEqualTo(text);
    assertThat(decode(text)).isEqualTo(memory);
  }

  @Test
  void whomATargetSelectsAndWhoIsGone() {
    var here = new TreeSet<>(Set.of("ecsService/jobs/resize", "ecsService/jobs/mail"));
    var gone = new TreeMap<>(Map.of("ecsService/jobs/thumbs", TEN));
    var memory = TargetMemory.unseen().roster(new Roster(here, gone));
    var text =
        """
        {"schema":"ecf/memory/1","identity":"",\
        "selected":["ecsService/jobs/mail","ecsService/jobs/resize"],\
        "gone":{"ecsService/jobs/thumbs":"2026-11-21T10:00:00Z"}}\
        """;
    assertThat(MemoryCodec.encode(memory)).isEqualTo(text);
    assertThat(decode(text)).isEqualTo(memory);
  }

  @Test
  void whatIsEmptyIsLeftOut() {
    assertThat(MemoryCodec.encode(TargetMemory.fresh("arn:1")))
        .isEqualTo("{\"schema\":\"ecf/memory/1\",\"identity\":\"arn:1\"}");
  }

  @Test
  void theVersionIsTheStores() {
    assertThat(MemoryCodec.encode(FULL.version(7))).isEqualTo(FULL_TEXT);
    assertThat(MemoryCodec.decode(FULL_TEXT, 7, "here")).isEqualTo(FULL.version(7));
  }

  @Test
  void anyMemoryComesBackAsItWas() {
    var seed = new Random().nextLong();
    var random = new RandomMemories(new Random(seed));
    for (int i = 0; i < 300; i++) {
      var memory = random.next();
      var text = MemoryCodec.encode(memory);
      assertThat(decode(text)).as("seed %d, memory %d", seed, i).isEqualTo(memory);
      assertThat(MemoryCodec.encode(decode(text))).as("seed %d, text %d", seed, i).isEqualTo(text);
    }
  }

  @Test
  void whatANewerProgramAddsIsSkipped() {
    var newer =
        FULL_TEXT
            .replace("\"identity\"", "\"added\":{\"a\":[1,null]},\"identity\"")
            .replace(",4,4,3]", ",4,4,3,\"added\"]")
            .replace(
                "\"wants\":[[\"2026-11-21T10:00:00Z\",6]",
                "\"wants\":[[\"2026-11-21T10:00:00Z\",6,7]")
            .replace(",6,4]", ",6,4,{}]")
            .replace("\"pass\"", "\"added\":true,\"pass\"");
    assertThat(decode(newer)).isEqualTo(FULL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecf/memory/2", "ecf/memory/17"})
  void aLaterSchemaIsRefusedRatherThanForgotten(String schema) {
    var failure = failureOf(FULL_TEXT.replace("ecf/memory/1", schema));
    assertThat(failure.message())
        .isEqualTo("ecsService/shop/checkout was written by a newer ecf-aws (" + schema + ")");
    assertThat(failure.hint()).isEqualTo("use that version of ecf-aws or a later one");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          no JSON              | nonsense
          nothing              | ``
          cut off              | {"schema":"ecf/memory/1","identity":
          no object            | []
          no schema            | {"identity":"arn:1"}
          a foreign schema     | {"schema":"ecf/plan/1","identity":"arn:1"}
          version zero         | {"schema":"ecf/memory/0","identity":"arn:1"}
          a huge version       | {"schema":"ecf/memory/99999999999","identity":"arn:1"}
          no identity          | {"schema":"ecf/memory/1"}
          identity is a number | {"schema":"ecf/memory/1","identity":1}
          identity is null     | {"schema":"ecf/memory/1","identity":null}
          a member is null     | {"schema":"ecf/memory/1","identity":"a","members":[null]}
          a lookup is null     | {"schema":"ecf/memory/1","identity":"a","lookups":{"a":null}}
          units are null       | {"schema":"ecf/memory/1","identity":"a","wants":[["2026-11-21T10:00:00Z",null]]}
          a time is no time    | {"schema":"ecf/memory/1","identity":"a","lastOut":"noon"}
          a time is null       | {"schema":"ecf/memory/1","identity":"a","lastOut":null}
          a look is too short  | {"schema":"ecf/memory/1","identity":"a","looks":[["2026-11-21T10:00:00Z",4]]}
          units are a fraction | {"schema":"ecf/memory/1","identity":"a","wants":[["2026-11-21T10:00:00Z",4.5]]}
          units are a text     | {"schema":"ecf/memory/1","identity":"a","wants":[["2026-11-21T10:00:00Z","4"]]}
          units overflow       | {"schema":"ecf/memory/1","identity":"a","wants":[["2026-11-21T10:00:00Z",4000000000]]}
          looks are an object  | {"schema":"ecf/memory/1","identity":"a","looks":{}}
          members are a text   | {"schema":"ecf/memory/1","identity":"a","members":"i-1"}
          lookups are a list   | {"schema":"ecf/memory/1","identity":"a","lookups":[]}
          an intent is a list  | {"schema":"ecf/memory/1","identity":"a","intent":[]}
          an intent lacks from | {"schema":"ecf/memory/1","identity":"a","intent":{"to":4}}
          more after the end   | {"schema":"ecf/memory/1","identity":"a"} {}
          """)
  void whatIsNoMemoryIsRefusedWithItsPlace(String what, String document) {
    var failure = failureOf(document);
    assertThat(failure.kind()).isEqualTo(ProviderFailure.Kind.STATE);
    assertThat(failure.call()).isEqualTo("state:load");
    assertThat(failure.message())
        .startsWith("ecsService/shop/checkout cannot be read: ")
        .doesNotContain("\n");
    assertThat(failure.hint()).isNotBlank();
    assertThat(failure.retryable()).isFalse();
  }

  @Test
  void aDocumentThatIsCutOffAnywhereIsRefused() {
    for (int length = 0; length < FULL_TEXT.length(); length++) {
      assertThat(failureOf(FULL_TEXT.substring(0, length)).message())
          .startsWith("ecsService/shop/checkout cannot be read: ");
    }
  }

  private static ProviderFailure failureOf(String document) {
    return catchThrowableOfType(Unavailable.class, () -> decode(document)).failure();
  }

  private static TargetMemory decode(String document) {
    return MemoryCodec.decode(document, 0, "ecsService/shop/checkout");
  }

  private static Intent intent(int from, int to, Instant at) {
    return new Intent(from, to, at, Optional.of("cpu"), "p1", at.plusSeconds(120));
  }
}
