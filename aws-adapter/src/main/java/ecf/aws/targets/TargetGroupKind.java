package ecf.aws.targets;

import ecf.core.config.TargetKind;
import ecf.core.engine.GroupSpec;
import ecf.core.model.Resource;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.regex.Pattern;

/// `type: targetGroup`: who is registered with a load balancer's target group.
public final class TargetGroupKind implements TargetKind.Group {
  static final String NAME = "targetGroup";
  private static final String GROUP = "autoScalingGroup";
  private static final String TAGS = "ec2Tags";
  private static final String INSTANCES = "instances";
  private static final Pattern NAME_OR_ARN =
      Pattern.compile(
          "[A-Za-z0-9-]{1,32}|arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:targetgroup/[A-Za-z0-9-]{1,32}/[0-9a-f]+");
  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");

  @Override
  public String yamlName() {
    return NAME;
  }

  @Override
  public String summary() {
    return "who is registered with a load balancer's target group";
  }

  @Override
  public List<Key> keys() {
    return List.of(
        Key.required(
            NAME, new Shape.Written(NAME_OR_ARN.pattern()), "the target group's name or ARN"));
  }

  @Override
  public Shape membersShape() {
    return Shape.keyed(
        Key.optional(GROUP, Shape.text(), "the instances in service of this group"),
        Key.optional(
            TAGS, new Shape.Named(Shape.text()), "the running instances that carry all these tags"),
        Key.optional(
            INSTANCES, Shape.listOf(new Shape.Written(INSTANCE.pattern())), "these instances"));
  }

  @Override
  public Resource resource(Fields target) {
    var text = target.text(NAME);
    if (!NAME_OR_ARN.matcher(text).matches()) {
      target.problem(
          NAME,
          "this is neither a name nor an ARN of a target group",
          "a name has up to 32 letters, digits and -");
    }
    return Resource.of(NAME, text);
  }

  @Override
  public GroupSpec.Members members(Fields members) {
    members.requireAny(GROUP, TAGS, INSTANCES);
    members.atMostOne(GROUP, TAGS, INSTANCES);
    if (members.has(TAGS)) {
      return tagged(members);
    }
    if (members.has(INSTANCES)) {
      return listed(members);
    }
    return members.has(GROUP)
        ? new GroupSpec.Members.Fleet(AutoScalingGroupKind.group(members, GROUP))
        : new GroupSpec.Members.Listed(List.of());
  }

  static String nameOrArn(Resource resource) {
    return resource.names().getFirst();
  }

  static boolean isArn(String nameOrArn) {
    return nameOrArn.startsWith("arn:");
  }

  private static GroupSpec.Members tagged(Fields members) {
    var tags = members.textMap(TAGS);
    if (tags.isEmpty() && members.sound()) {
      members.problem(TAGS, "no tag at all would take every instance", "for example {app: web}");
    }
    return new GroupSpec.Members.Tagged(tags);
  }

  private static GroupSpec.Members listed(Fields members) {
    var ids = members.texts(INSTANCES);
    if (ids.isEmpty() && members.sound()) {
      members.problem(
          INSTANCES, "an empty list would remove everybody", "name at least one instance");
    }
    // The ids are not shown: they may have come from the environment.
    if (!ids.stream().allMatch(id -> INSTANCE.matcher(id).matches())) {
      members.problem(
          INSTANCES, "not every item is the id of an instance", "for example i-0123456789abcdef0");
    }
    return new GroupSpec.Members.Listed(ids.stream().map(GroupSpec.Members.Entry::of).toList());
  }
}
