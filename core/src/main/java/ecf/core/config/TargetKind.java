package ecf.core.config;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Resource;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A type of targets, as `type:` names it. The core reads what all of one shape have in common; the
/// kind reads the rest.
public sealed interface TargetKind {
  String yamlName();

  /// One line for people.
  String summary();

  /// The keys that [#resource] reads, for the schema.
  List<Key> keys();

  /// Reads what names the resource, e.g. `cluster` and `service`; problems go to the fields.
  Resource resource(Fields target);

  /// A target with a capacity.
  non-sealed interface Fleet extends TargetKind {
    /// The signals that every target of this kind has without declaring them, by name.
    Map<String, Signal> builtIns(Resource resource);

    /// Whether the provider has bounds of its own, so that `groupBounds: write` means something.
    boolean hasBounds();

    /// Whether another scaler may move its capacity between a minimum and a maximum, so that
    /// `control: min` means something.
    default boolean hasMinimum() {
      return hasBounds();
    }

    /// Whether a load balancer can tell which units serve, so that `health: {source: targetGroup}`
    /// means something.
    boolean hasTargetGroups();

    /// Where its units are placed, if that is on the instances of a cluster.
    default Optional<Place> place(Resource resource) {
      return Optional.empty();
    }

    /// @param service its name in the cluster
    record Place(String cluster, String service) {}
  }

  /// A group of registered members.
  non-sealed interface Group extends TargetKind {
    /// Reads `members:`.
    GroupSpec.Members members(Fields members);

    /// What [#members] reads, for the schema.
    Shape membersShape();
  }
}
