package ecf.aws.testing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// One attempt of a call, as it came over the wire.
///
/// @param service as the AWS CLI names it: `elbv2`, not the `elasticloadbalancing` of the signature
/// @param operation as the API names it: `DescribeServices`
/// @param text the request's body; of a CBOR body only the names and strings can be made out
public record Call(String service, String operation, Protocol protocol, String text) {
  private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/\\d+/[^/]+/([^/]+)/");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
  private static final Map<String, String> CLI_NAMES =
      Map.of(
          "monitoring", "cloudwatch",
          "elasticloadbalancing", "elbv2",
          "servicequotas", "service-quotas");

  /// As counted and as faults are set: `ecs:DescribeServices`.
  public String name() {
    return service + ":" + operation;
  }

  static Call read(Request request) {
    var scope = SCOPE.matcher(request.header("Authorization").orElse(""));
    var signed = scope.find() ? scope.group(1) : "unsigned";
    var service = CLI_NAMES.getOrDefault(signed, signed);
    var text = new String(request.body(), StandardCharsets.UTF_8);
    var path = request.uri().getPath();
    var target = request.header("X-Amz-Target");
    if (path.startsWith("/service/")) {
      return new Call(service, last(path, '/'), Protocol.CBOR, text);
    }
    if (target.isPresent()) {
      return new Call(service, last(target.get(), '.'), Protocol.JSON, text);
    }
    var action = ACTION.matcher(text);
    if (action.find()) {
      var protocol = service.equals("ec2") ? Protocol.EC2 : Protocol.QUERY;
      var form = URLDecoder.decode(text, StandardCharsets.UTF_8);
      return new Call(service, action.group(1), protocol, form);
    }
    return new Call(service, rest(service, request.method(), path), Protocol.REST_XML, text);
  }

  private static String last(String text, char separator) {
    return text.substring(text.lastIndexOf(separator) + 1);
  }

  /// REST has no operation on the wire; of S3's, these are the ones that tests make.
  private static String rest(String service, String method, String path) {
    if (!service.equals("s3")) {
      return method + " " + path;
    }
    var onObject = path.indexOf('/', 1) > 0 && !path.endsWith("/");
    return switch (method) {
      case "GET" -> onObject ? "GetObject" : "ListObjectsV2";
      case "PUT" -> onObject ? "PutObject" : "CreateBucket";
      case "HEAD" -> onObject ? "HeadObject" : "HeadBucket";
      case "DELETE" -> onObject ? "DeleteObject" : "DeleteBucket";
      default -> method + " " + path;
    };
  }
}
