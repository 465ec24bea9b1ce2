package ecf.core.guardrail;

import ecf.core.guardrail.Guardrail.Scope;
import ecf.core.policy.MissingData;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Every guardrail that users can name, in the order of application. A new one is its file and a
/// line here.
public enum GuardrailType {
  /// Whoever asks for `hold` may be a single policy, so it always reviews.
  MISSING_DATA(
      "missingData",
      Scope.WANTS,
      "what a policy without data does to the target",
      "holdScaleIn",
      MissingData.SHAPE,
      _ -> Optional.of(new HoldWithoutData())),
  QUOTA(
      "quota",
      Scope.EVERY,
      "no scale-out beyond what the account has room for",
      "on",
      Quota.KEYS,
      Quota::read),
  PROTECTION(
      "protection",
      Scope.EVERY,
      "no scale-in below what is protected from it",
      "on",
      Shape.choice("on", "off"),
      Protection::read),
  BUSY(
      "busy",
      Scope.EVERY,
      "no scale-in while the provider works on the target",
      "on",
      Busy.KEYS,
      Busy::read),
  SICK_FLEET(
      "sickFleet",
      Scope.EVERY,
      "no scale-in and no more than doubling while many units are unhealthy",
      "{unhealthy: 50%}",
      SickFleet.KEYS,
      SickFleet::read),
  FLAPPING(
      "flapping", Scope.WANTS, "no scale-in that would be undone", Flapping.KEYS, Flapping::read),
  EFFECTIVENESS(
      "effectiveness",
      Scope.WANTS,
      "no scale-out by a policy whose scale-outs do not help",
      Effectiveness.KEYS,
      Effectiveness::read),
  STABILIZATION(
      "stabilization",
      Scope.WANTS,
      "the most cautious want of the last while counts",
      "{in: 5m, out: 0s}",
      Stabilization.KEYS,
      Stabilization::read),
  COOLDOWN(
      "cooldown",
      Scope.WANTS,
      "rest after a change",
      "{in: 5m, out: 0s}",
      Cooldown.KEYS,
      Cooldown::read),
  THROTTLE(
      "throttle",
      Scope.EVERY,
      "how much may change within a period",
      "{in: 50%, per: 1m}",
      Throttle.KEYS,
      Throttle::read),
  BLACKOUT(
      "blackout",
      Scope.EVERY,
      "times in which only floors change anything",
      "off",
      Blackout.SHAPE,
      Blackout::read);

  private static final String OFF = "off";

  private final String yamlName;
  private final Scope scope;
  private final String summary;
  private final String withoutAWord;
  private final Shape shape;
  private final Function<Fields, Optional<Guardrail>> reader;

  GuardrailType(
      String yamlName,
      Scope scope,
      String summary,
      String withoutAWord,
      Shape shape,
      Function<Fields, Optional<Guardrail>> reader) {
    this.yamlName = yamlName;
    this.scope = scope;
    this.summary = summary;
    this.withoutAWord = withoutAWord;
    this.shape = shape;
    this.reader = reader;
  }

  /// One whose settings are a map, and which `off` switches off.
  GuardrailType(
      String yamlName,
      Scope scope,
      String summary,
      String withoutAWord,
      List<Key> keys,
      Function<Fields, Guardrail> settings) {
    this(yamlName, scope, summary, withoutAWord, keys, (_, own) -> settings.apply(own));
  }

  /// One whose settings need a look at the guardrails beside it.
  GuardrailType(
      String yamlName,
      Scope scope,
      String summary,
      String withoutAWord,
      List<Key> keys,
      BiFunction<Fields, Fields, Guardrail> settings) {
    this(
        yamlName,
        scope,
        summary,
        withoutAWord,
        Shape.either(Shape.choice(OFF), new Shape.Keyed(keys)),
        guardrails ->
            guardrails.off(yamlName)
                ? Optional.empty()
                : Optional.of(settings.apply(guardrails, guardrails.mapOrEmpty(yamlName))));
  }

  /// One whose settings are a map, and which holds only where the file names it.
  GuardrailType(
      String yamlName,
      Scope scope,
      String summary,
      List<Key> keys,
      Function<Fields, Guardrail> settings) {
    this(
        yamlName,
        scope,
        summary,
        OFF,
        Shape.either(Shape.choice(OFF), new Shape.Keyed(keys)),
        guardrails ->
            guardrails.has(yamlName) && !guardrails.off(yamlName)
                ? guardrails.map(yamlName).map(settings)
                : Optional.empty());
  }

  public String yamlName() {
    return yamlName;
  }

  public Scope scope() {
    return scope;
  }

  /// One line for people.
  public String summary() {
    return summary;
  }

  /// What holds where the file does not name it.
  public String withoutAWord() {
    return withoutAWord;
  }

  /// What may stand at its name.
  public Shape shape() {
    return shape;
  }

  /// Those that hold, in their order of application.
  public static List<Guardrail> read(Fields guardrails) {
    return Arrays.stream(values()).flatMap(type -> type.reader.apply(guardrails).stream()).toList();
  }
}
