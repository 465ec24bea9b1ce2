package ecf.aws;

import ecf.aws.client.Endpoint;
import ecf.aws.client.Role;
import ecf.aws.targets.AutoScalingGroupKind;
import ecf.aws.targets.EcsServiceKind;
import ecf.aws.targets.ListenerKind;
import ecf.aws.targets.TargetGroupKind;
import ecf.core.config.ProviderKind;
import ecf.core.config.TargetKind;
import ecf.core.yaml.Fields;
import ecf.core.yaml.Key;
import ecf.core.yaml.Parsed;
import ecf.core.yaml.Shape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `provider: {type: aws}`.
public final class AwsProviderKind implements ProviderKind {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d{1,2}");

  /// With less, even a few targets would not be served within a pass.
  private static final double SMALLEST_BUDGET = 0.05;

  private static final Key[] ROLE = {
    Key.required("roleArn", new Shape.Written(Role.ARN.pattern()), "who to become"),
    Key.optional(
        "externalId",
        new Shape.Written(Role.EXTERNAL_ID.pattern()),
        "what the role's trust policy asks for")
  };

  /// Every type of targets that AWS has: a new one is one file and one line here.
  private static final List<TargetKind> TARGETS =
      List.of(
          new EcsServiceKind(),
          new AutoScalingGroupKind(),
          new TargetGroupKind(),
          new ListenerKind());

  @Override
  public String yamlName() {
    return "aws";
  }

  @Override
  public String summary() {
    return "ECS services, Auto Scaling groups, target groups and listeners of an AWS account";
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
            "assumeRole", Shape.keyed(ROLE), "a role to take on first, e.g. in another account"),
        Key.optional(
            "account",
            new Shape.Written(ACCOUNT.pattern()),
            "the only account that may be touched, twelve digits in quotes"),
        Key.optional(
            "apiBudget",
            new Shape.Share(),
            "share of the account's API rates that a pass may use; without it, writes are sent at"
                + " the documented rates and reads as they come"));
  }

  @Override
  public AwsSettings settings(Fields provider) {
    return new AwsSettings(
        provider.optionalParsed("region", AwsProviderKind::region),
        provider.optionalText("profile"),
        provider.optionalParsed("endpoint", Endpoint::parse),
        provider.map("assumeRole").flatMap(role -> role(provider, role)),
        provider.optionalText("account").filter(text -> isAccount(provider, text)),
        provider.has("apiBudget")
            ? Optional.of(provider.share("apiBudget", SMALLEST_BUDGET, 1))
            : Optional.empty());
  }

  private static Optional<Role> role(Fields provider, Fields stated) {
    var arn = stated.parsed("roleArn", AwsProviderKind::roleArn, Optional.<String>empty());
    var externalId = stated.optionalParsed("externalId", AwsProviderKind::externalId);
    var role = arn.map(known -> new Role(known, externalId));
    var account = provider.optionalText("account");
    role.filter(known -> account.isPresent() && !known.account().equals(account.get()))
        .ifPresent(other ->
            stated.problem(
                "roleArn",
                "the role is of account " + other.account() + ", the file is for " + account.get(),
                "correct provider.account, or take a role of " + account.get()));
    return role;
  }

  private static Parsed<Optional<String>> roleArn(String text) {
    return Role.ARN.matcher(text).matches()
        ? Parsed.value(Optional.of(text))
        : Parsed.wrong(
            "is not the ARN of a role", "for example arn:aws:iam::111122223333:role/ecf");
  }

  private static Parsed<String> externalId(String text) {
    return Role.EXTERNAL_ID.matcher(text).matches()
        ? Parsed.value(text)
        : Parsed.wrong(
            "is no external id", "2 to 1224 letters, digits and any of + = , . @ : / - _");
  }

  @Override
  public List<TargetKind> targetKinds() {
    return TARGETS;
  }

  @Override
  public boolean hasAccount() {
    return true;
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
