package ecf.lambda;

import ecf.core.model.TargetId;
import ecf.core.pass.Mode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// What woke the function. An event says when and for whom, never what: values come from the
/// metrics alone, and where to act from the configuration alone.
public sealed interface Event {
  /// All targets, because the time has come.
  record Schedule() implements Event {}

  /// @param metrics what a metric or math alarm watches; empty for composite and log alarms
  /// @param muted whether somebody asked that it be silent now
  record Alarm(String name, String arn, State state, boolean muted, List<Metric> metrics)
      implements Event {
    public Alarm {
      metrics = List.copyOf(metrics);
    }
  }

  /// @param targets empty: all
  record ByHand(Set<TargetId> targets, Optional<Mode> mode) implements Event {
    public ByHand {
      targets = Set.copyOf(targets);
    }
  }

  record Unknown(String why) implements Event {}

  /// A metric as an alarm names it.
  record Metric(String namespace, String name, SortedMap<String, String> dimensions) {}

  /// The state that an alarm changed to.
  enum State {
    OK,
    ALARM,
    INSUFFICIENT_DATA
  }
}
