package ecf.core.policy;

import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Every policy that users can name at a listener. A new one is its file and a line here.
public enum TrafficPolicyType {
  FAILOVER(
      "failover",
      "moves a group's traffic to a standby when it is down, and back when it is well",
      Failover.KEYS,
      Failover::read),
  BALANCE(
      "balance",
      "moves traffic in small steps towards the groups that are well",
      Balance.KEYS,
      Balance::read);

  /// The keys that every one of them has.
  public static final List<Key> COMMON =
      List.of(Key.optional("name", Shape.text(), "its name in reports; default: its type"));

  private final String yamlName;
  private final String summary;
  private final List<Key> keys;
  private final Function<TrafficFields, Optional<TrafficPolicy>> reader;

  TrafficPolicyType(
      String yamlName,
      String summary,
      List<Key> keys,
      Function<TrafficFields, Optional<TrafficPolicy>> reader) {
    this.yamlName = yamlName;
    this.summary = summary;
    this.keys = keys;
    this.reader = reader;
  }

  public static Optional<TrafficPolicyType> named(String yamlName) {
    return Arrays.stream(values()).filter(type -> type.yamlName.equals(yamlName)).findFirst();
  }

  public String yamlName() {
    return yamlName;
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
  public Optional<TrafficPolicy> read(TrafficFields fields) {
    return reader.apply(fields);
  }
}
