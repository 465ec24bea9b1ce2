package ecf.aws.targets;

import ecf.core.config.TargetKind;
import ecf.core.engine.GroupSpec;
import ecf.core.model.Resource;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// `type: targetGroup`: who is registered with a load balancer's target group.
public final class TargetGroupKind implements TargetKind.Group {
  static final String NAME = "targetGroup";
  private static final String GROUP = "autoScalingGroup";
  private static final String TAGS = "ec2Tags";
  private static final String INSTANCES = "instances";
  private static final Pattern NAME_OR_ARN =
      Pattern.compile(
          "[A-Za-z0-9-]{1,32}|arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:targetgroup/[A-Za-z0-9-]{1,32}/[0-9a-f]+");
  private static final String SERVICE = "ecsService";
  private static final String ADDRESSES = "ips";
  private static final String TARGET = "target";
  private static final String[] SOURCES = {GROUP, SERVICE, TAGS, INSTANCES, ADDRESSES, TARGET};
  private static final Pattern INSTANCE = Pattern.compile("(i-[0-9a-f]{8,17})(?::(\\d{1,5}))?");
  private static final Pattern ADDRESS =
      Pattern.compile(
          "((?:\\d{1,3}\\.){3}\\d{1,3})(?::(\\d{1,5}))?|\\[([0-9a-fA-F:]+)\\]:(\\d{1,5})|([0-9a-fA-F]*:[0-9a-fA-F:]+)");
  private static final Pattern ECS = Pattern.compile("[A-Za-z0-9_-]{1,255}/[A-Za-z0-9_-]{1,255}");
  private static final int LAST_PORT = 65_535;

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
            SERVICE,
            new Shape.Written(ECS.pattern()),
            "the running tasks of this service, as cluster/service"),
        Key.optional(TARGET, Shape.text(), "what runs of another target of this file"),
        Key.optional(
            TAGS, new Shape.Named(Shape.text()), "the running instances that carry all these tags"),
        Key.optional(
            INSTANCES,
            Shape.listOf(new Shape.Written(INSTANCE.pattern())),
            "these instances, each with a port of its own if need be: i-…:8081"),
        Key.optional(
            ADDRESSES,
            Shape.listOf(new Shape.Written(ADDRESS.pattern())),
            "these addresses, for a group of type ip: 10.0.0.7 or 10.0.0.7:8081"));
  }

  @Override
  public List<Key> attributeKeys() {
    return GroupAttributes.KEYS;
  }

  @Override
  public SortedMap<String, String> attributes(Fields attributes) {
    return GroupAttributes.read(attributes);
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
  public GroupSpec.Members members(Fields members, Function<String, Parsed<Resource>> targets) {
    members.requireAny(SOURCES);
    members.atMostOne(SOURCES);
    if (members.has(TARGET)) {
      return new GroupSpec.Members.Fleet(
          members.parsed(TARGET, targets, Resource.of(TARGET, "unknown")));
    }
    if (members.has(SERVICE)) {
      return new GroupSpec.Members.Fleet(
          members.parsed(SERVICE, TargetGroupKind::service, Resource.of(SERVICE, "a", "b")));
    }
    if (members.has(ADDRESSES)) {
      return addresses(members);
    }
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

  static boolean isNameOrArn(String text) {
    return NAME_OR_ARN.matcher(text).matches();
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

  private static Parsed<Resource> service(String text) {
    int slash = text.indexOf('/');
    return ECS.matcher(text).matches()
        ? Parsed.value(Resource.of(SERVICE, text.substring(0, slash), text.substring(slash + 1)))
        : Parsed.wrong("is not of the form cluster/service", "for example shop/checkout");
  }

  private static GroupSpec.Members listed(Fields members) {
    return new GroupSpec.Members.Listed(
        entries(
            members,
            INSTANCES,
            INSTANCE,
            "not every item is the id of an instance",
            "for example i-0123456789abcdef0, or i-0123456789abcdef0:8081"));
  }

  private static GroupSpec.Members addresses(Fields members) {
    return new GroupSpec.Members.Addresses(
        entries(
            members,
            ADDRESSES,
            ADDRESS,
            "not every item is an address",
            "for example 10.0.0.7, 10.0.0.7:8081 or [fd00::7]:8081"));
  }

  private static List<GroupSpec.Members.Entry> entries(
      Fields members, String key, Pattern pattern, String wrong, String hint) {
    var texts = members.texts(key);
    if (texts.isEmpty() && members.sound()) {
      members.problem(key, "an empty list would remove everybody", "name at least one");
    }
    // The items are not shown: they may have come from the environment.
    if (!texts.stream().allMatch(text -> pattern.matcher(text).matches())) {
      members.problem(key, wrong, hint);
      return List.of();
    }
    var entries = texts.stream().map(text -> entry(pattern, text)).toList();
    if (entries.stream().anyMatch(each -> each.port().orElse(1) > LAST_PORT)) {
      members.problem(key, "a port is at most " + LAST_PORT, "");
    }
    return entries;
  }

  /// Of the groups of a pattern, those that are there: who, and on which port.
  private static GroupSpec.Members.Entry entry(Pattern pattern, String text) {
    var parts = pattern.matcher(text).results().findFirst().orElseThrow();
    var there =
        IntStream.rangeClosed(1, parts.groupCount())
            .mapToObj(parts::group)
            .filter(Objects::nonNull)
            .toList();
    return new GroupSpec.Members.Entry(
        there.getFirst(),
        there.size() > 1 ? OptionalInt.of(Integer.parseInt(there.getLast())) : OptionalInt.empty());
  }
}
