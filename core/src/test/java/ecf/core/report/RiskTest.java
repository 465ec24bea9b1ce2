package ecf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.engine.Decision;
import ecf.core.engine.Trace;
import ecf.core.model.Cause;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.pass.Outcome;
import ecf.core.pass.TargetResult;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who needs somebody's eyes. All bounds are 2 to 40.
class RiskTest {
  static Stream<Arguments> risks() {
    return Stream.of(
        Arguments.of("could not be seen", SamplePass.denied(), Risk.FAILED),
        Arguments.of("one serves of four", held(SamplePass.state(4, 4, 1, 0)), Risk.BELOW_MIN),
        Arguments.of("at its max, and more is wanted", capped(40), Risk.AT_MAX),
        Arguments.of("at its max for no reason", held(SamplePass.state(40, 40, 40, 0)), Risk.NONE),
        Arguments.of("about to grow", SamplePass.cutByThrottle(), Risk.GROWING),
        Arguments.of("about to shrink", SamplePass.toShrink(), Risk.NONE),
        Arguments.of("somebody else's", SamplePass.owned(), Risk.NOT_OURS),
        Arguments.of("a signal without points", blind(), Risk.BLIND),
        Arguments.of("members that serve", SamplePass.steady(), Risk.NONE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("risks")
  void of(String what, TargetResult result, Risk risk) {
    assertThat(Risk.of(new ResultView(result))).isEqualTo(risk);
  }

  @Test
  void theFullerComesFirstAmongEquals() {
    var status =
        StatusText.render(
            SamplePass.plan(named("empty", 2), named("full", 40), named("half", 20)),
            Style.plain(100));
    assertThat(status.lines().skip(1).map(line -> line.replaceFirst("^ *\\S +(\\S+).*", "$1")))
        .containsExactly("full", "half", "empty");
  }

  private static TargetResult held(TargetState.Fleet state) {
    return held("held", state, Reason.of(Reason.Code.IN_BAND, "as it should be"));
  }

  private static TargetResult named(String name, int units) {
    return held(
        name,
        SamplePass.state(units, units, units, 0),
        Reason.of(Reason.Code.IN_BAND, "as it should be"));
  }

  private static TargetResult capped(int units) {
    return held(
        "capped",
        SamplePass.state(units, units, units, 0),
        Reason.of(Reason.Code.CAPACITY, "60 wanted, but its max is 40"));
  }

  private static TargetResult held(String name, TargetState.Fleet state, Reason why) {
    var hold =
        new Decision.Hold(new TargetId(name), state.desired(), Cause.engine(why), Trace.empty());
    return SamplePass.fleet(name, state, new Outcome.Unchanged(hold), Map.of());
  }

  private static TargetResult blind() {
    var why = Reason.of(Reason.Code.NO_DATA, "requests: no data points in 7m");
    var hold = new Decision.Hold(new TargetId("blind"), 4, Cause.engine(why), Trace.empty());
    return SamplePass.fleet(
        "blind",
        SamplePass.state(4, 4, 4, 0),
        new Outcome.Unchanged(hold),
        Map.of("requests", SamplePass.missing("requests")));
  }
}
