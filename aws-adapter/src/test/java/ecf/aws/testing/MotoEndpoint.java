package ecf.aws.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import software.amazon.awssdk.regions.Region;

/// A moto with our launcher, wherever it runs: it can be emptied, and be told what it has no API
/// for.
public interface MotoEndpoint extends AwsEndpoint {
  HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// The same account in another region.
  default MotoEndpoint in(String region) {
    var uri = uri();
    return new MotoEndpoint() {
      @Override
      public URI uri() {
        return uri;
      }

      @Override
      public Region region() {
        return Region.of(region);
      }
    };
  }

  /// Empties the account: resources, metrics, and everything set through [#set].
  default void reset() {
    post("/moto-api/reset", "");
  }

  /// Sets what moto has no API for, until the next reset; `control.py` lists what there is. Tests
  /// rather say it through [World].
  default void set(String what, String json) {
    post("/ecf/" + what, json);
  }

  private void post(String path, String body) {
    var request = HttpRequest.newBuilder(uri().resolve(path)).POST(BodyPublishers.ofString(body));
    try {
      var answer = HTTP.send(request.build(), BodyHandlers.ofString());
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
