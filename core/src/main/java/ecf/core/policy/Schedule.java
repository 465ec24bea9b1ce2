package ecf.core.policy;

import ecf.core.memory.Changes;
import ecf.core.memory.StartUp;
import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A floor, a ceiling or both while a window is open; silent outside. All windows that are open
/// count: each is a policy of its own, and the highest floor and the lowest ceiling hold.
///
/// Open from 08:00 to 18:00 with a minimum of 10: at 07:59 silent, at 08:00 at least 10, at 18:00
/// silent. Somebody sets 6 at 09:00: at least 10 again, or with `keepManual` silent until 18:00 and
/// at least 10 from the next 08:00 on. `early`, where units were seen to take 4m to start: at least
/// 10 from 07:56 on, so that they serve at 08:00; a maximum holds from 08:00 on all the same.
///
/// @param keepManual whether it leaves a capacity alone that somebody else set while it was open.
///   What no pass saw before the window opened counts as set in it; without state nobody knows
/// @param early whether its minimum holds so much before the window opens as the target's units
///   take to start, as far as that is known
public record Schedule(Window window, Bounds bounds, boolean keepManual, boolean early)
    implements ScalingPolicy {
  static final List<Key> KEYS =
      Stream.of(
              WindowFields.KEYS,
              Bounds.KEYS,
              List.of(
                  Key.withDefault(
                      "keepManual",
                      new Shape.Flag(),
                      "false",
                      "leave alone what somebody else sets while it is open"),
                  Key.withDefault(
                      "early",
                      new Shape.Flag(),
                      "false",
                      "min holds so much earlier as units were seen to take to start")))
          .flatMap(List::stream)
          .toList();

  /// One whose minimum holds from the start of its window on.
  public Schedule(Window window, Bounds bounds, boolean keepManual) {
    this(window, bounds, keepManual, false);
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var window = WindowFields.read(in.fields());
    var bounds =
        Bounds.read(
            in, min -> "off-hours below " + min + " need capacity.min: 0 and a daytime min");
    boolean keepManual = in.fields().flag("keepManual", false);
    boolean early = in.fields().flag("early", false);
    return in.whenSound(
        () -> new Schedule(window.orElseThrow(), bounds.orElseThrow(), keepManual, early));
  }

  @Override
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public boolean worksFromZero() {
    return bounds.raiseFromZero();
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    return window
        .openSince(seen.now())
        .map(start ->
            manual(seen, start)
                .map(change -> List.<Proposal>of(leftAlone(change)))
                .orElseGet(() -> bounds.proposals("schedule since " + start)))
        .or(() -> soon(seen))
        .orElseGet(() ->
            List.of(new Proposal.Silent(Reason.of(Reason.Code.NO_WISH, "its window is closed"))));
  }

  /// Its minimum, where units that are asked for now serve when it opens.
  private Optional<List<Proposal>> soon(Observation seen) {
    return seen.memory()
        .startUp()
        .filter(_ -> early)
        .flatMap(startUp ->
            window
                .openSince(seen.now().plus(startUp.usual()))
                .map(start -> bounds.floor(opening(start, startUp))));
  }

  private static String opening(Instant start, StartUp startUp) {
    return "schedule from "
        + start
        + " on, and units take "
        + Figures.plain(startUp.usual())
        + " to start";
  }

  private Optional<Changes.Foreign> manual(Observation seen, Instant start) {
    return seen.memory()
        .changes()
        .foreign()
        .filter(change -> keepManual && !change.at().isBefore(start));
  }

  private static Proposal leftAlone(Changes.Foreign change) {
    var summary =
        "somebody else set "
            + change.to()
            + " units, seen at "
            + change.at()
            + ": left alone until its window closes";
    return new Proposal.Silent(
        new Reason(Reason.Code.NO_WISH, summary, Map.of("manual", (double) change.to())));
  }
}
