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
import java.util.regex.Pattern;

/// `type: ecsService`: a service's tasks.
public final class EcsServiceKind implements TargetKind.Fleet {
  static final String NAME = "ecsService";
  private static final Pattern ECS_NAME = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  @Override
  public String yamlName() {
    return NAME;
  }

  @Override
  public String summary() {
    return "the tasks of an ECS service";
  }

  @Override
  public List<Key> keys() {
    var name = new Shape.Written(ECS_NAME.pattern());
    return List.of(
        Key.required("cluster", name, "the cluster's name"),
        Key.required("service", name, "the service's name"));
  }

  @Override
  public Resource resource(Fields target) {
    return Resource.of(NAME, name(target, "cluster"), name(target, "service"));
  }

  @Override
  public List<String> selectable() {
    return List.of("cluster", "service");
  }

  @Override
  public Map<String, Signal> builtIns(Resource resource) {
    return BuiltIns.ofService(cluster(resource), service(resource));
  }

  @Override
  public boolean hasBounds() {
    return false;
  }

  /// That of its scalable target.
  @Override
  public boolean hasMinimum() {
    return true;
  }

  @Override
  public Optional<String> noHealing() {
    return Optional.of(
        "a task is left to ECS, which replaces those that fail their health checks itself");
  }

  @Override
  public boolean hasTargetGroups() {
    return true;
  }

  @Override
  public boolean hasUnitSize() {
    return true;
  }

  @Override
  public Optional<Place> place(Resource resource) {
    return Optional.of(new Place(cluster(resource), service(resource)));
  }

  static String cluster(Resource resource) {
    return resource.names().getFirst();
  }

  static String service(Resource resource) {
    return resource.names().getLast();
  }

  private static String name(Fields target, String key) {
    var text = target.text(key);
    if (!ECS_NAME.matcher(text).matches()) {
      target.problem(
          key, "a name has letters, digits, - and _ only", "write the name, not its ARN");
    }
    return text;
  }
}
