package ecf.cli.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.FleetService;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// One file for several regions, and one target for everything that matches, from the command line.
class ManyPlacesIT {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  @TempDir private Path folder = Path.of("");
  private World us = World.in(moto);
  private World eu = World.in(moto);

  @BeforeEach
  void twoRegions() {
    moto.reset();
    us = World.in(moto);
    eu = World.in(moto.in("eu-west-1"));
    proxy.reset();
  }

  @Test
  void eachTargetIsServedWhereItIs() throws Exception {
    var here = us.cluster("shop").service("web", 4).cpu(90);
    var there = eu.cluster("shop").service("web", 4).cpu(120);
    var file =
        file(
            """
            providers: {us: {region: us-east-1}, eu: {region: eu-west-1}}
            targets:
              here: {provider: us, type: ecsService, cluster: shop, service: web, capacity: {min: 1, max: 20}, policies: [{type: targetTracking, signal: cpu, target: 60}]}
              there: {provider: eu, type: ecsService, cluster: shop, service: web, capacity: {min: 1, max: 20}, policies: [{type: targetTracking, signal: cpu, target: 60}]}
            """);

    var first = ecfAws().run("apply", "-o", "json", file);
    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(here.desired()).isEqualTo(6);
    assertThat(there.desired()).isEqualTo(8);
    assertThat(first.target("there").get("resource").stringValue())
        .isEqualTo("ecsService/shop/web");

    var again = ecfAws().run("apply", file);
    assertThat(again.exitCode()).as(again.toString()).isZero();
    assertThat(again.out()).contains("nothing to change, 2 unchanged");
  }

  @Test
  void whateverMatchesIsATargetOfItsOwn() throws Exception {
    FleetService resize = us.cluster("jobs-a").service("resize", 4).cpu(90);
    FleetService mail = us.cluster("jobs-b").service("mail", 4).cpu(60);
    FleetService web = us.cluster("shop").service("web", 4).cpu(90);
    var file =
        file(
            """
            targets:
              workers: {type: ecsService, select: {cluster: "jobs-*"}, capacity: {min: 1, max: 20}, policies: [{type: targetTracking, signal: cpu, target: 60}]}
              mail: {type: ecsService, cluster: jobs-b, service: mail, capacity: {min: 1, max: 20}, policies: [{type: targetTracking, signal: cpu, target: 60}]}
            """);
    proxy.reset();

    var result = ecfAws().run("apply", "--target", "workers", "-o", "json", file);
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(resize.desired()).isEqualTo(6);
    assertThat(mail.desired()).as("one that is named is nobody else's").isEqualTo(4);
    assertThat(web.desired()).isEqualTo(4);
    assertThat(result.target("workers/jobs-a/resize").get("outcome").stringValue())
        .isEqualTo("applied");
    assertThat(proxy.calls()).contains(entry("ecs:ListClusters", 1), entry("ecs:UpdateService", 1));

    assertThat(ecfAws().run("status", file).out()).contains("workers/jobs-a/resize", "mail");
    assertThat(ecfAws().run("explain", file, "workers/jobs-a/resize").out())
        .contains("It stays at 6.");
  }

  private String file(String text) throws Exception {
    var file = folder.resolve("places.yaml");
    Files.writeString(file, "version: 1\nname: places\n" + text);
    return file.toString();
  }

  private EcfAwsProcess ecfAws() {
    return EcfAwsProcess.in(folder, proxy);
  }
}
