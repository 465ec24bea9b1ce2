package ecf.aws.packing;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Packing.Host;
import ecf.core.model.UnitSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Resource;

/// What ECS says of container instances, as sizes.
class HostMappingTest {
  private static final Map<String, Integer> INTERFACES = Map.of("m5.large", 3, "m5.xlarge", 4);

  @Test
  void theSizeIsWhatTheAgentRegistered() {
    assertThat(HostMapping.hosts(List.of(instance(2048, 7680, "m5.large")), Map.of()))
        .containsExactly(new Host(new UnitSize(2048, 7680), OptionalInt.empty()));
  }

  @Test
  void eachSizeIsNamedOnce() {
    var instances =
        List.of(
            instance(2048, 7680, "m5.large"),
            instance(2048, 7680, "m5.large"),
            instance(4096, 15_600, "m5.xlarge"));
    assertThat(HostMapping.hosts(instances, INTERFACES))
        .containsExactly(
            new Host(new UnitSize(2048, 7680), OptionalInt.of(2)),
            new Host(new UnitSize(4096, 15_600), OptionalInt.of(3)));
    assertThat(HostMapping.types(instances)).containsExactlyInAnyOrder("m5.large", "m5.xlarge");
  }

  @Test
  void withATrunkThereAreInterfacesEnough() {
    var trunked = instance(2048, 7680, "m5.large", "ecs.awsvpc-trunk-id");
    assertThat(HostMapping.hosts(List.of(trunked), INTERFACES))
        .containsExactly(new Host(new UnitSize(2048, 7680), OptionalInt.empty()));
    assertThat(HostMapping.types(List.of(trunked))).isEmpty();
  }

  private static ContainerInstance instance(int cpu, int memory, String type, String... others) {
    var attributes = new ArrayList<Attribute>();
    attributes.add(Attribute.builder().name("ecs.instance-type").value(type).build());
    for (String other : others) {
      attributes.add(Attribute.builder().name(other).value("eni-1").build());
    }
    return ContainerInstance.builder()
        .registeredResources(resource("CPU", cpu), resource("MEMORY", memory))
        .attributes(attributes)
        .build();
  }

  private static Resource resource(String name, int value) {
    return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
  }
}
