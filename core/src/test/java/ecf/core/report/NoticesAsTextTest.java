package ecf.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.Notice;
import ecf.core.model.Notice.Event;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.port.Notifier;
import ecf.core.testing.Scene;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What people and programs are sent of a pass, letter by letter.
class NoticesAsTextTest {
  private static final Notice APPLIED =
      new Notice(
          Event.APPLIED,
          new TargetId("checkout"),
          Resource.of("ecsService", "shop", "checkout"),
          Scene.time("10:00"),
          "cpu 96 is above 60: 4 → 6",
          Optional.empty(),
          Optional.of(new Notice.Step(4, 6)));
  private static final Notice FAILED =
      new Notice(
          Event.FAILED,
          new TargetId("basket"),
          Resource.of("ecsService", "shop", "basket"),
          Scene.time("10:00"),
          "ecs:UpdateService: not allowed\u001b",
          Optional.of("allow ecs:UpdateService"),
          Optional.empty());
  private static final Notifier.News NEWS =
      new Notifier.News("20261121-100000-k3f9x2m4", Scene.time("10:00"), List.of(APPLIED, FAILED));

  @Test
  void aSubjectCountsTheEvents() {
    assertThat(NoticeText.subject("shop", NEWS)).isEqualTo("ecf-aws shop: 1 applied, 1 failed");
  }

  @Test
  void aSubjectIsNeverTooLong() {
    assertThat(NoticeText.subject("a".repeat(63), NEWS)).hasSizeLessThanOrEqualTo(100).isASCII();
  }

  @Test
  void aBodyHasALineForEachNoticeAndHint() {
    assertThat(NoticeText.body(NEWS))
        .isEqualTo(
            """
            checkout applied: 4 → 6, cpu 96 is above 60: 4 → 6
            basket failed: ecs:UpdateService: not allowed\s
              hint: allow ecs:UpdateService\
            """);
  }

  @Test
  void oneNoticeForPrograms() {
    assertThat(NoticeJson.of("shop", NEWS, APPLIED))
        .isEqualTo(
            """
            {"schema":"ecf/notice/1","name":"shop","pass":"20261121-100000-k3f9x2m4",\
            "at":"2026-11-21T10:00:00Z","event":"applied","target":"checkout",\
            "type":"ecsService","resource":"ecsService/shop/checkout",\
            "text":"cpu 96 is above 60: 4 → 6","from":4,"to":6}\
            """);
  }

  @Test
  void aLossForProgramsNamesTheZones() {
    var lost =
        new Notice(
            Event.LOST,
            new TargetId("web"),
            Resource.of("autoScalingGroup", "web-asg"),
            Scene.time("10:00"),
            "2 running units are gone",
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(Map.of("eu-west-1c", 2)));
    assertThat(NoticeJson.of("shop", new Notifier.News("p", lost.at(), List.of(lost)), lost))
        .isEqualTo(
            """
            {"schema":"ecf/notice/1","name":"shop","pass":"p","at":"2026-11-21T10:00:00Z",\
            "event":"lost","target":"web","type":"autoScalingGroup",\
            "resource":"autoScalingGroup/web-asg","text":"2 running units are gone",\
            "zones":{"eu-west-1c":2}}\
            """);
  }

  @Test
  void allOfThemForAChat() {
    assertThat(NoticeJson.all("shop", new Notifier.News("p", Scene.time("10:00"), List.of(FAILED))))
        .isEqualTo(
            """
            {"text":"ecf-aws shop: 1 failed\\nbasket failed: ecs:UpdateService: not allowed \\n\
              hint: allow ecs:UpdateService","name":"shop","pass":"p","events":[\
            {"at":"2026-11-21T10:00:00Z","event":"failed","target":"basket","type":"ecsService",\
            "resource":"ecsService/shop/basket","text":"ecs:UpdateService: not allowed\\u001B",\
            "hint":"allow ecs:UpdateService"}]}\
            """);
  }
}
