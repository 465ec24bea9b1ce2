package ecf.aws.hook;

import ecf.aws.act.CallBudgets;
import ecf.aws.client.AwsClients;
import ecf.aws.client.Lanes;
import ecf.aws.client.SignedCalls;
import ecf.core.engine.Hook;
import ecf.core.port.Answer;
import ecf.core.port.Hooks;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Functions of the caller's own account that have to allow a scale-in. A function is invoked and
/// waited for, with
///
/// ```json
/// {"schema":"ecf/hook/1","event":"beforeScaleIn","target":"checkout","type":"ecsService",
///  "resource":"ecsService/shop/checkout","from":6,"to":4,"reason":"cpu 30 is below 60: 6 → 4"}
/// ```
///
/// and allows it by returning whatever it likes but an object with a `veto`: `{"veto":"why"}`. One
/// that throws or cannot be invoked forbids it.
public final class LambdaHooks implements Hooks {
  public static final String SCHEMA = "ecf/hook/1";

  private static final String CALL = "lambda:Invoke";
  private static final SignedCalls.Service LAMBDA =
      new SignedCalls.Service("lambda", "lambda", "LAMBDA");
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST = 200;

  private final AwsClients own;
  private final Lanes lanes = new Lanes(new CallBudgets());

  public LambdaHooks(AwsClients own) {
    this.own = own;
  }

  @Override
  public Reply ask(Hook.Call call, Question question, Duration limit) {
    return switch (call) {
      case Hook.Call.Function(String name) -> invoked(name, question, limit);
      case Hook.Call.Command _ ->
          new Reply.Vetoed("commands run from the command line alone, with --allow-commands");
    };
  }

  private Reply invoked(String name, Question question, Duration limit) {
    var answer = lanes.ask(CALL, () -> own.signed(atLeast(limit)).send(request(name, question)));
    return switch (answer) {
      case Answer.Failed<SignedCalls.Reply>(var why) ->
          new Reply.Vetoed(why + (why.hint().isEmpty() ? "" : "; " + why.hint()));
      case Answer.Got<SignedCalls.Reply>(var reply) -> said(reply);
    };
  }

  /// To a socket, none at all is forever.
  private static Duration atLeast(Duration limit) {
    var least = Duration.ofSeconds(1);
    return limit.compareTo(least) < 0 ? least : limit;
  }

  private static SignedCalls.Request request(String name, Question question) {
    var parts = name.split(":", -1);
    boolean arn = name.startsWith("arn:");
    return new SignedCalls.Request(
        LAMBDA,
        "Invoke",
        arn ? Optional.of(parts[3]) : Optional.empty(),
        "/2015-03-31/functions/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/invocations",
        Map.of("Content-Type", "application/json", "X-Amz-Invocation-Type", "RequestResponse"),
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("schema", SCHEMA)
                .put("event", "beforeScaleIn")
                .put("target", question.target().name())
                .put("type", question.resource().type())
                .put("resource", question.resource().key())
                .put("from", question.from())
                .put("to", question.to())
                .put("reason", question.reason())));
  }

  private static Reply said(SignedCalls.Reply reply) {
    var answer = json(reply.body());
    var error = reply.header("X-Amz-Function-Error");
    if (error.isPresent()) {
      var message = answer.path("errorMessage").asString("");
      return new Reply.Vetoed(
          "the function failed ("
              + error.get()
              + ")"
              + (message.isEmpty() ? "" : ": " + line(message)));
    }
    var veto = answer.path("veto");
    boolean silent = veto.isMissingNode() || veto.isNull() || veto.isBoolean() && !veto.asBoolean();
    if (silent) {
      return new Reply.Allowed(reply.body().equals("null") ? "" : line(reply.body()));
    }
    return new Reply.Vetoed("it says no" + (veto.isString() ? ": " + line(veto.asString()) : ""));
  }

  private static JsonNode json(String body) {
    try {
      return Optional.ofNullable(JSON.readTree(body)).orElseGet(JSON::missingNode);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private static String line(String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
