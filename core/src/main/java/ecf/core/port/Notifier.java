package ecf.core.port;

import ecf.core.model.Notice;
import ecf.core.model.ProviderFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One place where people are told what came of passes. Called from a thread of its own, which is
/// interrupted where it takes too long.
public interface Notifier {
  /// What it is, for a message. Says nothing that is secret.
  String name();

  /// The right that telling needs, under the provider's name; empty where it needs none. Nobody can
  /// try it without telling something.
  default Optional<String> right() {
    return Optional.empty();
  }

  /// What is told there.
  Set<Notice.Event> events();

  /// Tells all of it in as few messages as the place allows, one where it can.
  ///
  /// @return what went wrong
  Optional<ProviderFailure> tell(News news);

  /// What one pass has to tell.
  ///
  /// @param pass its name in its claims
  /// @param at when it began, by the provider's clock
  /// @param notices at least one, in the order of their targets
  record News(String pass, Instant at, List<Notice> notices) {
    public News {
      notices = List.copyOf(notices);
    }

    /// The part of it that is about some events.
    public News about(Set<Notice.Event> events) {
      return new News(
          pass, at, notices.stream().filter(each -> events.contains(each.event())).toList());
    }
  }
}
