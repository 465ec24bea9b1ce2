package ecf.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ecf.core.yaml.Parsed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LoadTest {
  private static final Load.Wave DAY = new Load.Wave(200, 900, Duration.ofDays(1), 0);
  private static final Load.Wave NOISY = new Load.Wave(200, 200, Duration.ofDays(1), 0.05);

  @ParameterizedTest(name = "after {0} minutes: {1}/s")
  @CsvSource({"0, 200", "360, 550", "720, 900", "1080, 550", "1440, 200", "-360, 550"})
  void aWaveSwingsBetweenBaseAndPeak(long minute, double rate) {
    assertThat(DAY.during(minute, 7)).isCloseTo(rate, within(1.0));
  }

  @Test
  void noiseStraysByItsShareAndNoFurther() {
    var minutes = LongStream.range(-1000, 9000).mapToDouble(each -> NOISY.during(each, 7));
    var all = minutes.summaryStatistics();
    assertThat(all.getMin()).isBetween(190.0, 190.1);
    assertThat(all.getMax()).isBetween(209.9, 210.0);
    assertThat(all.getAverage()).isCloseTo(200, within(0.5));
  }

  @Test
  void noiseBelongsToTheMinuteAndTheSeed() {
    var seven = LongStream.range(0, 100).mapToObj(each -> NOISY.during(each, 7)).toList();
    var again = LongStream.range(0, 100).mapToObj(each -> NOISY.during(each, 7)).toList();
    var eight = LongStream.range(0, 100).mapToObj(each -> NOISY.during(each, 8)).toList();
    assertThat(again).isEqualTo(seven).doesNotHaveDuplicates();
    assertThat(eight).doesNotContainAnyElementsOf(seven);
    assertThat(NOISY.during(42, 7)).isEqualTo(seven.get(42));
  }

  @ParameterizedTest(name = "minute {0}: {1}/s")
  @CsvSource({"0, 10", "4, 10", "5, 40", "9, 40", "10, 10", "-1, 40", "100005, 40"})
  void aTraceHoldsEachValueAndRepeats(long minute, double rate) {
    var trace = new Load.Trace(new TreeMap<>(Map.of(0L, 10.0, 300L, 40.0)), 600);
    assertThat(trace.during(minute, 7)).isEqualTo(rate);
  }

  @Test
  void aFineTraceIsAveragedOverTheMinute() {
    var trace = new Load.Trace(new TreeMap<>(Map.of(0L, 10.0, 15L, 50.0)), 60);
    assertThat(trace.during(3, 7)).isEqualTo(40.0);
  }

  @Test
  void aTableIsRead() {
    assertThat(
            TraceFile.parse(
                List.of(
                    "timestamp,requests_per_second",
                    "2026-01-01T00:00:00Z,10",
                    "2026-01-01T00:05:00Z, 40.5 ",
                    "")))
        .isEqualTo(Parsed.value(new Load.Trace(new TreeMap<>(Map.of(0L, 10.0, 300L, 40.5)), 600)));
  }

  record Mistake(String name, String message, String... lines) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mistake> mistakes() {
    var header = "timestamp,requests_per_second";
    var first = "2026-01-01T00:00:00Z,10";
    var wrong = "has a wrong line 3";
    return Stream.of(
        new Mistake("nothing", "does not begin with the line " + header),
        new Mistake("no header", "does not begin with the line " + header, first, first),
        new Mistake("one line", "has too few lines: at least two are needed", header, first),
        new Mistake("the same time twice", wrong, header, first, first),
        new Mistake("backwards", wrong, header, first, "2025-01-01T00:00:00Z,10"),
        new Mistake("no time", wrong, header, first, "today,10"),
        new Mistake("no number", wrong, header, first, "2026-01-01T00:05:00Z,many"),
        new Mistake("below zero", wrong, header, first, "2026-01-01T00:05:00Z,-1"),
        new Mistake("too many cells", wrong, header, first, "2026-01-01T00:05:00Z,1,2"));
  }

  @ParameterizedTest
  @MethodSource
  void mistakes(Mistake mistake) {
    assertThat(TraceFile.parse(List.of(mistake.lines())))
        .isInstanceOfSatisfying(
            Parsed.Wrong.class, wrong -> assertThat(wrong.message()).isEqualTo(mistake.message()));
  }
}
