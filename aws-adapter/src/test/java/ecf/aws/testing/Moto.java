package ecf.aws.testing;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/// moto as the endpoint of a test class:
///
/// ```java
/// @RegisterExtension static final Moto moto = Moto.shared();
/// ```
///
/// One process serves all test classes of a JVM and ends with it. Each class starts with an empty
/// account, which its nested classes and its tests share, unless they call [#reset()]. The first
/// use on a machine installs moto under `.build`, which takes a minute.
///
/// Where Python is missing the tests are skipped and stderr says so; with `-Decf.moto=required`
/// they fail.
public final class Moto implements MotoEndpoint, BeforeAllCallback {
  private static final Moto SHARED = new Moto();
  private static final boolean REQUIRED = System.getProperty("ecf.moto", "auto").equals("required");

  private Optional<MotoProcess> process = Optional.empty();
  private Optional<MotoUnavailable> missing = Optional.empty();

  private Moto() {}

  public static Moto shared() {
    return SHARED;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (context.getEnclosingTestClasses().isEmpty()) { // nested classes share what theirs arranged
      reset();
    }
  }

  @Override
  public synchronized URI uri() {
    if (process.isEmpty() && missing.isEmpty()) {
      try {
        process = Optional.of(MotoProcess.start(PythonEnvironment.prepared()));
      } catch (MotoUnavailable why) {
        missing = Optional.of(why);
        if (!REQUIRED) {
          System.err.println(
              "[ecf] SKIPPED: this module's tests against moto. " + why.getMessage());
        }
      }
    }
    return process.orElseThrow(this::withoutMoto).uri();
  }

  private RuntimeException withoutMoto() {
    var why = missing.orElseThrow();
    return REQUIRED
        ? new IllegalStateException("moto is required (ecf.moto). " + why.getMessage(), why)
        : new TestAbortedException(why.getMessage(), why);
  }
}
