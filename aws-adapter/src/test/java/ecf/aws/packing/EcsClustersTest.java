package ecf.aws.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.EmptyAccount;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.aws.testing.World;
import ecf.core.model.Packing;
import ecf.core.model.Packing.Demand;
import ecf.core.model.Packing.Host;
import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import ecf.core.model.UnitSize;
import ecf.core.port.Answer;
import ecf.core.port.Clusters;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;

/// Clusters of ECS against moto: what is seen, and in how many calls. An instance there has 4096
/// CPU units, 7482 MiB and the type t3.micro, whose two interfaces leave one to tasks.
class EcsClustersTest {
  private static final Demand SEARCH =
      new Demand("search", 1, new UnitSize(512, 1024), 1, Set.of(), false);

  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
  @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto, proxy, 2);

  private final EcsClusters clusters = new EcsClusters(account.clients());
  private final World world = World.in(moto);

  @Test
  void aClusterIsWhatItsServicesNeedAndHowLargeItsInstancesAre() {
    var shop = world.cluster("shop");
    register("shop");
    shop.service("checkout", 4);

    assertThat(packing("shop"))
        .isEqualTo(
            new Packing(
                List.of(new Demand("checkout", 4, new UnitSize(0, 512), 0, Set.of(), false)),
                List.of(new Host(new UnitSize(4096, 7482), OptionalInt.empty()))));
  }

  @Test
  void interfacesAreAskedForOnlyWhereATaskNeedsOne() {
    world.cluster("shop");
    register("shop");
    search();

    assertThat(packing("shop"))
        .isEqualTo(
            new Packing(
                List.of(SEARCH), List.of(new Host(new UnitSize(4096, 7482), OptionalInt.of(1)))));
    assertThat(proxy.calls()).containsEntry("ec2:DescribeInstanceTypes", 1);
  }

  @Test
  void nothingIsAskedTwice() {
    var shop = world.cluster("shop");
    for (int i = 0; i < 11; i++) {
      shop.service("s" + i, 1);
    }
    register("shop");
    register("shop");
    world.cluster("jobs");

    var answers = read("shop", "jobs");

    assertThat(answers).hasSize(2).values().allMatch(Answer.Got.class::isInstance);
    assertThat(packing(answers, "shop").demands()).hasSize(11);
    assertThat(packing(answers, "shop").hosts()).hasSize(1);
    assertThat(packing(answers, "jobs")).isEqualTo(new Packing(List.of(), List.of()));
    assertThat(proxy.calls())
        .contains(
            entry("ecs:ListServices", 2),
            entry("ecs:DescribeServices", 2),
            entry("ecs:ListContainerInstances", 2),
            entry("ecs:DescribeContainerInstances", 1))
        .doesNotContainKey("ec2:DescribeInstanceTypes");
  }

  @Test
  void aClusterThatCannotBeReadHindersNoOther() {
    world.cluster("shop");
    var answers = read("shop", "gone");
    assertThat(answers.get("shop")).isInstanceOf(Answer.Got.class);
    assertThat(failure(answers, "gone").kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void whoMayNotAskIsToldWhatToAllow() {
    world.cluster("shop").service("checkout", 1);
    for (String call :
        List.of(
            "ListServices",
            "DescribeServices",
            "ListContainerInstances",
            "DescribeTaskDefinition")) {
      proxy.reset();
      proxy.always("ecs:" + call, Fault.Kind.DENIED);
      var why = failure(read("shop"), "shop");
      assertThat(why.kind()).isEqualTo(Kind.DENIED);
      assertThat(why.hint()).contains("allow ecs:" + call);
    }
  }

  private void search() {
    moto.ecs()
        .registerTaskDefinition(register ->
            register
                .family("search")
                .networkMode(NetworkMode.AWSVPC)
                .cpu("512")
                .memory("1024")
                .containerDefinitions(
                    ContainerDefinition.builder().name("search").image("search:1").build()));
    moto.ecs()
        .createService(create ->
            create.cluster("shop").serviceName("search").taskDefinition("search").desiredCount(1));
  }

  private void register(String cluster) {
    var instance = world.instance(Map.of("Name", cluster));
    moto.ecs()
        .registerContainerInstance(register ->
            register
                .cluster(cluster)
                .instanceIdentityDocument("{\"instanceId\": \"" + instance + "\"}"));
  }

  /// By the clusters' names.
  private Map<String, Answer<Packing>> read(String... names) {
    var asked = Arrays.stream(names).map(name -> new Clusters.Name("eu", name)).toList();
    var answers = new HashMap<String, Answer<Packing>>();
    clusters.read(asked).forEach((name, answer) -> answers.put(name.cluster(), answer));
    return answers;
  }

  private Packing packing(String cluster) {
    return packing(read(cluster), cluster);
  }

  private static Packing packing(Map<String, Answer<Packing>> answers, String cluster) {
    return ((Answer.Got<Packing>) Objects.requireNonNull(answers.get(cluster))).value();
  }

  private static ProviderFailure failure(Map<String, Answer<Packing>> answers, String cluster) {
    return ((Answer.Failed<Packing>) Objects.requireNonNull(answers.get(cluster))).why();
  }
}
