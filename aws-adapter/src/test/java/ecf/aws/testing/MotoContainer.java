package ecf.aws.testing;

import java.net.URI;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

/// The same moto and the same launcher, in a container: what LocalStack does not offer is tested on
/// it by the same path. The image is that of the property `ecf.moto.image`.
public final class MotoContainer implements MotoEndpoint, BeforeAllCallback {
  private static final MotoContainer SHARED = new MotoContainer();
  private static final int PORT = 5000;

  private final LocalContainer<GenericContainer<?>> container =
      new LocalContainer<>(
          "ecf.moto.image",
          image ->
              new GenericContainer<>(image)
                  // the image may be older than the launcher
                  .withCopyFileToContainer(
                      MountableFile.forClasspathResource("moto"), "/opt/launcher")
                  .withExposedPorts(PORT)
                  .waitingFor(Wait.forHttp("/moto-api/").forPort(PORT)));

  private MotoContainer() {}

  public static MotoContainer shared() {
    return SHARED;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    container.start(context);
    reset();
  }

  @Override
  public URI uri() {
    var running = container.running();
    return URI.create("http://" + running.getHost() + ":" + running.getMappedPort(PORT));
  }
}
