package ecf.aws;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.aws.client.Role;
import ecf.core.config.TargetKind;
import ecf.core.engine.GroupSpec;
import ecf.core.model.Resource;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Problem;
import ecf.core.yaml.Problems;
import ecf.core.yaml.Shape;
import ecf.core.yaml.Source;
import ecf.core.yaml.YamlReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a file may say about AWS and its targets.
class AwsProviderKindTest {
  private final AwsProviderKind kind = new AwsProviderKind();

  @Test
  void everythingThatAFileMaySay() {
    var settings =
        read(
            """
            region: eu-west-1
            profile: shop-prod
            endpoint: http://127.0.0.1:5000
            assumeRole: {roleArn: "arn:aws:iam::111122223333:role/ecf", externalId: shop-7}
            account: "111122223333"
            apiBudget: 50%
            """,
            kind::settings);

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.value())
        .isEqualTo(
            new AwsSettings(
                Optional.of("eu-west-1"),
                Optional.of("shop-prod"),
                Optional.of(URI.create("http://127.0.0.1:5000")),
                Optional.of(new Role("arn:aws:iam::111122223333:role/ecf", Optional.of("shop-7"))),
                Optional.of("111122223333"),
                Optional.of(0.5)));
  }

  @Test
  void nothingAtAllIsFine() {
    var settings = read("{}", kind::settings);

    assertThat(settings.problems()).isEmpty();
    assertThat(settings.value()).isEqualTo(AwsSettings.none());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "region: Ireland                  | region: Ireland is not the name of a region",
        "apiBudget: 0%                    | apiBudget: 0% is too small: at least 5%",
        "apiBudget: 120%                  | apiBudget: 120% is too large: at most 100%",
        "region: eu-west                  | region: eu-west is not the name of a region",
        "account: '1111'                  | account: an account is twelve digits",
        "endpoint: http://10.0.0.7:5000   | endpoint: http://10.0.0.7:5000 is not encrypted: http"
            + " is for this machine only",
        "endpoint: http://localhost.evil  | endpoint: http://localhost.evil is not encrypted: http"
            + " is for this machine only",
        "endpoint: ftp://localhost        | endpoint: ftp://localhost is neither http nor https",
        "endpoint: localhost:5000         | endpoint: localhost:5000 is not an address",
        "endpoint: https://a:b@host       | endpoint: https://a:b@host is not an address",
        "assumeRole: {roleArn: x}         | roleArn: x is not the ARN of a role",
        "assumeRole: {externalId: shop-7} | roleArn: missing in assumeRole of provider",
        "assumeRole: {roleArn: 'arn:aws:iam::111122223333:role/ecf', externalId: '?'} | externalId:"
            + " \"?\" is no external id",
        "{assumeRole: {roleArn: 'arn:aws:iam::111122223333:role/ecf'}, account: '444455556666'} |"
            + " roleArn: the role is of account 111122223333, the file is for 444455556666",
        "apiBudgets: 50%                  | apiBudgets: unknown key in provider",
      })
  void settingsThatAreProblems(String yaml, String problem) {
    var settings = read(yaml, kind::settings);

    assertThat(settings.problems()).extracting(Problem::message).containsExactly(problem);
  }

  @Test
  void encryptedEndpointsMayBeAnywhere() {
    assertThat(read("endpoint: https://aws.example:8443", kind::settings).problems()).isEmpty();
    assertThat(read("endpoint: http://[::1]:5000", kind::settings).problems()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ecsService       | cluster: shop, service: checkout | ecsService/shop/checkout",
        "autoScalingGroup | group: web asg                   | autoScalingGroup/web asg",
        "targetGroup      | targetGroup: web-tg              | targetGroup/web-tg",
        "listener         | listener:"
            + " 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/mail/0123456789abcdef/0123456789abcdef'"
            + " | listener/arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/mail/0123456789abcdef/0123456789abcdef",
      })
  void aTargetIsKnownByItsResource(String type, String keys, String resource) {
    var read = read("{" + keys + "}", fields -> targetKind(type).resource(fields));

    assertThat(read.problems()).isEmpty();
    assertThat(read.value().key()).isEqualTo(resource);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ecsService       | cluster: shop                     | service: missing in target",
        "ecsService       | cluster: 'arn:x/shop', service: a | cluster: a name has letters,"
            + " digits, - and _ only",
        "autoScalingGroup | group: 'arn:aws:autoscaling:x'    | group: a name has at most 255"
            + " characters",
        "listener         | listener: shop | listener: this is not the ARN of a listener",
        "targetGroup      | targetGroup: web_tg               | targetGroup: this is neither a name"
            + " nor an ARN of a target group",
      })
  void resourcesThatAreProblems(String type, String keys, String problem) {
    var read = read("{" + keys + "}", fields -> targetKind(type).resource(fields));

    assertThat(read.problems()).extracting(Problem::message).containsExactly(problem);
  }

  @Test
  void aTargetGroupMayBeNamedByItsArn() {
    var arn =
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef";
    var read = read("targetGroup: " + arn, fields -> targetKind("targetGroup").resource(fields));

    assertThat(read.problems()).isEmpty();
    assertThat(read.value()).isEqualTo(Resource.of("targetGroup", arn));
  }

  @Test
  void membersComeFromAGroupFromTagsOrFromAList() {
    assertThat(members("autoScalingGroup: web-asg").value())
        .isEqualTo(new GroupSpec.Members.Fleet(Resource.of("autoScalingGroup", "web-asg")));
    assertThat(members("ec2Tags: {app: web}").value())
        .isEqualTo(new GroupSpec.Members.Tagged(Map.of("app", "web")));
    assertThat(members("instances: [i-0123456789abcdef0, i-01234567]").value())
        .isEqualTo(GroupSpec.Members.Listed.of("i-0123456789abcdef0", "i-01234567"));
    assertThat(members("ecsService: shop/checkout").value())
        .isEqualTo(members("target: checkout").value())
        .isEqualTo(new GroupSpec.Members.Fleet(Resource.of("ecsService", "shop", "checkout")));
  }

  @Test
  void aMemberMayListenOnAPortOfItsOwn() {
    var plain = GroupSpec.Members.Entry.of("10.0.0.7");
    assertThat(members("ips: [10.0.0.7, '10.0.0.7:8081', '[fd00::7]:8082', 'fd00::8']").value())
        .isEqualTo(
            new GroupSpec.Members.Addresses(
                List.of(
                    plain,
                    new GroupSpec.Members.Entry("10.0.0.7", OptionalInt.of(8081)),
                    new GroupSpec.Members.Entry("fd00::7", OptionalInt.of(8082)),
                    GroupSpec.Members.Entry.of("fd00::8"))));
    assertThat(members("instances: ['i-01234567:81']").value())
        .isEqualTo(
            new GroupSpec.Members.Listed(
                List.of(new GroupSpec.Members.Entry("i-01234567", OptionalInt.of(81)))));
  }

  @ParameterizedTest(name = "members: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                          | autoScalingGroup or ecsService or ec2Tags or"
            + " instances or ips or target: missing in members",
        "{autoScalingGroup: a, instances: [i-01234567]} | instances: not together with"
            + " `autoScalingGroup` in members",
        "{ec2Tags: {}}                               | ec2Tags: no tag at all would take every"
            + " instance",
        "{instances: []}                             | instances: an empty list would remove"
            + " everybody",
        "{instances: [web-1]}                        | instances: not every item is the id of an"
            + " instance",
        "{ips: [web.local]}                          | ips: not every item is an address",
        "{ips: ['10.0.0.1:70000']}                   | ips: a port is at most 65535",
        "{ecsService: checkout}                      | ecsService: checkout is not of the form"
            + " cluster/service",
        "{target: nobody}                            | target: nobody is not a target of this"
            + " file",
      })
  void membersThatAreProblems(String yaml, String problems) {
    assertThat(members(yaml).problems())
        .extracting(Problem::message)
        .containsExactly(problems.split(";"));
  }

  @Test
  void theSchemaNamesTheKeysThatAreRead() {
    assertThat(kind.keys())
        .extracting(Key::name)
        .containsExactly("region", "profile", "endpoint", "assumeRole", "account", "apiBudget");
    assertThat(kind.targetKinds())
        .extracting(each -> each.keys().stream().map(Key::name).toList())
        .containsExactly(
            List.of("cluster", "service"),
            List.of("group"),
            List.of("targetGroup"),
            List.of("listener", "rule"));
    assertThat(((TargetKind.Group) targetKind("targetGroup")).membersShape())
        .isInstanceOfSatisfying(
            Shape.Keyed.class,
            shape ->
                assertThat(shape.keys())
                    .extracting(Key::name)
                    .containsExactly(
                        "autoScalingGroup", "ecsService", "target", "ec2Tags", "instances", "ips"));
  }

  private Read<GroupSpec.Members> members(String yaml) {
    var group = (TargetKind.Group) targetKind("targetGroup");
    return read(yaml, "members", fields -> group.members(fields, AwsProviderKindTest::target));
  }

  private static Parsed<Resource> target(String name) {
    return name.equals("checkout")
        ? Parsed.value(Resource.of("ecsService", "shop", "checkout"))
        : Parsed.wrong("is not a target of this file", "");
  }

  private TargetKind targetKind(String name) {
    return kind.targetKinds().stream()
        .filter(each -> each.yamlName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private record Read<T>(T value, List<Problem> problems) {}

  private <T> Read<T> read(String yaml, Function<Fields, T> reader) {
    return read(
        yaml, yaml.contains("cluster") || yaml.contains("roup") ? "target" : "provider", reader);
  }

  private static <T> Read<T> read(String yaml, String what, Function<Fields, T> reader) {
    var problems = new Problems("ecf.yaml");
    var root =
        YamlReader.read(new Source("ecf.yaml", yaml), _ -> Optional.empty(), problems)
            .orElseThrow();
    var fields = new Fields(root, what, problems);
    var value = reader.apply(fields);
    fields.finish();
    return new Read<>(value, problems.all());
  }
}
