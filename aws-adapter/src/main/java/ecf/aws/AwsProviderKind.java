package ecf.aws;

import ecf.aws.client.Endpoint;
import ecf.aws.targets.AutoScalingGroupKind;
import ecf.aws.targets.EcsServiceKind;
import ecf.aws.targets.TargetGroupKind;
import ecf.core.config.ProviderKind;
import ecf.core.config.TargetKind;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.regex.Pattern;

/// `provider: {type: aws}`.
public final class AwsProviderKind implements ProviderKind {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d{1,2}");

  /// Every type of targets that AWS has: a new one is one file and one line here.
  private static final List<TargetKind> TARGETS =
      List.of(new EcsServiceKind(), new AutoScalingGroupKind(), new TargetGroupKind());

  @Override
  public String yamlName() {
    return "aws";
  }

  @Override
  public String summary() {
    return "ECS services, Auto Scaling groups and target groups of an AWS account";
  }

  @Override
  public List<Key> keys() {
    return List.of(
        Key.optional(
            "region", new Shape.Written(REGION.pattern()), "where the targets are, e.g. eu-west-1"),
        Key.optional("profile", Shape.text(), "whose settings and credentials to use"),
        Key.optional(
            "endpoint", Shape.text(), "an emulator's address; http only on this very machine"),
        Key.optional(
            "account",
            new Shape.Written(ACCOUNT.pattern()),
            "the only account that may be touched, twelve digits in quotes"));
  }

  @Override
  public AwsSettings settings(Fields provider) {
    return new AwsSettings(
        provider.optionalParsed("region", AwsProviderKind::region),
        provider.optionalText("profile"),
        provider.optionalParsed("endpoint", Endpoint::parse),
        provider.optionalText("account").filter(text -> isAccount(provider, text)));
  }

  @Override
  public List<TargetKind> targetKinds() {
    return TARGETS;
  }

  private static Parsed<String> region(String text) {
    return REGION.matcher(text).matches()
        ? Parsed.value(text)
        : Parsed.wrong("is not the name of a region", "for example eu-west-1");
  }

  private static boolean isAccount(Fields provider, String text) {
    boolean is = ACCOUNT.matcher(text).matches();
    if (!is) {
      provider.problem(
          "account", "an account is twelve digits", "in quotes: account: \"111122223333\"");
    }
    return is;
  }
}
