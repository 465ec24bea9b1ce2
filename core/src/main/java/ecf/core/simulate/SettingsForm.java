package ecf.core.simulate;

import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Numbers;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Quantity;
import ecf.core.yaml.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/// Reads the settings of the cloud inside the program, with the defaults of what is left out.
///
/// @param folder what the paths of recorded loads are relative to
record SettingsForm(Path folder) {
  private static final int MOST_UNITS = 10_000;
  private static final Shape RATE = new Shape.Written("[0-9.]+/[smh]");
  private static final Shape WAVE =
      Shape.keyed(
          Key.required("base", RATE, "the least load, at the beginning of each period"),
          Key.withDefault("peak", RATE, "base", "the most load, in the middle of each period"),
          Key.withDefault("period", new Shape.Time(), "1d", "from one base to the next"),
          Key.withDefault("noise", new Shape.Share(), "0%", "how far a minute may stray"));
  private static final Shape SERVICE =
      Shape.keyed(
          Key.required(
              "load",
              Shape.either(WAVE, Shape.text()),
              "what arrives: a wave, or the path of a table of timestamp,requests_per_second"),
          Key.required("unitRate", RATE, "what keeps one unit fully busy"),
          Key.withDefault("startup", new Shape.Time(), "60s", "until a new unit serves"),
          Key.withDefault("drain", new Shape.Time(), "30s", "until a unit let go is gone"),
          Key.withDefault(
              "initial", new Shape.WholeNumber(0, MOST_UNITS), "1", "units when it first appears"));

  /// What `provider: {type: simulated}` takes besides its type.
  static final List<Key> KEYS =
      List.of(
          Key.withDefault(
              "clock",
              new Shape.Written("real|[1-9][0-9]*x"),
              "real",
              "how fast its time runs: 60x is a minute a second"),
          Key.withDefault(
              "seed",
              new Shape.WholeNumber(0, Integer.MAX_VALUE),
              "1",
              "of the noise in its loads"),
          Key.required("services", new Shape.Named(SERVICE), "what there is to scale, by name"));

  private static final Duration LONGEST_STEP = Duration.ofHours(6);
  private static final double FASTEST = 1e9;
  private static final Load NOTHING = new Load.Wave(0, 0, Duration.ofDays(1), 0);

  SimulatedSettings read(Fields provider) {
    int speed = provider.optionalParsed("clock", SettingsForm::speed).orElse(1);
    int seed = provider.integer("seed", 0, Integer.MAX_VALUE, 1);
    var services = new TreeMap<String, SimulatedSettings.Service>();
    provider.requireAny("services");
    provider
        .entries("services", "service")
        .forEach((name, each) -> services.put(name, service(each)));
    if (services.isEmpty() && provider.isMap("services") && provider.sound()) {
      provider.problem(
          "services", "has no service", "write web: {load: {base: 200/s}, unitRate: 100/s}");
    }
    return new SimulatedSettings(speed, seed, services);
  }

  private SimulatedSettings.Service service(Fields service) {
    return new SimulatedSettings.Service(
        service.isMap("load") ? wave(service.requiredMap("load")) : trace(service),
        service.parsed("unitRate", text -> rate(text).then(SettingsForm::aboveZero), 1.0),
        service.duration("startup", Duration.ZERO, LONGEST_STEP, Duration.ofSeconds(60)),
        service.duration("drain", Duration.ZERO, LONGEST_STEP, Duration.ofSeconds(30)),
        service.integer("initial", 0, MOST_UNITS, 1));
  }

  private static Load wave(Fields load) {
    double base = load.parsed("base", SettingsForm::rate, 0.0);
    double peak = load.optionalParsed("peak", SettingsForm::rate).orElse(base);
    if (peak < base) {
      load.problem("peak", "is below base", "swap them");
    }
    var period =
        load.duration("period", Duration.ofMinutes(2), Duration.ofDays(366), Duration.ofDays(1));
    double noise = load.share("noise", 0.0);
    return new Load.Wave(base, Math.max(base, peak), period, noise);
  }

  private Load trace(Fields service) {
    Function<String, Parsed<Load>> reader = text -> TraceFile.read(folder, text);
    return service.parsed("load", reader, NOTHING);
  }

  /// `real`, `1x` to `100000x`.
  private static Parsed<Integer> speed(String text) {
    var number = text.equals("real") ? "1" : text.replaceFirst("x$", "");
    boolean form = text.equals("real") || text.endsWith("x");
    return form
            && Numbers.integer(number) instanceof Parsed.Value<Integer>(Integer speed)
            && speed >= 1
            && speed <= SimulatedSettings.FASTEST
        ? Parsed.value(speed)
        : Parsed.wrong(
            "is not a clock",
            "write real, or how many times as fast it runs: 60x, at most "
                + SimulatedSettings.FASTEST
                + "x");
  }

  private static Parsed<Double> rate(String text) {
    return Quantity.parse(text)
        .then(quantity -> {
          if (quantity.unit() != Quantity.Unit.PER_SECOND) {
            return Parsed.wrong("is not a rate", "write a rate such as 100/s");
          }
          return quantity.value() >= 0 && quantity.value() <= FASTEST
              ? Parsed.value(quantity.value())
              : Parsed.wrong("is out of range", "write a rate from 0/s to 1000000000/s");
        });
  }

  private static Parsed<Double> aboveZero(double rate) {
    return rate > 0
        ? Parsed.value(rate)
        : Parsed.wrong("is too small: it must be above 0", "write a rate such as 100/s");
  }
}
