package ecf.core.policy;

import ecf.core.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A stated floor, a stated ceiling, or both.
public record Bounds(OptionalInt min, OptionalInt max) {
  public Bounds {
    if (min.isPresent() && max.isPresent() && min.getAsInt() > max.getAsInt()) {
      throw new IllegalArgumentException("min " + min.getAsInt() + " above max " + max.getAsInt());
    }
  }

  public static Bounds exactly(int units) {
    return new Bounds(OptionalInt.of(units), OptionalInt.of(units));
  }

  /// @param by who states them, for people, e.g. `schedule since 08:00`
  List<Proposal> proposals(String by) {
    var proposals = new ArrayList<Proposal>();
    min.ifPresent(units ->
        proposals.add(
            new Proposal.Floor(
                units, reason(Reason.Code.FLOOR, by + ": at least " + units, units))));
    max.ifPresent(units ->
        proposals.add(
            new Proposal.Ceiling(
                units, reason(Reason.Code.CEILING, by + ": at most " + units, units))));
    return proposals;
  }

  private static Reason reason(Reason.Code code, String summary, int units) {
    return new Reason(code, summary, Map.of("units", (double) units));
  }
}
