package ecf.core.config;

import ecf.core.engine.GroupSpec;
import ecf.core.model.Resource;
import ecf.core.signal.Aggregate;
import ecf.core.signal.Combine;
import ecf.core.signal.MetricQuery;
import ecf.core.signal.NoData;
import ecf.core.signal.PerUnit;
import ecf.core.signal.Signal;
import ecf.core.signal.Source;
import ecf.core.signal.Statistic;
import ecf.core.signal.Unit;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A provider that exists in tests only: `service` has a capacity and a load balancer, `machines`
/// have a capacity and bounds of their own, `circle` has members. The service `nowhere` does not
/// exist in `region: north`.
public final class LabProvider implements ProviderKind {
  public record Settings(String region) implements ProviderSettings {}

  /// Another provider, for files that take one for the other.
  static final ProviderKind CELLAR =
      new ProviderKind() {
        @Override
        public String yamlName() {
          return "cellar";
        }

        @Override
        public String summary() {
          return "only barrels";
        }

        @Override
        public List<Key> keys() {
          return List.of();
        }

        @Override
        public ProviderSettings settings(Fields provider) {
          return new Settings("cellar");
        }

        @Override
        public List<TargetKind> targetKinds() {
          return List.of(new Fleet("barrel", false, false));
        }
      };

  /// A reader whose environment has these variables.
  public static ConfigReader reader(Map<String, String> environment) {
    return new ConfigReader(
        List.of(new LabProvider(), CELLAR), name -> Optional.ofNullable(environment.get(name)));
  }

  @Override
  public String yamlName() {
    return "lab";
  }

  @Override
  public String summary() {
    return "services, machines and circles";
  }

  @Override
  public boolean hasAccount() {
    return true;
  }

  @Override
  public List<Key> keys() {
    return List.of(Key.withDefault("region", Shape.text(), "south", "where it is"));
  }

  @Override
  public ProviderSettings settings(Fields provider) {
    return new Settings(provider.text("region", "south"));
  }

  @Override
  public List<TargetKind> targetKinds() {
    return List.of(
        new Fleet("service", false, true), new Fleet("machines", true, false), new Circle());
  }

  @Override
  public void check(ProviderSettings settings, Resource resource, Fields target) {
    if (settings.equals(new Settings("north")) && resource.names().contains("nowhere")) {
      target.problem("id", "does not exist in north", "");
    }
  }

  /// A built-in signal of its fleets.
  Signal signal(String name) {
    return Objects.requireNonNull(
        new Fleet("service", false, true).builtIns(Resource.of("service", "any")).get(name));
  }

  private record Fleet(String yamlName, boolean hasBounds, boolean hasTargetGroups)
      implements TargetKind.Fleet {
    @Override
    public String summary() {
      return "things with a capacity";
    }

    @Override
    public List<Key> keys() {
      return List.of(Key.required("id", Shape.text(), "its id"));
    }

    @Override
    public Resource resource(Fields target) {
      return Resource.of(yamlName, target.text("id"));
    }

    @Override
    public Optional<String> noHealing() {
      return hasBounds ? Optional.empty() : Optional.of("services heal themselves");
    }

    @Override
    public List<String> selectable() {
      return hasBounds ? List.of("id") : List.of();
    }

    @Override
    public boolean hasUnitSize() {
      return hasTargetGroups;
    }

    /// `shop/checkout` is a service on the instances of a cluster.
    @Override
    public Optional<Place> place(Resource resource) {
      var names = resource.names().getFirst().split("/", -1);
      return names.length == 2 ? Optional.of(new Place(names[0], names[1])) : Optional.empty();
    }

    @Override
    public Map<String, Signal> builtIns(Resource resource) {
      return Stream.of(
              signal("cpu", Unit.PERCENT, PerUnit.YES, new NoData.Missing()),
              signal("memory", Unit.PERCENT, PerUnit.YES, new NoData.Missing()),
              signal("networkIn", Unit.BYTES_PER_SECOND, PerUnit.YES, new NoData.Missing()),
              signal("requests", Unit.PER_SECOND, PerUnit.NO, new NoData.ZeroWhile(Set.of("cpu"))),
              signal("responseTime", Unit.SECONDS, PerUnit.NEITHER, new NoData.Missing()),
              signal("healthyHosts", Unit.COUNT, PerUnit.NO, new NoData.Missing()))
          .collect(Collectors.toMap(Signal::name, Function.identity()));
    }

    private static Signal signal(String name, Unit unit, PerUnit perUnit, NoData noData) {
      var minute = Duration.ofMinutes(1);
      return new Signal(
          name,
          new Gauge(name),
          Statistic.AVERAGE,
          minute,
          minute,
          Aggregate.Simple.LAST,
          Signal.defaultMaxAge(minute),
          noData,
          Combine.SUM,
          false,
          unit,
          perUnit);
    }
  }

  /// Where the built-in signals come from.
  private record Gauge(String metric) implements Source.Metric {
    @Override
    public Optional<List<MetricQuery>> queries(
        Map<String, String> lookups, Statistic statistic, Duration period) {
      return Optional.of(List.of(MetricQuery.of("lab", metric, Map.of(), statistic, period)));
    }
  }

  private record Circle() implements TargetKind.Group {
    @Override
    public String yamlName() {
      return "circle";
    }

    @Override
    public String summary() {
      return "things with members";
    }

    @Override
    public List<Key> keys() {
      return List.of(Key.required("id", Shape.text(), "its id"));
    }

    @Override
    public Resource resource(Fields target) {
      return Resource.of("circle", target.text("id"));
    }

    @Override
    public GroupSpec.Members members(Fields members, Function<String, Parsed<Resource>> targets) {
      return new GroupSpec.Members.Fleet(Resource.of("machines", members.text("machines")));
    }

    @Override
    public Shape membersShape() {
      return Shape.keyed(Key.required("machines", Shape.text(), "whose members they are"));
    }
  }
}
