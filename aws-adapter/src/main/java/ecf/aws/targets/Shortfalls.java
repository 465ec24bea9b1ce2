package ecf.aws.targets;

import ecf.core.model.Shortfall;
import ecf.core.model.Shortfall.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.autoscaling.model.Activity;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityStatusCode;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/// Why units do not come up, from the texts of AWS: there are no codes. Pure.
final class Shortfalls {
  private static final int LONGEST = 300;

  /// ECS says a thing again after six hours, and not earlier while its cause lasts.
  private static final Duration REPEATED = Duration.ofHours(6);

  private static final Pattern STEADY = Pattern.compile("has reached a steady state");
  private static final Pattern STARTED = Pattern.compile("has started \\d+ tasks?");
  private static final Pattern TROUBLE =
      Pattern.compile(
          "\\bunable to\\b|\\bfailed\\b|\\bunhealthy\\b|CannotPull|Error\\b|reached the limit",
          Pattern.CASE_INSENSITIVE);

  /// Whatever ECS meets for a moment and tries again by itself.
  private static final Pattern PASSING = Pattern.compile("throttled");

  /// From the most telling words to the least.
  private enum Meaning {
    QUOTA(
        Kind.QUOTA,
        "LimitExceeded|vCPU (capacity|limit)|SpotInstanceCount|spot instance count|quota"
            + "|reached the limit on|limit of .* (tasks|instances)",
        "raise the quota in Service Quotas, or lower capacity.max"),
    IMAGE(
        Kind.IMAGE,
        "CannotPull|pull (the )?(container )?image|manifest|image id|InvalidAMIID|\\bAMI\\b",
        "check that the image exists, fits and may be read"),
    CAPACITY(
        Kind.CAPACITY,
        "Insufficient(Instance|Host|Reserved\\w*)?Capacity|sufficient \\S+ capacity"
            + "|capacity is unavailable|(no|not enough) (spot )?capacity|UnfulfillableCapacity"
            + "|SpotMaxPriceTooLow|spot (request )?price|no container instance"
            + "|insufficient (cpu|memory)|RESOURCE:",
        "allow more instance types or zones, or give the cluster more room; AWS goes on trying"),
    HEALTH(
        Kind.HEALTH,
        "unhealthy|health checks?|consistently start|tasks failed to start",
        "look at the units' logs, start-up time and health check"),
    SETTINGS(
        Kind.SETTINGS,
        "security group|key pair|subnet|free addresses|instance profile|\\broles?\\b|assume"
            + "|launch template|launch configuration|not authorized|Unauthorized|AccessDenied"
            + "|ResourceInitialization|encrypted|\\bKMS\\b|does not exist|not supported|invalid"
            + "|target group|load balancer|placement constraint",
        "correct what the text names: the launch template, the task definition or its network");

    private final Kind kind;
    private final Pattern words;
    private final String hint;

    Meaning(Kind kind, String words, String hint) {
      this.kind = kind;
      this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
      this.hint = hint;
    }
  }

  private Shortfalls() {}

  /// What a text of AWS means.
  static Shortfall of(String text, Instant at) {
    var line = plain(text);
    return Arrays.stream(Meaning.values())
        .filter(meaning -> meaning.words.matcher(line).find())
        .findFirst()
        .map(meaning -> new Shortfall(meaning.kind, at, line, meaning.hint))
        .orElseGet(() ->
            new Shortfall(
                Kind.UNKNOWN,
                at,
                line,
                "look at the group's activity history, or the service's events"));
  }

  /// The newest launch that came to an end tells whether there is one.
  static Optional<Shortfall> ofGroup(List<Activity> activities) {
    return activities.stream()
        .filter(Shortfalls::isLaunch)
        .filter(activity ->
            switch (activity.statusCode()) {
              case SUCCESSFUL, FAILED, CANCELLED -> true;
              default -> false;
            })
        .max(Comparator.comparing(Activity::startTime))
        .filter(activity -> activity.statusCode() == ScalingActivityStatusCode.FAILED)
        .map(activity ->
            of(
                Objects.requireNonNullElse(activity.statusMessage(), activity.description()),
                Objects.requireNonNullElse(activity.endTime(), activity.startTime())));
  }

  private static boolean isLaunch(Activity activity) {
    return activity.startTime() != null
        && activity.description() != null
        && activity.description().startsWith("Launching");
  }

  /// The newest trouble since all was well. That tasks were placed ends a trouble of placing them,
  /// but not one of their health.
  ///
  /// @param events newest first, as ECS gives them
  static Optional<Shortfall> ofService(List<ServiceEvent> events, Instant now) {
    boolean started = false;
    for (ServiceEvent event : events) {
      var text = Objects.requireNonNullElse(event.message(), "");
      var at = Objects.requireNonNullElse(event.createdAt(), now);
      if (STEADY.matcher(text).find() || at.isBefore(now.minus(REPEATED))) {
        return Optional.empty();
      }
      started |= STARTED.matcher(text).find();
      if (TROUBLE.matcher(text).find() && !PASSING.matcher(text).find()) {
        var found = of(text, at);
        if (!started || found.kind() == Kind.HEALTH || found.kind() == Kind.IMAGE) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  private static String plain(String text) {
    var line = text.replaceAll("\\p{Cntrl}+|\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
