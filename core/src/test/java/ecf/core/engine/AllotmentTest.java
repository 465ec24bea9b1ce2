package ecf.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Allotment.Measure;
import ecf.core.engine.Allotment.Request;
import ecf.core.engine.Allotment.Urgency;
import ecf.core.model.TargetId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllotmentTest {
  private static final Measure POOL = new Measure.Pool("web");
  private static final Measure COST = new Measure.Cost();
  private static final Measure TARGETS = new Measure.RadiusTargets();
  private static final int CASES = 5_000;
  private static final long SEED = Long.getLong("ecf.seed", new Random().nextInt());

  /// @param asked `name units`, then in any order `p1` a priority, `u3/2` an urgency, `c0.5` a
  ///   price, `slot` that it uses up a target, `observes`
  record Row(String title, Map<Measure, BigDecimal> stock, List<String> asked, String granted) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("enough for all", pool(14), List.of("a 8", "b 6"), "a 8, b 6"),
        new Row("the higher priority first", pool(10), List.of("a 8 p1", "b 6"), "a 8, b 2"),
        new Row("a priority below 0 last", pool(10), List.of("a 8 p-1", "b 6"), "a 4, b 6"),
        new Row(
            "equals share by the largest remainder", pool(10), List.of("a 8", "b 6"), "a 6, b 4"),
        new Row("one for two equals: by name", pool(1), List.of("b 6", "a 6"), "a 1, b 0"),
        new Row("the most urgent first", pool(5), List.of("a 4 u3/2", "b 4 u2/1"), "a 1, b 4"),
        new Row("urgency is a ratio", pool(5), List.of("a 4 u8/4", "b 4 u4/2"), "a 3, b 2"),
        new Row(
            "from nothing is most urgent", pool(5), List.of("a 4 u1/0", "b 4 u9/1"), "a 4, b 1"),
        new Row("priority before urgency", pool(5), List.of("a 4 p1 u3/2", "b 4 u9/1"), "a 4, b 1"),
        new Row("who observes comes last", pool(5), List.of("a 4 p9 observes", "b 4"), "a 1, b 4"),
        new Row("nothing left", pool(0), List.of("a 4", "b 4"), "a 0, b 0"),
        new Row("more used than there is", pool(-3), List.of("a 4"), "a 0"),
        new Row("not limited", Map.of(), List.of("a 4", "b 4"), "a 4, b 4"),
        new Row(
            "money to the last unit that it pays for",
            Map.of(COST, new BigDecimal("1.04")),
            List.of("a 20 c0.05", "b 3 c0.10 p-1"),
            "a 20, b 0"),
        new Row(
            "what is too little for one is enough for another",
            Map.of(COST, new BigDecimal("0.9")),
            List.of("a 4 c0.5 p1", "b 9 c0.1"),
            "a 1, b 4"),
        new Row(
            "equals of different price share the money",
            Map.of(COST, new BigDecimal("6")),
            List.of("a 6 c1", "b 6 c0.5"),
            "a 4, b 4"),
        new Row(
            "what one cannot pay for stays in the pool",
            Map.of(POOL, new BigDecimal(10), COST, new BigDecimal(2)),
            List.of("a 8 c1 p1", "b 8 c0"),
            "a 2, b 8"),
        new Row(
            "so many targets and no more",
            Map.of(POOL, new BigDecimal(9), TARGETS, new BigDecimal(2)),
            List.of("a 2 slot", "b 2 slot u3/1", "c 2 slot", "d 2"),
            "a 2, b 2, c 0, d 2"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatIsThereIsDivided(Row row) {
    var requests = row.asked.stream().map(AllotmentTest::request).toList();
    assertThat(shown(Allotment.of(requests, row.stock))).isEqualTo(row.granted);
  }

  @Test
  void neverMoreThanThereIsAndAllOfItWhileSomebodyCanUseIt() {
    for (int i = 0; i < CASES; i++) {
      long seed = SEED + i;
      var random = new Random(seed);
      var stock = stock(random);
      var requests = requests(random);
      var granted = Allotment.of(requests, stock);
      var left = new HashMap<>(stock);
      for (Request request : requests) {
        int units = granted.getOrDefault(request.by(), -1);
        assertThat(units).as("seed %d", seed).isBetween(0, request.units());
        use(left, request.each(), units);
        use(left, request.once(), units > 0 ? 1 : 0);
      }
      left.forEach((measure, rest) ->
          assertThat(rest)
              .as("seed %d, %s", seed, measure)
              .isGreaterThanOrEqualTo(BigDecimal.ZERO.min(stock.get(measure))));
      for (Request request : requests) {
        int units = granted.getOrDefault(request.by(), 0);
        if (units < request.units()) {
          boolean more =
              affords(left, request.each()) && (units > 0 || affords(left, request.once()));
          assertThat(more).as("seed %d: one more for %s of %s", seed, request, left).isFalse();
        }
      }
    }
  }

  @Test
  void theOrderOfThoseWhoAskDoesNotMatter() {
    for (int i = 0; i < CASES; i++) {
      var random = new Random(SEED + i);
      var stock = stock(random);
      var requests = requests(random);
      var granted = Allotment.of(requests, stock);
      Collections.shuffle(requests, random);
      assertThat(Allotment.of(requests, stock)).as("seed %d", SEED + i).isEqualTo(granted);
    }
  }

  private static Map<Measure, BigDecimal> stock(Random random) {
    var stock = new HashMap<Measure, BigDecimal>();
    stock.put(POOL, BigDecimal.valueOf(random.nextInt(-5, 60)));
    if (random.nextBoolean()) {
      stock.put(COST, BigDecimal.valueOf(random.nextInt(400), 1));
    }
    return stock;
  }

  private static List<Request> requests(Random random) {
    var requests = new ArrayList<Request>();
    for (int i = random.nextInt(7); i >= 0; i--) {
      var each = new HashMap<Measure, BigDecimal>();
      if (random.nextInt(4) > 0) {
        each.put(POOL, BigDecimal.ONE);
      }
      if (random.nextInt(4) > 0) {
        each.put(COST, BigDecimal.valueOf(random.nextInt(30), 1));
      }
      requests.add(
          new Request(
              new TargetId("t" + i),
              random.nextInt(6) > 0,
              random.nextInt(2),
              new Urgency(random.nextInt(1, 4), random.nextInt(3)),
              random.nextInt(30),
              each,
              Map.of()));
    }
    return requests;
  }

  private static void use(
      Map<Measure, BigDecimal> left, Map<Measure, BigDecimal> prices, int units) {
    prices.forEach((measure, price) ->
        left.computeIfPresent(
            measure, (_, rest) -> rest.subtract(price.multiply(BigDecimal.valueOf(units)))));
  }

  private static boolean affords(Map<Measure, BigDecimal> left, Map<Measure, BigDecimal> prices) {
    return prices.entrySet().stream()
        .allMatch(price ->
            price.getValue().signum() == 0
                || left.getOrDefault(price.getKey(), price.getValue()).compareTo(price.getValue())
                    >= 0);
  }

  private static Map<Measure, BigDecimal> pool(int units) {
    return Map.of(POOL, BigDecimal.valueOf(units));
  }

  private static Request request(String text) {
    var words = List.of(text.split(" "));
    var each = new HashMap<Measure, BigDecimal>(Map.of(POOL, BigDecimal.ONE));
    var once = new HashMap<Measure, BigDecimal>();
    var urgent = new Urgency(2, 1);
    int priority = 0;
    boolean acts = true;
    for (String word : words.subList(2, words.size())) {
      var rest = word.substring(1);
      switch (word.charAt(0)) {
        case 'p' -> priority = Integer.parseInt(rest);
        case 'u' -> {
          var parts = rest.split("/");
          urgent = new Urgency(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        }
        case 'c' -> each.put(COST, new BigDecimal(rest));
        case 's' -> once.put(TARGETS, BigDecimal.ONE);
        case 'o' -> acts = false;
        default -> throw new IllegalArgumentException(word);
      }
    }
    return new Request(
        new TargetId(words.get(0)),
        acts,
        priority,
        urgent,
        Integer.parseInt(words.get(1)),
        each,
        once);
  }

  private static String shown(Map<TargetId, Integer> granted) {
    return granted.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }
}
