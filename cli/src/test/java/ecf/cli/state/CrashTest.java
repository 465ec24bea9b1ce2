package ecf.cli.state;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real processes on one file: killed in the middle, and at once.
@Timeout(60)
class CrashTest {
  @TempDir Path temp;
  private Path folder;
  private Path sharedTemp;

  @BeforeEach
  void folders() throws IOException {
    folder = temp.resolve("ecf-aws");
    sharedTemp = Files.createDirectory(temp.resolve("tmp"));
  }

  @Test
  void whateverWasAcknowledgedSurvivesKillAndTheClaimIsDead() throws Exception {
    var child = start("killed", Long.MAX_VALUE);
    var lines = child.inputReader(StandardCharsets.UTF_8);
    var acknowledged = new ArrayList<String>();
    while (acknowledged.size() < 100) {
      acknowledged.add(lines.readLine());
    }
    try (var reader =
        new SqliteMemories(new StateFolder(folder), "shop", _ -> "eu-central-1", "alive")) {
      assertThat(reader.lives(claim(reader), SqliteMemoriesTest.NOW)).isTrue();

      child.toHandle().destroyForcibly(); // which, unlike the process's own, keeps its output
      child.waitFor();
      acknowledged.addAll(rest(lines));

      var last = new HashMap<String, Long>();
      acknowledged.forEach(line -> last.merge(resource(line), version(line), Math::max));
      var found = reader.load(Claimer.RESOURCES);
      assertThat(found).containsOnlyKeys(Claimer.RESOURCES);
      found.forEach((resource, memory) ->
          assertThat(memory.version())
              .as("%s, at most one more than was told", resource)
              .isBetween(
                  last.getOrDefault(resource.key(), 0L),
                  last.getOrDefault(resource.key(), 0L) + 1));
      assertThat(claim(reader).pass()).isEqualTo("killed");
      assertThat(reader.lives(claim(reader), SqliteMemoriesTest.NOW)).isFalse();
    }
    assertThat(soundness()).isEqualTo("ok");
    assertThat(folder.resolve("shop.passes")).isEmptyDirectory();
    assertThat(sharedTemp).isEmptyDirectory();
  }

  @Test
  void ofTwoProcessesOneWinsEachVersion() throws Exception {
    var one = start("one", 40);
    var two = start("two", 40);
    var won = new ArrayList<String>(rest(one.inputReader(StandardCharsets.UTF_8)));
    won.addAll(rest(two.inputReader(StandardCharsets.UTF_8)));

    assertThat(one.waitFor()).isZero();
    assertThat(two.waitFor()).isZero();
    var versions =
        won.stream()
            .collect(
                Collectors.groupingBy(
                    CrashTest::resource,
                    Collectors.mapping(CrashTest::version, Collectors.toList())));
    assertThat(versions).hasSameSizeAs(Claimer.RESOURCES);
    versions.forEach((resource, each) ->
        assertThat(each)
            .as(resource)
            .hasSizeGreaterThanOrEqualTo(40)
            .containsExactlyInAnyOrderElementsOf(
                LongStream.rangeClosed(1, each.size()).boxed().toList()));
    assertThat(folder.resolve("shop.passes")).isEmptyDirectory();
    assertThat(sharedTemp).isEmptyDirectory();
  }

  private static Intent claim(SqliteMemories reader) {
    return reader.load(Claimer.RESOURCES).values().stream()
        .map(TargetMemory::intent)
        .map(intent -> intent.orElseThrow())
        .findAny()
        .orElseThrow();
  }

  private Process start(String pass, long enough) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + sharedTemp,
            "-cp",
            System.getProperty("java.class.path"),
            Claimer.class.getName(),
            folder.toString(),
            pass,
            Long.toString(enough))
        .redirectErrorStream(true)
        .start();
  }

  private static List<String> rest(BufferedReader lines) {
    return lines.lines().toList();
  }

  private static String resource(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  private static long version(String line) {
    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
  }

  private String soundness() throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("shop.db").toUri());
        var statement = connection.createStatement();
        var result = statement.executeQuery("pragma integrity_check")) {
      return result.getString(1);
    }
  }
}
