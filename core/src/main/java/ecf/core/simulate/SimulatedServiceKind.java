package ecf.core.simulate;

import ecf.core.config.TargetKind;
import ecf.core.model.Resource;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `type: simulatedService`: one of the services that the file's provider has.
record SimulatedServiceKind() implements TargetKind.Fleet {
  static final String KEY = "service";

  @Override
  public String yamlName() {
    return "simulatedService";
  }

  @Override
  public String summary() {
    return "one of the services that `provider.services` has";
  }

  @Override
  public List<Key> keys() {
    return List.of(Key.required(KEY, Shape.text(), "the service's name in provider.services"));
  }

  @Override
  public Resource resource(Fields target) {
    return Resource.of(yamlName(), target.text(KEY));
  }

  @Override
  public Map<String, Signal> builtIns(Resource resource) {
    return SimulatedMetric.signals(resource.names().getLast());
  }

  @Override
  public boolean hasBounds() {
    return false;
  }

  @Override
  public Optional<String> noHealing() {
    return Optional.of("units of a simulated service do not get sick");
  }

  @Override
  public boolean hasTargetGroups() {
    return false;
  }
}
