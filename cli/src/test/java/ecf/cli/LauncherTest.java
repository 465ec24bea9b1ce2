package ecf.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.cli.LauncherTree.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `./ecf-aws` does before the command line begins.
@Timeout(60)
class LauncherTest {
  private static final String FIRST = "ecf-aws: building (first run, about a minute) ...\n";

  @Test
  void theFirstRunBuildsAndTheNextIsQuiet(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    assertThat(tree.run("plan", "a file"))
        .isEqualTo(new Result(0, "with cache\narguments:plan a file\n", FIRST));
    assertThat(tree.run("plan")).isEqualTo(new Result(0, "with cache\narguments:plan\n", ""));
    assertThat(tree.builds()).hasSize(1).allMatch(line -> line.contains("-Dmaven.test.skip=true"));
  }

  @Test
  void theExitCodeIsTheCommands(@TempDir Path folder) throws Exception {
    assertThat(new LauncherTree(folder).run("exit", "5").exit()).isEqualTo(5);
  }

  @Test
  void aChangedSourceIsBuiltOnce(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    tree.source("Old.java", Instant.EPOCH);
    tree.run("status");
    tree.source("New.java", Instant.now().plusSeconds(1));
    assertThat(tree.run("status").err()).isEqualTo("ecf-aws: building (sources changed) ...\n");
    assertThat(tree.builds()).hasSize(2);
  }

  @Test
  void aJarThatMavenMadeIsTakenAsItIs(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    Files.createDirectories(tree.root.resolve("cli/target/lib"));
    Files.writeString(tree.root.resolve("cli/target/ecf-aws.jar"), "by Maven");
    assertThat(tree.run("status")).isEqualTo(new Result(0, "with cache\narguments:status\n", ""));
    assertThat(tree.builds()).isEmpty();
  }

  @Test
  void aCacheOfOtherJarsIsNeverUsed(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    tree.run("status");
    var before = caches(tree);
    Files.writeString(tree.root.resolve("cli/target/ecf-aws.jar"), "other");
    tree.run("status");
    assertThat(caches(tree)).hasSize(1).doesNotContainAnyElementsOf(before);
  }

  @Test
  void helpAndVersionNeedNoCache(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    tree.run("status");
    assertThat(tree.run("--help")).isEqualTo(new Result(0, "arguments:--help\n", ""));
    assertThat(tree.run()).isEqualTo(new Result(0, "arguments:\n", ""));
  }

  @Test
  void itWorksThroughLinksAndFromAnyFolder(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    var bin = Files.createDirectories(folder.resolve("some bin"));
    Files.createSymbolicLink(bin.resolve("second"), Path.of("../a tree/ecf-aws"));
    var first = Files.createSymbolicLink(bin.resolve("first"), bin.resolve("second"));
    assertThat(LauncherTree.result(tree.start(first, "status")).out())
        .endsWith("arguments:status\n");
  }

  @Test
  void aFailedBuildShowsItsOutputAndLeavesNoLock(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    var fail = Files.writeString(tree.root.resolve("fail"), "");
    var failed = tree.run("status");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("  | output of maven", "the build failed", "launcher.log");
    Files.delete(fail);
    assertThat(tree.run("status"))
        .isEqualTo(new Result(0, "with cache\narguments:status\n", FIRST));
  }

  @Test
  void withoutAJdk25ItSaysWhatToInstall(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    tree.jdk("21.0.4");
    var result = tree.run("status");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("needs a JDK 25 or later", "JAVA_HOME (not set)", "Install");
    assertThat(tree.builds()).isEmpty();
  }

  @Test
  void twoFirstRunsAtOnceMakeOneBuild(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    var gate = tree.root.resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    var one = tree.start(tree.launcher, "one");
    assertThat(one.errorReader(UTF_8).readLine()).contains("building");
    var two = tree.start(tree.launcher, "two");
    assertThat(two.errorReader(UTF_8).readLine()).contains("waiting for another build");
    Files.writeString(gate, "go\n");
    assertThat(LauncherTree.result(one).out()).isEqualTo("with cache\narguments:one\n");
    assertThat(LauncherTree.result(two).out()).isEqualTo("with cache\narguments:two\n");
    assertThat(tree.builds()).hasSize(1);
  }

  @Test
  void theLockOfADeadBuildIsTakenOver(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    var lock = lockOfTheDead(tree);
    assertThat(tree.run("status").err()).isEqualTo(FIRST);
    assertThat(lock).doesNotExist();
  }

  @Test
  void aCacheThatWasNotFinishedIsMadeByTheNextRun(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    tree.run("status");
    Files.delete(caches(tree).getFirst());
    var lock = lockOfTheDead(tree);
    assertThat(tree.run("status").out()).startsWith("with cache\n");
    assertThat(lock).doesNotExist();
  }

  @Test
  void signalsReachTheCommand(@TempDir Path folder) throws Exception {
    var tree = new LauncherTree(folder);
    tree.run("status");
    var process = tree.start(tree.launcher, "wait");
    var out = process.inputReader(UTF_8);
    while (!"ready".equals(out.readLine())) {}
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(42);
  }

  private static Path lockOfTheDead(LauncherTree tree) throws Exception {
    var dead = new ProcessBuilder("true").start();
    dead.waitFor();
    var lock = Files.createDirectories(tree.root.resolve(".build/launcher.lock"));
    Files.writeString(lock.resolve("owner"), dead.pid() + "\n");
    return lock;
  }

  private static List<Path> caches(LauncherTree tree) throws Exception {
    try (var files = Files.list(tree.root.resolve(".build"))) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }
}
