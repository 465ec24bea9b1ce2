package ecf.aws.targets;

import ecf.aws.signal.BuiltIns;
import ecf.core.config.TargetKind;
import ecf.core.model.Resource;
import ecf.core.signal.Signal;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// `type: listener`: how a listener, or one rule of it, splits traffic between target groups.
public final class ListenerKind implements TargetKind.Listener {
  static final String NAME = "listener";
  static final String RULE = "rule";
  private static final String ARN = "arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:";
  private static final Pattern LISTENER =
      Pattern.compile(ARN + "listener/(?:app|net)/[A-Za-z0-9-]+/[0-9a-f]+/[0-9a-f]+");
  private static final Pattern OF_RULE =
      Pattern.compile(
          ARN + "listener-rule/(?:app|net)/[A-Za-z0-9-]+/[0-9a-f]+/[0-9a-f]+/[0-9a-f]+");

  @Override
  public String yamlName() {
    return NAME;
  }

  @Override
  public String summary() {
    return "how a listener or a rule of it splits traffic between target groups";
  }

  @Override
  public List<Key> keys() {
    return List.of(
        Key.optional(
            NAME, new Shape.Written(LISTENER.pattern()), "the listener's ARN: its default action"),
        Key.optional(RULE, new Shape.Written(OF_RULE.pattern()), "or the ARN of one of its rules"));
  }

  @Override
  public Resource resource(Fields target) {
    target.requireAny(NAME, RULE);
    target.atMostOne(NAME, RULE);
    boolean rule = target.has(RULE);
    var key = rule ? RULE : NAME;
    var arn = target.optionalText(key).orElse("unknown");
    if (target.has(key) && !(rule ? OF_RULE : LISTENER).matcher(arn).matches()) {
      target.problem(
          key, "this is not the ARN of a " + key, "`aws elbv2 describe-" + key + "s` shows it");
    }
    return Resource.of(NAME, arn);
  }

  @Override
  public Optional<Resource> group(String name) {
    return TargetGroupKind.isNameOrArn(name)
        ? Optional.of(Resource.of(TargetGroupKind.NAME, name))
        : Optional.empty();
  }

  @Override
  public Map<String, Signal> builtIns(String group) {
    return BuiltIns.ofTrafficTo(group);
  }

  static String arn(Resource resource) {
    return resource.names().getFirst();
  }

  static boolean isRule(String arn) {
    return arn.contains(":listener-rule/");
  }

  /// The load balancer that the listener belongs to.
  static String loadBalancer(String arn) {
    var parts = arn.split("/", -1);
    var prefix = arn.substring(0, arn.lastIndexOf(':') + 1);
    return prefix + "loadbalancer/" + parts[1] + "/" + parts[2] + "/" + parts[3];
  }
}
