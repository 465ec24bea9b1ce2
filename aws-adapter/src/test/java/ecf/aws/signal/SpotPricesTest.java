package ecf.aws.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.act.CallBudgets;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.signal.Quote;
import ecf.core.signal.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Prices against moto, which has one for everything and tells it at once; pages and refusals come
/// from the proxy.
class SpotPricesTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  private static final String CALL = "ec2:DescribeSpotPriceHistory";
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Source.Market SMALL = new Source.Market("m7g.large", "Linux/UNIX");
  private static final Source.Market LARGE = new Source.Market("m7g.xlarge", "Linux/UNIX");
  private static final Source.Market OTHER = new Source.Market("m7g.large", "Windows");

  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 1);

  @Test
  void aPriceOfLongAgoHoldsUntilNow() {
    var market = new Source.Market("t3.micro", "Linux/UNIX");

    var quotes = quotes(read(market), market);

    assertThat(quotes)
        .hasSizeGreaterThan(1)
        .allSatisfy(each -> {
          assertThat(each.from()).isBefore(NOW);
          assertThat(each.price()).isEqualTo(0.00001);
        });
    assertThat(quotes).extracting(Quote::zone).doesNotHaveDuplicates().doesNotContain("");
    assertThat(account.clients().calls()).containsExactly(entry(CALL, 1));
  }

  @Test
  void allTypesOfAProductAreAskedForAtOnceAndEveryPageIsRead() {
    proxy.next(
        CALL,
        page("more", row("m7g.large", "a", "0.05"), row("m7g.xlarge", "a", "0.09")),
        page("", row("m7g.large", "b", "0.04")));

    var answers = read(SMALL, LARGE);

    assertThat(quotes(answers, SMALL)).extracting(Quote::price).containsExactly(0.05, 0.04);
    assertThat(quotes(answers, LARGE)).extracting(Quote::price).containsExactly(0.09);
    assertThat(proxy.calls()).containsExactly(entry(CALL, 2));
    assertThat(proxy.log().getFirst().text())
        .contains("InstanceType.1=m7g.large", "InstanceType.2=m7g.xlarge")
        .contains("ProductDescription.1=Linux/UNIX", "MaxResults=1000")
        .contains("StartTime=2026-11-21T09:00:00Z", "EndTime=2026-11-21T10:00:00Z");
    assertThat(proxy.log().getLast().text()).contains("NextToken=more");
  }

  @Test
  void whatNobodySellsHasNoQuotes() {
    proxy.next(CALL, page("", row("m7g.large", "a", "0.05")));

    assertThat(quotes(read(SMALL, LARGE), LARGE)).isEmpty();
  }

  @Test
  void oneTypeThatEc2DoesNotKnowHindersNoOther() {
    var unknown = new Source.Market("m7g.largest", "Linux/UNIX");
    var words = "The following supplied instance types do not exist: [m7g.largest]";
    proxy.always(CALL, "m7g.largest", new Fault.Refusal(400, "InvalidParameterValue", words));
    proxy.always(CALL, page("", row("m7g.large", "a", "0.05")));

    var answers = read(SMALL, unknown);

    assertThat(quotes(answers, SMALL)).hasSize(1);
    assertThat(failure(answers, unknown).kind()).isEqualTo(ProviderFailure.Kind.INVALID);
    assertThat(failure(answers, unknown).message()).contains("do not exist: [m7g.largest]");
    assertThat(proxy.calls()).containsExactly(entry(CALL, 3));
  }

  @Test
  void aRefusedProductNamesTheRightAndHindersNoOther() {
    proxy.always(CALL, "Windows", Fault.Kind.DENIED);
    proxy.always(CALL, page("", row("m7g.large", "a", "0.05")));

    var answers = read(SMALL, OTHER);

    assertThat(quotes(answers, SMALL)).hasSize(1);
    assertThat(failure(answers, OTHER).kind()).isEqualTo(ProviderFailure.Kind.DENIED);
    assertThat(failure(answers, OTHER).hint()).contains("ec2:DescribeSpotPriceHistory");
  }

  @Test
  void nothingIsAskedForNothing() {
    assertThat(read()).isEmpty();
    assertThat(proxy.calls()).isEmpty();
  }

  private Map<Source.Market, Answer<List<Quote>>> read(Source.Market... markets) {
    var reaches = new HashMap<Source.Market, Duration>();
    for (Source.Market market : markets) {
      reaches.put(market, Duration.ofMinutes(market.equals(LARGE) ? 60 : 10));
    }
    return new SpotPrices(account.clients()::ec2, new CallBudgets()).read(reaches, NOW);
  }

  private static List<Quote> quotes(
      Map<Source.Market, Answer<List<Quote>>> answers, Source.Market market) {
    return switch (Objects.requireNonNull(answers.get(market))) {
      case Answer.Got<List<Quote>>(var quotes) -> quotes;
      case Answer.Failed<List<Quote>>(var why) -> throw new AssertionError(why);
    };
  }

  private static ProviderFailure failure(
      Map<Source.Market, Answer<List<Quote>>> answers, Source.Market market) {
    return switch (Objects.requireNonNull(answers.get(market))) {
      case Answer.Failed<List<Quote>>(var why) -> why;
      case Answer.Got<List<Quote>>(var quotes) -> throw new AssertionError(quotes);
    };
  }

  private static Fault page(String next, String... rows) {
    return new Fault.Reply(
        "<DescribeSpotPriceHistoryResponse><spotPriceHistorySet>"
            + String.join("", rows)
            + "</spotPriceHistorySet><nextToken>"
            + next
            + "</nextToken></DescribeSpotPriceHistoryResponse>");
  }

  private static String row(String type, String zone, String price) {
    return ("<item><instanceType>%s</instanceType><productDescription>Linux/UNIX</productDescription>"
            + "<spotPrice>%s</spotPrice><timestamp>2026-11-21T06:00:00.000Z</timestamp>"
            + "<availabilityZone>eu-west-1%s</availabilityZone></item>")
        .formatted(type, price, zone);
  }
}
