package ecf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.pass.TargetResult;
import ecf.core.testing.Golden;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every form of a result, in every report. The files are the specification: read them.
class ReportsTest {
  private static final Golden GOLDEN = Golden.in("ecf/core/report");

  @Test
  void json() {
    GOLDEN.check("everything.json", JsonReport.render(SamplePass.everything()));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 120})
  void textAtTheWidthsOfTerminals(int width) {
    var text = TextReport.render(SamplePass.everything(), Style.plain(width));
    GOLDEN.check("everything-" + width + ".txt", text);
    assertThat(text.lines()).allMatch(line -> line.length() <= width);
  }

  @Test
  void textWithEveryProposalAndVerdict() {
    var style = new Style(Palette.NONE, 100, Style.Detail.FULL);
    GOLDEN.check("everything-full.txt", TextReport.render(SamplePass.everything(), style));
  }

  @Test
  void textOfWhatIsNewsAlone() {
    var style = new Style(Palette.NONE, 100, Style.Detail.SHORT);
    GOLDEN.check("everything-short.txt", TextReport.render(SamplePass.everything(), style));
  }

  /// The escapes are spelt out, so that the file can be read.
  @Test
  void textInColours() {
    var style = new Style(Palette.ANSI, 100, Style.Detail.USUAL);
    var text = TextReport.render(SamplePass.everything(), style);
    GOLDEN.check("everything-coloured.txt", text.replace("\u001b", "^"));
    assertThat(text.replaceAll("\u001b\\[[0-9]m|\u001b\\[[0-9][0-9]m", ""))
        .as("colours change no column")
        .isEqualTo(TextReport.render(SamplePass.everything(), Style.plain(100)));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120})
  void status(int width) {
    GOLDEN.check(
        "status-" + width + ".txt", StatusText.render(SamplePass.everything(), Style.plain(width)));
  }

  @Test
  void explanations() {
    GOLDEN.check(
        "explained.txt",
        SamplePass.everything().targets().stream()
            .map(ReportsTest::explained)
            .collect(Collectors.joining("\n".repeat(3))));
  }

  private static String explained(TargetResult result) {
    return ExplainText.render(result, Style.plain(100));
  }

  @Test
  void aPassOverNothing() {
    assertThat(TextReport.render(SamplePass.plan(), Style.plain(100)))
        .isEqualTo(
            """
            plan: nothing to change
            3 calls in 0.84s: cloudwatch:GetMetricData, ecs:DescribeServices ×2
            signals: 12 metrics a pass, 5.18 USD a month at a pass a minute
            """);
    assertThat(StatusText.render(SamplePass.plan(), Style.plain(100))).isEqualTo("no targets\n");
  }
}
