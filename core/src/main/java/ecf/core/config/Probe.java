package ecf.core.config;

import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.policy.PolicyFields;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Position;
import ecf.core.yaml.Problem;
import ecf.core.yaml.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Finds what is wrong in a shared layer by itself, whoever uses it, and also when nobody does: the
/// layer is read as a part of a target of each type. What every type that has the key finds wrong
/// is the layer's own mistake; what only some find depends on who uses it.
///
/// @param providers of the file
/// @param fleets knows the signals that may be declared outside of the layer
/// @param neighbours all targets of the file, seen by none of them
record Probe(
    String file, Chosen providers, FleetFields fleets, PolicyFields.Neighbours neighbours) {
  private static final TargetId NOBODY = new TargetId("nobody");

  /// What one type of targets finds.
  private record Found(Set<String> keys, SortedMap<Position, List<Problem>> at) {}

  List<Problem> problems(SharedLayers.Layer layer) {
    var all = providers.kind().targetKinds().stream().map(kind -> found(layer, kind)).toList();
    var own = new TreeMap<Position, List<Problem>>();
    for (Found found : all) {
      found
          .at()
          .forEach((at, problems) -> {
            var key = keyOf(at, layer);
            boolean everybody =
                key.isPresent()
                    && all.stream()
                        .filter(other -> other.keys().contains(key.get()))
                        .allMatch(other -> other.at().containsKey(at));
            if (everybody) {
              own.putIfAbsent(at, problems);
            }
          });
    }
    return own.values().stream().flatMap(List::stream).toList();
  }

  private Found found(SharedLayers.Layer layer, TargetKind kind) {
    var keys = TargetKeys.names(kind);
    var problems = new Problems(file);
    var fields = Fields.partial(layer.only(keys), layer.at(), layer.name(), problems);
    fields.has(SharedLayers.USE.name());
    var resource = kind.resource(fields).in(providers.of(fields));
    switch (kind) {
      case TargetKind.Fleet fleet ->
          fleets.read(NOBODY, resource, fleet, fields, Optional.empty(), neighbours);
      case TargetKind.Listener listener -> ListenerFields.read(NOBODY, resource, listener, fields);
      case TargetKind.Group group ->
          GroupFields.read(
              NOBODY,
              resource,
              group,
              fields,
              name ->
                  neighbours
                      .fleet(name, "has members of its own, but nothing that runs")
                      .then(_ -> Parsed.value(Resource.of("target", name))));
    }
    fields.finish();
    return new Found(
        keys,
        problems.kept().stream()
            .collect(Collectors.groupingBy(Problem::at, TreeMap::new, Collectors.toList())));
  }

  /// The layer's key below which the place is.
  private static Optional<String> keyOf(Position at, SharedLayers.Layer layer) {
    return layer.settings().entries().stream()
        .filter(entry -> entry.keyAt().compareTo(at) <= 0)
        .reduce((_, last) -> last)
        .map(entry -> entry.key());
  }
}
