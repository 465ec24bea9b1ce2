package ecf.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Why something was proposed, limited or refused: a stable code for machines, a sentence for
/// people, and the numbers behind it.
///
/// Most sentences are never read: a decision asks its policies again for every point of the last
/// minutes, and only the numbers of those answers count. So a reason may carry what its sentence is
/// made of, and make it whenever it is asked for.
public final class Reason {
  private final Code code;
  private final Supplier<String> summary;
  private final Supplier<Map<String, Double>> facts;

  private Reason(Code code, Supplier<String> summary, Supplier<Map<String, Double>> facts) {
    this.code = code;
    this.summary = summary;
    this.facts = facts;
  }

  public Reason(Code code, String summary, Map<String, Double> facts) {
    this(code, () -> summary, sorted(facts));
  }

  public static Reason of(Code code, String summary) {
    return new Reason(code, () -> summary, Map::of);
  }

  /// @param summary makes the sentence; pure, for it is asked anew each time
  public static Reason of(Code code, Supplier<String> summary) {
    return new Reason(code, summary, Map::of);
  }

  /// @param summary makes the sentence; pure, as is `facts`: both are asked anew each time
  public static Reason of(
      Code code, Supplier<String> summary, Supplier<Map<String, Double>> facts) {
    return new Reason(code, summary, () -> sorted(facts.get()).get());
  }

  private static Supplier<Map<String, Double>> sorted(Map<String, Double> facts) {
    if (facts.isEmpty()) {
      return Map::of;
    }
    var sorted = Collections.unmodifiableMap(new TreeMap<>(facts));
    return () -> sorted;
  }

  public Code code() {
    return code;
  }

  public String summary() {
    return summary.get();
  }

  /// By name, in order.
  public Map<String, Double> facts() {
    return facts.get();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Reason reason
        && code == reason.code
        && summary().equals(reason.summary())
        && facts().equals(reason.facts());
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, summary(), facts());
  }

  @Override
  public String toString() {
    return code.text() + ": " + summary() + (facts().isEmpty() ? "" : " " + facts());
  }

  /// The closed list of codes that reports may carry; `schema` prints it.
  public enum Code {
    IN_BAND("in-band"),
    OFF_TARGET("off-target"),
    STEP("step"),
    NO_WISH("no-wish"),
    NO_DATA("no-data"),
    STALE("stale"),
    UNREAD("unread"),
    FLOOR("floor"),
    CEILING("ceiling"),
    CAPACITY("capacity"),
    COOLDOWN("cooldown"),
    STABILIZATION("stabilization"),
    THROTTLE("throttle"),
    BUSY("busy"),
    BLACKOUT("blackout"),
    PROTECTION("protection"),
    SICK("sick"),
    FLAPPING("flapping"),
    INEFFECTIVE("ineffective"),
    QUOTA("quota"),
    POOL("pool"),
    COST("cost"),
    BLAST_RADIUS("blast-radius"),
    DEPENDENCY("dependency"),
    OWNED("owned"),
    SUSPENDED("suspended"),
    CLAIMED("claimed"),
    OBSERVED("observed"),
    OUT_OF_TIME("out-of-time");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    /// As it stands in JSON.
    public String text() {
      return text;
    }
  }
}
