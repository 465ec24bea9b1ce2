package ecf.core.engine;

import ecf.core.policy.NamedPolicy;
import ecf.core.policy.Proposal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Whose want a change is: of those that asked for its direction the one that asked for most. What
/// floors, ceilings and bounds bring about is nobody's want.
final class Author {
  private Author() {}

  /// @param wish as the guardrails left it
  /// @param to what comes of it
  /// @param heard policies whose wants to scale out count
  static Optional<String> of(
      Wish wish, int to, List<NamedPolicy.Said> said, Predicate<NamedPolicy> heard) {
    int from = wish.desired();
    if (to == from) {
      return Optional.empty();
    }
    boolean out = to > from;
    boolean bounded =
        out ? wish.owed() >= Math.max(to, wish.want().units()) : wish.want().units() > to;
    if (bounded) {
      return Optional.empty();
    }
    return said.stream()
        .filter(each -> each.proposal() instanceof Proposal.Want)
        .filter(each -> out ? units(each) > from && heard.test(each.by()) : units(each) < from)
        .max(Comparator.comparingInt(Author::units))
        .map(each -> each.by().name());
  }

  private static int units(NamedPolicy.Said said) {
    return said.proposal() instanceof Proposal.Want(int units, var _) ? units : 0;
  }
}
