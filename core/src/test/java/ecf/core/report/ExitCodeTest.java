package ecf.core.report;

import static ecf.core.report.SamplePass.apply;
import static ecf.core.report.SamplePass.claimed;
import static ecf.core.report.SamplePass.cutByThrottle;
import static ecf.core.report.SamplePass.denied;
import static ecf.core.report.SamplePass.grown;
import static ecf.core.report.SamplePass.heldByCooldown;
import static ecf.core.report.SamplePass.owned;
import static ecf.core.report.SamplePass.plan;
import static ecf.core.report.SamplePass.unread;
import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.pass.PassResult;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How a pass ends for a shell.
class ExitCodeTest {
  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of("nothing in the file", apply(), 0, 0),
        Arguments.of("nothing to do", plan(heldByCooldown()), 0, 0),
        Arguments.of("something to do", plan(heldByCooldown(), cutByThrottle()), 0, 10),
        Arguments.of("something done", apply(grown(), heldByCooldown()), 0, 0),
        Arguments.of("only observed under apply", apply(cutByThrottle()), 0, 0),
        Arguments.of("somebody else's", apply(owned(), claimed()), 0, 0),
        Arguments.of("some failed", plan(denied(), heldByCooldown()), 5, 5),
        Arguments.of("some failed, more to do", plan(denied(), cutByThrottle()), 5, 5),
        Arguments.of("some failed, others not ours", apply(denied(), owned()), 5, 5),
        Arguments.of("the only one failed", apply(denied()), 4, 4),
        Arguments.of("all failed", plan(denied(), unread()), 4, 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void of(String what, PassResult pass, int code, int detailed) {
    assertThat(ExitCode.of(pass, false).code()).isEqualTo(code);
    assertThat(ExitCode.of(pass, true).code()).isEqualTo(detailed);
  }
}
