package ecf.core.pass;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.Hook;
import ecf.core.engine.Plan;
import ecf.core.model.Cause;
import ecf.core.model.TargetId;
import ecf.core.observation.Departure;
import ecf.core.observation.Inspection;
import ecf.core.observation.Observation;
import ecf.core.port.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Where instances leave their groups before they go, their scale-in begins when they are told to
/// leave: whoever has to allow it is asked then, and not again when those go who have left.
final class Parting {
  private final Asking asking;
  private final Set<TargetId> asked = new HashSet<>();
  private Duration took = Duration.ZERO;

  Parting(Asking asking) {
    this.asking = asking;
  }

  /// A fleet that begins to scale in.
  record Beginning(FleetSpec spec, Hook hook, Decision held, int leaving) {}

  /// Those that somebody has to allow to.
  static List<Beginning> begun(Plan plan, Sights sights) {
    var begun = new ArrayList<Beginning>();
    plan.leaving()
        .forEach((id, leaving) -> {
          if (sights.spec(id) instanceof FleetSpec fleet
              && sights.fleets().get(id) instanceof Observation seen
              && plan.decisions().get(id) instanceof Decision.Hold held
              && !seen.memory().traffic().leaving().keySet().containsAll(leaving.keySet())) {
            fleet
                .conduct()
                .beforeScaleIn()
                .ifPresent(hook -> begun.add(new Beginning(fleet, hook, held, leaving.size())));
          }
        });
    return begun;
  }

  /// Whether a change only ends what was begun, by sending away those who have left.
  static boolean ends(Decision.Resize resize, Optional<Observation> seen) {
    var going = new HashSet<String>();
    for (Change change : resize.changes()) {
      if (change instanceof Change.Terminate(var instance, var _, var _)) {
        going.add(instance);
      }
    }
    return !going.isEmpty()
        && seen.filter(it -> it.memory().traffic().leaving().keySet().containsAll(going))
            .isPresent();
  }

  /// Asks for every fleet once.
  ///
  /// @param sights gets what was said
  /// @return whether somebody said no, so that the plan is another
  boolean vetoed(Plan plan, Sights sights) {
    long began = System.nanoTime();
    boolean vetoed = false;
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new LinkedHashMap<TargetId, Future<Asking.Said>>();
      for (Beginning each : begun(plan, sights)) {
        if (asked.add(each.spec().id())) {
          answers.put(each.spec().id(), workers.submit(() -> said(each)));
        }
      }
      for (var answer : answers.entrySet()) {
        var id = answer.getKey();
        switch (Waiting.on(answer.getValue())) {
          case Asking.Said.Yes(String told) -> sights.warn(id, told);
          case Asking.Said.No no -> {
            vetoed = true;
            var departure = departure(sights, id, no.cause());
            sights.inspected(id, Inspection.clear().departing(departure));
          }
        }
      }
    }
    took = took.plusNanos(System.nanoTime() - began);
    return vetoed;
  }

  private static Optional<Departure> departure(Sights sights, TargetId id, Cause no) {
    return Optional.ofNullable(sights.fleets().get(id))
        .flatMap(Observation::inspection)
        .flatMap(Inspection::departure)
        .map(departure -> departure.vetoed(no));
  }

  private Asking.Said said(Beginning each) {
    int from = each.held().units().orElseThrow();
    var why = each.held().cause().reason().summary();
    return asking.said(each.spec(), from, from - each.leaving(), why, each.hook());
  }

  /// How long all of them took to answer.
  Duration took() {
    return took;
  }
}
