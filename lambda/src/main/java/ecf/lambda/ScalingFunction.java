package ecf.lambda;

import ecf.aws.hook.LambdaHooks;
import ecf.aws.state.DynamoMemories;
import ecf.core.config.StateSettings;
import ecf.core.pass.Outcome;
import ecf.core.pass.Pass;
import ecf.core.pass.PassRequest;
import ecf.core.pass.PassResult;
import ecf.core.pass.Selecting;
import ecf.core.port.Memories;
import ecf.core.port.NoMemories;
import ecf.core.port.PassName;
import ecf.core.port.Unavailable;
import ecf.core.report.AuditLog;
import ecf.core.report.JsonReport;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From an event to an answer.
final class ScalingFunction {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, String> environment;
  private Optional<Deployment> deployment = Optional.empty();

  /// @param answer JSON for the caller
  /// @param log a line for each decision
  record Ran(String answer, List<String> log) {}

  ScalingFunction(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Does before the first event what can be done without one. What fails here fails again, and is
  /// told, with the event.
  void prepare() {
    try {
      deployment().current();
    } catch (NotServed told) {
      deployment = Optional.empty();
    }
  }

  /// @param until no write begins after it
  /// @param claimHolds how long other passes leave alone what this one claims
  /// @throws NotServed where nothing could be served
  Ran run(byte[] event, Instant until, Duration claimHolds) {
    var deployed = deployment();
    var current = deployed.current();
    var targets = current.config().targets();
    return switch (Woken.by(Events.parse(json(event)), targets, deployed.settings().mode())) {
      case Woken.Nothing(String why) -> new Ran(Answer.nothing(why), List.of());
      case Woken.Run(var only, var mode) ->
          pass(
              deployed,
              current,
              new PassRequest(targets, only, mode, Optional.of(until))
                  .within(current.config().limits()),
              claimHolds);
    };
  }

  private Deployment deployment() {
    var known = deployment.orElseGet(() -> new Deployment(environment));
    deployment = Optional.of(known);
    return known;
  }

  private static Ran pass(
      Deployment deployed, Deployment.Current current, PassRequest request, Duration claimHolds) {
    var before = calls(deployed, current);
    try (var memories = memories(deployed, current, claimHolds)) {
      var pass =
          new Pass(
              current.provider(),
              memories,
              InstantSource.system(),
              current.notifiers(),
              new LambdaHooks(deployed.own()));
      var result = pass.run(request);
      var counted = result.calls(since(before, calls(deployed, current)));
      refuseIfNothingWasServed(counted);
      return new Ran(JsonReport.line(counted), AuditLog.lines(counted, memories.pass()));
    } catch (Unavailable e) {
      throw NotServed.because(e.failure());
    }
  }

  private static Memories memories(
      Deployment deployed, Deployment.Current current, Duration claimHolds) {
    var config = current.config();
    return switch (config.state()) {
      case StateSettings.DynamoDb(String table) ->
          new DynamoMemories(
              deployed.own().dynamoDb(),
              table,
              config.name(),
              current.provider()::region,
              PassName.of(Instant.now(), new SecureRandom()),
              claimHolds);
      case StateSettings.None() -> new NoMemories();
      case StateSettings.LocalFile() -> throw new NotServed(Deployment.NEEDS_TABLE);
    };
  }

  /// A name that only a search can tell to be unknown is answered like any other.
  private static void refuseIfNothingWasServed(PassResult result) {
    var first = result.targets().stream().map(each -> each.outcome()).findFirst();
    if (first.isPresent()
        && first.get() instanceof Outcome.Failed(var why, var _, var _)
        && !Selecting.isUnknownName(why)
        && result.count(Outcome.Failed.class) == result.targets().size()) {
      throw new NotServed(
          "all "
              + result.targets().size()
              + " targets failed, the first one with "
              + why
              + "; "
              + why.hint());
    }
  }

  private static JsonNode json(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  /// Counted since the function was loaded.
  private static SortedMap<String, Integer> calls(Deployment deployed, Deployment.Current current) {
    var all = new TreeMap<>(current.provider().calls());
    deployed.own().calls().forEach((call, times) -> all.merge(call, times, Integer::sum));
    return all;
  }

  private static SortedMap<String, Integer> since(
      SortedMap<String, Integer> before, SortedMap<String, Integer> after) {
    var since = new TreeMap<String, Integer>();
    after.forEach((call, times) -> {
      int more = times - before.getOrDefault(call, 0);
      if (more > 0) {
        since.put(call, more);
      }
    });
    return since;
  }
}
