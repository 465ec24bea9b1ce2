package ecf.aws.unit;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.UnitSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class RevisionTest {
  private static final UnitSize FROM = new UnitSize(512, 1024);
  private static final UnitSize TO = new UnitSize(1024, 2048);

  /// What a request has and a definition does not, by their names at AWS.
  private static final Set<String> ELSEWHERE = Set.of("tags");

  static Stream<Arguments> sizes() {
    return Stream.of(
        row(
            "of the task",
            it -> it.cpu("512").memory("1024").containerDefinitions(container(_ -> {})),
            "1024/2048 -/-/-"),
        row(
            "of the task, written in large units",
            it -> it.cpu("512").memory("1 GB").containerDefinitions(container(c -> c.cpu(512))),
            "1024/2048 1024/-/-"),
        row(
            "of a container that has all of the task",
            it ->
                it.cpu("512")
                    .memory("1024")
                    .containerDefinitions(
                        container(c -> c.cpu(512).memory(1024).memoryReservation(1024))),
            "1024/2048 1024/2048/2048"),
        row(
            "not of containers that have parts of it",
            it ->
                it.cpu("512")
                    .memory("1024")
                    .containerDefinitions(
                        container(c -> c.cpu(256).memory(768)),
                        container(c -> c.cpu(128).memory(256).memoryReservation(128))),
            "1024/2048 256/768/- 128/256/128"),
        row(
            "of the only container where the task states none",
            it -> it.containerDefinitions(container(c -> c.cpu(512).memory(1024))),
            "-/- 1024/2048/-"),
        row(
            "of what it reserves, its limit above that stays",
            it ->
                it.containerDefinitions(
                    container(c -> c.cpu(512).memory(4096).memoryReservation(1024))),
            "-/- 1024/4096/2048"),
        row(
            "of what it reserves, its limit is never below",
            it ->
                it.containerDefinitions(
                    container(c -> c.cpu(512).memory(1500).memoryReservation(1024))),
            "-/- 1024/2048/2048"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sizes")
  void onlyTheSizeChanges(String name, TaskDefinition task, String sizes) {
    assertThat(TaskSize.of(task)).isEqualTo(FROM);
    assertThat(shown(Revision.of(task, List.of(), TO))).as(name).isEqualTo(sizes);
  }

  @Test
  void anAmountThatStaysIsWrittenAsItWas() {
    var task =
        TaskDefinition.builder()
            .cpu("512")
            .memory("1 GB")
            .containerDefinitions(container(c -> c.memory(1024)))
            .build();
    assertThat(shown(Revision.of(task, List.of(), new UnitSize(256, 1024))))
        .isEqualTo("256/1 GB -/1024/-");
  }

  /// Every field of the request is one of the definition, and is carried over; a new one that
  /// nobody thought of fails here.
  @Test
  void whatCanBeRegisteredIsCarriedOver() {
    var task = TaskDefinition.builder();
    var builder = (SdkPojo) task;
    fields(builder).forEach(field -> field.set(builder, something(field)));
    var definition = task.cpu("512").memory("1024").build();
    var tags = List.of(Tag.builder().key("team").value("shop").build());

    var revision = Revision.of(definition, tags, FROM);

    var known =
        fields(definition).stream().collect(Collectors.toMap(SdkField::locationName, each -> each));
    for (SdkField<?> field : fields(revision)) {
      var name = field.locationName();
      if (ELSEWHERE.contains(name)) {
        assertThat(field.getValueOrDefault(revision)).isEqualTo(tags);
      } else {
        assertThat(known).containsKey(name);
        assertThat(field.getValueOrDefault(revision))
            .as(name)
            .isNotNull()
            .isEqualTo(Objects.requireNonNull(known.get(name)).getValueOrDefault(definition));
      }
    }
    assertThat(fields(revision)).hasSizeGreaterThan(15);
  }

  @Test
  void whatIsNotThereIsNotRegistered() {
    var task = TaskDefinition.builder().family("web").cpu("512").memory("1024").build();
    var revision = Revision.of(task, List.of(), TO);
    var set =
        fields(revision).stream()
            .filter(field -> isThere(field.getValueOrDefault(revision)))
            .map(SdkField::locationName)
            .toList();
    assertThat(set).containsExactlyInAnyOrder("family", "cpu", "memory");
  }

  @Test
  void tagsOfAwsAreLeftOut() {
    var own = Tag.builder().key("team").value("shop").build();
    var stack = Tag.builder().key("aws:cloudformation:stack-name").value("shop").build();
    var task = TaskDefinition.builder().family("web").cpu("512").memory("1024").build();
    assertThat(Revision.of(task, List.of(stack, own), TO).tags()).containsExactly(own);
    assertThat(Revision.of(task, List.of(stack), TO).hasTags()).isFalse();
  }

  @Test
  void severalContainersWithoutASizeOfTheirTaskHaveNone() {
    var two =
        TaskDefinition.builder()
            .memory("1024")
            .containerDefinitions(container(c -> c.cpu(1)), container(c -> c.cpu(2)))
            .build();
    assertThat(Revision.impossible(two))
        .contains(
            "the task definition states no size, but its 2 containers do: give it a cpu and a"
                + " memory");
    assertThat(Revision.impossible(two.toBuilder().cpu("512").build())).isEmpty();
    assertThat(
            Revision.impossible(
                two.toBuilder().containerDefinitions(container(c -> c.cpu(1))).build()))
        .isEqualTo(Optional.empty());
  }

  /// `1024/2048 512/1024/-`: of the task, and of each container its CPU, limit and reservation.
  private static String shown(RegisterTaskDefinitionRequest revision) {
    var parts = new ArrayList<String>();
    parts.add(or(revision.cpu()) + "/" + or(revision.memory()));
    revision
        .containerDefinitions()
        .forEach(each ->
            parts.add(
                or(each.cpu()) + "/" + or(each.memory()) + "/" + or(each.memoryReservation())));
    return String.join(" ", parts);
  }

  private static String or(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  private static List<SdkField<?>> fields(SdkPojo pojo) {
    return pojo.sdkFields();
  }

  private static boolean isThere(@Nullable Object value) {
    return value != null && !(value instanceof List<?> list && list.isEmpty());
  }

  /// A value that differs from none.
  private static Object something(SdkField<?> field) {
    var type = field.marshallingType();
    if (type == MarshallingType.STRING) {
      return "some " + field.locationName();
    }
    if (type == MarshallingType.INTEGER) {
      return 7;
    }
    if (type == MarshallingType.BOOLEAN) {
      return true;
    }
    if (type == MarshallingType.INSTANT) {
      return Instant.EPOCH;
    }
    if (type == MarshallingType.LIST) {
      var item = field.getTrait(ListTrait.class).memberFieldInfo();
      return List.of(something(item));
    }
    return ((SdkBuilder<?, ?>) field.constructor().get()).build();
  }

  private static ContainerDefinition container(Consumer<ContainerDefinition.Builder> settings) {
    var container = ContainerDefinition.builder().name("web");
    settings.accept(container);
    return container.build();
  }

  private static Arguments row(
      String name, Consumer<TaskDefinition.Builder> settings, String sizes) {
    var task = TaskDefinition.builder().family("web");
    settings.accept(task);
    return Arguments.of(name, task.build(), sizes);
  }
}
