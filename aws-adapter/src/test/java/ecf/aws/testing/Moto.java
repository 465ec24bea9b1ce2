package ecf.aws.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
/// account; within a class the tests share it, or call [#reset()]. The first use on a machine
/// installs moto under `.build`, which takes a minute.
///
/// Where Python is missing the tests are skipped and stderr says so; with `-Decf.moto=required`
/// they fail.
public final class Moto implements AwsEndpoint, BeforeAllCallback {
  private static final Moto SHARED = new Moto();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Optional<MotoProcess> process = Optional.empty();
  private Optional<MotoUnavailable> missing = Optional.empty();

  private Moto() {}

  public static Moto shared() {
    return SHARED;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    reset();
  }

  @Override
  public synchronized URI uri() {
    if (process.isEmpty() && missing.isEmpty()) {
      try {
        process = Optional.of(MotoProcess.start(PythonEnvironment.prepared()));
      } catch (MotoUnavailable why) {
        missing = Optional.of(why);
        System.err.println(
            "[ecf] SKIPPED: all tests of this module against moto. " + why.getMessage());
      }
    }
    return process.orElseThrow(this::withoutMoto).uri();
  }

  private RuntimeException withoutMoto() {
    var why = missing.orElseThrow();
    return System.getProperty("ecf.moto", "auto").equals("required")
        ? new IllegalStateException("moto is required (ecf.moto). " + why.getMessage(), why)
        : new TestAbortedException(why.getMessage(), why);
  }

  /// Empties the account: resources, metrics, and everything set through [#set].
  public void reset() {
    post("/moto-api/reset", "");
  }

  /// Sets what moto has no API for; `control.py` lists what there is.
  public void set(String what, String json) {
    post("/ecf/" + what, json);
  }

  private void post(String path, String body) {
    var request =
        HttpRequest.newBuilder(uri().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var answer = HTTP.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("moto refused " + path + " " + body + ": " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("moto did not answer " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for moto", e);
    }
  }
}
