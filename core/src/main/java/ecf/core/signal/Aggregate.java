package ecf.core.signal;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the points of a window become one number.
public sealed interface Aggregate {
  /// @param oldestFirst at least one value
  double of(double... oldestFirst);

  String yamlName();

  enum Simple implements Aggregate {
    LAST("last"),
    AVERAGE("average"),
    MAX("max"),
    MIN("min");

    private final String yamlName;

    Simple(String yamlName) {
      this.yamlName = yamlName;
    }

    @Override
    public String yamlName() {
      return yamlName;
    }

    @Override
    public double of(double... oldestFirst) {
      return switch (this) {
        case LAST -> oldestFirst[oldestFirst.length - 1];
        case AVERAGE -> Arrays.stream(oldestFirst).average().orElseThrow();
        case MAX -> Arrays.stream(oldestFirst).max().orElseThrow();
        case MIN -> Arrays.stream(oldestFirst).min().orElseThrow();
      };
    }
  }

  /// Nearest rank: of 10, 20, 30, 40 the 50th percentile is 20, the 90th is 40.
  ///
  /// @param percent above 0, at most 100
  record Percentile(double percent) implements Aggregate {
    private static final Pattern NAME = Pattern.compile("p(\\d{1,3}(\\.\\d{1,2})?)");

    @Override
    public double of(double... oldestFirst) {
      var sorted = Arrays.stream(oldestFirst).sorted().toArray();
      int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
      return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }

    @Override
    public String yamlName() {
      return "p" + (percent == Math.rint(percent) ? Long.toString((long) percent) : percent);
    }
  }

  static Optional<Aggregate> parse(String text) {
    Optional<Aggregate> simple =
        Arrays.stream(Simple.values())
            .filter(each -> each.yamlName.equals(text))
            .map(Aggregate.class::cast)
            .findFirst();
    if (simple.isPresent()) {
      return simple;
    }
    var percentile = Percentile.NAME.matcher(text);
    if (!percentile.matches()) {
      return Optional.empty();
    }
    double percent = Double.parseDouble(percentile.group(1));
    return percent > 0 && percent <= 100 ? Optional.of(new Percentile(percent)) : Optional.empty();
  }
}
