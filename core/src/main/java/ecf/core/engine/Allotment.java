package ecf.core.engine;

import ecf.core.model.TargetId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Divides what is limited among those that ask for more of it, exactly: never more than there is,
/// and all of it while somebody can use it.
///
/// Who only observes comes last; else the higher priority goes first, then the most urgent. Equals
/// share in proportion to what they ask for, what is left over goes by the largest remainder, then
/// by name.
///
/// 10 left, `a` asks for 8 with priority 1, `b` for 6: `a` gets 8, `b` 2. The same with equal
/// priority and urgency: 10·8/14 is 5.71 and 10·6/14 is 4.29, so `a` gets 6 and `b` 4. 1 left for
/// two equals: the first by name.
final class Allotment {
  /// Something that can be used up.
  sealed interface Measure {
    record Pool(String name) implements Measure {}

    /// Of a provider's account.
    record Quota(String provider, String name) implements Measure {}

    record Cost() implements Measure {}

    record RadiusTargets() implements Measure {}

    record RadiusUnits() implements Measure {}
  }

  /// Someone who asks for units.
  ///
  /// @param urgent a ratio: larger goes first
  /// @param each what one unit uses up
  /// @param once what the first one uses up besides
  record Request(
      TargetId by,
      boolean acts,
      int priority,
      Urgency urgent,
      int units,
      Map<Measure, BigDecimal> each,
      Map<Measure, BigDecimal> once) {
    Request asking(int other) {
      return new Request(by, acts, priority, urgent, other, each, once);
    }
  }

  /// `over / under`; anything over nothing is more urgent than any ratio.
  record Urgency(long over, long under) implements Comparable<Urgency> {
    @Override
    public int compareTo(Urgency other) {
      if (under == 0 || other.under == 0) {
        return Boolean.compare(under == 0, other.under == 0);
      }
      return product(over, other.under).compareTo(product(other.over, under));
    }

    private static BigInteger product(long one, long other) {
      return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
    }
  }

  private static final Comparator<Request> FIRST =
      Comparator.comparing(Request::acts)
          .thenComparing(Request::priority)
          .thenComparing(Request::urgent)
          .reversed();

  static final Comparator<Request> IN_ORDER = FIRST.thenComparing(Request::by);

  private final Map<Measure, BigDecimal> left;
  private final Map<TargetId, Integer> granted = new TreeMap<>();

  private Allotment(Map<Measure, BigDecimal> left) {
    this.left = new HashMap<>(left);
  }

  /// What each gets of what it asks for. Whatever has no stock is not limited.
  static Map<TargetId, Integer> of(Collection<Request> requests, Map<Measure, BigDecimal> stock) {
    var allotment = new Allotment(stock);
    var open = requests.stream().sorted(IN_ORDER).toList();
    for (int from = 0, to; from < open.size(); from = to) {
      to = from + 1;
      while (to < open.size() && FIRST.compare(open.get(from), open.get(to)) == 0) {
        to++;
      }
      allotment.serve(open.subList(from, to));
    }
    return allotment.granted;
  }

  /// How many more units there are for it, at most as many as it asks for.
  static int room(Request request, Map<Measure, BigDecimal> stock) {
    var allotment = new Allotment(stock);
    allotment.serve(List.of(request));
    return allotment.granted.getOrDefault(request.by(), 0);
  }

  private void serve(List<Request> equals) {
    equals.forEach(request -> granted.put(request.by(), 0));
    var open = new ArrayList<Request>();
    for (Request request : equals) {
      if (request.units > 0 && affords(request.once) && affords(request.each)) {
        use(request.once, 1);
        open.add(request);
      }
    }
    while (!open.isEmpty()) {
      var shares = shares(open);
      if (shares.values().stream().allMatch(units -> units == 0)) {
        shares.put(open.getFirst().by(), 1);
      }
      for (Request request : open) {
        int units = shares.getOrDefault(request.by(), 0);
        use(request.each, units);
        granted.merge(request.by(), units, Integer::sum);
      }
      open.replaceAll(
          request -> request.asking(request.units - shares.getOrDefault(request.by(), 0)));
      open.removeIf(request -> request.units == 0 || !affords(request.each));
    }
  }

  /// The smallest of the shares that each has in whatever it needs.
  private Map<TargetId, Integer> shares(List<Request> open) {
    var shares = new TreeMap<TargetId, Integer>();
    open.forEach(request -> shares.put(request.by(), request.units));
    left.forEach((measure, stock) -> {
      var users = open.stream().filter(request -> uses(request, measure)).toList();
      divided(measure, stock, users).forEach((id, units) -> shares.merge(id, units, Math::min));
    });
    return shares;
  }

  private static Map<TargetId, Integer> divided(
      Measure measure, BigDecimal stock, List<Request> users) {
    var total = BigDecimal.ZERO;
    for (Request request : users) {
      total = total.add(price(request, measure).multiply(BigDecimal.valueOf(request.units)));
    }
    var units = new HashMap<TargetId, Integer>();
    if (total.compareTo(stock) <= 0) {
      users.forEach(request -> units.put(request.by(), request.units));
      return units;
    }
    var remainders = new HashMap<TargetId, BigDecimal>();
    var rest = stock;
    for (Request request : users) {
      var parts = stock.multiply(BigDecimal.valueOf(request.units)).divideAndRemainder(total);
      units.put(request.by(), parts[0].intValueExact());
      remainders.put(request.by(), parts[1]);
      rest = rest.subtract(price(request, measure).multiply(parts[0]));
    }
    var byRemainder = new ArrayList<>(users);
    byRemainder.sort(
        Comparator.comparing(
                (Request request) -> remainders.getOrDefault(request.by(), BigDecimal.ZERO))
            .reversed()
            .thenComparing(Request::by));
    for (Request request : byRemainder) {
      var price = price(request, measure);
      int has = units.getOrDefault(request.by(), 0);
      if (has < request.units && price.compareTo(rest) <= 0) {
        units.put(request.by(), has + 1);
        rest = rest.subtract(price);
      }
    }
    return units;
  }

  private boolean affords(Map<Measure, BigDecimal> prices) {
    return prices.entrySet().stream()
        .allMatch(price -> {
          var stock = left.get(price.getKey());
          return stock == null
              || price.getValue().signum() == 0
              || price.getValue().compareTo(stock) <= 0;
        });
  }

  private void use(Map<Measure, BigDecimal> prices, int units) {
    prices.forEach((measure, price) ->
        left.computeIfPresent(
            measure, (_, stock) -> stock.subtract(price.multiply(BigDecimal.valueOf(units)))));
  }

  private static boolean uses(Request request, Measure measure) {
    return price(request, measure).signum() > 0;
  }

  private static BigDecimal price(Request request, Measure measure) {
    return request.each.getOrDefault(measure, BigDecimal.ZERO);
  }
}
