package ecf.core.policy;

import ecf.core.memory.Traffic;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.ListenerObservation;
import ecf.core.signal.Reading;
import ecf.core.signal.Signal;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Moves traffic in small steps towards the groups that are well.
///
/// * By `healthyHosts`, a group's share is its normal weight times the part of its members that is
///   healthy. By `responseTime`, it is its normal weight divided by its response time, where times
///   within 10 % of their mean count as the mean.
/// * Shares are scaled to the sum of the normal weights, which never changes. Groups with a normal
///   weight of 0 take no part.
/// * A step moves at most `maxShift` of that sum, and comes at most once in `every`.
/// * A group with a healthy member keeps at least 1. Without data of one group, or with no healthy
///   member anywhere, nothing moves.
///
/// `{a: 50, b: 50}`, 4 of 4 and 2 of 4 healthy: shares 50 and 25 of 100 are 67 and 33; the first
/// step, of 10, is 60 and 40, the second 67 and 33. 0.2 s and 0.4 s: 250 and 125 are 67 and 33 as
/// well. 0.30 s and 0.32 s: 50 and 50.
///
/// @param byHealth whether by healthy hosts, not by response time
/// @param perGroup the signal of each group
public record Balance(
    boolean byHealth, Map<String, Signal> perGroup, double maxShift, Duration every)
    implements TrafficPolicy {
  private static final double ALIKE = 0.1;
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  static final List<Key> KEYS =
      List.of(
          Key.required(
              "signal",
              Shape.choice("healthyHosts", "responseTime"),
              "by what: the healthy part of each group, or how fast it answers"),
          Key.withDefault(
              "maxShift", new Shape.Share(), "10%", "how much of all traffic one step moves"),
          Key.withDefault("every", new Shape.Time(), "1m", "at most one step in this time"));

  public Balance {
    perGroup = Map.copyOf(perGroup);
  }

  static Optional<TrafficPolicy> read(TrafficFields in) {
    var fields = in.fields();
    var by = fields.choice("signal", List.of("healthyHosts", "responseTime"));
    double maxShift = fields.share("maxShift", 0.01, 1, 0.1);
    var every = fields.duration("every", SHORTEST, LONGEST, SHORTEST);
    int sum = in.normal().values().stream().mapToInt(Integer::intValue).sum();
    if (fields.sound() && !in.normal().isEmpty() && sum * maxShift < 1) {
      fields.problem(
          "maxShift",
          "a step of it is less than 1 of all weights, which are " + sum,
          "use larger weights in the same ratio, such as 50 and 50");
    }
    var signals = new HashMap<String, Signal>();
    in.normal().keySet().forEach(group -> in.of(group, by).ifPresent(it -> signals.put(group, it)));
    return fields.sound()
        ? Optional.of(new Balance(by.equals("healthyHosts"), signals, maxShift, every))
        : Optional.empty();
  }

  /// Who is healthy is described; only response times are measured.
  @Override
  public Map<String, Signal> signals() {
    var signals = new HashMap<String, Signal>();
    if (!byHealth) {
      perGroup.values().forEach(signal -> signals.put(signal.name(), signal));
    }
    return signals;
  }

  @Override
  public Split split(SortedMap<String, Integer> normal, ListenerObservation seen) {
    var now = seen.target().weights();
    var clocks = seen.memory().traffic();
    var ideal = byHealth ? byHealth(normal, seen) : byResponseTime(normal, seen);
    if (ideal.isEmpty()) {
      var why = "not every group has a fresh response time, so nothing moves";
      return new Split(now, Reason.of(Reason.Code.NO_DATA, why), clocks);
    }
    double all = ideal.get().values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(all > 0)) {
      return new Split(now, Reason.of(Reason.Code.SICK, "no group has a healthy member"), clocks);
    }
    int sum = normal.values().stream().mapToInt(Integer::intValue).sum();
    var goal = new TreeMap<String, Double>();
    ideal.get().forEach((group, share) -> goal.put(group, share * sum / all));
    var next = step(scaled(now, normal, sum), goal, sum, seen);
    if (next.equals(now)) {
      return new Split(now, Reason.of(Reason.Code.IN_BAND, "traffic is balanced"), clocks);
    }
    var early = tooEarly(clocks, seen);
    return early.isPresent()
        ? new Split(now, early.get(), clocks)
        : new Split(next, Reason.of(Reason.Code.OFF_TARGET, towards(goal)), clocks);
  }

  private Optional<Reason> tooEarly(Traffic clocks, ListenerObservation seen) {
    return clocks
        .step()
        .map(at -> Duration.between(at, seen.now()))
        .filter(age -> age.compareTo(every) < 0)
        .map(age ->
            Reason.of(
                Reason.Code.COOLDOWN,
                "the last step was " + Figures.plain(age) + " ago, of " + Figures.plain(every)));
  }

  private static String towards(SortedMap<String, Double> goal) {
    var text = new StringBuilder("a step towards ");
    goal.forEach((group, share) ->
        text.append(text.toString().endsWith("towards ") ? "" : ", ")
            .append(group)
            .append(' ')
            .append(Math.round(share)));
    return text.toString();
  }

  private static Optional<SortedMap<String, Double>> byHealth(
      SortedMap<String, Integer> normal, ListenerObservation seen) {
    var shares = new TreeMap<String, Double>();
    normal.forEach((group, weight) -> {
      var hosts = seen.hosts(group);
      double part = hosts.registered() == 0 ? 0 : (double) hosts.healthy() / hosts.registered();
      shares.put(group, weight * part);
    });
    return Optional.of(shares);
  }

  private Optional<SortedMap<String, Double>> byResponseTime(
      SortedMap<String, Integer> normal, ListenerObservation seen) {
    var times = new TreeMap<String, Double>();
    for (String group : normal.keySet()) {
      var signal = perGroup.get(group);
      if (normal.getOrDefault(group, 0) == 0) {
        continue;
      }
      if (signal == null
          || !(seen.reading(signal.name()) instanceof Reading.Value value)
          || !(value.value() > 0)) {
        return Optional.empty();
      }
      times.put(group, value.value());
    }
    double mean = times.values().stream().mapToDouble(Double::doubleValue).average().orElse(1);
    var shares = new TreeMap<String, Double>();
    normal.keySet().forEach(group -> shares.put(group, 0.0));
    times.forEach((group, time) -> {
      boolean alike = Math.abs(time - mean) <= (ALIKE + 1e-9) * mean;
      shares.put(group, normal.getOrDefault(group, 0) / (alike ? mean : time));
    });
    return Optional.of(shares);
  }

  /// The weights of now as parts of the sum; those of the file where nobody gets anything.
  private static SortedMap<String, Double> scaled(
      SortedMap<String, Integer> now, SortedMap<String, Integer> normal, int sum) {
    int all = now.values().stream().mapToInt(Integer::intValue).sum();
    var from = all == 0 ? normal : now;
    var scaled = new TreeMap<String, Double>();
    normal
        .keySet()
        .forEach(group ->
            scaled.put(group, from.getOrDefault(group, 0) * (double) sum / (all == 0 ? sum : all)));
    return scaled;
  }

  private SortedMap<String, Integer> step(
      SortedMap<String, Double> from,
      SortedMap<String, Double> goal,
      int sum,
      ListenerObservation seen) {
    double moved =
        from.keySet().stream()
            .mapToDouble(
                group -> Math.max(0, goal.getOrDefault(group, 0.0) - from.getOrDefault(group, 0.0)))
            .sum();
    double part = moved > 0 ? Math.min(1, maxShift * sum / moved) : 0;
    var exact = new TreeMap<String, Double>();
    from.forEach((group, weight) ->
        exact.put(group, weight + part * (goal.getOrDefault(group, 0.0) - weight)));
    return keptAlive(rounded(exact, sum), goal, seen);
  }

  /// Largest remainders first, so that the sum stays.
  private static SortedMap<String, Integer> rounded(SortedMap<String, Double> exact, int sum) {
    var whole = new TreeMap<String, Integer>();
    exact.forEach((group, weight) -> whole.put(group, (int) Math.floor(weight + 1e-9)));
    int missing = sum - whole.values().stream().mapToInt(Integer::intValue).sum();
    exact.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Double>>comparingDouble(
                    each -> -(each.getValue() - Math.floor(each.getValue() + 1e-9)))
                .thenComparing(Map.Entry::getKey))
        .limit(Math.max(0, missing))
        .forEach(each -> whole.merge(each.getKey(), 1, Integer::sum));
    return whole;
  }

  /// What has a healthy member, and a share, is never left without traffic: the largest gives.
  private static SortedMap<String, Integer> keptAlive(
      SortedMap<String, Integer> weights,
      SortedMap<String, Double> goal,
      ListenerObservation seen) {
    var kept = new TreeMap<>(weights);
    for (String group : weights.keySet()) {
      var largest =
          kept.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
      if (kept.getOrDefault(group, 0) == 0
          && goal.getOrDefault(group, 0.0) > 0
          && seen.hosts(group).healthy() > 0
          && largest.isPresent()) {
        kept.merge(largest.get(), -1, Integer::sum);
        kept.put(group, 1);
      }
    }
    return kept;
  }
}
