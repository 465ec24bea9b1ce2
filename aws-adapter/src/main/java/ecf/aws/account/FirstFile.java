package ecf.aws.account;

import ecf.core.model.ProviderFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/// The text of a first configuration for what an account has. The same account always gives the
/// same text. Everything in it is only observed: nobody should have a fleet changed by a file that
/// he has not read.
///
/// @param targets how many it has
/// @param unread what could not be asked, and is missing in it
public record FirstFile(String text, int targets, List<ProviderFailure> unread) {
  public FirstFile {
    unread = List.copyOf(unread);
  }

  static FirstFile of(Inventory inventory, Optional<String> profile) {
    var names = new Names();
    var targets = new ArrayList<String>();
    var left = new ArrayList<String>();
    inventory.services().stream()
        .sorted(
            Comparator.comparing((Service service) -> ServiceTarget.cluster(service))
                .thenComparing(Service::serviceName))
        .map(service -> ServiceTarget.of(service, inventory))
        .forEach(each -> add(each, names, targets, left));
    inventory.groups().stream()
        .sorted(Comparator.comparing(AutoScalingGroup::autoScalingGroupName))
        .map(group -> GroupTarget.of(group, inventory))
        .forEach(each -> add(each, names, targets, left));
    inventory.routes().found().stream()
        .sorted(Route.ORDER)
        .flatMap(route -> ListenerTarget.of(route, inventory).stream())
        .forEach(each -> add(each, names, targets, left));
    left.addAll(inventory.routes().beyond());
    var text = new StringBuilder(head(inventory, profile));
    text.append(targets.isEmpty() ? "targets: {}\n" : "targets:\n" + String.join("\n", targets));
    comments(text, "Left out:", left);
    comments(text, "Target groups that no service and no group registers with:", free(inventory));
    comments(
        text,
        "Could not be read:",
        inventory.unread().stream().map(ProviderFailure::toString).toList());
    return new FirstFile(text.toString(), targets.size(), inventory.unread());
  }

  /// One thing of the account.
  sealed interface Entry {
    /// @param names from the one that it should have to those that it may have
    /// @param body lines below its name
    record Target(List<String> names, List<String> body) implements Entry {}

    record LeftOut(String what, String why) implements Entry {}
  }

  private static void add(Entry entry, Names names, List<String> targets, List<String> left) {
    switch (entry) {
      case Entry.Target(var wanted, var body) ->
          targets.add(
              "  "
                  + names.unique(wanted)
                  + ":\n"
                  + body.stream().map(line -> "    " + line + "\n").collect(Collectors.joining()));
      case Entry.LeftOut(var what, var why) -> left.add(what + ": " + why);
    }
  }

  private static String head(Inventory inventory, Optional<String> profile) {
    return """
    # What account %1$s has in %2$s, as `ecf-aws init --from-aws` found it.
    # Nothing is changed: every target is only observed. `ecf-aws plan` tells what would be done;
    # write `mode: act` at a target when that is what you want.
    version: 1

    provider:
      account: "%1$s"  # anything else is refused
      region: %2$s
    %3$s
    defaults:
      mode: observe

    """
        .formatted(
            inventory.account(),
            inventory.region(),
            profile.map(name -> "  profile: " + Yaml.text(name) + "\n").orElse(""));
  }

  private static void comments(StringBuilder text, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("\n# ").append(title).append("\n");
      lines.forEach(line -> text.append("#   ").append(Yaml.comment(line)).append("\n"));
    }
  }

  private static List<String> free(Inventory inventory) {
    var owned = new HashSet<String>();
    inventory.services().stream()
        .flatMap(service -> service.loadBalancers().stream())
        .map(LoadBalancer::targetGroupArn)
        .filter(Objects::nonNull)
        .forEach(owned::add);
    inventory.groups().forEach(group -> owned.addAll(group.targetGroupARNs()));
    return inventory.targetGroups().stream()
        .filter(group -> !owned.contains(group.targetGroupArn()))
        .map(TargetGroup::targetGroupName)
        .sorted()
        .map(name -> name + " (a target of type targetGroup keeps it filled)")
        .toList();
  }

  /// Names of targets that were given.
  private static final class Names {
    private static final int LONGEST = 90;
    private final Set<String> given = new HashSet<>();

    String unique(List<String> wanted) {
      var last = valid(wanted.getLast());
      var name =
          Stream.concat(
                  wanted.stream().map(Names::valid),
                  Stream.iterate(2, i -> i + 1).map(i -> last + "-" + i))
              .filter(given::add)
              .findFirst()
              .orElseThrow();
      return Yaml.key(name);
    }

    private static String valid(String name) {
      var valid = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[._-]+", "");
      return valid.isEmpty() ? "target" : valid.substring(0, Math.min(LONGEST, valid.length()));
    }
  }

  static Set<String> sorted(Stream<String> names) {
    return names.filter(Objects::nonNull).collect(Collectors.toCollection(TreeSet::new));
  }
}
