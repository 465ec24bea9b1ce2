package ecf.core.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks when asked for by name; CONTRIBUTING.md has the command. Figures of a
/// machine that does something else meanwhile mean nothing.
class RunBenchmarks {
  @Test
  void decisions() throws Exception {
    var options =
        new OptionsBuilder()
            .include(DecisionBenchmark.class.getName())
            .addProfiler(GCProfiler.class)
            .forks(1)
            .warmupIterations(3)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            // not what the tests run with: no agent looks on
            .jvmArgs("-Xms512m", "-Xmx512m")
            .build();
    assertThat(new Runner(options).run()).isNotEmpty();
  }
}
