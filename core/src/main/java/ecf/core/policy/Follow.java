package ecf.core.policy;

import ecf.core.model.Figures;
import ecf.core.model.Reason;
import ecf.core.model.TargetId;
import ecf.core.observation.Observation;
import ecf.core.observation.Peer;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Wants a share of other targets' capacity: `ceil(ratio * sum of max(present, decided))`. It leads
/// them on the way out and trails them on the way in, because the larger of what is there and what
/// was decided counts.
///
/// One instance for four tasks (ratio 0.25): 8 tasks that become 12 want 3; 12 tasks that become 8
/// still want 3. Those that follow are followed in the same pass, at any depth.
///
/// Units are counted as `capacity` counts them, on both sides: in a weighted group the ratio is
/// weighted units for one of theirs, and which instances make them up is the group's business, as
/// is how they spread over zones. A target in several zones that needs one unit in each says so in
/// `capacity.min`.
///
/// @param ratio own units for one of theirs, above 0
public record Follow(Set<TargetId> targets, double ratio) implements ScalingPolicy {
  private static final double ROUNDING = 1e-9;

  static final List<Key> KEYS =
      List.of(
          Key.required("targets", Shape.listOf(Shape.text()), "targets of this file"),
          Key.required("ratio", new Shape.PositiveNumber(), "own units for one of theirs"));

  public Follow {
    targets = Set.copyOf(targets);
    if (targets.isEmpty() || !(ratio > 0)) {
      throw new IllegalArgumentException("follow needs targets and a ratio above 0");
    }
  }

  static Optional<ScalingPolicy> read(PolicyFields in) {
    var fields = in.fields();
    fields.requireAny("targets");
    var targets = fields.parsedItems("targets", in.neighbours()::fleet);
    if (fields.isList("targets") && targets.isEmpty() && fields.sound()) {
      fields.problem("targets", "the list is empty", "name the targets to follow");
    }
    double ratio = fields.positive("ratio");
    return in.whenSound(() -> new Follow(Set.copyOf(targets), ratio));
  }

  @Override
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public Set<TargetId> follows() {
    return targets;
  }

  @Override
  public boolean worksFromZero() {
    return true;
  }

  @Override
  public List<Proposal> propose(Observation seen) {
    long units = 0;
    for (TargetId target : new TreeSet<>(targets)) {
      var peer = seen.peers().get(target);
      if (peer == null) {
        return List.of(
            new Proposal.Abstain(
                Reason.of(Reason.Code.UNREAD, "the capacity of " + target + " is not known")));
      }
      units += counted(peer);
    }
    int want = (int) Math.min(Math.ceil(units * ratio - ROUNDING), Integer.MAX_VALUE);
    var facts = Map.of("followed", (double) units, "ratio", ratio, "want", (double) want);
    var code = want == seen.desired() ? Reason.Code.IN_BAND : Reason.Code.OFF_TARGET;
    return List.of(new Proposal.Want(want, new Reason(code, summary(units, want), facts)));
  }

  private static int counted(Peer peer) {
    return Math.max(peer.desired(), peer.decided());
  }

  private String summary(long units, int want) {
    var names = String.join(" + ", targets.stream().map(TargetId::name).sorted().toList());
    return names + " at " + units + " × " + Figures.plain(ratio) + " needs " + want;
  }
}
