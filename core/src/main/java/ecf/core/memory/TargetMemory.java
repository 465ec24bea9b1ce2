package ecf.core.memory;

import ecf.core.model.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What is remembered of one resource between passes. A value; each step gives the one to save.
///
/// @param version as loaded, for the conditional save: two passes that started from the same
///   version cannot both win. 0 where nothing was ever saved
/// @param identity the resource it was made for; another one begins anew
/// @param lastOut when a scale-out was last sent
/// @param lastIn when a scale-in was last sent
/// @param sent recent changes, oldest first
/// @param lookups names looked up once
/// @param members ids of group members that were seen to be ours
public record TargetMemory(
    long version,
    String identity,
    Looks looks,
    Wants wants,
    Optional<Instant> lastOut,
    Optional<Instant> lastIn,
    List<Sent> sent,
    Optional<Intent> intent,
    Map<String, String> lookups,
    Set<String> members) {
  /// Rates are counted over periods of at most a day.
  private static final Duration SENT_KEPT = Duration.ofHours(24);

  private static final int SENT_MOST = 100;

  public TargetMemory {
    sent = List.copyOf(sent);
    lookups = Map.copyOf(new TreeMap<>(lookups));
    members = Set.copyOf(new TreeSet<>(members));
  }

  public static TargetMemory fresh(String identity) {
    return new TargetMemory(
        0,
        identity,
        Looks.none(),
        Wants.none(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Set.of());
  }

  /// This memory for the resource that is there now: nothing but the version survives a resource
  /// that was deleted and made again.
  public TargetMemory madeFor(String current) {
    if (identity.equals(current)) {
      return this;
    }
    var anew = fresh(current);
    return anew.version(version);
  }

  public TargetMemory version(long saved) {
    return new TargetMemory(
        saved, identity, looks, wants, lastOut, lastIn, sent, intent, lookups, members);
  }

  public TargetMemory looked(Instant now, Look look) {
    return new TargetMemory(
        version,
        identity,
        looks.with(now, look),
        wants,
        lastOut,
        lastIn,
        sent,
        intent,
        lookups,
        members);
  }

  public TargetMemory wanted(Instant now, int units) {
    return new TargetMemory(
        version,
        identity,
        looks,
        wants.with(now, units),
        lastOut,
        lastIn,
        sent,
        intent,
        lookups,
        members);
  }

  public TargetMemory lookups(Map<String, String> known) {
    return new TargetMemory(
        version, identity, looks, wants, lastOut, lastIn, sent, intent, known, members);
  }

  public TargetMemory members(Set<String> ours) {
    return new TargetMemory(
        version, identity, looks, wants, lastOut, lastIn, sent, intent, lookups, ours);
  }

  public TargetMemory claiming(Intent claimed) {
    return new TargetMemory(
        version,
        identity,
        looks,
        wants,
        lastOut,
        lastIn,
        sent,
        Optional.of(claimed),
        lookups,
        members);
  }

  /// The outcome of a claim. Only what was sent moves a clock: a refused scale-out starts no
  /// cooldown.
  public TargetMemory settled(boolean wasSent) {
    if (intent.isEmpty()) {
      return this;
    }
    var known = intent.get();
    boolean out = wasSent && known.to() > known.from();
    boolean in = wasSent && known.to() < known.from();
    return new TargetMemory(
        version,
        identity,
        looks,
        wants,
        out ? Optional.of(known.at()) : lastOut,
        in ? Optional.of(known.at()) : lastIn,
        out || in ? remembered(new Sent(known.at(), known.from(), known.to())) : sent,
        Optional.empty(),
        lookups,
        members);
  }

  /// A pass died between claim and outcome: the world tells which it was.
  public TargetMemory resolved(TargetState now) {
    return switch (now) {
      case TargetState.Fleet fleet ->
          settled(intent.isPresent() && intent.get().to() == fleet.desired());
      case TargetState.Group _ -> settled(false);
    };
  }

  /// Whether saving it would tell the next pass something that `before` does not. The time of the
  /// newest look alone is no news.
  public boolean hasNewsFor(TargetMemory before) {
    return !(identity.equals(before.identity)
        && looksSaySame(before)
        && wants.equals(before.wants)
        && lastOut.equals(before.lastOut)
        && lastIn.equals(before.lastIn)
        && intent.equals(before.intent)
        && lookups.equals(before.lookups)
        && members.equals(before.members));
  }

  private boolean looksSaySame(TargetMemory before) {
    var mine = looks.seen().lastEntry();
    return mine == null || before.looks.saysAlready(mine.getValue());
  }

  private List<Sent> remembered(Sent change) {
    var kept =
        Stream.concat(sent.stream(), Stream.of(change))
            .filter(each -> !each.at().isBefore(change.at().minus(SENT_KEPT)))
            .toList();
    return kept.subList(Math.max(0, kept.size() - SENT_MOST), kept.size());
  }
}
