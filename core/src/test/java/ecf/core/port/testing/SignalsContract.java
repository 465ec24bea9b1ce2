package ecf.core.port.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.port.Answer;
import ecf.core.port.Signals;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Point;
import ecf.core.signal.Series;
import ecf.core.signal.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every source of metrics must do. The tests of a source implement it; each test method needs
/// a source of its own, empty.
public interface SignalsContract {
  Duration MINUTE = Duration.ofMinutes(1);
  Duration FIVE = Duration.ofMinutes(5);

  Signals signals();

  /// One value a minute.
  ///
  /// @param from the start of the first minute
  void put(String metric, Map<String, String> dimensions, Instant from, double... values);

  /// Seven and a half minutes past an hour that is over, so that neither minutes nor five of them
  /// end now.
  default Instant now() {
    return Instant.now()
        .truncatedTo(ChronoUnit.HOURS)
        .minus(1, ChronoUnit.HOURS)
        .plus(450, ChronoUnit.SECONDS);
  }

  private Instant minute(int past) {
    return now().truncatedTo(ChronoUnit.HOURS).plus(past, ChronoUnit.MINUTES);
  }

  @Test
  default void aPointStartsWhereItsPeriodStarts() {
    put("Load", Map.of("Unit", "a"), minute(4), 10, 20, 30);

    assertThat(points(read("Load", "a", Statistic.AVERAGE, MINUTE)))
        .containsExactly(
            new Point(minute(4), minute(5), 10),
            new Point(minute(5), minute(6), 20),
            new Point(minute(6), minute(7), 30));
  }

  @Test
  default void longerPeriodsLieOnTheirOwnBorders() {
    put("Load", Map.of("Unit", "a"), minute(-5), 1, 2, 3, 4, 5, 10, 20, 30, 40, 50);
    var first = new Point(minute(-5), minute(0), 3);
    var second = new Point(minute(0), minute(5), 30);

    assertThat(points(read("Load", "a", Statistic.AVERAGE, FIVE))).containsExactly(first, second);
    assertThat(values("a", Statistic.SUM)).containsExactly(15.0, 150.0);
    assertThat(values("a", Statistic.MINIMUM)).containsExactly(1.0, 10.0);
    assertThat(values("a", Statistic.MAXIMUM)).containsExactly(5.0, 50.0);
    assertThat(values("a", Statistic.SAMPLE_COUNT)).containsExactly(5.0, 5.0);
  }

  @Test
  default void severalPeriodsAreReadAtOnce() {
    put("Load", Map.of("Unit", "a"), minute(0), 10, 20, 30, 40, 50);
    var byMinute = query("Load", "a", Statistic.AVERAGE, MINUTE);
    var byFive = query("Load", "a", Statistic.AVERAGE, FIVE);

    var answers = signals().read(Map.of(byMinute, FIVE.multipliedBy(2), byFive, FIVE), now());

    assertThat(points(answer(answers, byMinute))).hasSize(5);
    assertThat(points(answer(answers, byFive))).contains(new Point(minute(0), minute(5), 30));
  }

  @Test
  default void whereNothingWasMeasuredThereAreNoPoints() {
    put("Load", Map.of("Unit", "a"), minute(0), 10);

    assertThat(points(read("Load", "b", Statistic.AVERAGE, MINUTE))).isEmpty();
    assertThat(points(read("Requests", "a", Statistic.AVERAGE, MINUTE))).isEmpty();
    assertThat(points(read("Load", "a", Statistic.AVERAGE, MINUTE))).hasSize(1);
  }

  @Test
  default void pointsReachAsFarBackAsIsAsked() {
    put(
        "Load",
        Map.of("Unit", "a"),
        minute(-53),
        IntStream.range(0, 60).mapToDouble(i -> i).toArray());
    var query = query("Load", "a", Statistic.AVERAGE, MINUTE);

    var answers = signals().read(Map.of(query, Duration.ofMinutes(30)), now());

    var starts = points(answer(answers, query)).stream().map(Point::from).toList();
    assertThat(starts)
        .containsAll(IntStream.range(-22, 7).mapToObj(this::minute).toList())
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  default void nothingIsReadForNothing() {
    assertThat(signals().read(Map.of(), now())).isEmpty();
  }

  /// No name begins with another: LocalStack takes the beginning of a dimension for all of it.
  @Test
  default void everyQueryIsAnsweredHoweverManyThereAre() {
    var queries =
        IntStream.range(100, 601)
            .mapToObj(i -> query("Load", "u" + i, Statistic.AVERAGE, MINUTE))
            .collect(Collectors.toMap(it -> it, _ -> FIVE));
    put("Load", Map.of("Unit", "u100"), minute(6), 1);
    put("Load", Map.of("Unit", "u600"), minute(6), 2);

    var answers = signals().read(queries, now());

    assertThat(answers.keySet()).isEqualTo(queries.keySet());
    var found = new HashMap<String, Double>();
    answers.forEach(
        (query, answer) -> points(answer).forEach(point -> found.put(unit(query), point.value())));
    assertThat(found).isEqualTo(Map.of("u100", 1.0, "u600", 2.0));
  }

  private static String unit(MetricQuery query) {
    return Objects.requireNonNull(query.dimensions().get("Unit"));
  }

  private Answer<Series> read(String metric, String unit, Statistic statistic, Duration period) {
    var query = query(metric, unit, statistic, period);
    return answer(signals().read(Map.of(query, Duration.ofMinutes(15)), now()), query);
  }

  private Stream<Double> values(String unit, Statistic statistic) {
    return points(read("Load", unit, statistic, FIVE)).stream().map(Point::value);
  }

  private static Answer<Series> answer(
      Map<MetricQuery, Answer<Series>> answers, MetricQuery query) {
    return Objects.requireNonNull(answers.get(query));
  }

  private static MetricQuery query(
      String metric, String unit, Statistic statistic, Duration period) {
    return MetricQuery.of("Shop", metric, Map.of("Unit", unit), statistic, period);
  }

  private static List<Point> points(Answer<Series> answer) {
    return switch (answer) {
      case Answer.Got<Series>(var series) -> series.points();
      case Answer.Failed<Series>(var why) -> throw new AssertionError(why);
    };
  }
}
