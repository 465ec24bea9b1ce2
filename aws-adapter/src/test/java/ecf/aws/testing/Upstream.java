package ecf.aws.testing;

import ecf.aws.testing.Protocol.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Passes requests on to the endpoint behind a proxy, as they are: signature, body and all.
final class Upstream implements AutoCloseable {
  /// Set by each connection for itself; copying them breaks it.
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection", "content-length", "date", "expect", "host", "transfer-encoding", "upgrade");

  private final AwsEndpoint endpoint;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Upstream(AwsEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  Answer send(Request request) {
    var body =
        request.body().length == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(request.body());
    var passed =
        HttpRequest.newBuilder(endpoint.uri().resolve(request.uri()))
            .method(request.method(), body);
    request
        .headers()
        .forEach((name, values) -> {
          if (passesOn(name)) {
            values.forEach(value -> passed.header(name, value));
          }
        });
    try {
      var answer = client.send(passed.build(), BodyHandlers.ofByteArray());
      var headers =
          answer.headers().map().entrySet().stream()
              .filter(header -> passesOn(header.getKey()))
              .collect(Collectors.toMap(Map.Entry::getKey, h -> h.getValue().getFirst()));
      var type = answer.headers().firstValue("content-type").orElse("application/octet-stream");
      return new Answer(answer.statusCode(), type, headers, answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the endpoint behind the proxy did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while passing a call on", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static boolean passesOn(String header) {
    return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }
}
