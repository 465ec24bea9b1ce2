package ecf.core.signal;

import java.util.List;

/// How the same metric of several sources becomes one: requests add up, the worst response time
/// counts.
public enum Combine {
  SUM,
  MAX,
  MIN;

  public double of(List<Double> values) {
    var numbers = values.stream().mapToDouble(Double::doubleValue);
    return switch (this) {
      case SUM -> numbers.sum();
      case MAX -> numbers.max().orElseThrow();
      case MIN -> numbers.min().orElseThrow();
    };
  }
}
