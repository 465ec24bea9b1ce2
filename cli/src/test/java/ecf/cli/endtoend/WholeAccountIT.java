package ecf.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.FleetGroup;
import ecf.aws.testing.FleetService;
import ecf.aws.testing.FleetTargetGroup;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Four services in two clusters, two groups and two target groups, in one file.
class WholeAccountIT {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  /// What a pass over this file costs when nothing changes and every name is known.
  private static final Map<String, Integer> LEAST =
      Map.of(
          "cloudwatch:GetMetricData", 1,
          "ecs:DescribeServices", 2,
          "autoscaling:DescribeAutoScalingGroups", 1,
          "elbv2:DescribeTargetHealth", 2);

  private record Account(
      FleetService checkout,
      FleetService basket,
      FleetService workers,
      FleetService mailer,
      FleetGroup web,
      FleetGroup batch,
      FleetTargetGroup webMembers,
      FleetTargetGroup apiMembers) {
    static Account arranged() {
      var world = World.in(moto);
      var shop = world.cluster("shop");
      var jobs = world.cluster("jobs");
      var web = world.group("web-asg", 2, 20, 4).cpu(60);
      return new Account(
          shop.service("checkout", 4).cpu(90),
          shop.service("basket", 4).cpu(60),
          jobs.service("workers", 10).cpu(20),
          jobs.service("mailer", 3).cpu(60),
          web,
          world.group("batch-asg", 1, 20, 4).cpu(30),
          world.targetGroup("web-tg").register(web.instances().subList(0, 2)),
          world.targetGroup("api-tg"));
    }

    List<Integer> sizes() {
      return List.of(
          checkout.desired(),
          basket.desired(),
          workers.desired(),
          mailer.desired(),
          web.desired(),
          batch.desired());
    }
  }

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void emptyAccount() {
    moto.reset();
  }

  private String file() throws Exception {
    return new ShopFile()
        .service("shop", "checkout")
        .service("shop", "basket")
        .service("jobs", "workers")
        .service("jobs", "mailer")
        .group("web-asg")
        .group("batch-asg")
        .targetGroup("web-tg", "{autoScalingGroup: web-asg}")
        .targetGroup("api-tg", "{autoScalingGroup: web-asg}")
        .write(folder);
  }

  @Test
  void oneApplyMakesTheRightChangesAndTheNextMakesNone() throws Exception {
    var account = Account.arranged();
    var file = file();
    var ecfAws = EcfAwsProcess.in(folder, proxy);

    var planned = ecfAws.run("plan", "-o", "json", "--detailed-exitcode", file);
    assertThat(planned.exitCode()).as(planned.toString()).isEqualTo(10);
    assertThat(account.sizes()).containsExactly(4, 4, 10, 3, 4, 4);

    proxy.reset();
    var applied = ecfAws.run("apply", "-o", "json", file);
    assertThat(applied.exitCode()).as(applied.toString()).isZero();
    // 4 · 90/60, kept, 10 · 20/60 = 4 but at most half at once, kept, kept, 4 · 30/60
    assertThat(account.sizes()).containsExactly(6, 4, 5, 3, 4, 2);
    assertThat(account.webMembers().members()).containsOnlyKeys(account.web().instances());
    assertThat(account.apiMembers().members()).containsOnlyKeys(account.web().instances());
    assertThat(counts(applied, "summary"))
        .isEqualTo(Map.of("applied", 5, "planned", 0, "unchanged", 3, "failed", 0, "skipped", 0));
    assertThat(counts(applied, "calls")).isEqualTo(proxy.calls());
    assertThat(proxy.calls())
        .containsEntry("ecs:UpdateService", 2)
        .containsEntry("elbv2:RegisterTargets", 2)
        .doesNotContainKey("elbv2:DeregisterTargets");

    proxy.reset();
    var second = ecfAws.run("apply", "-o", "json", file);
    assertThat(second.exitCode()).as(second.toString()).isZero();
    assertThat(counts(second, "summary")).containsEntry("unchanged", 8);
    assertThat(account.sizes()).containsExactly(6, 4, 5, 3, 4, 2);
    assertThat(proxy.calls()).isEqualTo(LEAST);
    assertThat(counts(second, "calls")).isEqualTo(LEAST);
  }

  @Test
  void forPeople() throws Exception {
    Account.arranged();
    var file = file();
    var ecfAws = EcfAwsProcess.in(folder, proxy);
    assertThat(ecfAws.run("apply", file).out())
        .containsPattern("\\+ checkout +4 → 6 +cpu 90 is above 60\n")
        .containsPattern("- workers +10 → 5 +throttle: at most -50% of 10 within 1m\n")
        .contains("5 changed, 3 unchanged");
    assertThat(ecfAws.run("status", file).out()).contains("checkout", "out ", " ago");
    assertThat(ecfAws.run("explain", file, "workers").out())
        .contains("The highest want counts: 4 of targetTracking.", "It stays at 5.");
  }

  private static Map<String, Integer> counts(EcfAwsProcess.Result result, String field) {
    var counts = new TreeMap<String, Integer>();
    result
        .json()
        .get(field)
        .properties()
        .forEach(each -> counts.put(each.getKey(), each.getValue().intValue()));
    return counts;
  }
}
