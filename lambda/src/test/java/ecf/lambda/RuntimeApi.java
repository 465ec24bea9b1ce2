package ecf.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Lambda's Runtime API on loopback, and the handler in a JVM of its own behind AWS's runtime
/// interface client: the code that runs in production, but for the machine below it.
final class RuntimeApi implements AutoCloseable {
  private static final String BASE = "/2018-06-01/runtime/";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
  private final ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Process function;
  private final Duration timeout;
  private int invocations;

  /// @param kind `response`, or `error` where the handler threw
  record Reply(String kind, String body) {}

  private RuntimeApi(Map<String, String> environment, Duration timeout, Path log)
      throws IOException {
    this.timeout = timeout;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(pool);
    server.createContext(BASE, this::serve);
    server.start();
    function = start(environment, log);
  }

  /// @param environment of the function, above AWS's own variables
  /// @param timeout of an invocation
  /// @param log gets the function's output
  static RuntimeApi start(Map<String, String> environment, Duration timeout, Path log)
      throws IOException {
    return new RuntimeApi(environment, timeout, log);
  }

  /// Sends an event and waits for the answer.
  Reply invoke(String event) throws InterruptedException {
    events.add(event);
    var reply = replies.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return Objects.requireNonNull(reply, "the function did not answer; its log tells more");
  }

  private void serve(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().substring(BASE.length());
    var headers = exchange.getResponseHeaders();
    // The client's native part needs a content type on every reply.
    headers.set("Content-Type", "application/json");
    boolean asks = path.equals("invocation/next");
    var body = "{}";
    if (asks) {
      try {
        body = events.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        exchange.close();
        return;
      }
      invocations++;
      headers.set("Lambda-Runtime-Aws-Request-Id", "request-" + invocations);
      headers.set(
          "Lambda-Runtime-Deadline-Ms", Long.toString(Instant.now().plus(timeout).toEpochMilli()));
      headers.set(
          "Lambda-Runtime-Invoked-Function-Arn",
          "arn:aws:lambda:us-east-1:123456789012:function:f");
    } else {
      var said = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      replies.add(new Reply(path.substring(path.lastIndexOf('/') + 1), said));
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(asks ? 200 : 202, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Process start(Map<String, String> environment, Path log) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                ScalingHandler.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var address = server.getAddress();
    builder
        .environment()
        .put(
            "AWS_LAMBDA_RUNTIME_API",
            address.getAddress().getHostAddress() + ":" + address.getPort());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "f");
    builder.environment().put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    builder.environment().putAll(environment);
    return builder.start();
  }

  @Override
  public void close() throws InterruptedException {
    function.destroyForcibly().waitFor();
    server.stop(0);
    pool.shutdownNow();
  }
}
