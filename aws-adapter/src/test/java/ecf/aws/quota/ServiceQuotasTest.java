package ecf.aws.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.Lanes;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Moto knows the quotas of VPCs alone, and no use of any: those answers come from the proxy.
class ServiceQuotasTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  private static final String QUOTA = "service-quotas:GetServiceQuota";
  private static final String USE = "cloudwatch:GetMetricData";
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:20Z");

  private static final String FARGATE =
      """
      {"Quota":{"ServiceCode":"fargate","QuotaCode":"L-3032A538","Value":6.0,"Unit":"None",
       "QuotaName":"Fargate On-Demand vCPU resource count","Adjustable":true,
       "UsageMetric":{"MetricNamespace":"AWS/Usage","MetricName":"ResourceCount",
        "MetricDimensions":{"Class":"Standard/OnDemand","Resource":"vCPU","Service":"Fargate",
         "Type":"Resource"},"MetricStatisticRecommendation":"Maximum"}}}
      """;

  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 1);

  @Test
  void aQuotaIsToldWithItsNewestUse() {
    proxy.next(QUOTA, new Fault.Reply(FARGATE));
    proxy.next(USE, used(List.of(NOW.minusSeconds(620), NOW.minusSeconds(320)), List.of(2.0, 5.5)));

    var quota = ask(QuotaName.FARGATE);

    assertThat(quota)
        .isEqualTo(
            new Answer.Got<>(
                new AccountQuota(
                    "Fargate On-Demand vCPU resource count",
                    "L-3032A538",
                    6,
                    OptionalDouble.of(5.5))));
    assertThat(((Answer.Got<?>) quota).value())
        .hasToString("Fargate On-Demand vCPU resource count (L-3032A538) is 6, 5.5 of it in use");
    assertThat(proxy.calls()).containsExactly(entry(USE, 1), entry(QUOTA, 1));
    assertThat(proxy.log().getFirst().text())
        .isEqualTo("{\"QuotaCode\":\"L-3032A538\",\"ServiceCode\":\"fargate\"}");
    assertThat(proxy.log().getLast().text()).contains("AWS/Usage", "ResourceCount", "vCPU");
  }

  @Test
  void aUseThatIsNotCountedOrMayNotBeReadIsLeftOut() {
    proxy.next(QUOTA, new Fault.Reply(FARGATE), new Fault.Reply(FARGATE));
    proxy.next(USE, used(List.of(), List.of()), Fault.Kind.DENIED);

    for (int i = 0; i < 2; i++) {
      assertThat(ask(QuotaName.FARGATE))
          .isInstanceOfSatisfying(
              Answer.Got.class,
              got ->
                  assertThat(got.value())
                      .hasToString("Fargate On-Demand vCPU resource count (L-3032A538) is 6"));
    }
  }

  @Test
  void aQuotaThatNobodyKnowsIsAFailureWithItsCall() {
    assertThat(ask(QuotaName.STANDARD_INSTANCES))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.why().call()).isEqualTo(QUOTA);
              assertThat(failed.why().kind()).isEqualTo(ProviderFailure.Kind.NOT_FOUND);
            });
  }

  @Test
  void aRoleThatMayNotAskIsToldTheRight() {
    proxy.next(QUOTA, Fault.Kind.DENIED);

    assertThat(ask(QuotaName.FARGATE))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.why().kind()).isEqualTo(ProviderFailure.Kind.DENIED);
              assertThat(failed.why().hint()).contains("servicequotas:GetServiceQuota");
            });
  }

  @Test
  void whoGetsNoAnswerSaysFromWhere() {
    proxy.next(QUOTA, Fault.Kind.RESET);

    assertThat(ask(QuotaName.FARGATE))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> {
              assertThat(failed.why().kind()).isEqualTo(ProviderFailure.Kind.UNREACHABLE);
              assertThat(failed.why().message()).contains("127.0.0.1");
            });
    assertThat(proxy.calls()).as("it is sent once").containsExactly(entry(QUOTA, 1));
  }

  private Answer<AccountQuota> ask(QuotaName name) {
    return new ServiceQuotas(
            account.clients(), new Lanes(new CallBudgets()), InstantSource.fixed(NOW))
        .ask(name);
  }

  private static Fault used(List<Instant> times, List<Double> values) {
    return new Fault.CborReply(
        Map.of(
            "MetricDataResults",
            List.of(
                Map.of(
                    "Id",
                    "used",
                    "StatusCode",
                    "Complete",
                    "Timestamps",
                    times,
                    "Values",
                    values))));
  }
}
