package ecf.aws.account;

import ecf.aws.account.FirstFile.Entry;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;

/// An Auto Scaling group as a target of a first file, within its own bounds. Pure.
final class GroupTarget {
  private static final double DEFAULT_CPU = 60;

  private GroupTarget() {}

  static Entry of(AutoScalingGroup group, Inventory inventory) {
    var name = group.autoScalingGroupName();
    var what = "group " + name;
    if (group.status() != null) {
      return new Entry.LeftOut(what, group.status());
    }
    if (group.tags().stream().anyMatch(tag -> "AmazonECSManaged".equals(tag.key()))) {
      return new Entry.LeftOut(what, "an ECS capacity provider sets its size");
    }
    if (group.maxSize() == 0) {
      return new Entry.LeftOut(what, "its MaxSize is 0");
    }
    var policies =
        inventory.groupPolicies().stream()
            .filter(policy -> name.equals(policy.autoScalingGroupName()))
            .toList();
    var body = new ArrayList<String>();
    var names = FirstFile.sorted(policies.stream().map(ScalingPolicy::policyName));
    if (!names.isEmpty()) {
      body.add(Yaml.comment("# It has policies of its own: " + String.join(", ", names) + "."));
      body.add(
          "# Before `mode: act`, decide who scales it: `ownership: takeOver`, or `control: min`.");
    }
    if (group.minSize().equals(group.maxSize())) {
      body.add("# Its MinSize is its MaxSize, so there is nothing to decide yet.");
    }
    body.add("type: autoScalingGroup");
    body.add("group: " + Yaml.text(name));
    body.add(
        "capacity: {min: "
            + group.minSize()
            + ", max: "
            + group.maxSize()
            + "}  # it has "
            + group.desiredCapacity());
    body.add("policies:");
    var tracked =
        policies.stream().flatMap(policy -> Tracked.of(policy).stream()).distinct().sorted();
    var lines = tracked.toList();
    (lines.isEmpty() ? List.of(Tracked.line("cpu", DEFAULT_CPU, "")) : lines)
        .forEach(line -> body.add("  - " + line));
    return new Entry.Target(List.of(name), body);
  }
}
