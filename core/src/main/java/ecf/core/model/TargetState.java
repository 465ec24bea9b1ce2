package ecf.core.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the provider says about one target at one instant.
public sealed interface TargetState {
  /// The provider's own identity of the resource, e.g. an ARN with its creation: memory made for
  /// another one is not used.
  String identity();

  /// Names that were looked up once and are remembered until a describe contradicts them, e.g. the
  /// dimensions of a load balancer. Keys and values are the adapter's.
  Map<String, String> lookups();

  /// Whoever else owns the number, as far as the description itself tells.
  Optional<Owner> owner();

  /// A thing with a capacity: tasks, instances or weighted units.
  ///
  /// @param desired units asked for
  /// @param running units that run
  /// @param serving running units that do work: healthy by their health source; warm-up is the
  ///   core's business
  /// @param pending units on their way
  /// @param limits the provider's own bounds, where it has some
  /// @param warmUp how long a new unit does not serve, as the provider has it; counts where the
  ///   file says nothing else
  /// @param condition what else is known of its units
  record Fleet(
      String identity,
      int desired,
      int running,
      int serving,
      int pending,
      Optional<CapacityRange> limits,
      List<Activity> activities,
      Optional<Owner> owner,
      Map<String, String> lookups,
      Optional<Duration> warmUp,
      Condition condition)
      implements TargetState {
    public Fleet {
      activities = List.copyOf(activities);
      lookups = Map.copyOf(new TreeMap<>(lookups));
    }

    /// @param unhealthy units that run and fail their health source; those that are only young do
    ///   not count
    /// @param protectedUnits units that the provider would not take away
    /// @param zones over how many its units may be spread
    /// @param unit how large one is, where that was asked
    /// @param warmPool whether more instances are kept ready the higher its maximum is
    /// @param instances those that run, one by one, where that was asked
    /// @param byZone how many run in each zone, where the provider tells
    /// @param slowStart how long new ones get less than their share, where that was asked
    public record Condition(
        int unhealthy,
        int protectedUnits,
        Zones zones,
        Optional<UnitState> unit,
        boolean warmPool,
        List<FleetInstance> instances,
        SortedMap<String, Integer> byZone,
        SlowStart slowStart) {
      public Condition {
        instances = List.copyOf(instances);
        byZone = Collections.unmodifiableSortedMap(new TreeMap<>(byZone));
      }

      /// One whose provider does not tell its zones.
      public Condition(int unhealthy, int protectedUnits) {
        this(unhealthy, protectedUnits, Zones.untold());
      }

      /// One of which nobody asked how large a unit is.
      public Condition(int unhealthy, int protectedUnits, Zones zones) {
        this(
            unhealthy,
            protectedUnits,
            zones,
            Optional.empty(),
            false,
            List.of(),
            new TreeMap<>(),
            SlowStart.none());
      }

      public Condition unit(UnitState known) {
        return new Condition(
            unhealthy,
            protectedUnits,
            zones,
            Optional.of(known),
            warmPool,
            instances,
            byZone,
            slowStart);
      }

      public static Condition sound() {
        return new Condition(0, 0);
      }

      public Condition unhealthy(int units) {
        return new Condition(
            units, protectedUnits, zones, unit, warmPool, instances, byZone, slowStart);
      }

      public Condition zones(Zones known) {
        return new Condition(
            unhealthy, protectedUnits, known, unit, warmPool, instances, byZone, slowStart);
      }

      public Condition warmPool(boolean grows) {
        return new Condition(
            unhealthy, protectedUnits, zones, unit, grows, instances, byZone, slowStart);
      }

      public Condition instances(List<FleetInstance> running) {
        return new Condition(
            unhealthy, protectedUnits, zones, unit, warmPool, running, byZone, slowStart);
      }

      public Condition byZone(SortedMap<String, Integer> running) {
        return new Condition(
            unhealthy, protectedUnits, zones, unit, warmPool, instances, running, slowStart);
      }

      public Condition slowStart(SlowStart known) {
        return new Condition(
            unhealthy, protectedUnits, zones, unit, warmPool, instances, byZone, known);
      }
    }

    /// A sound fleet whose provider knows no warm-up.
    public Fleet(
        String identity,
        int desired,
        int running,
        int serving,
        int pending,
        Optional<CapacityRange> limits,
        List<Activity> activities,
        Optional<Owner> owner,
        Map<String, String> lookups) {
      this(
          identity,
          desired,
          running,
          serving,
          pending,
          limits,
          activities,
          owner,
          lookups,
          Optional.empty(),
          Condition.sound());
    }

    /// The same fleet with another count of serving units.
    public Fleet serving(int units) {
      return counts(desired, running, units, pending);
    }

    /// The same fleet as it would be with another capacity, all of it serving.
    public Fleet units(int units) {
      return counts(units, units, units, 0);
    }

    /// The same fleet as it was when another capacity was asked for.
    public Fleet desired(int units) {
      return counts(units, running, serving, pending);
    }

    private Fleet counts(int asked, int run, int serve, int come) {
      return new Fleet(
          identity, asked, run, serve, come, limits, activities, owner, lookups, warmUp, condition);
    }

    /// The same fleet with other activities.
    public Fleet activities(List<Activity> others) {
      return new Fleet(
          identity, desired, running, serving, pending, limits, others, owner, lookups, warmUp,
          condition);
    }

    /// The same fleet within other bounds of the provider.
    public Fleet limits(CapacityRange bounds) {
      return new Fleet(
          identity,
          desired,
          running,
          serving,
          pending,
          Optional.of(bounds),
          activities,
          owner,
          lookups,
          warmUp,
          condition);
    }

    /// The same fleet with other names looked up.
    public Fleet lookups(Map<String, String> known) {
      return new Fleet(
          identity,
          desired,
          running,
          serving,
          pending,
          limits,
          activities,
          owner,
          known,
          warmUp,
          condition);
    }

    /// The same fleet in another condition.
    public Fleet condition(Condition other) {
      return new Fleet(
          identity,
          desired,
          running,
          serving,
          pending,
          limits,
          activities,
          owner,
          lookups,
          warmUp,
          other);
    }
  }

  /// A group of registered members.
  ///
  /// @param registered who is in it, draining ones included
  /// @param members who should be: what runs at the source of members
  /// @param activities what keeps members from leaving it
  record Group(
      String identity,
      List<Registration> registered,
      List<Member> members,
      Optional<Owner> owner,
      List<Activity> activities,
      Map<String, String> lookups,
      GroupSettings settings)
      implements TargetState {
    public Group {
      registered = List.copyOf(registered);
      members = List.copyOf(members);
      activities = List.copyOf(activities);
      lookups = Map.copyOf(new TreeMap<>(lookups));
    }

    /// One that anybody may leave.
    public Group(
        String identity,
        List<Registration> registered,
        List<Member> members,
        Optional<Owner> owner,
        Map<String, String> lookups,
        GroupSettings settings) {
      this(identity, registered, members, owner, List.of(), lookups, settings);
    }

    /// One whose settings nobody asked for.
    public Group(
        String identity,
        List<Registration> registered,
        List<Member> members,
        Optional<Owner> owner,
        Map<String, String> lookups) {
      this(identity, registered, members, owner, lookups, GroupSettings.unasked());
    }

    /// The same group with what it is set to.
    public Group settings(GroupSettings known) {
      return new Group(identity, registered, members, owner, activities, lookups, known);
    }

    /// The same group with other activities.
    public Group activities(List<Activity> others) {
      return new Group(identity, registered, members, owner, others, lookups, settings);
    }

    /// The same group with other names looked up.
    public Group lookups(Map<String, String> known) {
      return new Group(identity, registered, members, owner, activities, known, settings);
    }

    /// The same group where somebody else registers and deregisters.
    public Group owner(Optional<Owner> known) {
      return new Group(identity, registered, members, known, activities, lookups, settings);
    }
  }

  /// What splits traffic between groups.
  ///
  /// @param weights of the groups that it sends traffic to, by the names that the file gives them
  /// @param hosts members of each group that the file names
  record Listener(
      String identity,
      SortedMap<String, Integer> weights,
      Map<String, Hosts> hosts,
      List<Activity> activities,
      Map<String, String> lookups)
      implements TargetState {
    public Listener {
      weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
      hosts = Map.copyOf(hosts);
      activities = List.copyOf(activities);
      lookups = Map.copyOf(new TreeMap<>(lookups));
    }

    /// @param healthy members that get traffic
    /// @param registered all but those on their way out
    public record Hosts(int healthy, int registered) {}

    @Override
    public Optional<Owner> owner() {
      return Optional.empty();
    }
  }
}
