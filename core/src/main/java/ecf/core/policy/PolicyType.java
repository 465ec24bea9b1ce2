package ecf.core.policy;

import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Every policy that users can name. A new one is its file and a line here.
public enum PolicyType {
  TARGET_TRACKING(
      "targetTracking",
      "wants",
      "keeps what each unit carries near a target",
      TargetTracking.KEYS,
      TargetTracking::read),
  STEP(
      "step",
      "wants",
      "changes the capacity when a signal stays beyond a threshold",
      StepScaling.KEYS,
      StepScaling::read),
  SCHEDULE(
      "schedule",
      "floor, ceiling",
      "keeps at least, at most or exactly so many units while a window is open",
      Schedule.KEYS,
      Schedule::read),
  COUNT(
      "count",
      "floor, ceiling",
      "keeps at least, at most or exactly so many units, always",
      Count.KEYS,
      Count::read),
  QUEUE_BACKLOG(
      "queueBacklog",
      "wants",
      "works a queue off within an acceptable wait, from zero and back",
      QueueBacklog.KEYS,
      QueueBacklog::read),
  PRICE(
      "price",
      "ceiling, floor",
      "buys less while it is dear and more while it is cheap, never less than load needs",
      Price.KEYS,
      Price::read),
  IDLE(
      "idle",
      "ceiling, floor, wants",
      "puts a target to sleep when nothing happens, and wakes it up",
      Idle.KEYS,
      Idle::read),
  FOLLOW(
      "follow",
      "wants",
      "keeps a ratio to the capacity of other targets",
      Follow.KEYS,
      Follow::read),
  BIN_PACK(
      "binPack",
      "wants",
      "as many instances as the tasks of a cluster need by CPU, memory, ENIs and ports",
      BinPack.KEYS,
      BinPack::read),
  EXPRESSION(
      "expression",
      "wants",
      "as many units as an expression over signals comes to",
      ByExpression.KEYS,
      ByExpression::read),
  VERTICAL(
      "vertical",
      "unit size",
      "the CPU or memory that each unit should reserve, by what units used",
      VerticalFields.KEYS,
      VerticalFields::read);

  /// The keys that every policy has.
  public static final List<Key> COMMON =
      List.of(
          Key.optional("name", Shape.text(), "its name in reports; default: its type"),
          Key.optional(
              MissingData.KEY,
              MissingData.SHAPE,
              "hold, holdScaleIn or a form below; default: as the guardrails say"));

  private final String yamlName;
  private final String proposes;
  private final String summary;
  private final List<Key> keys;
  private final Function<PolicyFields, Optional<ScalingPolicy>> reader;

  PolicyType(
      String yamlName,
      String proposes,
      String summary,
      List<Key> keys,
      Function<PolicyFields, Optional<ScalingPolicy>> reader) {
    this.yamlName = yamlName;
    this.proposes = proposes;
    this.summary = summary;
    this.keys = keys;
    this.reader = reader;
  }

  public static Optional<PolicyType> named(String yamlName) {
    return Arrays.stream(values()).filter(type -> type.yamlName.equals(yamlName)).findFirst();
  }

  public String yamlName() {
    return yamlName;
  }

  /// What comes of it, for people: `wants`, or `floor, ceiling`.
  public String proposes() {
    return proposes;
  }

  /// One line for people.
  public String summary() {
    return summary;
  }

  /// Its own keys, besides `type` and those that all have.
  public List<Key> keys() {
    return keys;
  }

  /// The policy, or empty where its keys have problems; those are recorded.
  public Optional<ScalingPolicy> read(PolicyFields fields) {
    return reader.apply(fields);
  }
}
