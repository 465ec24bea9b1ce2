package ecf.core.policy;

import ecf.core.model.UnitSize.Dimension;
import ecf.core.signal.Aggregate;
import ecf.core.signal.NoData;
import ecf.core.signal.Signal;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads [Vertical].
final class VerticalFields {
  /// More than any machine has.
  private static final int MOST = 100_000_000;

  private static final int PERCENTILE = 90;
  private static final double MARGIN = 0.15;
  private static final double MOST_MARGIN = 10;

  private static final Duration CPU_POINTS = Duration.ofMinutes(15);
  private static final Duration MEMORY_POINTS = Duration.ofHours(1);

  /// What was used is told by what was used before: a service that slept for a day needs no other
  /// size when it wakes.
  private static final Duration MAX_AGE = Duration.ofDays(1);

  private enum Mode {
    RECOMMEND,
    ACT;

    String yamlName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final List<Key> KEYS =
      List.of(
          Key.required("resource", Shape.choice("cpu", "memory"), "what is sized"),
          Key.withDefault(
              "percentile",
              new Shape.WholeNumber(1, 100),
              Integer.toString(PERCENTILE),
              "of what units used in 8d, what is older counting for less"),
          Key.withDefault("margin", new Shape.Share(), "15%", "so much more than that"),
          Key.required(
              "sizes",
              Shape.either(Shape.choice("fargate"), Shape.listOf(new Shape.WholeNumber(1, MOST))),
              "fargate, or amounts of CPU units or MiB"),
          Key.optional(
              "window", new Shape.Keyed(WindowFields.KEYS), "when units may be replaced; for act"),
          Key.withDefault(
              "mode",
              Shape.choice("recommend", "act"),
              "recommend",
              "act: replaces units in the window"),
          Key.withDefault(
              "mixed",
              new Shape.Flag(),
              "false",
              "larger units before more of them; with mode: act"));

  private VerticalFields() {}

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var fields = in.fields();
    if (!in.resizable()) {
      fields.problem(
          "type",
          "units of this target have no size that could be changed",
          "vertical is for targets of type ecsService");
    }
    var resource = fields.choice("resource", Dimension.class, Dimension::yamlName);
    int percentile = fields.integer("percentile", 1, 100, PERCENTILE);
    double margin = fields.share("margin", 0, MOST_MARGIN, MARGIN);
    var sizes = sizes(fields);
    var window = fields.map("window").flatMap(WindowFields::read);
    var mode = fields.choice("mode", Mode.class, Mode::yamlName, Mode.RECOMMEND);
    boolean mixed = fields.flag("mixed", false);
    if (mode == Mode.ACT && !fields.has("window")) {
      fields.problem(
          "mode",
          "act needs a window: a unit is resized by replacing it",
          "for example window: {from: \"02:00\", to: \"04:00\", zone: Europe/Berlin}");
    }
    if (mixed && mode != Mode.ACT) {
      fields.problem("mixed", "nothing grows where it is only told", "write mode: act as well");
    }
    return used(in, resource)
        .flatMap(used ->
            in.whenSound(() ->
                new Vertical(
                    resource,
                    used,
                    percentile,
                    margin,
                    sizes.orElseThrow(),
                    mode == Mode.ACT
                        ? Optional.of(new Vertical.Acting(window.orElseThrow(), mixed))
                        : Optional.empty())));
  }

  private static Optional<UnitSizes> sizes(Fields fields) {
    fields.requireAny("sizes");
    if (!fields.isList("sizes")) {
      return fields.optionalParsed(
          "sizes",
          text ->
              text.equals("fargate")
                  ? Parsed.value(new UnitSizes.Fargate())
                  : Parsed.wrong(
                      "is not fargate or a list", "write fargate, or e.g. [256, 512, 1024]"));
    }
    var amounts = fields.parsedItems("sizes", VerticalFields::amount);
    if (amounts.isEmpty()) {
      if (fields.sound()) {
        fields.problem("sizes", "there is none", "write fargate, or e.g. [256, 512, 1024]");
      }
      return Optional.empty();
    }
    return Optional.of(new UnitSizes.Listed(amounts));
  }

  private static Parsed<Integer> amount(String text) {
    return text.matches("[1-9]\\d{0,7}")
        ? Parsed.value(Integer.valueOf(text))
        : Parsed.wrong(
            "is not an amount of CPU units or MiB", "write whole numbers, e.g. [256, 512, 1024]");
  }

  /// The target's own signal in longer points.
  private static Optional<Signal> used(PolicyFields in, Dimension resource) {
    var own = in.signals().getOrDefault(resource.yamlName(), Optional.empty());
    if (own.filter(signal -> signal.unit() != Unit.PERCENT).isPresent()) {
      in.fields()
          .problem(
              "resource",
              "the signal `"
                  + resource.yamlName()
                  + "` of this target is not the percentage of what a unit reserves",
              "give that signal another name");
      return Optional.empty();
    }
    return own.map(signal -> longer(signal, resource));
  }

  private static Signal longer(Signal own, Dimension resource) {
    var period = resource == Dimension.CPU ? CPU_POINTS : MEMORY_POINTS;
    return new Signal(
        own.name() + " over " + Vertical.LOOKBACK.toDays() + "d",
        own.source(),
        resource == Dimension.CPU ? Statistic.AVERAGE : Statistic.MAXIMUM,
        period,
        Vertical.LOOKBACK,
        resource == Dimension.CPU ? Aggregate.Simple.AVERAGE : Aggregate.Simple.MAX,
        MAX_AGE,
        new NoData.Missing(),
        own.combine(),
        own.perSecond(),
        own.unit(),
        own.perUnit());
  }
}
