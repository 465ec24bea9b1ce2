package ecf.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The one function: schedules, alarms and people wake it. It answers with the JSON of a pass, and
/// writes one line of JSON for every decision to its log.
///
/// It returns normally when targets failed, for the answer says so; it throws where nothing could
/// be served.
public final class ScalingHandler implements RequestStreamHandler {
  /// Kept free at the end of an invocation, so that a write that has begun can be written down.
  private static final Duration RESERVE = Duration.ofSeconds(10);

  private final ScalingFunction function;

  public ScalingHandler() {
    this(System.getenv());
  }

  ScalingHandler(Map<String, String> environment) {
    function = new ScalingFunction(environment);
    function.prepare();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    var remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    var ends = Instant.now().plus(remaining);
    var ran = function.run(input.readAllBytes(), ends.minus(RESERVE), remaining.plus(RESERVE));
    log(ran.log());
    output.write(ran.answer().getBytes(StandardCharsets.UTF_8));
  }

  private static void log(List<String> lines) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    lines.forEach(out::println);
  }
}
