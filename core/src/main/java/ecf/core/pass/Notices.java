package ecf.core.pass;

import ecf.core.engine.Decision;
import ecf.core.memory.Look;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Told;
import ecf.core.memory.Wall;
import ecf.core.model.Activity;
import ecf.core.model.Cause;
import ecf.core.model.Figures;
import ecf.core.model.Notice;
import ecf.core.model.Notice.Event;
import ecf.core.model.Reason;
import ecf.core.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What people may want to hear of one target after a pass. Pure.
///
/// That a change was sent, or that units are gone, is an event of its own each time. That a target
/// failed, is held back or waits for units lasts: it is told when it begins and when it becomes
/// something else.
///
/// @param now what is to be told
/// @param lasting what holds from now on, told now or before
record Notices(List<Notice> now, Told lasting) {
  /// What the engine itself holds back; other holds have a guardrail to their name.
  private static final Set<Reason.Code> HOLDING =
      EnumSet.of(
          Reason.Code.POOL,
          Reason.Code.COST,
          Reason.Code.BLAST_RADIUS,
          Reason.Code.DEPENDENCY,
          Reason.Code.BUSY,
          Reason.Code.OWNED,
          Reason.Code.OUT_OF_TIME);

  /// While these are at work, units come and go.
  private static final Set<Activity.Kind> REPLACING =
      EnumSet.of(Activity.Kind.DEPLOYMENT, Activity.Kind.INSTANCE_REFRESH);

  /// Something that lasts.
  private record State(String essence, String text, Optional<String> hint) {}

  Notices {
    now = List.copyOf(now);
  }

  /// @param before what was remembered when the pass began
  /// @param at when it began
  /// @param wanted what anybody listens to
  static Notices of(
      TargetResult result, Optional<TargetMemory> before, Instant at, Set<Event> wanted) {
    var notices = new ArrayList<Notice>();
    if (wanted.contains(Event.APPLIED)) {
      applied(result, at).ifPresent(notices::add);
    }
    var told = before.map(TargetMemory::told).orElseGet(Told::nothing);
    var lasting = new EnumMap<Event, String>(Event.class);
    states(result, at)
        .forEach((event, state) -> {
          if (wanted.contains(event)) {
            lasting.put(event, state.essence);
            if (told.last(event).filter(state.essence::equals).isEmpty()) {
              notices.add(notice(event, result, at, state.text, state.hint));
            }
          }
        });
    if (wanted.contains(Event.LOST)) {
      lost(result.seen(), before)
          .ifPresent(units -> notices.add(loss(result, before.orElseThrow(), units, at)));
    }
    return new Notices(notices, Told.of(lasting));
  }

  /// Whoever claimed it tells what comes of it.
  static boolean isLeftToAnother(TargetResult result) {
    return result.outcome() instanceof Outcome.Skipped(var cause, var _, var _)
        && cause.reason().code() == Reason.Code.CLAIMED;
  }

  private static Optional<Notice> applied(TargetResult result, Instant at) {
    if (!(result.outcome() instanceof Outcome.Applied(var decision, var _))) {
      return Optional.empty();
    }
    var step =
        decision instanceof Decision.Resize resize && resize.from() != resize.to()
            ? Optional.of(new Notice.Step(resize.from(), resize.to()))
            : Optional.<Notice.Step>empty();
    var spec = result.spec();
    return Optional.of(
        new Notice(
            Event.APPLIED,
            spec.id(),
            spec.resource(),
            at,
            told(decision.cause()),
            Optional.empty(),
            step));
  }

  private static Map<Event, State> states(TargetResult result, Instant at) {
    var states = new EnumMap<Event, State>(Event.class);
    switch (result.outcome()) {
      case Outcome.Failed(var why, var _, var _) ->
          states.put(
              Event.FAILED,
              new State(
                  why.call() + " " + why.kind().text(),
                  why.toString(),
                  Optional.of(why.hint()).filter(hint -> !hint.isEmpty())));
      case Outcome.Unchanged(Decision.Hold(var _, var _, var cause, var _)) when isHeld(cause) ->
          states.put(Event.HELD, held(cause, Optional.empty()));
      case Outcome.Skipped(var cause, var _, var hint) when isHeld(cause) ->
          states.put(Event.HELD, held(cause, Optional.of(hint)));
      case Outcome.Applied _, Outcome.Planned _, Outcome.Unchanged _, Outcome.Skipped _ -> {}
    }
    result
        .seen()
        .ifPresent(seen ->
            seen.memory()
                .changes()
                .wall()
                .ifPresent(wall -> states.put(Event.LATE, late(seen, wall, at))));
    return states;
  }

  private static boolean isHeld(Cause cause) {
    return cause.origin() instanceof Cause.Origin.Guardrail
        || HOLDING.contains(cause.reason().code());
  }

  private static State held(Cause cause, Optional<String> hint) {
    var essence =
        cause.origin() instanceof Cause.Origin.Guardrail(String name)
            ? name
            : cause.reason().code().text();
    return new State(essence, told(cause), hint);
  }

  private static String told(Cause cause) {
    var summary = cause.reason().summary();
    return cause.origin() instanceof Cause.Origin.Guardrail(String name)
        ? name + ": " + summary
        : summary;
  }

  private static State late(Observation seen, Wall wall, Instant at) {
    var why = wall.why();
    int desired = seen.target().desired();
    var text =
        "%d of %d not come up for %s: %s (\"%s\")"
            .formatted(
                desired - seen.target().running(),
                desired,
                Figures.plain(Duration.between(wall.since(), at)),
                why.kind().text(),
                why.text());
    return new State(why.kind().name(), text, Optional.of(why.hint()));
  }

  private static Notice notice(
      Event event, TargetResult result, Instant at, String text, Optional<String> hint) {
    var spec = result.spec();
    return new Notice(event, spec.id(), spec.resource(), at, text, hint, Optional.empty());
  }

  /// Units that ran at the last look and are gone, although as many as then are asked for and
  /// nothing is being replaced, neither by the provider nor from here.
  ///
  /// 6 of 6 ran, 4 of 6 run: 2. 6 ran of 4 after a scale-in, 4 run: none.
  static OptionalInt lost(Observation seen, TargetMemory before) {
    var last = before.looks().seen().lastEntry();
    if (last == null || !before.identity().equals(seen.target().identity())) {
      return OptionalInt.empty();
    }
    Look look = last.getValue();
    int gone = Math.min(look.running(), seen.target().desired()) - seen.target().running();
    boolean explained =
        look.desired() != seen.desired()
            || before.traffic().removed().values().stream()
                .anyMatch(removal -> !removal.at().isBefore(last.getKey()))
            || seen.activities().stream().map(Activity::kind).anyMatch(REPLACING::contains);
    return gone > 0 && !explained ? OptionalInt.of(gone) : OptionalInt.empty();
  }

  private static Optional<Integer> lost(Optional<Observation> seen, Optional<TargetMemory> before) {
    return seen.flatMap(
        now -> before.flatMap(known -> lost(now, known).stream().boxed().findFirst()));
  }

  private static Notice loss(TargetResult result, TargetMemory before, int units, Instant at) {
    var fleet = result.seen().orElseThrow().target();
    var now = fleet.condition().byZone();
    var fewer = fewer(before.looks().byZone(), now);
    var text =
        "%d running unit%s gone, with nobody having asked for fewer: %d of %d run"
            .formatted(units, units == 1 ? " is" : "s are", fleet.running(), fleet.desired());
    var where =
        fewer.entrySet().stream()
            .map(each ->
                ", %d fewer in %s".formatted(each.getValue(), each.getKey())
                    + (now.containsKey(each.getKey()) ? "" : " (none is left there)"))
            .collect(Collectors.joining());
    var spec = result.spec();
    return new Notice(
        Event.LOST,
        spec.id(),
        spec.resource(),
        at,
        text + where,
        Optional.empty(),
        Optional.empty(),
        fewer);
  }

  /// By zone; none where it is not known now where units run.
  private static SortedMap<String, Integer> fewer(
      Map<String, Integer> before, Map<String, Integer> now) {
    var fewer = new TreeMap<String, Integer>();
    before.forEach((zone, units) -> {
      int gone = units - now.getOrDefault(zone, 0);
      if (gone > 0 && !now.isEmpty()) {
        fewer.put(zone, gone);
      }
    });
    return fewer;
  }
}
