package ecf.aws.account;

import ecf.core.model.ProviderFailure;
import java.util.List;

/// Listeners and rules of an account's load balancers, as far as they were looked at.
///
/// @param beyond what was not looked at, for that would have taken too many calls
/// @param unread questions that got no answer
record Routes(List<Route> found, List<String> beyond, List<ProviderFailure> unread) {
  Routes {
    found = List.copyOf(found);
    beyond = List.copyOf(beyond);
    unread = List.copyOf(unread);
  }

  static Routes none() {
    return new Routes(List.of(), List.of(), List.of());
  }
}
