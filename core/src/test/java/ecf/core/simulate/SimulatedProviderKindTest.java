package ecf.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.config.ProviderSettings;
import ecf.core.config.TargetKind;
import ecf.core.model.Resource;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Problem;
import ecf.core.yaml.Problems;
import ecf.core.yaml.Source;
import ecf.core.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a file may say about the simulated provider, and everything that is said about mistakes.
class SimulatedProviderKindTest {
  private static final Load.Wave STEADY = new Load.Wave(200, 200, Duration.ofDays(1), 0);

  @TempDir Path folder;

  /// What was read from `provider:`, and what was wrong.
  private record Form(ProviderSettings settings, List<String> problems) {}

  record Mistake(String name, String text, String... problems) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeEach
  void aRecordedDay() throws Exception {
    Files.createDirectory(folder.resolve("traces"));
    Files.writeString(
        folder.resolve("traces").resolve("day.csv"),
        """
        timestamp,requests_per_second
        2026-01-01T00:00:00Z,10
        2026-01-01T12:00:00Z,40
        """);
    Files.writeString(folder.resolve("broken.csv"), "time,load\n1,2\n");
  }

  @Test
  void everythingStated() {
    var form =
        read(
            """
            clock: 60x
            seed: 7
            services:
              web:
                load: {base: 200/s, peak: 54000/m, period: 6h, noise: 5%}
                unitRate: 100/s
                startup: 2m
                drain: 10s
                initial: 3
              api: {load: traces/day.csv, unitRate: 50/s}
            """);
    assertThat(form.problems()).isEmpty();
    assertThat(form.settings())
        .isEqualTo(
            settings(
                60,
                7,
                Map.of(
                    "web",
                    new SimulatedSettings.Service(
                        new Load.Wave(200, 900, Duration.ofHours(6), 0.05),
                        100,
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(10),
                        3),
                    "api",
                    new SimulatedSettings.Service(
                        new Load.Trace(new TreeMap<>(Map.of(0L, 10.0, 43_200L, 40.0)), 86_400),
                        50,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        1))));
  }

  @Test
  void whatIsLeftOutHasADefault() {
    var form = read("services: {web: {load: {base: 200/s}, unitRate: 100/s}}\n");
    assertThat(form.problems()).isEmpty();
    var web =
        new SimulatedSettings.Service(
            STEADY, 100, Duration.ofSeconds(60), Duration.ofSeconds(30), 1);
    assertThat(form.settings()).isEqualTo(settings(1, 1, Map.of("web", web)));
    assertThat(read("clock: real\nservices: {web: {load: {base: 200/s}, unitRate: 100/s}}\n"))
        .isEqualTo(form);
  }

  static Stream<Mistake> mistakes() {
    var web = "services: {web: {load: {base: 200/s}, unitRate: 100/s}}";
    var clock =
        " is not a clock | write real, or how many times as fast it runs: 60x, at most 100000x";
    return Stream.of(
        new Mistake("no service", "seed: 7", "1:1 services: missing in provider"),
        new Mistake(
            "no service in services",
            "services: {}",
            "1:11 services: has no service | write web: {load: {base: 200/s}, unitRate: 100/s}"),
        new Mistake(
            "an unknown key",
            web + "\nspeed: 3",
            "2:1 speed: unknown key in provider" + " | did you mean `seed`?"),
        new Mistake("a clock without x", web + "\nclock: 60", "2:8 clock: 60" + clock),
        new Mistake("a clock that stands", web + "\nclock: 0x", "2:8 clock: 0x" + clock),
        new Mistake(
            "a clock that is too fast", web + "\nclock: 100001x", "2:8 clock: 100001x" + clock),
        new Mistake("a seed below 0", web + "\nseed: -1", "2:7 seed: -1 is too small: at least 0"),
        new Mistake(
            "no load and no rate",
            "services: {web: {initial: 1}}",
            "1:12 load: missing in service web",
            "1:12 unitRate: missing in service web"),
        new Mistake(
            "bare numbers",
            "services: {web: {load: {base: 200}, unitRate: 100}}",
            "1:31 base: 200 is not a rate | write a rate such as 100/s",
            "1:47 unitRate: 100 is not a rate | write a rate such as 100/s"),
        new Mistake(
            "a unit that can do nothing",
            "services: {web: {load: {base: 200/s}, unitRate: 0/s}}",
            "1:49 unitRate: 0/s is too small: it must be above 0 | write a rate such as 100/s"),
        new Mistake(
            "a peak below the base",
            "services: {web: {load: {base: 200/s, peak: 100/s}, unitRate: 1/s}}",
            "1:44 peak: is below base | swap them"),
        new Mistake(
            "noise as a bare number",
            "services: {web: {load: {base: 200/s, noise: 5}, unitRate: 1/s}}",
            "1:45 noise: 5 needs a `%`: a bare number is never a share | write 5%"),
        new Mistake(
            "a start of a day",
            "services: {web: {load: {base: 200/s}, unitRate: 1/s, startup: 1d}}",
            "1:63 startup: 1d is too large: at most 6h"),
        new Mistake(
            "a load that is no file",
            "services: {web: {load: day.csv, unitRate: 1/s}}",
            "1:24 load: day.csv is no file | write a map such as {base: 200/s, peak: 900/s}, or the"
                + " path of a table of timestamp,requests_per_second, relative to this file"),
        new Mistake(
            "a load that is another table",
            "services: {web: {load: broken.csv, unitRate: 1/s}}",
            "1:24 load: broken.csv does not begin with the line timestamp,requests_per_second"
                + " | a line is such as 2026-01-01T00:05:00Z,120.5"));
  }

  @ParameterizedTest
  @MethodSource
  void mistakes(Mistake mistake) {
    assertThat(read(mistake.text() + "\n").problems()).containsExactly(mistake.problems());
  }

  @Test
  void pathsAreRelativeToTheFile() {
    assertThat(SimulatedProviderKind.of(folder.resolve("ecf.yaml")))
        .isEqualTo(new SimulatedProviderKind(folder));
    assertThat(SimulatedProviderKind.of(Path.of("ecf.yaml")))
        .isEqualTo(new SimulatedProviderKind(Path.of("")));
  }

  @Test
  void aTableThatIsNoTextSaysSo() throws Exception {
    Files.write(folder.resolve("binary.csv"), new byte[] {(byte) 0xff, 0, 1});
    assertThat(read("services: {web: {load: binary.csv, unitRate: 1/s}}\n").problems())
        .containsExactly("1:24 load: binary.csv is no text in UTF-8");
    assertThat(read("services: {web: {load: traces, unitRate: 1/s}}\n").problems())
        .singleElement()
        .asString()
        .startsWith("1:24 load: traces cannot be read");
  }

  @Test
  void aTargetNamesAServiceThatIsThere() {
    var kind = new SimulatedProviderKind(folder);
    var settings = read("services: {web: {load: {base: 200/s}, unitRate: 100/s}}\n").settings();
    var problems = new Problems("it.yaml");
    var target = fields("service: wbe\n", "target web", problems);
    var service = kind.targetKinds().getFirst().resource(target);
    assertThat(service).isEqualTo(Resource.of("simulatedService", "wbe"));
    kind.check(settings, service, target);
    kind.check(settings, Resource.of("simulatedService", "web"), target);
    assertThat(shown(problems))
        .containsExactly("1:10 service: provider.services has no `wbe` | did you mean `web`?");
  }

  @Test
  void aServiceHasThreeSignals() {
    var kind = (TargetKind.Fleet) new SimulatedProviderKind().targetKinds().getFirst();
    var signals = kind.builtIns(Resource.of("simulatedService", "web"));
    assertThat(signals).containsOnlyKeys("cpu", "requests", "requestsPerUnit");
    assertThat(signals.values())
        .extracting(signal -> signal.name() + " " + signal.unit() + " " + signal.perUnit())
        .containsExactlyInAnyOrder(
            "cpu " + Unit.PERCENT + " " + PerUnit.YES,
            "requests " + Unit.PER_SECOND + " " + PerUnit.NO,
            "requestsPerUnit " + Unit.PER_SECOND + " " + PerUnit.YES);
    var minute = Duration.ofMinutes(1);
    assertThat(
            Objects.requireNonNull(signals.get("cpu"))
                .source()
                .queries(Map.of(), Statistic.AVERAGE, minute))
        .contains(
            List.of(
                MetricQuery.of(
                    "simulated", "cpu", Map.of("service", "web"), Statistic.AVERAGE, minute)));
  }

  @Test
  void whatItCannotDoIsSaidWhereTheFileAsksForIt() {
    var text =
        """
        version: 1
        name: shop
        provider: {type: simulated, services: {web: {load: {base: 200/s}, unitRate: 100/s}}}
        state: {type: dynamodb, table: ecf}
        notify: [{type: eventBridge}]
        targets:
          web:
            type: simulatedService
            service: web
            capacity: {min: 2, max: 30}
            policies: [{type: targetTracking, signal: cpu, target: 60}]
            heal: {after: 10m}
            hooks: {beforeScaleIn: {lambda: save-carts}}
        """;
    var reader =
        new ConfigReader(List.of(new SimulatedProviderKind(folder)), _ -> Optional.empty());
    assertThat(reader.read(new Source("it.yaml", text), "it"))
        .isInstanceOfSatisfying(
            Loaded.Invalid.class,
            invalid ->
                assertThat(invalid.problems().stream().map(SimulatedProviderKindTest::shown))
                    .containsExactly(
                        "4:15 type: dynamodb is part of an AWS account, and this provider has none"
                            + " | write file, which works everywhere",
                        "5:17 type: eventBridge is part of an AWS account, and this provider has"
                            + " none | write a webhook, which works everywhere",
                        "12:5 heal: units of a simulated service do not get sick | leave it out",
                        "13:37 lambda: a function is part of an AWS account, and this provider has"
                            + " none | write command: [/path/of/program, argument], which works"
                            + " everywhere"));
  }

  private Form read(String text) {
    var problems = new Problems("it.yaml");
    var fields = fields(text, "provider", problems);
    var settings = new SimulatedProviderKind(folder).settings(fields);
    fields.finish();
    return new Form(settings, shown(problems));
  }

  private static Fields fields(String text, String what, Problems problems) {
    var root = YamlReader.read(new Source("it.yaml", text), _ -> Optional.empty(), problems);
    return new Fields(root.orElseThrow(), what, problems);
  }

  private static List<String> shown(Problems problems) {
    return problems.all().stream().map(SimulatedProviderKindTest::shown).toList();
  }

  private static String shown(Problem each) {
    return each.at() + " " + each.message() + (each.hint().isEmpty() ? "" : " | " + each.hint());
  }

  private static SimulatedSettings settings(
      int speed, long seed, Map<String, SimulatedSettings.Service> services) {
    return new SimulatedSettings(speed, seed, new TreeMap<>(services));
  }
}
