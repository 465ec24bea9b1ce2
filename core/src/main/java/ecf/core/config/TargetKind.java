package ecf.core.config;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Resource;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

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

    /// Whether its units have a size that can be changed, so that `vertical` means something.
    default boolean hasUnitSize() {
      return false;
    }

    /// Why `heal` means nothing here; empty where single units can be replaced.
    default Optional<String> noHealing() {
      return Optional.of("its provider replaces sick units itself");
    }

    /// The keys that name it, from the outermost inwards, where a file can select such targets by
    /// them; empty where it cannot.
    default List<String> selectable() {
      return List.of();
    }

    /// Where its units are placed, if that is on the instances of a cluster.
    default Optional<Place> place(Resource resource) {
      return Optional.empty();
    }

    /// @param service its name in the cluster
    record Place(String cluster, String service) {}
  }

  /// What splits traffic between groups.
  non-sealed interface Listener extends TargetKind {
    /// The group that a key of `weights` names, as the target that it would be; empty where it can
    /// be none.
    Optional<Resource> group(String name);

    /// The signals of one of its groups, by their names in the file; each is called `responseTime
    /// of blue-tg` itself.
    Map<String, Signal> builtIns(String group);
  }

  /// A group of registered members.
  non-sealed interface Group extends TargetKind {
    /// Reads `members:`.
    ///
    /// @param targets what other targets of the file are, by name: those with a capacity
    GroupSpec.Members members(Fields members, Function<String, Parsed<Resource>> targets);

    /// What [#members] reads, for the schema.
    Shape membersShape();

    /// Reads `attributes:`; the provider's own names and values of what the group shall be set to.
    default SortedMap<String, String> attributes(Fields attributes) {
      return new TreeMap<>();
    }

    /// What [#attributes] reads, for the schema; empty where there is nothing to set.
    default List<Key> attributeKeys() {
      return List.of();
    }
  }
}
