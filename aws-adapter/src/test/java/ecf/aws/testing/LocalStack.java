package ecf.aws.testing;

import java.net.URI;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/// LocalStack as the endpoint of a test class, from the image of the property
/// `ecf.localstack.image`, with the token of `ecf.localstack.token` if that is set. It is another
/// implementation of the same APIs: a test that passes on both is less likely to have adapted
/// itself to one emulator.
///
/// The community edition has CloudWatch, DynamoDB, EC2, S3, SNS, SQS and STS, but no ECS, Auto
/// Scaling or load balancing.
public final class LocalStack implements AwsEndpoint, BeforeAllCallback {
  private static final LocalStack SHARED = new LocalStack();
  private static final DockerImageName OFFICIAL = DockerImageName.parse("localstack/localstack");

  private final LocalContainer<LocalStackContainer> container =
      new LocalContainer<>(
          "ecf.localstack.image",
          image -> withToken(new LocalStackContainer(image.asCompatibleSubstituteFor(OFFICIAL))));

  private LocalStack() {}

  public static LocalStack shared() {
    return SHARED;
  }

  private static LocalStackContainer withToken(LocalStackContainer container) {
    var token = System.getProperty("ecf.localstack.token", "");
    return token.isEmpty() ? container : container.withEnv("LOCALSTACK_AUTH_TOKEN", token);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    container.start(context);
  }

  @Override
  public URI uri() {
    return container.running().getEndpoint();
  }
}
