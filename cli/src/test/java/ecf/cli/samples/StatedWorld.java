package ecf.cli.samples;

import ecf.aws.signal.CloudWatchSignals;
import ecf.aws.signal.GroupMetric;
import ecf.aws.signal.LoadBalancing;
import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.memory.Changes;
import ecf.core.memory.Intent;
import ecf.core.memory.Look;
import ecf.core.memory.Sent;
import ecf.core.memory.TargetMemory;
import ecf.core.memory.Traffic;
import ecf.core.model.Activity;
import ecf.core.model.CapacityRange;
import ecf.core.model.FleetInstance;
import ecf.core.model.GroupSettings;
import ecf.core.model.Member;
import ecf.core.model.Owner;
import ecf.core.model.Packing;
import ecf.core.model.Registration;
import ecf.core.model.Resource;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.model.UnitSize;
import ecf.core.model.UnitState;
import ecf.core.model.Zones;
import ecf.core.observation.Departure;
import ecf.core.observation.Inspection;
import ecf.core.observation.Room;
import ecf.core.port.Answer;
import ecf.core.port.Clusters;
import ecf.core.port.Prices;
import ecf.core.port.Provider;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.port.Tariff;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.Quote;
import ecf.core.signal.Series;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Parsed;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A world as a file states it: what each target is, what its signals measured, and what earlier
/// passes remember.
///
/// ```
/// now: 2026-11-23T10:00:00Z
/// targets:
///   checkout:
///     units: 4                        # desired, running and serving alike
///     owner: application-autoscaling  # who else sets its capacity
///     found: suspended=none           # what of that is suspended; without it nobody takes it over
///     signals: {cpu: [80, 96]}        # a point a period; the last one ended when it had settled
///                                     # 96x40: so many points of 40
///     silentFor: 8m                   # since when nothing more is measured
///     seen: {10m: 4}                  # ago: units
///     changed: {2m: 3}                # ago: from how many to those of now
///     sent: {9m: {from: 2, to: 3, by: cpu}}
///     refused: {9m: 12}               # ago: so many the provider had no room for
///     quota: {left: 6, each: 2}       # what the account has left of 64, and what a unit takes
///     instances: {i-1: healthy, i-2: sick}       # told one by one
///     sickFor: {i-2: 12m}             # since when, as far as it was seen
///     leavingFor: {i-1: 5m}           # since when it leaves its target group
///     unit: {cpu: 512, memory: 1024, for: 30d}   # how large each is, and for how long
///   members:
///     members: [i-1, i-2]
///     registered: {i-1: healthy, i-9: unhealthy}
///     ours: [i-9]                     # registered by an earlier pass
///     sickFor: {i-9: 6m}              # since when, as far as it was seen
///     attributes: {slow_start.duration_seconds: "0"}
///   traffic:
///     weights: {blue-tg: 100, green-tg: 0}
///     healthy: {blue-tg: 0, green-tg: 4}
///     registered: {blue-tg: 4, green-tg: 4}
///     downFor: {blue-tg: 3m}
///   workers/jobs-a/resize:            # what the target workers selects
///     tags: {ecf: "on"}
/// clusters:
///   shop:
///     instance: {cpu: 2048, memory: 3840, enis: 2}
///     services: {checkout: {tasks: 4, cpu: 512, memory: 900, enis: 1, ports: [80/tcp]}}
/// ```
final class StatedWorld implements Provider, Targets, Signals {
  private static final String IDENTITY = "as it is";
  private static final String ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:";
  private static final int PORT = 80;

  private final Instant now;
  private final Map<TargetId, TargetState> states = new HashMap<>();
  private final Map<TargetId, Room> rooms = new HashMap<>();
  private final Map<MetricQuery, Series> series = new HashMap<>();
  private final Map<Source.Market, List<Quote>> quotes = new HashMap<>();
  private final Map<Resource, TargetMemory> memories = new HashMap<>();
  private final Map<TargetId, List<Selector.Found>> found = new HashMap<>();
  private final Map<String, Packing> packings = new HashMap<>();

  private int asked;

  private StatedWorld(Instant now) {
    this.now = now;
  }

  /// Whatever is not understood is a problem of the fields.
  static StatedWorld read(Fields fields, List<TargetSpec> specs) {
    var world =
        new StatedWorld(
            fields.parsed("now", text -> Parsed.value(Instant.parse(text)), Instant.EPOCH));
    world.add(fields, specs);
    fields.finish();
    return world;
  }

  private void add(Fields world, List<TargetSpec> specs) {
    var targets = world.requiredMap("targets");
    for (TargetSpec each : specs) {
      for (TargetSpec spec : selected(each, targets)) {
        add(spec, targets.requiredMap(spec.id().name()));
      }
    }
    world.entries("clusters").forEach((name, stated) -> packings.put(name, packing(stated)));
  }

  /// What is stated under the name of a target that selects is what it finds.
  private List<TargetSpec> selected(TargetSpec spec, Fields targets) {
    if (!(spec instanceof FleetSpec fleet) || fleet.selector().isEmpty()) {
      return List.of(spec);
    }
    var all = new ArrayList<TargetSpec>();
    var there = new ArrayList<Selector.Found>();
    for (String name : targets.keys()) {
      if (fleet.selects(new TargetId(name))) {
        var names = List.of(name.substring(fleet.id().name().length() + 1).split("/", -1));
        var resource = new Resource(fleet.resource().provider(), fleet.resource().type(), names);
        var tags = targets.requiredMap(name).mapOrEmpty("tags");
        var byKey = new HashMap<String, String>();
        tags.keys().forEach(key -> byKey.put(key, tags.text(key)));
        var match = new Selector.Found(resource, byKey);
        there.add(match);
        all.add(fleet.selected(match));
      }
    }
    found.put(fleet.id(), there);
    return all;
  }

  @Override
  public Map<TargetId, Answer<List<Selector.Found>>> find(Collection<FleetSpec> selecting) {
    var answers = new HashMap<TargetId, Answer<List<Selector.Found>>>();
    selecting.forEach(
        spec -> answers.put(spec.id(), new Answer.Got<>(found.getOrDefault(spec.id(), List.of()))));
    return answers;
  }

  private void add(TargetSpec spec, Fields stated) {
    switch (spec) {
      case FleetSpec fleet -> add(fleet, stated);
      case GroupSpec group -> add(group, stated);
      case ListenerSpec listener -> add(listener, stated);
    }
  }

  private static Packing packing(Fields stated) {
    var demands =
        stated.entries("services").entrySet().stream()
            .map(each -> demand(each.getKey(), each.getValue()))
            .toList();
    var instance = stated.requiredMap("instance");
    var enis =
        instance
            .optionalInteger("enis", 0, Integer.MAX_VALUE)
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty);
    return new Packing(demands, List.of(new Packing.Host(size(instance), enis)));
  }

  private static Packing.Demand demand(String service, Fields stated) {
    return new Packing.Demand(
        service,
        units(stated, "tasks", 0),
        size(stated),
        units(stated, "enis", 0),
        Set.copyOf(stated.texts("ports")),
        stated.flag("everywhere", false));
  }

  private static UnitSize size(Fields stated) {
    return new UnitSize(units(stated, "cpu", 0), units(stated, "memory", 0));
  }

  /// What earlier passes remember.
  Map<Resource, TargetMemory> memories() {
    return memories;
  }

  private static Optional<Owner> owner(Fields stated) {
    var found = stated.optionalText("found");
    return stated.optionalText("owner").map(who -> new Owner(who, "ask them", false, found));
  }

  private void add(FleetSpec spec, Fields stated) {
    int units = units(stated, "units", 1);
    var bounds =
        stated.map("bounds").map(b -> new CapacityRange(units(b, "min", 0), units(b, "max", 0)));
    var lookups = lookups(stated);
    stated.map("quota").map(StatedWorld::room).ifPresent(room -> rooms.put(spec.id(), room));
    states.put(
        spec.id(),
        new TargetState.Fleet(
            IDENTITY,
            units,
            units(stated, "running", units),
            units(stated, "serving", units),
            units(stated, "pending", 0),
            bounds,
            activities(stated),
            owner(stated),
            lookups,
            Optional.empty(),
            condition(stated)));
    memories.put(spec.resource(), memory(stated, units));
    var end = now.minus(stated.duration("silentFor", Duration.ZERO));
    stated
        .map("signals")
        .ifPresent(points ->
            spec.signals().values().forEach(signal -> add(spec, signal, points, end, lookups)));
  }

  private TargetState.Fleet.Condition condition(Fields stated) {
    var plain =
        new TargetState.Fleet.Condition(
                units(stated, "unhealthy", 0),
                units(stated, "protected", 0),
                stated
                    .optionalInteger("zones", 1, Integer.MAX_VALUE)
                    .<Zones>map(Zones.Known::new)
                    .orElseGet(Zones::untold))
            .instances(instances(stated.mapOrEmpty("instances")));
    return stated
        .map("unit")
        .map(unit ->
            plain.unit(
                new UnitState.Known(
                    size(unit), Optional.of(now.minus(unit.duration("for"))), Optional.empty())))
        .orElse(plain);
  }

  private static List<FleetInstance> instances(Fields stated) {
    return stated.keys().stream()
        .map(id ->
            new FleetInstance(
                id,
                "eu-west-1" + (id.endsWith("b") ? "b" : "a"),
                1,
                false,
                stated.choice(id, List.of("healthy", "sick"), "healthy").equals("sick")
                    ? Optional.of("Target.FailedHealthChecks")
                    : Optional.empty()))
        .toList();
  }

  private static int units(Fields stated, String key, int otherwise) {
    return stated.integer(key, 0, Integer.MAX_VALUE, otherwise);
  }

  private static Map<String, String> lookups(Fields stated) {
    var behind = stated.optionalText("behind");
    if (behind.isEmpty()) {
      return LoadBalancing.described(List.of(), Map.of());
    }
    var group = ARN + "targetgroup/" + behind.get() + "/0123456789abcdef";
    var balancer = ARN + "loadbalancer/app/" + behind.get() + "/0123456789abcdef";
    return LoadBalancing.found(
        LoadBalancing.described(List.of(group), Map.of()), Map.of(group, List.of(balancer)));
  }

  private static List<Activity> activities(Fields stated) {
    return stated.texts("busy").stream()
        .map(name ->
            Arrays.stream(Activity.Kind.values())
                .filter(kind -> kind.yamlName().equals(name))
                .map(kind -> Activity.of(kind, "a " + name + " is in progress"))
                .findFirst()
                .orElseThrow())
        .toList();
  }

  private TargetMemory memory(Fields stated, int units) {
    var memory = TargetMemory.fresh(IDENTITY);
    for (var seen : stated.mapOrEmpty("seen").keys()) {
      int then = stated.mapOrEmpty("seen").integer(seen);
      memory = memory.looked(ago(seen), new Look(then, then, then));
    }
    for (var ago : stated.mapOrEmpty("changed").keys()) {
      int from = stated.mapOrEmpty("changed").integer(ago);
      var at = ago(ago);
      memory =
          memory
              .claiming(new Intent(from, units, at, Optional.empty(), "earlier", at))
              .settled(true);
    }
    for (var sent : stated.entries("sent").entrySet()) {
      var change = sent.getValue();
      var by = Optional.of(change.text("by"));
      memory =
          memory.changes(
              memory
                  .changes()
                  .with(
                      new Sent(
                          ago(sent.getKey()),
                          units(change, "from", 0),
                          units(change, "to", 0),
                          by)));
    }
    for (var refused : stated.mapOrEmpty("refused").keys()) {
      int room = stated.mapOrEmpty("refused").integer(refused);
      memory = memory.changes(memory.changes().with(new Changes.Refusal(ago(refused), room)));
    }
    return memory.traffic(
        Traffic.ofUnits(times(stated, "sickFor"), Map.of()).leaving(times(stated, "leavingFor")));
  }

  private Instant ago(String text) {
    return now.minus(Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
  }

  private void add(
      TargetSpec spec, Signal signal, Fields points, Instant last, Map<String, String> lookups) {
    var provider = spec.resource().provider();
    var values =
        points.parsedItems(signal.name(), StatedWorld::values).stream()
            .flatMap(List::stream)
            .toList();
    double toRaw = signal.perSecond() ? signal.period().toSeconds() : 1;
    var end = last.minus(signal.statistic().settling());
    var at = new TreeMap<Instant, Double>();
    for (int i = 0; i < values.size(); i++) {
      at.put(end.minus(signal.period().multipliedBy(values.size() - i)), values.get(i) * toRaw);
    }
    if (signal.source() instanceof Source.Market market) {
      at.forEach((from, price) ->
          quotes
              .computeIfAbsent(market.in(provider), _ -> new ArrayList<>())
              .add(new Quote(from.plus(signal.period()), "eu-west-1a", price)));
    }
    signal
        .source()
        .queries(lookups, signal.statistic(), signal.period())
        .orElse(List.of())
        .forEach(query -> series.put(query.in(provider), Series.of(signal.period(), at)));
  }

  private static Room room(Fields stated) {
    var left = BigDecimal.valueOf(stated.number("left"));
    var each = BigDecimal.valueOf(stated.number("each"));
    var used = new BigDecimal(64).subtract(left).stripTrailingZeros().toPlainString();
    return new Room(
        "L-3032A538", "vCPU quota (L-3032A538) is 64, " + used + " of it in use", left, each);
  }

  private static Parsed<List<Double>> values(String text) {
    var parts = text.split("x", 2);
    return parts.length == 2
        ? Parsed.value(
            Collections.nCopies(Integer.parseInt(parts[0]), Double.parseDouble(parts[1])))
        : Parsed.value(List.of(Double.parseDouble(text)));
  }

  private void add(GroupSpec spec, Fields stated) {
    var registered = stated.mapOrEmpty("registered");
    states.put(
        spec.id(),
        new TargetState.Group(
            IDENTITY,
            registered.keys().stream()
                .map(id ->
                    new Registration(
                        member(spec, id),
                        registered.choice(
                            id,
                            Registration.Health.class,
                            health -> health.name().toLowerCase(Locale.ROOT)),
                        ""))
                .toList(),
            stated.texts("members").stream().map(id -> member(spec, id)).toList(),
            Optional.empty(),
            Map.of(),
            new GroupSettings(
                stated.textMap("attributes"), 1, 0, Duration.ZERO, Optional.empty())));
    var sick = new TreeMap<String, Instant>();
    stated.textMap("sickFor").forEach((id, ago) -> sick.put(member(spec, id).toString(), ago(ago)));
    memories.put(
        spec.resource(),
        TargetMemory.fresh(IDENTITY)
            .members(Set.copyOf(stated.texts("ours")))
            .traffic(Traffic.ofMembers(sick, Map.of(), Map.of())));
  }

  private void add(ListenerSpec spec, Fields stated) {
    var arns = new TreeMap<String, String>();
    var hosts = new HashMap<String, TargetState.Listener.Hosts>();
    var weights = new TreeMap<String, Integer>();
    for (String group : spec.weights().keySet()) {
      arns.put(group, ARN + "targetgroup/" + group + "/0123456789abcdef");
      hosts.put(
          group,
          new TargetState.Listener.Hosts(
              units(stated.mapOrEmpty("healthy"), group, 0),
              units(stated.mapOrEmpty("registered"), group, 0)));
      weights.put(group, units(stated.mapOrEmpty("weights"), group, 0));
    }
    var lookups = GroupMetric.lookups(ARN + "loadbalancer/app/shop/0123456789abcdef", arns);
    states.put(
        spec.id(), new TargetState.Listener(IDENTITY, weights, hosts, activities(stated), lookups));
    memories.put(
        spec.resource(),
        TargetMemory.fresh(IDENTITY)
            .traffic(Traffic.none().seen(times(stated, "downFor"), times(stated, "upFor"))));
    stated
        .map("signals")
        .ifPresent(points ->
            spec.signals().values().forEach(signal -> add(spec, signal, points, now, lookups)));
  }

  private Map<String, Instant> times(Fields stated, String key) {
    var times = new TreeMap<String, Instant>();
    stated.textMap(key).forEach((group, ago) -> times.put(group, ago(ago)));
    return times;
  }

  private static Member member(GroupSpec spec, String id) {
    int port = spec.port().orElse(PORT);
    return new Member(id, port, "eu-west-1" + (id.endsWith("b") ? "b" : "a"));
  }

  @Override
  public Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
    var answers = new HashMap<TargetId, Answer<TargetState>>();
    for (Inquiry inquiry : inquiries) {
      var id = inquiry.spec().id();
      answers.put(id, new Answer.Got<>(Objects.requireNonNull(states.get(id))));
    }
    return answers;
  }

  @Override
  public Map<MetricQuery, Answer<Series>> read(Map<MetricQuery, Duration> reaches, Instant at) {
    var answers = new HashMap<MetricQuery, Answer<Series>>();
    asked += reaches.size();
    reaches
        .keySet()
        .forEach(query ->
            answers.put(
                query, new Answer.Got<>(series.getOrDefault(query, Series.empty(query.period())))));
    return answers;
  }

  @Override
  public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
    var answers = new HashMap<TargetId, Inspection>();
    prospects.forEach(prospect -> answers.put(prospect.spec().id(), inspection(prospect)));
    return answers;
  }

  /// Whoever is named first has run for the longest.
  private Inspection inspection(Prospect prospect) {
    if (!prospect.drains()
        || !(states.get(prospect.spec().id()) instanceof TargetState.Fleet fleet)) {
      return Inspection.clear().room(Optional.ofNullable(rooms.get(prospect.spec().id())));
    }
    var launched = new HashMap<String, Instant>();
    for (FleetInstance each : fleet.condition().instances()) {
      launched.put(each.id(), now.minus(Duration.ofDays(99 - launched.size())));
    }
    return Inspection.clear().departing(Optional.of(new Departure(false, launched, Map.of())));
  }

  @Override
  public Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
    throw new AssertionError("a plan changes nothing");
  }

  @Override
  public Targets targets() {
    return this;
  }

  @Override
  public Signals signals() {
    return this;
  }

  @Override
  public Prices prices() {
    return (reaches, _) -> {
      var answers = new HashMap<Source.Market, Answer<List<Quote>>>();
      reaches
          .keySet()
          .forEach(market ->
              answers.put(market, new Answer.Got<>(quotes.getOrDefault(market, List.of()))));
      return answers;
    };
  }

  @Override
  public Clusters clusters() {
    return names -> {
      var answers = new HashMap<Clusters.Name, Answer<Packing>>();
      names.forEach(name ->
          answers.put(
              name, new Answer.Got<>(Objects.requireNonNull(packings.get(name.cluster())))));
      return answers;
    };
  }

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(now);
  }

  @Override
  public String region() {
    return "eu-west-1";
  }

  /// Of CloudWatch, whichever provider a sample names.
  @Override
  public Optional<Tariff> tariff() {
    return CloudWatchSignals.tariff(asked);
  }

  @Override
  public SortedMap<String, Integer> calls() {
    return new TreeMap<>();
  }

  @Override
  public void close() {}
}
