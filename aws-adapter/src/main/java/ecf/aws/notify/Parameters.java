package ecf.aws.notify;

import ecf.aws.client.Lanes;
import ecf.aws.client.SignedCalls;
import ecf.aws.client.SignedJson;
import ecf.core.config.NotifySettings;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.WebAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The address of one webhook, wherever it is kept. One from the Parameter Store is asked for when
/// it is needed and known for ten minutes.
final class Parameters {
  static final String CALL = "ssm:GetParameter";
  private static final SignedCalls.Service SSM = new SignedCalls.Service("ssm", "ssm", "SSM");
  private static final Duration KNOWN = Duration.ofMinutes(10);

  private final Lanes lanes;
  private final Optional<SignedJson> store;
  private final InstantSource clock;
  private Optional<Found> found = Optional.empty();

  private record Found(URI address, Instant at) {}

  Parameters(Lanes lanes, Optional<SignedCalls> own, InstantSource clock) {
    this.lanes = lanes;
    store = own.map(calls -> new SignedJson(calls, SSM, "AmazonSSM"));
    this.clock = clock;
  }

  synchronized Answer<URI> address(NotifySettings.Url url) {
    return switch (url) {
      case NotifySettings.Url.Stated(URI address) -> new Answer.Got<>(address);
      case NotifySettings.Url.Parameter(String name) -> {
        var now = clock.instant();
        var known = found.filter(each -> now.isBefore(each.at.plus(KNOWN)));
        if (known.isPresent()) {
          yield new Answer.Got<>(known.get().address);
        }
        var asked = asked(name);
        if (asked instanceof Answer.Got<URI>(var address)) {
          found = Optional.of(new Found(address, now));
        }
        yield asked;
      }
    };
  }

  /// So that one that was changed is asked for again.
  synchronized void forget() {
    found = Optional.empty();
  }

  private Answer<URI> asked(String name) {
    var answer =
        lanes.ask(
            CALL,
            () ->
                store
                    .orElseThrow()
                    .call("GetParameter", Map.of("Name", name, "WithDecryption", true)));
    return switch (answer) {
      case Answer.Failed<JsonNode>(var why) -> new Answer.Failed<>(why);
      case Answer.Got<JsonNode>(var reply) -> address(name, reply);
    };
  }

  /// Of a value that is no good, nothing is shown.
  private static Answer<URI> address(String name, JsonNode reply) {
    var value = reply.path("Parameter").path("Value").asString("").strip();
    return switch (WebAddress.parse(value, "")) {
      case Parsed.Value<URI>(var address) -> new Answer.Got<>(address);
      case Parsed.Wrong<URI>(var message, var _) ->
          new Answer.Failed<>(
              new ProviderFailure(
                  ProviderFailure.Kind.INVALID,
                  CALL,
                  "the value of " + name + " " + message,
                  "put the https address of the webhook there",
                  false));
    };
  }
}
