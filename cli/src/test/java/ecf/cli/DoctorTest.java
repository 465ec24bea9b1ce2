package ecf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.FleetGroup;
import ecf.aws.testing.FleetService;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What doctor says of an account, well or not.
class DoctorTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  @TempDir private Path folder = Path.of("");
  private FleetService basket = new FleetService(World.in(moto), "", "");
  private FleetGroup web = new FleetGroup(World.in(moto), "");

  @BeforeEach
  void aServiceAndAGroup() {
    moto.reset();
    var world = World.in(moto);
    basket = world.cluster("shop").service("basket", 4).cpu(60);
    web = world.group("web-asg", 2, 20, 4).cpu(60);
    proxy.reset();
  }

  private Cli cli() {
    var environment = new HashMap<>(proxy.environment());
    environment.put("XDG_STATE_HOME", folder.toAbsolutePath().toString());
    return new Cli(environment, false, InstantSource.system(), Optional.empty());
  }

  private String file(String... more) {
    return Samples.text(
            folder,
            "shop.yaml",
            """
            version: 1
            name: shop
            targets:
              basket:
                type: ecsService
                cluster: shop
                service: basket
                capacity: {min: 2, max: 20}
                policies: [{type: targetTracking, signal: cpu, target: 60}]
              web:
                type: autoScalingGroup
                group: web-asg
                capacity: {min: 2, max: 20}
                health: {warmUp: 2m}
                policies: [{type: targetTracking, signal: cpu, target: 60}]
            """
                + String.join("", more))
        .toString();
  }

  private record Told(Cli.Result result, JsonNode json) {
    List<String> findings(String severity) {
      return json.get("findings")
          .valueStream()
          .filter(each -> each.get("severity").stringValue().equals(severity))
          .map(each -> each.get("check").stringValue() + ": " + each.get("what").stringValue())
          .toList();
    }

    Stream<String> checked() {
      return json.get("checked")
          .valueStream()
          .map(each -> each.get("check").stringValue() + ": " + each.get("summary").stringValue());
    }

    Stream<String> todo() {
      return json.get("findings").valueStream().map(each -> each.get("todo").stringValue());
    }
  }

  /// With one text of the file replaced by another.
  private Told told(String file, String text, String other) {
    try {
      var path = Path.of(file);
      var whole = Files.readString(path);
      assertThat(whole).contains(text);
      Files.writeString(path, whole.replace(text, other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return told(file);
  }

  private Told told(String file) {
    var result = cli().run("doctor", "-o", "json", file);
    return new Told(result, JsonMapper.shared().readTree(result.out()));
  }

  @Test
  void everythingIsLookedAtAndNothingIsChanged() {
    var result = cli().run("doctor", file());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out())
        .contains(
            "=  account  123456789012 in us-east-1, as arn:aws:sts::123456789012:user/moto",
            "needed: autoscaling:SetDesiredCapacity (web), ecs:UpdateService",
            "2 metrics a pass, 0.86 USD a month at a pass a minute",
            "doctor: nothing stands in the way")
        .containsPattern(
            "(?s)warning web: all of it is in .*note basket: nobody checks the health");
    assertThat(proxy.calls().keySet()).allMatch(DoctorTest::reads);
    assertThat(basket.desired()).isEqualTo(4);
    assertThat(web.desired()).isEqualTo(4);
  }

  private static boolean reads(String call) {
    return call.matches("[a-z0-9-]+:(Describe|Get|List)\\w+");
  }

  /// One call of each kind, however many targets there are of it.
  @Test
  void everyKindOfQuestionIsAskedOnce() {
    told(file());
    assertThat(proxy.calls())
        .containsOnlyKeys(
            "application-autoscaling:DescribeScalableTargets",
            "autoscaling:DescribeAutoScalingGroups",
            "autoscaling:DescribeInstanceRefreshes",
            "autoscaling:DescribePolicies",
            "autoscaling:DescribeScheduledActions",
            "cloudwatch:GetMetricData",
            "ec2:DescribeInstances",
            "ec2:DescribeSubnets",
            "ecs:DescribeServices",
            "ecs:DescribeTaskDefinition",
            "sts:GetCallerIdentity")
        .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
  }

  @Test
  void aDeniedReadIsNamedWithItsActionAndTheOthersAreLookedAt() {
    proxy.always("ecs:DescribeServices", Fault.Kind.DENIED);
    proxy.always("autoscaling:DescribeInstanceRefreshes", Fault.Kind.DENIED);
    proxy.always("ec2:DescribeSubnets", Fault.Kind.DENIED);
    var told = told(file());
    assertThat(told.result().exitCode()).isEqualTo(5);
    assertThat(told.findings("problem"))
        .singleElement()
        .asString()
        .contains("ecs:DescribeServices");
    assertThat(told.findings("warning"))
        .anyMatch(what -> what.startsWith("reads: autoscaling:DescribeInstanceRefreshes"));
    assertThat(told.findings("note")).anyMatch(what -> what.startsWith("reads: ec2:Describe"));
    assertThat(told.todo())
        .anyMatch(what -> what.contains("allow ecs:DescribeServices"))
        .anyMatch(what -> what.contains("allow autoscaling:DescribeInstanceRefreshes"));
  }

  @Test
  void anOwnerStandsInTheWay() {
    basket.scaledByAws();
    var told = told(file());
    assertThat(told.result().exitCode()).isEqualTo(5);
    assertThat(told.findings("problem"))
        .containsExactly("owners: its number belongs to application-autoscaling");
    assertThat(told.todo())
        .anyMatch(what -> what.contains("takeOver") && what.contains("control: min"));
  }

  @Test
  void anOwnerIsSeenWhereTheFileDoesNotMind() {
    basket.scaledByAws();
    var told =
        told(file(), "    service: basket\n", "    service: basket\n    ownership: ignore\n");
    assertThat(told.result().exitCode()).isZero();
    assertThat(told.findings("warning"))
        .contains("owners: its number belongs to application-autoscaling as well");
  }

  @Test
  void nobodyAnswers() {
    var cli = cli().with("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    var result = cli.run("doctor", file());
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.out())
        .contains("nobody answers at 127.0.0.1:1", "?  owners", "no target can be served")
        .containsOnlyOnce("to do: ");
    assertThat(result.err()).contains("endpoint: http://127.0.0.1:1");
  }

  @Test
  void anotherAccountThanTheFileIsFor() {
    var told = told(file("provider: {account: \"999999999999\"}\n"));
    assertThat(told.result().exitCode()).isEqualTo(4);
    assertThat(told.findings("problem"))
        .singleElement()
        .asString()
        .startsWith("account: sts:GetCallerIdentity: these credentials belong to account 1234");
    assertThat(proxy.calls()).containsOnlyKeys("sts:GetCallerIdentity");
  }

  /// Everything but the memory is looked at all the same.
  @Test
  void theStateCannotBeUsed() {
    var blocked = Samples.text(folder, "blocked", "a file where a folder should be");
    var result =
        cli().with("XDG_STATE_HOME", blocked.toString()).run("doctor", "-o", "json", file());
    var told = new Told(result, JsonMapper.shared().readTree(result.out()));
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(told.findings("problem")).singleElement().asString().startsWith("state: state:load");
    assertThat(told.findings("warning")).anyMatch(what -> what.startsWith("set-up: "));
  }

  @Test
  void aTableThatIsNotThere() {
    var told = told(file("state: {type: dynamodb, table: nowhere}\n"));
    assertThat(told.result().exitCode()).isEqualTo(4);
    assertThat(told.findings("problem")).singleElement().asString().contains("dynamodb:BatchGet");
  }

  /// Only who selects has somebody to forget.
  @Test
  void theRightsThatATableNeeds() {
    World.in(moto).stateTable("ecf-state");
    var file = file("state: {type: dynamodb, table: ecf-state}\n");
    var saving = "state: the DynamoDB table ecf-state; read, and saving needs dynamodb:PutItem";
    assertThat(told(file).checked()).contains(saving);
    var named = "    cluster: shop\n    service: basket\n";
    assertThat(told(file, named, "    select: {cluster: shop}\n").checked())
        .contains(saving + ", dynamodb:DeleteItem");
  }

  @Test
  void notificationsNeedRightsToo() {
    var topic = "arn:aws:sns:us-east-1:123456789012:people";
    var result =
        cli()
            .run(
                "doctor",
                file("notify: [{type: sns, topicArn: \"" + topic + "\", events: [failed]}]\n"));
    assertThat(result.out()).contains("sns:Publish (to tell people)");
    assertThat(proxy.calls()).doesNotContainKey("sns:Publish");
  }

  /// The one that is there is looked at all the same.
  @Test
  void oneOfTwoAccountsIsAnotherThanTheFileIsFor() {
    var told =
        told(
            file(
                """
                defaults: {provider: here}
                providers:
                  here: {type: aws, region: us-east-1}
                  there: {type: aws, region: eu-west-1, account: "999999999999"}
                """),
            "    group: web-asg\n",
            "    group: web-asg\n    provider: there\n");
    assertThat(told.result().exitCode()).as(told.result().toString()).isEqualTo(5);
    assertThat(told.findings("problem"))
        .singleElement()
        .asString()
        .startsWith("account: sts:GetCallerIdentity: provider there: these credentials belong to");
    assertThat(told.findings("note")).anyMatch(what -> what.startsWith("set-up: "));
  }

  /// Each as the target that selects it says.
  @Test
  void whatIsSelectedIsLookedAt() {
    basket.scaledByAws();
    var told =
        told(
            file(),
            "    cluster: shop\n    service: basket\n",
            "    select: {cluster: shop}\n    ownership: ignore\n");
    assertThat(told.result().exitCode()).as(told.result().toString()).isZero();
    assertThat(told.findings("warning"))
        .contains("owners: its number belongs to application-autoscaling as well");
    assertThat(told.findings("note")).contains("set-up: nobody checks the health of its tasks");
  }

  @Test
  void aMissingSignalOfAnAgentIsExplained() {
    var told = told(file(), "signal: cpu, target: 60}]\n", "signal: memory, target: 60}]\n");
    assertThat(told.findings("warning"))
        .contains("signals: memory is missing: no data points in 7m");
    assertThat(told.todo()).anyMatch(what -> what.contains("aggregation_dimensions"));
  }

  @Test
  void aFileWithProblemsCallsNothing() {
    var file = Samples.text(folder, "bad.yaml", "version: 1\ntargets: {checkout: {}}\n");
    assertThat(cli().run("doctor", file.toString()).exitCode()).isEqualTo(3);
    assertThat(proxy.calls()).isEmpty();
  }

  @Test
  void aSimulatedCloudIsWell() {
    var file = Samples.write(folder, "simulated.yaml", "basket");
    var result = cli().run("doctor", file.toString());
    assertThat(result.exitCode()).as(result.toString()).isZero();
    assertThat(result.out()).contains("=  account  a cloud inside this program");
    assertThat(cli().run("doctor", "-q", file.toString()).out())
        .isEqualTo("doctor: nothing stands in the way\n");
  }
}
