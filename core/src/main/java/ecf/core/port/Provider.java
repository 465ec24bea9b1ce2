package ecf.core.port;

import ecf.core.engine.TargetSpec;
import ecf.core.model.Resource;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;

/// A cloud: real, or inside this program.
public interface Provider extends AutoCloseable {
  Targets targets();

  Signals signals();

  /// What instances cost there.
  default Prices prices() {
    return Prices.none();
  }

  /// What runs on the instances of its clusters.
  default Clusters clusters() {
    return Clusters.none();
  }

  /// What can be known of these targets beyond what a pass asks. Changes nothing; asked after a
  /// pass over them, of which it may use what was described.
  default Examination examine(Collection<TargetSpec> targets) {
    return Examination.none("no account is asked for");
  }

  /// The time that its metrics carry.
  InstantSource clock();

  /// Where its resources are; of several, those of the first.
  String region();

  /// Part of the key of what is remembered of a resource: where it is, and whatever else tells it
  /// from one of the same name in another account.
  default String region(Resource resource) {
    return region();
  }

  /// What the metrics cost that were read so far, where that costs something.
  default Optional<Tariff> tariff() {
    return Optional.empty();
  }

  /// Calls sent so far, attempts counted each, as `service:Operation`.
  SortedMap<String, Integer> calls();

  @Override
  void close();
}
