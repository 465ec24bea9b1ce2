package ecf.aws.quota;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The quotas that units run into. AWS counts all of them in vCPUs, over everything that the
/// account runs in the region.
public enum QuotaName {
  FARGATE("fargate", "L-3032A538"),
  FARGATE_SPOT("fargate", "L-36FBB829"),
  /// Instances of the families A, C, D, H, I, M, R, T and Z.
  STANDARD_INSTANCES("ec2", "L-1216C47A"),
  STANDARD_SPOT_INSTANCES("ec2", "L-34B43A08");

  /// `m7g.large`, `t3a.small`, but not `mac2.metal`, `trn1.2xlarge`, `inf2.xlarge`,
  /// `hpc7g.4xlarge`.
  private static final Pattern STANDARD =
      Pattern.compile("([acdhimrtz]|im|is)\\d\\w*(-\\w+)?\\..+");

  private final String service;
  private final String code;

  QuotaName(String service, String code) {
    this.service = service;
    this.code = code;
  }

  String service() {
    return service;
  }

  String code() {
    return code;
  }

  /// Which one instances of these types count for; empty where they are of several or of others.
  public static Optional<QuotaName> ofInstances(List<String> types, boolean spot) {
    boolean standard =
        !types.isEmpty() && types.stream().allMatch(type -> STANDARD.matcher(type).matches());
    return standard
        ? Optional.of(spot ? STANDARD_SPOT_INSTANCES : STANDARD_INSTANCES)
        : Optional.empty();
  }

  /// Which one a service's tasks count for.
  public static QuotaName ofFargate(boolean spot) {
    return spot ? FARGATE_SPOT : FARGATE;
  }
}
