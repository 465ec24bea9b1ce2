package ecf.core.guardrail;

import ecf.core.policy.NamedPolicy;
import java.util.List;

/// A change that somebody asks for.
///
/// @param from the present desired
/// @param to never equal to `from`
/// @param floor what stated floors and `capacity.min` ask for, cut to the ceilings
/// @param said every policy's proposal
/// @param past what was wanted before
public record Wanted(int from, int to, int floor, List<NamedPolicy.Said> said, PastWants past) {
  public boolean out() {
    return to > from;
  }

  public boolean in() {
    return to < from;
  }
}
