package ecf.aws.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request that reached the proxy, read to its end.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
  static Request of(HttpExchange exchange) throws IOException {
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        exchange.getRequestHeaders(),
        exchange.getRequestBody().readAllBytes());
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(List::getFirst);
  }

  /// Nothing for the emulator's own control paths, which are no calls to AWS.
  Optional<Call> call() {
    var path = uri.getPath();
    return path.startsWith("/moto-api/") || path.startsWith("/ecf/")
        ? Optional.empty()
        : Optional.of(Call.read(this));
  }
}
