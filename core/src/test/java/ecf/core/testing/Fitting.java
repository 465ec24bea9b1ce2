package ecf.core.testing;

import ecf.core.model.Reason;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.observation.Observation;
import ecf.core.policy.Need;
import ecf.core.policy.Proposal;
import ecf.core.policy.ScalingPolicy;
import java.util.List;

/// Would always have units of one size.
public record Fitting(UnitSize size, Proposal.Way way) implements ScalingPolicy {
  @Override
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public boolean sizesUnits() {
    return true;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    var reason = Reason.of(Reason.Code.OFF_TARGET, "it would fit");
    return seen.target().condition().unit().orElse(null) instanceof UnitState.Known unit
        ? List.of(new Proposal.Fit(unit.size(), size, UnitSize.Dimension.CPU, way, reason))
        : List.of(new Proposal.Silent(reason));
  }
}
