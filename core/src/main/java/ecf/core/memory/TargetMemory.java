package ecf.core.memory;

import ecf.core.model.Shortfall;
import ecf.core.model.TargetState;
import ecf.core.model.UnitState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is remembered of one resource between passes. A value; each step gives the one to save.
///
/// @param version as loaded, for the conditional save: two passes that started from the same
///   version cannot both win. 0 where nothing was ever saved
/// @param identity the resource it was made for; another one begins anew
/// @param lookups names looked up once
/// @param members ids of group members that were seen to be ours
/// @param sizes of its units, where a policy is about them
/// @param traffic what is remembered of members' health and of traffic that was moved
/// @param tenure how the target is held
/// @param told what people were told of it
/// @param roster whom it has selected, where it is a target that selects
public record TargetMemory(
    long version,
    String identity,
    Looks looks,
    Wants wants,
    Changes changes,
    Optional<Intent> intent,
    Map<String, String> lookups,
    Set<String> members,
    Sizes sizes,
    Traffic traffic,
    Tenure tenure,
    Told told,
    Roster roster) {
  /// Instances and tasks of which nothing is known need about so long.
  private static final Duration LEAST_PATIENCE = Duration.ofMinutes(3);

  private static final Duration MOST_PATIENCE = Duration.ofMinutes(30);

  public TargetMemory {
    lookups = Map.copyOf(new TreeMap<>(lookups));
    members = Set.copyOf(new TreeSet<>(members));
  }

  /// One that knows nothing of the size of units, and nothing of traffic.
  public TargetMemory(
      long version,
      String identity,
      Looks looks,
      Wants wants,
      Changes changes,
      Optional<Intent> intent,
      Map<String, String> lookups,
      Set<String> members) {
    this(
        version,
        identity,
        looks,
        wants,
        changes,
        intent,
        lookups,
        members,
        Sizes.none(),
        Traffic.none(),
        Tenure.none(),
        Told.nothing(),
        Roster.none());
  }

  public static TargetMemory fresh(String identity) {
    return new TargetMemory(
        0,
        identity,
        Looks.none(),
        Wants.none(),
        Changes.none(),
        Optional.empty(),
        Map.of(),
        Set.of());
  }

  /// Of a resource that could not be looked at yet.
  public static TargetMemory unseen() {
    return fresh("");
  }

  /// Whether it was made for another resource than the one that is there now.
  public boolean isOfAnother(String current) {
    return !identity.isEmpty() && !identity.equals(current);
  }

  /// This memory for the resource that is there now: nothing survives a resource that was deleted
  /// and made again but the version, and that the user suspended the target.
  public TargetMemory madeFor(String current) {
    return identity.equals(current)
        ? this
        : fresh(current).version(version).tenure(Tenure.none().suspended(tenure.suspended()));
  }

  public TargetMemory tenure(Tenure arranged) {
    return new TargetMemory(
        version, identity, looks, wants, changes, intent, lookups, members, sizes, traffic,
        arranged, told, roster);
  }

  public TargetMemory version(long saved) {
    return new TargetMemory(
        saved, identity, looks, wants, changes, intent, lookups, members, sizes, traffic, tenure,
        told, roster);
  }

  /// With how many units run in each zone now.
  public TargetMemory byZone(SortedMap<String, Integer> running) {
    return looks(looks.byZone(running));
  }

  /// With what a pass sees. A capacity that is neither the one seen last nor one that was sent
  /// since is somebody else's doing.
  public TargetMemory looked(Instant now, Look look) {
    var found = foreign(now, look).map(changes::with).orElse(changes);
    boolean arrived = look.running() >= look.desired();
    var done = arrived ? found.wall(Optional.empty()) : found;
    return changes(done).looks(looks.with(now, look));
  }

  private Optional<Changes.Foreign> foreign(Instant now, Look look) {
    var last = looks.seen().floorEntry(now);
    if (last == null || last.getValue().desired() == look.desired()) {
      return Optional.empty();
    }
    boolean ours =
        changes.sent().stream()
            .filter(each -> !each.at().isBefore(last.getKey()))
            .anyMatch(each -> each.to() == look.desired());
    return ours
        ? Optional.empty()
        : Optional.of(new Changes.Foreign(now, last.getValue().desired(), look.desired()));
  }

  /// As if never anything else had been seen.
  public TargetMemory always(Look look) {
    return looks(Looks.always(look));
  }

  private TargetMemory looks(Looks other) {
    return new TargetMemory(
        version, identity, other, wants, changes, intent, lookups, members, sizes, traffic, tenure,
        told, roster);
  }

  public TargetMemory wanted(Instant now, int units) {
    var next = wants.with(now, units);
    return new TargetMemory(
        version, identity, looks, next, changes, intent, lookups, members, sizes, traffic, tenure,
        told, roster);
  }

  public TargetMemory changes(Changes other) {
    return new TargetMemory(
        version, identity, looks, wants, other, intent, lookups, members, sizes, traffic, tenure,
        told, roster);
  }

  public TargetMemory lookups(Map<String, String> known) {
    return new TargetMemory(
        version, identity, looks, wants, changes, intent, known, members, sizes, traffic, tenure,
        told, roster);
  }

  public TargetMemory members(Set<String> ours) {
    return new TargetMemory(
        version, identity, looks, wants, changes, intent, lookups, ours, sizes, traffic, tenure,
        told, roster);
  }

  /// With the size of its units as a pass sees it.
  public TargetMemory sized(Instant now, UnitState.Known unit) {
    return sizes(sizes.with(unit.size(), unit.since().orElse(now), now));
  }

  public TargetMemory sizes(Sizes other) {
    return new TargetMemory(
        version, identity, looks, wants, changes, intent, lookups, members, other, traffic, tenure,
        told, roster);
  }

  public TargetMemory traffic(Traffic seen) {
    return new TargetMemory(
        version, identity, looks, wants, changes, intent, lookups, members, sizes, seen, tenure,
        told, roster);
  }

  public TargetMemory told(Told last) {
    return new TargetMemory(
        version, identity, looks, wants, changes, intent, lookups, members, sizes, traffic, tenure,
        last, roster);
  }

  public TargetMemory roster(Roster known) {
    return new TargetMemory(
        version, identity, looks, wants, changes, intent, lookups, members, sizes, traffic, tenure,
        told, known);
  }

  public TargetMemory claiming(Intent claimed) {
    return intent(Optional.of(claimed));
  }

  /// The provider had no room for what was claimed.
  public TargetMemory refused() {
    return intent
        .map(known -> changes(changes.with(new Changes.Refusal(known.at(), known.to()))))
        .orElse(this)
        .settled(false);
  }

  /// The outcome of a claim. Only what was sent moves a clock: a refused scale-out starts no
  /// cooldown.
  public TargetMemory settled(boolean wasSent) {
    if (intent.isEmpty()) {
      return this;
    }
    return (wasSent ? sent(intent.get()) : this).intent(Optional.empty());
  }

  /// The outcome of a claim on single units, of which only some may have gone.
  public TargetMemory gone(Set<String> units) {
    return intent
        .filter(_ -> !units.isEmpty())
        .map(open -> intent(Optional.of(open.of(units))).settled(true))
        .orElseGet(() -> settled(false));
  }

  private TargetMemory sent(Intent done) {
    if (done.replaces()) {
      return changes(changes.counting(done.sent()))
          .traffic(traffic.replaced(done.instances(), done.at()));
    }
    var resized = done.unit().map(size -> sizes.with(size, done.at(), done.at())).orElse(sizes);
    return changes(changes.with(done.sent())).sizes(resized);
  }

  /// The provider will not have what was claimed: a size of units is not asked for again at once.
  public TargetMemory unwelcome() {
    return intent
        .flatMap(known -> known.unit().map(size -> new Sizes.Refused(known.at(), size)))
        .map(refused -> sizes(sizes.with(refused)))
        .orElse(this)
        .settled(false);
  }

  /// What was asked for has not come up, and the provider said why. A quota is a refusal, too.
  public TargetMemory behind(Shortfall why, int desired, Instant now) {
    var wall =
        changes
            .wall()
            .map(known -> known.again(why, changes.lastOut(), now))
            .orElseGet(() -> Wall.met(why, now));
    boolean counts =
        why.kind() == Shortfall.Kind.QUOTA
            && changes.wall().filter(known -> known.tries() == wall.tries()).isEmpty();
    var refused = counts ? changes.with(new Changes.Refusal(now, desired)) : changes;
    return changes(refused.wall(Optional.of(wall)));
  }

  /// The wall that no scale-out may run into now.
  public Optional<Wall> holdingWall(Instant now) {
    return changes.wall().filter(wall -> wall.holds(changes.lastOut(), patience(), now));
  }

  /// How long units usually take from being asked for to serving; empty where none were seen to.
  public Optional<StartUp> startUp() {
    return StartUp.of(looks, changes.sent());
  }

  /// How long units that were asked for are waited for before anybody asks why they are not there:
  /// three minutes, or half as long again as they usually take, at most half an hour.
  public Duration patience() {
    var usual =
        startUp().map(known -> known.usual().multipliedBy(3).dividedBy(2)).orElse(LEAST_PATIENCE);
    var atLeast = usual.compareTo(LEAST_PATIENCE) > 0 ? usual : LEAST_PATIENCE;
    return atLeast.compareTo(MOST_PATIENCE) < 0 ? atLeast : MOST_PATIENCE;
  }

  private TargetMemory intent(Optional<Intent> open) {
    return new TargetMemory(
        version, identity, looks, wants, changes, open, lookups, members, sizes, traffic, tenure,
        told, roster);
  }

  /// A pass died between claim and outcome: the world tells which it was.
  public TargetMemory resolved(TargetState now) {
    return switch (now) {
      case TargetState.Fleet fleet -> resolved(fleet, fleet.desired());
      case TargetState.Group _ -> settled(false);
      // Whether the weights moved, the listener itself tells; to be safe they count as moved.
      case TargetState.Listener _ ->
          traffic(intent.map(open -> traffic.stepped(open.at())).orElse(traffic)).settled(false);
    };
  }

  /// The same where the number that is decided is another one.
  public TargetMemory resolved(TargetState.Fleet now, int units) {
    if (intent.isPresent() && !intent.get().instances().isEmpty()) {
      return resolved(intent.get(), now, units);
    }
    return settled(intent.filter(open -> isDone(open, now, units)).isPresent());
  }

  private TargetMemory resolved(Intent open, TargetState.Fleet now, int units) {
    if (open.replaces()) {
      var gone = new TreeSet<>(open.instances());
      now.condition().instances().forEach(each -> gone.remove(each.id()));
      return gone(gone);
    }
    return units < open.from()
        ? intent(Optional.of(open.reaching(units))).settled(true)
        : settled(false);
  }

  private static boolean isDone(Intent open, TargetState.Fleet now, int units) {
    return open.unit().isEmpty()
        ? open.to() == units
        : now.condition().unit().orElse(null) instanceof UnitState.Known(var size, var _, var _)
            && open.unit().get().equals(size);
  }

  /// Whether saving it would tell the next pass something that `before` does not. The time of the
  /// newest look alone is no news.
  public boolean hasNewsFor(TargetMemory before) {
    return !(identity.equals(before.identity)
        && looksSaySame(before)
        && wants.equals(before.wants)
        && changes.equals(before.changes)
        && intent.equals(before.intent)
        && lookups.equals(before.lookups)
        && members.equals(before.members)
        && sizes.equals(before.sizes)
        && traffic.equals(before.traffic)
        && tenure.equals(before.tenure)
        && told.equals(before.told)
        && roster.equals(before.roster));
  }

  private boolean looksSaySame(TargetMemory before) {
    var mine = looks.seen().lastEntry();
    return looks.byZone().equals(before.looks.byZone())
        && (mine == null || before.looks.saysAlready(mine.getValue()));
  }
}
