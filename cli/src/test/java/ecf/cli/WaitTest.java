package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `apply --wait`: until what was changed serves, or the time is over.
class WaitTest {
  private static final int NEVER = 1_000_000;

  @TempDir private Path folder = Path.of("");
  private String file = "";

  @BeforeEach
  void aFileWithOneTarget() {
    file = Samples.write(folder, "shop.yaml", "checkout").toString();
  }

  @Test
  void itWaitsUntilWhatWasChangedServes() {
    var result = apply(FakeCloud.busy(90).servingAfter(3), "--wait");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("4 → 6");
    assertThat(result.err()).containsOnlyOnce("waiting: checkout 4 of 6 serve");
  }

  @Test
  void whoIsLateIsNamedAndWhy() {
    var result = apply(FakeCloud.busy(90).servingAfter(NEVER), "--wait", "--timeout", "90s");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.err()).contains("not arrived: checkout 4 of 6 serve after 1m30s: 2 pending");
  }

  @Test
  void theJsonTellsWhoIsLateToo() {
    var result = apply(FakeCloud.busy(90).servingAfter(NEVER), "--wait", "-o", "json");

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.out())
        .contains("\"applied\"", "not arrived: checkout 4 of 6 serve after 10m: 2 pending");
  }

  @Test
  void withoutAChangeNobodyWaits() {
    var result = apply(FakeCloud.busy(60).servingAfter(NEVER), "--wait");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).doesNotContain("waiting");
  }

  @Test
  void withoutTheOptionNobodyWaits() {
    assertThat(apply(FakeCloud.busy(90).servingAfter(NEVER)).exitCode()).isZero();
  }

  @Test
  void aFailureCountsMoreThanWhoIsLate() {
    var both = Samples.write(folder, "two.yaml", "basket", "checkout").toString();
    var cloud = FakeCloud.busy(90).servingAfter(NEVER).denying("basket");

    assertThat(Cli.in(folder).reaching(cloud).run("apply", both, "--wait").exitCode()).isEqualTo(5);
  }

  @Test
  void aTimeoutNeedsAUnitAndSomethingToWaitFor() {
    var unit = apply(FakeCloud.busy(90), "--wait", "--timeout", "90");
    assertThat(unit.exitCode()).isEqualTo(2);
    assertThat(unit.err()).contains("90 needs a unit; write 90s");

    assertThat(apply(FakeCloud.busy(90), "--timeout", "5m").exitCode()).isEqualTo(2);
  }

  /// A minute after it was asked for, a unit serves.
  @Test
  void theSimulatedProviderIsWaitedForAsWell() {
    var simulated =
        Samples.text(
                folder,
                "simulated.yaml",
                """
                version: 1
                provider:
                  type: simulated
                  services:
                    web: {load: {base: 400/s}, unitRate: 100/s, startup: 60s, initial: 4}
                targets:
                  web:
                    type: simulatedService
                    service: web
                    capacity: {min: 2, max: 30}
                    policies: [{type: targetTracking, signal: cpu, target: 60}]
                """)
            .toString();

    var late = Cli.in(folder).run("apply", simulated, "--wait", "--timeout", "30s");
    assertThat(late.exitCode()).as(late.toString()).isEqualTo(7);
    assertThat(late.err()).contains("not arrived: web 4 of 7 serve after 30s: 3 pending");

    var again = Cli.in(folder.resolve("other")).run("apply", simulated, "--wait");
    assertThat(again.exitCode()).as(again.toString()).isZero();
    assertThat(again.err()).contains("waiting: web 4 of 7 serve");
  }

  private Cli.Result apply(FakeCloud cloud, String... options) {
    var words = new String[options.length + 2];
    words[0] = "apply";
    words[1] = file;
    System.arraycopy(options, 0, words, 2, options.length);
    return Cli.in(folder).reaching(cloud).run(words);
  }
}
