package ecf.core.port;

import ecf.core.engine.Change;
import ecf.core.engine.Decision;
import ecf.core.engine.FleetSpec;
import ecf.core.engine.GroupSpec;
import ecf.core.engine.Selector;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Owner;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Shortfall;
import ecf.core.model.TargetId;
import ecf.core.model.TargetState;
import ecf.core.observation.Inspection;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads and changes scalable targets. Reads are batched, because providers bill and throttle by
/// the call; no provider batches writes. Failures are answers; nothing here throws for what the
/// provider did.
public interface Targets {
  /// An answer for every target asked.
  Map<TargetId, Answer<TargetState>> describe(Collection<Inquiry> inquiries);

  /// @param lookups names remembered from earlier describes of this target
  record Inquiry(TargetSpec spec, Map<String, String> lookups) {}

  /// Of a target that a provider left out of its answer.
  static ProviderFailure undescribed(TargetSpec spec) {
    return ProviderFailure.unanswered(
        "describe", "the provider did not describe " + spec.resource(), false);
  }

  /// What is there of what these targets select: all that match, each with its tags where a target
  /// asks for them. An answer for every target asked.
  default Map<TargetId, Answer<List<Selector.Found>>> find(Collection<FleetSpec> selecting) {
    return Map.of();
  }

  /// What matters only for a change, asked only of targets about to change: other owners, and
  /// before a scale-in whatever forbids it. An answer for every target asked.
  Map<TargetId, Inspection> inspect(Collection<Prospect> prospects);

  /// @param drains whether single instances may have to leave: asked as well is how
  /// @param groups those that they leave and whose settings nobody has asked for yet, by identity
  record Prospect(FleetSpec spec, Decision.Resize change, boolean drains, List<String> groups) {
    public Prospect {
      groups = List.copyOf(groups);
    }

    /// One whose provider chooses who leaves.
    public Prospect(FleetSpec spec, Decision.Resize change) {
      this(spec, change, false, List.of());
    }
  }

  /// Who else registers and deregisters the members of groups that are about to change, where their
  /// descriptions do not tell. An answer for every group asked.
  ///
  /// @param others fleets of the file that were not described: one of them may be it
  default Map<TargetId, Answer<Optional<Owner>>> owners(
      Collection<Membership> groups, Collection<FleetSpec> others) {
    return groups.stream()
        .collect(
            Collectors.toMap(each -> each.spec().id(), _ -> new Answer.Got<>(Optional.empty())));
  }

  /// A group, as it was described.
  record Membership(GroupSpec spec, TargetState.Group state) {}

  /// Why units that were asked for do not run. An answer for whoever was asked about and is worth a
  /// question; empty where the provider names no failure: they may be on their way.
  default Map<TargetId, Answer<Optional<Shortfall>>> verify(Collection<Late> late) {
    return Map.of();
  }

  /// @param behind for how long no more of its units came up
  /// @param patience how long they may take before that is worth a question
  record Late(FleetSpec spec, TargetState.Fleet state, Duration behind, Duration patience) {}

  /// Gives back to another scaler what was taken over from it: as the provider remembers it, else
  /// as this program does. Asked again, it does no harm.
  ///
  /// @param remembered what was found when it was taken over, in the provider's words
  /// @return what was given back; empty where nothing was taken over
  default Answer<Optional<String>> giveBack(
      TargetSpec spec, TargetState seen, Optional<String> remembered) {
    return new Answer.Got<>(Optional.empty());
  }

  /// Sends the changes of one target, in order, and stops at the first that fails. Called from
  /// several threads at once, for different targets.
  Delivery send(TargetSpec spec, TargetState seen, List<Change> changes);

  /// @param sent what the provider accepted, which does not mean that units serve already
  record Delivery(List<Change> sent, Optional<ProviderFailure> failure) {
    public Delivery {
      sent = List.copyOf(sent);
    }
  }
}
