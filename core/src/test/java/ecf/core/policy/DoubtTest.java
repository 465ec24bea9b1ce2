package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Reason;
import ecf.core.testing.Scene;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DoubtTest {
  private static final Reason WHY = Reason.of(Reason.Code.STEP, "why");
  private static final Proposal ABSTAINS = new Proposal.Abstain(WHY);
  private static final Proposal SILENT = new Proposal.Silent(WHY);

  static Stream<Arguments> atSix() {
    return Stream.of(
        Arguments.of("both grow", want(8), want(9), want(8)),
        Arguments.of("both shrink", want(3), want(4), want(4)),
        Arguments.of("both keep", want(6), want(6), want(6)),
        Arguments.of("one abstains", want(8), ABSTAINS, ABSTAINS),
        Arguments.of("one abstains, the other is silent", ABSTAINS, SILENT, ABSTAINS),
        Arguments.of("one is silent", SILENT, want(8), SILENT),
        Arguments.of(
            "floors: the higher",
            new Proposal.Floor(2, WHY),
            new Proposal.Floor(3, WHY),
            new Proposal.Floor(3, WHY)),
        Arguments.of(
            "ceilings: the higher",
            new Proposal.Ceiling(3, WHY),
            new Proposal.Ceiling(2, WHY),
            new Proposal.Ceiling(3, WHY)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void atSix(String name, Proposal few, Proposal most, Proposal settled) {
    assertThat(Doubt.settled(few, most, 6)).as(name).isEqualTo(settled);
  }

  @Test
  void whereTheyLeaveNoDirectionItIsWhatIsThere() {
    var settled = Doubt.settled(want(5), want(7), 6);
    assertThat(settled)
        .isInstanceOfSatisfying(
            Proposal.Want.class, proposal -> assertThat(proposal.units()).isEqualTo(6));
    assertThat(settled.reason().summary())
        .isEqualTo("by the units that there may have been it wants 5 to 7, and 6 are asked for");
  }

  /// 12 of a signal per unit: 3 each on 4 units, 2 each on 6.
  @Test
  void aPolicyOnAnExpressionIsAskedForTheFewestAndTheMost() {
    var scene =
        Scene.at("10:05")
            .units(6)
            .seen("10:00", 4)
            .signal("a", "10:05", 12)
            .expression("load", "a / serving");
    var tracking =
        new NamedPolicy(
            "it",
            "targetTracking",
            new TargetTracking("load", 1, 0, true),
            new MissingData.HoldScaleIn());
    assertThat(tracking.proposals(scene.seen()))
        .singleElement()
        .isInstanceOfSatisfying(
            Proposal.Want.class, proposal -> assertThat(proposal.units()).isEqualTo(8));
  }

  private static Proposal want(int units) {
    return new Proposal.Want(units, WHY);
  }
}
