package ecf.core.config;

import ecf.core.model.CapacityRange;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Numbers;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.util.Optional;
import java.util.function.Function;

/// Reads `capacity`, and keeps a slip of the pen from costing a fortune: more than 10,000 units
/// need a word outside the file.
record CapacityFields(Function<String, Optional<String>> environment) {
  static final String LIMIT_VARIABLE = "ECF_MAX_UNITS";
  static final int LIMIT = 10_000;

  static final Key KEY =
      Key.required(
          "capacity",
          Shape.keyed(
              Key.required("min", new Shape.WholeNumber(0, Integer.MAX_VALUE), "never fewer units"),
              Key.required("max", new Shape.WholeNumber(0, Integer.MAX_VALUE), "never more units")),
          "the units that may be decided, both included");

  /// Empty where it is missing or wrong.
  Optional<CapacityRange> read(Fields target) {
    var fields = target.requiredMap("capacity");
    int min = fields.integer("min", 0, Integer.MAX_VALUE);
    int max = fields.integer("max", 0, Integer.MAX_VALUE);
    boolean both = fields.sound();
    if (fields.has("max")) {
      checkLimit(fields, max);
    }
    if (!both) {
      return Optional.empty();
    }
    if (min > max) {
      fields.problem(
          "min",
          fields.shown("min") + " is above max, which is " + fields.shown("max"),
          "min is at most max");
    }
    return fields.sound() ? Optional.of(new CapacityRange(min, max)) : Optional.empty();
  }

  private void checkLimit(Fields fields, int max) {
    if (max <= LIMIT) {
      return;
    }
    var raised = environment.apply(LIMIT_VARIABLE);
    int limit =
        raised
            .flatMap(text ->
                Numbers.integer(text) instanceof Parsed.Value<Integer>(Integer number)
                    ? Optional.of(number)
                    : Optional.empty())
            .orElse(LIMIT);
    if (max > limit) {
      fields.problem(
          "max",
          fields.shown("max") + " is above the limit of %,d units".formatted(limit),
          "if it is meant, set " + LIMIT_VARIABLE + " in the environment");
    }
  }
}
