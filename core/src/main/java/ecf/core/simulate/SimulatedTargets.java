package ecf.core.simulate;

import ecf.core.engine.Change;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.ListenerSpec;
import ecf.core.engine.TargetSpec;
import ecf.core.model.ProviderFailure;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import ecf.core.port.Answer;
import ecf.core.port.Targets;
import ecf.core.port.Unavailable;
import ecf.core.yaml.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The services of the cloud inside the program.
final class SimulatedTargets implements Targets {
  private static final String DESCRIBE = "simulated:Describe";
  private static final String SET_CAPACITY = "simulated:SetCapacity";

  private final SimulatedProvider provider;

  SimulatedTargets(SimulatedProvider provider) {
    this.provider = provider;
  }

  @Override
  public Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries) {
    provider.count("Describe");
    var answers = new HashMap<TargetId, Answer<TargetState>>();
    try {
      var cloud = provider.cloud();
      var now = provider.clock().instant();
      for (Inquiry inquiry : inquiries) {
        answers.put(
            inquiry.spec().id(),
            misfit(inquiry.spec(), DESCRIBE)
                .<Answer<TargetState>>map(Answer.Failed::new)
                .orElseGet(() -> new Answer.Got<>(cloud.fleet(service(inquiry.spec()), now))));
      }
    } catch (Unavailable e) {
      inquiries.forEach(each -> answers.put(each.spec().id(), new Answer.Failed<>(e.failure())));
    }
    return answers;
  }

  /// Nobody else owns anything here.
  @Override
  public Map<TargetId, Inspection> inspect(Collection<Prospect> prospects) {
    return prospects.stream()
        .collect(Collectors.toMap(each -> each.spec().id(), _ -> Inspection.clear()));
  }

  @Override
  public Delivery send(TargetSpec spec, TargetState seen, List<Change> changes) {
    var sent = new ArrayList<Change>();
    for (Change change : changes) {
      var failure = misfit(spec, SET_CAPACITY).or(() -> refused(spec, change));
      if (failure.isPresent()) {
        return new Delivery(sent, failure);
      }
      sent.add(change);
    }
    return new Delivery(sent, Optional.empty());
  }

  private Optional<ProviderFailure> refused(TargetSpec spec, Change change) {
    return switch (change) {
      case Change.SetCapacity(int _, int to) -> setCapacity(service(spec), to);
      case Change.SetBounds _,
          Change.ResizeUnit _,
          Change.Replace _,
          Change.Terminate _,
          Change.TakeOver _,
          Change.Register _,
          Change.Deregister _,
          Change.SetAttributes _,
          Change.SetWeights _ ->
          Optional.of(invalid(SET_CAPACITY, "a simulated service has a capacity and nothing else"));
    };
  }

  private Optional<ProviderFailure> setCapacity(String service, int units) {
    provider.count("SetCapacity");
    try {
      var now = provider.clock().instant();
      provider.change(world -> world.asked(service, now, units));
      return Optional.empty();
    } catch (Unavailable e) {
      return Optional.of(e.failure());
    }
  }

  private Optional<ProviderFailure> misfit(TargetSpec spec, String call) {
    return switch (spec) {
      case FleetSpec fleet -> unknown(service(fleet), call);
      case GroupSpec _, ListenerSpec _ ->
          Optional.of(invalid(call, "the simulated provider has no " + spec.resource().type()));
    };
  }

  private Optional<ProviderFailure> unknown(String service, String call) {
    var known = provider.settings().services().keySet();
    return known.contains(service)
        ? Optional.empty()
        : Optional.of(
            new ProviderFailure(
                ProviderFailure.Kind.NOT_FOUND,
                call,
                "the file's provider has no service `" + service + "`",
                Nearest.hint(service, known, "services"),
                false));
  }

  private static ProviderFailure invalid(String call, String message) {
    return new ProviderFailure(
        ProviderFailure.Kind.INVALID,
        call,
        message,
        "use targets of type simulatedService, or another provider",
        false);
  }

  private static String service(TargetSpec spec) {
    return spec.resource().names().getLast();
  }
}
