package ecf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.memory.Tenure.Halt;
import ecf.core.model.ProviderFailure;
import ecf.core.pass.Suspending;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What `suspend`, `resume` and `release` tell.
class SuspensionReportTest {
  private static final ProviderFailure DENIED =
      new ProviderFailure(
          ProviderFailure.Kind.DENIED,
          "autoscaling:ResumeProcesses",
          "not allowed",
          "allow autoscaling:ResumeProcesses",
          false);

  private static final List<Suspending.Result> RESULTS =
      List.of(
          result("api", true, Optional.of(Halt.BOTH), Optional.of("suspended=none")),
          result("basket", false, Optional.of(Halt.IN), Optional.empty()),
          result("checkout", true, Optional.empty(), Optional.empty()),
          Suspending.Result.failed(SamplePass.spec("web"), DENIED));

  @Test
  void oneLineForEachTarget() {
    assertThat(SuspensionReport.text(RESULTS).lines())
        .containsExactly(
            "  api        suspended, and gave back what it took over (suspended=none)",
            "  basket     suspended on the way in, as it was",
            "  checkout   active",
            "  web        autoscaling:ResumeProcesses: not allowed (allow"
                + " autoscaling:ResumeProcesses)");
  }

  @Test
  void theSameAsJson() {
    var expected =
        """
        {"schema": "ecf/suspension/1", "targets": [
          {"target": "api", "type": "ecsService", "resource": "ecsService/shop/api", "outcome": "applied",
           "suspended": "both", "gaveBack": "suspended=none"}]}
        """;
    var json = JsonMapper.shared();
    assertThat(json.readTree(SuspensionReport.json(RESULTS.subList(0, 1))))
        .isEqualTo(json.readTree(expected));
    assertThat(SuspensionReport.json(RESULTS.subList(3, 4)))
        .contains("\"outcome\": \"failed\"", "autoscaling:ResumeProcesses");
  }

  private static Suspending.Result result(
      String name, boolean changed, Optional<Halt> halted, Optional<String> gaveBack) {
    return new Suspending.Result(
        SamplePass.spec(name), changed, halted, gaveBack, Optional.empty());
  }
}
