package ecf.aws.targets;

import ecf.aws.signal.BuiltIns;
import ecf.core.config.TargetKind;
import ecf.core.model.Resource;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `type: autoScalingGroup`: a group's instances, or its weighted units.
public final class AutoScalingGroupKind implements TargetKind.Fleet {
  static final String NAME = "autoScalingGroup";
  private static final int LONGEST = 255;

  @Override
  public String yamlName() {
    return NAME;
  }

  @Override
  public String summary() {
    return "the instances of an Auto Scaling group, or its weighted units";
  }

  @Override
  public List<Key> keys() {
    return List.of(Key.required("group", Shape.text(), "the group's name"));
  }

  @Override
  public Resource resource(Fields target) {
    return group(target, "group");
  }

  @Override
  public List<String> selectable() {
    return List.of("group");
  }

  @Override
  public Map<String, Signal> builtIns(Resource resource) {
    return BuiltIns.ofGroup(group(resource));
  }

  @Override
  public boolean hasBounds() {
    return true;
  }

  @Override
  public Optional<String> noHealing() {
    return Optional.empty();
  }

  @Override
  public boolean hasTargetGroups() {
    return true;
  }

  static String group(Resource resource) {
    return resource.names().getFirst();
  }

  /// The group that a key names.
  static Resource group(Fields fields, String key) {
    var name = fields.text(key);
    if (name.length() > LONGEST || name.startsWith("arn:")) {
      fields.problem(
          key, "a name has at most " + LONGEST + " characters", "write the name, not its ARN");
    }
    return Resource.of(NAME, name);
  }
}
