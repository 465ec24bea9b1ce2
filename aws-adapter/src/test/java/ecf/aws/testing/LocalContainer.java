package ecf.aws.testing;

import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/// A container from an image that is already on this machine. It starts with the first test class
/// that wants it and stops after the last one. Nothing is ever pulled; without an engine or the
/// image the tests fail and say what to do.
final class LocalContainer<C extends GenericContainer<?>> {
  private final String property;
  private final Function<DockerImageName, C> build;
  private Optional<C> running = Optional.empty();

  /// @param property the system property that names the image
  LocalContainer(String property, Function<DockerImageName, C> build) {
    this.property = property;
    this.build = build;
  }

  synchronized void start(ExtensionContext context) {
    if (running.isPresent()) {
      return;
    }
    var image =
        Optional.ofNullable(System.getProperty(property))
            .orElseThrow(() -> new IllegalStateException("run with -Plocalstack: no " + property));
    try {
      var container = build.apply(DockerImageName.parse(image));
      container.withImagePullPolicy(_ -> false);
      container.start();
      running = Optional.of(container);
      context
          .getRoot()
          .getStore(Namespace.create(LocalContainer.class))
          .put(property, (AutoCloseable) container::stop);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "cannot start a container from "
              + image
              + ". A Docker engine must run, and hold that image;"
              + " aws-adapter/src/test/images/build-images makes it. Another image: -D"
              + property
              + "=NAME",
          e);
    }
  }

  synchronized C running() {
    return running.orElseThrow(() -> new IllegalStateException(property + " is not started"));
  }
}
