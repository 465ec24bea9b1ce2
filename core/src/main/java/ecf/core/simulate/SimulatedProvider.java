package ecf.core.simulate;

import ecf.core.engine.TargetSpec;
import ecf.core.port.Examination;
import ecf.core.port.Provider;
import ecf.core.port.Signals;
import ecf.core.port.Targets;
import ecf.core.port.Unavailable;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// The cloud inside the program. Its world lives in one small file, so that it goes on while no
/// command runs, and several commands at once share it.
///
/// It counts `simulated:Describe`, `simulated:ReadMetrics` and `simulated:SetCapacity`.
public final class SimulatedProvider implements Provider {
  private final SimulatedSettings settings;
  private final InstantSource real;
  private final WorldFile file;

  /// As it was when this was opened: its clock is this provider's.
  private final World opened;

  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  private SimulatedProvider(
      SimulatedSettings settings, InstantSource real, WorldFile file, World opened) {
    this.settings = settings;
    this.real = real;
    this.file = file;
    this.opened = opened;
  }

  /// Opens the world of that name in the folder; where there is none, it begins at the real time.
  ///
  /// @param name of the configuration
  /// @param folder made where it is missing
  /// @param real the clock that the world's own runs from
  /// @throws Unavailable where the world's file is damaged or cannot be read or written
  public static SimulatedProvider open(
      SimulatedSettings settings, String name, Path folder, InstantSource real) {
    var file = new WorldFile(folder, name);
    var now = real.instant();
    var present = file.read().filter(world -> world.equals(world.under(settings, now)));
    var world =
        present.orElseGet(
            () -> file.update(() -> World.begin(now), known -> known.under(settings, now)));
    return new SimulatedProvider(settings, real, file, world);
  }

  @Override
  public Targets targets() {
    return new SimulatedTargets(this);
  }

  @Override
  public Signals signals() {
    return new SimulatedSignals(this);
  }

  @Override
  public Examination examine(Collection<TargetSpec> targets) {
    return Examination.none("a cloud inside this program; no account is asked");
  }

  @Override
  public InstantSource clock() {
    return () -> opened.now(real.instant());
  }

  @Override
  public String region() {
    return SimulatedMetric.NAMESPACE;
  }

  @Override
  public SortedMap<String, Integer> calls() {
    return new TreeMap<>(calls);
  }

  /// Nothing is held between calls.
  @Override
  public void close() {}

  SimulatedSettings settings() {
    return settings;
  }

  void count(String operation) {
    calls.merge(SimulatedMetric.NAMESPACE + ":" + operation, 1, Integer::sum);
  }

  /// The cloud as it is now.
  Cloud cloud() {
    return new Cloud(settings, suiting(file.read()));
  }

  void change(UnaryOperator<World> change) {
    file.update(() -> opened, known -> change.apply(suiting(Optional.of(known))));
  }

  /// Somebody may have deleted the file, or written it under other settings, since this was opened.
  private World suiting(Optional<World> found) {
    return found.orElse(opened).under(settings, real.instant());
  }
}
