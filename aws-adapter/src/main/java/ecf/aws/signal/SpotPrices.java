package ecf.aws.signal;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsErrors;
import ecf.aws.client.Lanes;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.port.Prices;
import ecf.core.signal.Quote;
import ecf.core.signal.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.SpotPrice;

/// Reads spot prices from EC2: one call, and its pages, for each product.
public final class SpotPrices implements Prices {
  static final String CALL = "ec2:DescribeSpotPriceHistory";

  private static final int PAGE = 1000;

  private final Supplier<Ec2Client> client;
  private final CallBudgets budgets;

  /// @param client asked for when the first price is read
  /// @param budgets of the account and region
  public SpotPrices(Supplier<Ec2Client> client, CallBudgets budgets) {
    this.client = client;
    this.budgets = budgets;
  }

  /// @param reach of the market that looks back farthest
  private record Inquiry(String product, List<Source.Market> markets, Duration reach) {
    Inquiry about(Source.Market market) {
      return new Inquiry(product, List.of(market), reach);
    }

    Map<Source.Market, Answer<List<Quote>>> answered(List<SpotPrice> history) {
      var byType = history.stream().collect(Collectors.groupingBy(SpotPrice::instanceTypeAsString));
      return each(type -> new Answer.Got<>(SpotQuotes.of(byType.getOrDefault(type, List.of()))));
    }

    Map<Source.Market, Answer<List<Quote>>> failed(ProviderFailure why) {
      return each(_ -> new Answer.Failed<>(why));
    }

    private Map<Source.Market, Answer<List<Quote>>> each(
        Function<String, Answer<List<Quote>>> answer) {
      return markets.stream()
          .collect(
              Collectors.toMap(market -> market, market -> answer.apply(market.instanceType())));
    }

    List<String> instanceTypes() {
      return markets.stream().map(Source.Market::instanceType).toList();
    }
  }

  @Override
  public Map<Source.Market, Answer<List<Quote>>> read(
      Map<Source.Market, Duration> reaches, Instant now) {
    var products = reaches.keySet().stream().collect(Collectors.groupingBy(Source.Market::product));
    var inquiries =
        products.entrySet().stream()
            .map(each -> inquiry(each.getKey(), each.getValue(), reaches))
            .toList();
    var answers = new HashMap<Source.Market, Answer<List<Quote>>>();
    Lanes.each(inquiries, inquiry -> read(inquiry, now)).values().forEach(answers::putAll);
    return answers;
  }

  private static Inquiry inquiry(
      String product, List<Source.Market> markets, Map<Source.Market, Duration> reaches) {
    var longest =
        markets.stream()
            .map(market -> Objects.requireNonNull(reaches.get(market)))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    var byType =
        markets.stream().sorted(Comparator.comparing(Source.Market::instanceType)).toList();
    return new Inquiry(product, byType, longest);
  }

  /// One type that EC2 does not know makes it refuse the whole call, so each is asked for alone
  /// then.
  private Map<Source.Market, Answer<List<Quote>>> read(Inquiry inquiry, Instant now) {
    var notSent = budgets.spend(CALL);
    if (notSent.isPresent()) {
      return inquiry.failed(notSent.get());
    }
    try {
      return inquiry.answered(history(inquiry, now));
    } catch (SdkException e) {
      var failure = AwsErrors.failure(CALL, e);
      if (failure.kind() != ProviderFailure.Kind.INVALID || inquiry.markets().size() == 1) {
        return inquiry.failed(failure);
      }
      var answers = new HashMap<Source.Market, Answer<List<Quote>>>();
      inquiry.markets().forEach(each -> answers.putAll(read(inquiry.about(each), now)));
      return answers;
    }
  }

  /// EC2 begins with the prices that were in force at the first moment.
  private List<SpotPrice> history(Inquiry inquiry, Instant now) {
    return client
        .get()
        .describeSpotPriceHistoryPaginator(describe ->
            describe
                .instanceTypesWithStrings(inquiry.instanceTypes())
                .productDescriptions(inquiry.product())
                .startTime(now.minus(inquiry.reach()))
                .endTime(now)
                .maxResults(PAGE))
        .spotPriceHistory()
        .stream()
        .toList();
  }
}
