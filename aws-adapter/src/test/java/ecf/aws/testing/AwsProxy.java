package ecf.aws.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ecf.aws.testing.Protocol.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Stands before an endpoint, counts every attempt of a call and fails those that a test names:
///
/// ```java
/// @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);
///
/// proxy.next("ecs:UpdateService", Fault.Kind.THROTTLED, Fault.Kind.RESET_AFTER);
/// proxy.always("ecs:UpdateService", "checkout", Fault.Kind.DENIED);
/// assertThat(proxy.calls()).containsExactly(entry("ecs:DescribeServices", 1));
/// ```
///
/// Each test starts with nothing counted and nothing failing.
public final class AwsProxy
    implements AwsEndpoint, BeforeEachCallback, AfterAllCallback, AutoCloseable {
  static {
    // an answer leaves in two writes; without this the second waits for an acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Upstream upstream;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FaultPlan faults = new FaultPlan();
  private final List<Call> log = new ArrayList<>();
  private int held;
  private CountDownLatch release = new CountDownLatch(1);

  private AwsProxy(AwsEndpoint endpoint) {
    upstream = new Upstream(endpoint);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  public static AwsProxy before(AwsEndpoint endpoint) {
    return new AwsProxy(endpoint);
  }

  @Override
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// Attempts since the test began, sorted by name, spelled as `calls` in the JSON result.
  public synchronized Map<String, Integer> calls() {
    var counts = new TreeMap<String, Integer>();
    log.forEach(call -> counts.merge(call.name(), 1, Integer::sum));
    return counts;
  }

  /// Every attempt since the test began, in order of arrival.
  public synchronized List<Call> log() {
    return List.copyOf(log);
  }

  /// Calls that wait for an answer because of a time-out fault. A test waits for this before it
  /// kills the caller.
  public synchronized int held() {
    return held;
  }

  /// The next calls of an operation meet these faults, one each; those after them pass.
  public void next(String operation, Fault... inOrder) {
    faults.next(operation, List.of(inOrder));
  }

  public void always(String operation, Fault fault) {
    faults.always(operation, "", fault);
  }

  /// Concerns only requests whose body contains a text, such as the name of one service.
  public void always(String operation, String containing, Fault fault) {
    faults.always(operation, containing, fault);
  }

  /// Nothing counted, nothing failing, nobody waiting.
  public synchronized void reset() {
    faults.clear();
    log.clear();
    release.countDown();
    release = new CountDownLatch(1);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    reset();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getEnclosingTestClasses().isEmpty()) { // nested classes end before their proxy does
      close();
    }
  }

  @Override
  public void close() {
    reset();
    server.stop(0);
    upstream.close();
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = Request.of(exchange);
      var call = request.call();
      if (call.isEmpty()) {
        respond(exchange, upstream.send(request));
        return;
      }
      record(call.get());
      var answer = answer(call.get(), () -> upstream.send(request));
      if (answer.isPresent()) { // else closing the exchange breaks the connection
        respond(exchange, answer.get());
      }
    }
  }

  private synchronized void record(Call call) {
    log.add(call);
  }

  private Optional<Answer> answer(Call call, Supplier<Answer> passOn) {
    return faults
        .forCall(call)
        .map(fault -> faulty(fault, call, passOn))
        .orElseGet(() -> Optional.of(passOn.get()));
  }

  private Optional<Answer> faulty(Fault fault, Call call, Supplier<Answer> passOn) {
    return switch (fault) {
      case Fault.Refusal error -> Optional.of(written(error, call));
      case Fault.Reply reply -> Optional.of(call.protocol().text(200, reply.body()));
      case Fault.CborReply reply -> Optional.of(call.protocol().ok(Cbor.encode(reply.body())));
      case Fault.Kind kind ->
          switch (kind) {
            case THROTTLED -> Optional.of(written(Fault.throttled(call), call));
            case DENIED -> Optional.of(written(Fault.denied(call), call));
            case SERVER_ERROR -> Optional.of(written(Fault.serverError(call), call));
            case SERVER_ERROR_AFTER -> {
              var _ = passOn.get();
              yield Optional.of(written(Fault.serverError(call), call));
            }
            case TIMEOUT -> silence();
            case TIMEOUT_AFTER -> {
              var _ = passOn.get();
              yield silence();
            }
            case RESET -> Optional.empty();
            case RESET_AFTER -> {
              var _ = passOn.get();
              yield Optional.empty();
            }
          };
    };
  }

  private static Answer written(Fault.Refusal error, Call call) {
    return call.protocol().error(error.status(), error.code(), error.message());
  }

  private Optional<Answer> silence() {
    CountDownLatch until;
    synchronized (this) {
      held++;
      until = release;
    }
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        held--;
      }
    }
    return Optional.empty();
  }

  private static void respond(HttpExchange exchange, Answer answer) throws IOException {
    var headers = exchange.getResponseHeaders();
    answer.headers().forEach(headers::set);
    headers.set("Content-Type", answer.contentType());
    var nothing = answer.body().length == 0;
    exchange.sendResponseHeaders(answer.status(), nothing ? -1 : answer.body().length);
    if (!nothing) {
      exchange.getResponseBody().write(answer.body());
    }
  }
}
