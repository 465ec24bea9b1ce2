package ecf.core.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Why something was proposed, limited or refused: a stable code for machines, a sentence for
/// people, and the numbers behind it.
public record Reason(Code code, String summary, Map<String, Double> facts) {
  public Reason {
    facts = facts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  public static Reason of(Code code, String summary) {
    return new Reason(code, summary, Map.of());
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
