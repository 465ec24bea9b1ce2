package ecf.core.guardrail;

import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.policy.MissingData;
import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import java.util.ArrayList;

/// `missingData: hold`: while a policy that asks for it cannot tell, nothing changes by a want. The
/// other forms of `missingData` are the policy's own business, and that nobody scales in meanwhile
/// is a rule of its own.
public record HoldWithoutData() implements Guardrail {
  @Override
  public GuardrailType type() {
    return GuardrailType.MISSING_DATA;
  }

  @Override
  public Verdict review(Wanted change, Observation seen) {
    var blind = new ArrayList<String>();
    for (NamedPolicy.Said said : change.said()) {
      if (said.by().missingData() instanceof MissingData.Hold
          && said.proposal() instanceof Proposal.Abstain(var why)) {
        blind.add(why.summary());
      }
    }
    return blind.isEmpty()
        ? Verdict.pass()
        : Verdict.veto(Reason.Code.NO_DATA, "held without data: " + String.join("; ", blind));
  }
}
