package ecf.core.pass;

import ecf.core.engine.Change;
import ecf.core.engine.TargetSpec;
import ecf.core.model.Member;
import ecf.core.model.Registration;
import ecf.core.model.TargetState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Members of a group that were registered: each of them gets traffic.
record AwaitedMembers(TargetSpec spec, TargetState seen, List<Member> members) implements Awaited {
  static Optional<Awaited> of(List<Change> changes, TargetResult result) {
    var members =
        changes.stream()
            .filter(Change.Register.class::isInstance)
            .flatMap(change -> ((Change.Register) change).members().stream())
            .map(Change.Joining::member)
            .toList();
    return members.isEmpty()
        ? Optional.empty()
        : result.state().map(seen -> new AwaitedMembers(result.spec(), seen, members));
  }

  @Override
  public boolean isThere(TargetState now, Duration waited) {
    return serving(now) == members.size();
  }

  private long serving(TargetState now) {
    return members.stream()
        .filter(member -> registered(member, now).filter(it -> it.health().serves()).isPresent())
        .count();
  }

  private static Optional<Registration> registered(Member member, TargetState now) {
    return now instanceof TargetState.Group group
        ? group.registered().stream().filter(it -> it.member().sameAs(member)).findFirst()
        : Optional.empty();
  }

  @Override
  public Duration warmUp(TargetState now) {
    return Duration.ZERO;
  }

  @Override
  public String told(TargetState now) {
    return serving(now) + " of " + members.size() + " that were registered are healthy";
  }

  @Override
  public List<String> reasons(TargetState now) {
    return members.stream()
        .flatMap(member -> reason(member, registered(member, now)).stream())
        .toList();
  }

  private static Optional<String> reason(Member member, Optional<Registration> found) {
    if (found.isEmpty()) {
      return Optional.of(member + " is not registered");
    }
    var health = found.get().health();
    var why = found.get().why();
    return health.serves()
        ? Optional.empty()
        : Optional.of(
            member
                + " is "
                + health.name().toLowerCase(Locale.ROOT)
                + (why.isEmpty() ? "" : " (" + why + ")"));
  }
}
