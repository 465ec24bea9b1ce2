package ecf.core.config;

import ecf.core.engine.FleetSpec;
import ecf.core.engine.Selector;
import ecf.core.model.Resource;
import ecf.core.signal.Filled;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Nearest;
import ecf.core.yaml.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads `select`: a target for everything that matches, instead of one that is named.
final class SelectFields {
  static final String NAME = "select";
  private static final String TAGS = "tags";

  private SelectFields() {}

  /// @param names of what names a resource, from the outermost inwards
  static Key key(List<String> names) {
    var keys = new ArrayList<Key>();
    names.forEach(name ->
        keys.add(
            Key.withDefault(name, Shape.text(), "\"*\"", "its name; * stands for any letters")));
    keys.add(Key.optional(TAGS, new Shape.Named(Shape.text()), "tags that it must carry"));
    return Key.optional(
        NAME, new Shape.Keyed(keys), "everything that matches, each a target named NAME/…");
  }

  static Selector read(Fields target, List<String> names) {
    names.forEach(name -> target.atMostOne(NAME, name));
    var fields = target.mapOrEmpty(NAME);
    var patterns = names.stream().map(name -> fields.text(name, Selector.ANY)).toList();
    var tags = fields.has(TAGS) ? fields.textMap(TAGS) : new TreeMap<String, String>();
    var any = new ArrayList<>(names);
    any.add(TAGS);
    fields.requireAny(any.toArray(String[]::new));
    return new Selector(patterns, new TreeMap<>(tags));
  }

  /// What everything that is found has instead of names of its own.
  static Resource standIn(String type, List<String> names) {
    return Resource.of(type, names.stream().map(name -> "{" + name + "}").toArray(String[]::new));
  }

  /// Stand-ins that nobody fills in would be asked for as they are written.
  static void check(Fields target, FleetSpec spec, List<String> names) {
    for (Signal signal : spec.signals().values()) {
      for (String each : new TreeSet<>(Filled.standIns(signal))) {
        if (!names.contains(each) && !each.startsWith(FleetSpec.TAG)) {
          target.problem(
              DeclaredSignals.KEY,
              "{" + each + "} of " + signal.name() + " is nothing that select fills in",
              Nearest.hint(each, names, "names") + "; or {tag:KEY}");
        }
      }
    }
  }
}
