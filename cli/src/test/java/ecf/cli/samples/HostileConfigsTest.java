package ecf.cli.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import ecf.aws.AwsProviderKind;
import ecf.core.config.ConfigReader;
import ecf.core.config.LanguageContract;
import ecf.core.config.Loaded;
import ecf.core.config.ProviderKind;
import ecf.core.simulate.SimulatedProviderKind;
import ecf.core.yaml.Node;
import ecf.core.yaml.Problem;
import ecf.core.yaml.ProblemText;
import ecf.core.yaml.Problems;
import ecf.core.yaml.Source;
import ecf.core.yaml.YamlReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever is done to a good file: it is valid, or it has problems, each at a place inside it.
/// Never an exception, never over a second, never over 64 MB.
class HostileConfigsTest {
  private static final long SEED = Long.getLong("hostile.seed", 20_261_121);
  private static final int FILES = Integer.getInteger("hostile.files", 100_000);
  private static final int BATCHES = 100;

  /// Samples are good, so that some of the damaged ones are; files with every key are not.
  private static final int SAMPLES_PER_FILE_WITH_EVERY_KEY = 16;

  private static final long SECOND = 1_000_000_000;
  private static final long MOST_BYTES = 64L << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<ProviderKind> KINDS =
      List.of(new AwsProviderKind(), new SimulatedProviderKind());

  private final ConfigReader reader = new ConfigReader(KINDS, _ -> Optional.empty());

  /// What became of some files.
  ///
  /// @param slowest in nanoseconds of this thread
  /// @param largest in bytes that this thread asked for, whether or not they were in use at once
  private record Tally(int valid, int invalid, long slowest, long largest) {
    static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally and(Tally other) {
      return new Tally(
          valid + other.valid,
          invalid + other.invalid,
          Math.max(slowest, other.slowest),
          Math.max(largest, other.largest));
    }
  }

  @Test
  void aMutatedFileIsValidOrHasProblemsInsideIt() throws IOException {
    var seeds = seeds();
    var trees = seeds.stream().flatMap(seed -> tree(seed).stream()).toList();
    var keys = new TreeSet<String>();
    trees.forEach(tree -> collectKeys(tree, keys));
    var tally =
        IntStream.range(0, BATCHES)
            .parallel()
            .mapToObj(
                batch -> read(batch, new Mutations(random(batch), seeds, trees, List.copyOf(keys))))
            .reduce(Tally.NONE, Tally::and);
    var told = "seed " + SEED + ": " + tally;
    System.out.println(told);
    assertThat(tally.valid()).as(told).isBetween(FILES / 50, FILES / 2);
    assertThat(tally.valid() + tally.invalid()).isEqualTo(FILES);
  }

  private static SplittableRandom random(int batch) {
    return new SplittableRandom(SEED + batch);
  }

  private static List<String> seeds() throws IOException {
    var seeds = new ArrayList<String>();
    for (int i = 0; i < SAMPLES_PER_FILE_WITH_EVERY_KEY; i++) {
      seeds.addAll(SamplesTest.texts());
    }
    KINDS.forEach(kind -> seeds.addAll(LanguageContract.everyKey(kind)));
    return seeds;
  }

  private static Optional<Node.Mapping> tree(String text) {
    return YamlReader.read(new Source("seed", text), _ -> Optional.of("7"), new Problems("seed"));
  }

  private static void collectKeys(Node node, TreeSet<String> keys) {
    switch (node) {
      case Node.Mapping(var entries, var _) ->
          entries.forEach(entry -> {
            keys.add(entry.key());
            collectKeys(entry.value(), keys);
          });
      case Node.Sequence(var items, var _, var _) -> items.forEach(i -> collectKeys(i, keys));
      case Node.Scalar _, Node.Unreadable _ -> {}
    }
  }

  private Tally read(int batch, Mutations mutations) {
    var tally = Tally.NONE;
    for (int i = 0; i < FILES / BATCHES; i++) {
      var text = mutations.next();
      var about = "seed " + SEED + ", batch " + batch + ", file " + i + ":\n" + text;
      try {
        tally = tally.and(read(text, about));
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(about, e);
      }
    }
    return tally;
  }

  private Tally read(String text, String about) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long time = THREADS.getCurrentThreadCpuTime();
    var loaded = reader.read(new Source("shop.yaml", text), "shop");
    time = THREADS.getCurrentThreadCpuTime() - time;
    bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    if (time > SECOND || bytes > MOST_BYTES) {
      throw new AssertionError(time + " ns and " + bytes + " bytes for " + about);
    }
    return switch (loaded) {
      case Loaded.Valid(var source, var _, var warnings) -> {
        checkPlaces(source, warnings, about);
        yield new Tally(1, 0, time, bytes);
      }
      case Loaded.Invalid(var source, var problems) -> {
        if (problems.stream().noneMatch(each -> each.severity() == Problem.Severity.ERROR)) {
          throw new AssertionError("no error in " + about);
        }
        checkPlaces(source, problems, about);
        yield new Tally(0, 1, time, bytes);
      }
    };
  }

  private static void checkPlaces(Source source, List<Problem> problems, String about) {
    var lines = source.lines();
    for (Problem problem : problems) {
      int line = problem.at().line();
      int length = line > lines.size() ? 0 : lines.get(line - 1).length();
      boolean inside = line <= lines.size() + 1 && problem.at().column() <= length + 1;
      if (!inside || problem.message().isBlank()) {
        throw new AssertionError(problem + " in " + about);
      }
    }
    if (ProblemText.render(source, problems).isEmpty() != problems.isEmpty()) {
      throw new AssertionError("nothing is told of " + about);
    }
  }
}
