package ecf.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.testing.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A look is time, desired and serving; a change is time, from and to.
class StartUpTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the median of three  | 10:00 4 4, 10:03 6 6, 11:08 9 9, 12:04 10 10   | 10:00 4 6, 11:00 6 9, 12:00 9 10 | 4m of 3
          the longer of two    | 10:00 4 4, 10:03 6 6, 11:08 9 9                | 10:00 4 6, 11:00 6 9             | 8m of 2
          not before all serve | 10:00 4 4, 10:01 6 4, 10:02 6 5, 10:05 6 6     | 10:00 4 6                        | 5m of 1
          still on its way     | 10:00 4 4, 10:01 6 4                           | 10:00 4 6                        | nothing
          overtaken            | 10:00 4 4, 10:01 6 4, 10:04 8 8                | 10:00 4 6, 10:02 6 8             | 2m of 1
          overtaken by less    | 10:00 4 4, 10:01 6 4, 10:03 5 6                | 10:00 4 6, 10:02 6 5             | nothing
          there already        | 10:00 4 6, 10:01 6 6                           | 10:00 4 6                        | nothing
          never looked before  | 10:02 6 4, 10:03 6 6                           | 10:00 4 6                        | nothing
          more than an hour    | 10:00 4 4, 10:01 6 4, 11:01 6 6                | 10:00 4 6                        | nothing
          a scale-in           | 10:00 6 6, 10:01 4 4                           | 10:00 6 4                        | nothing
          nothing was sent     | 10:00 4 4                                      | -                                | nothing
          """)
  void fromTheClaimOfAScaleOutUntilAllOfItServes(
      String name, String looks, String sent, String expected) {
    var seen = Looks.none();
    for (String look : looks.split(", ")) {
      var parts = look.split(" ");
      int serving = Integer.parseInt(parts[2]);
      seen =
          seen.with(Scene.time(parts[0]), new Look(Integer.parseInt(parts[1]), serving, serving));
    }
    var changes = new ArrayList<Sent>();
    for (String change : sent.equals("-") ? new String[0] : sent.split(", ")) {
      var parts = change.split(" ");
      changes.add(
          new Sent(
              Scene.time(parts[0]),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[2]),
              Optional.empty()));
    }

    var learned =
        StartUp.of(seen, changes)
            .map(each -> each.usual().toMinutes() + "m of " + each.scaleOuts())
            .orElse("nothing");
    assertThat(learned).as(name).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"1m, 3m", "2m, 3m", "4m, 6m", "30m, 30m", "never, 3m"})
  void whatUsuallyTakesLongIsWaitedForLonger(String usual, String patience) {
    var memory =
        usual.equals("never")
            ? TargetMemory.fresh("web")
            : served(Duration.parse("PT" + usual.toUpperCase()));
    assertThat(memory.patience()).isEqualTo(Duration.parse("PT" + patience.toUpperCase()));
  }

  private static TargetMemory served(Duration took) {
    var ten = Scene.time("10:00");
    var sent = new Sent(ten, 4, 6, Optional.empty());
    return TargetMemory.fresh("web")
        .looked(ten, new Look(4, 4, 4))
        .changes(Changes.none().with(sent))
        .looked(ten.plus(took), new Look(6, 6, 6));
  }
}
