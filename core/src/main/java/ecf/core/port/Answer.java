package ecf.core.port;

import ecf.core.model.ProviderFailure;

/// One item's result inside a batch: a batch never fails as a whole because one item did.
public sealed interface Answer<T> {
  record Got<T>(T value) implements Answer<T> {}

  record Failed<T>(ProviderFailure why) implements Answer<T> {}
}
