package ecf.aws.client;

import java.util.Optional;
import java.util.function.Supplier;

/// A value that is made when it is first needed: a client costs a tenth of a second to build, and
/// most runs need half of them.
final class Lazy<T> {
  private final Supplier<T> maker;
  private Optional<T> made = Optional.empty();

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  synchronized T get() {
    if (made.isEmpty()) {
      made = Optional.of(maker.get());
    }
    return made.get();
  }

  synchronized Optional<T> ifMade() {
    return made;
  }
}
