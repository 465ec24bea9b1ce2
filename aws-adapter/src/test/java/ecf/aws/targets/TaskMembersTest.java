package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Member;
import ecf.core.port.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.Task;

/// Tasks in words: `10.0.0.1` has an address of its own, `h1:80>32768` publishes port 80 of its
/// container as 32768 on host h1, `*` is not running yet. Moto starts no tasks behind a service.
class TaskMembersTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "addresses | ip | 10.0.0.1 10.0.0.2 | 10.0.0.1:80 in a, 10.0.0.2:80 in a",
        "only those that run | ip | 10.0.0.1 *10.0.0.2 | 10.0.0.1:80 in a",
        "no task | ip | | ",
        "two on one host | instance | h1:80>32768 h1:80>32769 | i-1:32768 in a, i-1:32769 in a",
        "the port that was asked for | instance | h1:80>32768,9000>32770 | i-1:32768 in a",
        "the only port there is | instance | h2:8080>8080 | i-2:8080 in a",
        "none that fits | instance | h2:81>8081,82>8082 | a task publishes no container's port 80"
            + " on its instance",
        "addresses, but instances wanted | instance | 10.0.0.1 | its tasks have addresses of their"
            + " own, but the group takes instance targets",
        "no addresses, but wanted | ip | h1:80>80 | its tasks have no addresses of their own, but"
            + " the group takes ip targets",
      })
  void members(String name, String type, String tasks, String members) {
    var running =
        new EcsTasks.Running(
            tasks == null ? List.of() : Arrays.stream(tasks.split(" ")).map(this::task).toList(),
            Map.of("arn:h1", "i-1", "arn:h2", "i-2"));
    var shown =
        switch (TaskMembers.of(running, type.equals("ip"), 80)) {
          case Answer.Got<List<Member>>(var all) ->
              all.stream()
                  .map(member -> member + " in " + member.zone())
                  .collect(Collectors.joining(", "));
          case Answer.Failed<List<Member>>(var why) -> why.message();
        };
    assertThat(shown).as(name).isEqualTo(members == null ? "" : members);
  }

  private Task task(String text) {
    var task =
        Task.builder()
            .lastStatus(text.startsWith("*") ? "PENDING" : "RUNNING")
            .availabilityZone("a");
    var where = text.replace("*", "");
    if (!where.contains(">")) {
      return task.attachments(attachment ->
              attachment
                  .type("ElasticNetworkInterface")
                  .details(detail -> detail.name("privateIPv4Address").value(where)))
          .build();
    }
    var parts = where.split(":", 2);
    var bindings =
        Arrays.stream(parts[1].split(","))
            .map(port -> port.split(">"))
            .map(port ->
                NetworkBinding.builder()
                    .containerPort(Integer.valueOf(port[0]))
                    .hostPort(Integer.valueOf(port[1]))
                    .build())
            .toList();
    return task.containerInstanceArn("arn:" + parts[0])
        .containers(container -> container.networkBindings(bindings))
        .build();
  }
}
