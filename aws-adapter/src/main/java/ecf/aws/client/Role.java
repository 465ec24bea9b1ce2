package ecf.aws.client;

import java.util.Optional;
import java.util.regex.Pattern;

/// A role that is taken on before targets are looked at, for instance in another account.
///
/// @param arn e.g. `arn:aws:iam::111122223333:role/ecf`
/// @param externalId what the other account's trust policy asks for; no secret
public record Role(String arn, Optional<String> externalId) {
  public static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]{1,512}");

  public static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

  private static final int ACCOUNT_PART = 4;

  public Role {
    if (!ARN.matcher(arn).matches()) {
      throw new IllegalArgumentException("no role: " + arn);
    }
  }

  public String account() {
    return arn.split(":", -1)[ACCOUNT_PART];
  }
}
