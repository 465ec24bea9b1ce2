package ecf.aws.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// The only builder of AWS clients. Each is built when it is first used; all share one HTTP client
/// and one count of calls.
public final class AwsClients implements AutoCloseable {
  /// For one attempt, and for all of a call with the waits between them. A pass that waits longer
  /// for one answer acts on a world that is gone.
  private static final Duration ATTEMPT = Duration.ofSeconds(10);

  private static final Duration CALL = Duration.ofSeconds(30);
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final Region region;
  private final Optional<String> profile;
  private final Optional<URI> statedEndpoint;
  private final AwsEnvironment environment;
  private final Lazy<? extends AwsCredentialsProvider> credentials;
  private final CallCounter counter;
  private final List<Lazy<? extends SdkAutoCloseable>> opened = new ArrayList<>();

  private final Lazy<SdkHttpClient> http =
      lazily(() ->
          UrlConnectionHttpClient.builder()
              .connectionTimeout(CONNECT)
              .socketTimeout(ATTEMPT)
              .build());

  private final Lazy<AutoScalingClient> autoScaling =
      lazily(() -> built(Service.AUTO_SCALING, AutoScalingClient.builder()));
  private final Lazy<ApplicationAutoScalingClient> applicationAutoScaling =
      lazily(() -> built(Service.APPLICATION_AUTO_SCALING, ApplicationAutoScalingClient.builder()));
  private final Lazy<CloudWatchClient> cloudWatch =
      lazily(() -> built(Service.CLOUDWATCH, CloudWatchClient.builder()));
  private final Lazy<DynamoDbClient> dynamoDb =
      lazily(() -> built(Service.DYNAMODB, DynamoDbClient.builder()));
  private final Lazy<Ec2Client> ec2 = lazily(() -> built(Service.EC2, Ec2Client.builder()));
  private final Lazy<EcsClient> ecs = lazily(() -> built(Service.ECS, EcsClient.builder()));
  private final Lazy<ElasticLoadBalancingV2Client> elbV2 =
      lazily(
          () -> built(Service.ELASTIC_LOAD_BALANCING_V2, ElasticLoadBalancingV2Client.builder()));
  // an emulator has no names for buckets as hosts
  private final Lazy<S3Client> s3 =
      lazily(() ->
          built(Service.S3, S3Client.builder().forcePathStyle(endpoint(Service.S3).isPresent())));
  private final Lazy<SignedJson> serviceQuotas = new Lazy<>(this::signedServiceQuotas);
  private final Lazy<StsClient> sts = lazily(() -> built(Service.STS, StsClient.builder()));

  /// @param profile whose credentials to use, where the user says so
  /// @param endpoint wins over the environment's
  public AwsClients(
      String region, Optional<String> profile, Optional<URI> endpoint, AwsEnvironment environment) {
    this.region = Region.of(region);
    this.profile = profile;
    this.statedEndpoint = endpoint;
    this.environment = environment;
    this.counter = new CallCounter();
    this.credentials = new Lazy<>(() -> Credentials.of(profile, environment));
  }

  private AwsClients(AwsClients own, Role role) {
    region = own.region;
    profile = own.profile;
    statedEndpoint = own.statedEndpoint;
    environment = own.environment;
    counter = own.counter;
    credentials = lazily(() -> Credentials.of(role, own.sts()));
  }

  /// The same in a role, which is taken on when the first call needs it and again before it
  /// expires. These clients are the caller's to close, before this.
  public AwsClients in(Role role) {
    return new AwsClients(this, role);
  }

  /// Takes the role on now, so that a role that cannot be had is told as what it is.
  ///
  /// @throws SdkException where there are no credentials
  public void resolveCredentials() {
    credentials.get().resolveCredentials();
  }

  public AutoScalingClient autoScaling() {
    return autoScaling.get();
  }

  public ApplicationAutoScalingClient applicationAutoScaling() {
    return applicationAutoScaling.get();
  }

  public CloudWatchClient cloudWatch() {
    return cloudWatch.get();
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb.get();
  }

  public Ec2Client ec2() {
    return ec2.get();
  }

  public EcsClient ecs() {
    return ecs.get();
  }

  public ElasticLoadBalancingV2Client elbV2() {
    return elbV2.get();
  }

  public S3Client s3() {
    return s3.get();
  }

  public SignedJson serviceQuotas() {
    return serviceQuotas.get();
  }

  public StsClient sts() {
    return sts.get();
  }

  /// For services that are used for one operation only.
  public SignedCalls signed() {
    return signed(http::get);
  }

  /// The same for an answer that may take longer than those of AWS itself.
  public SignedCalls signed(Duration patience) {
    return signed(() ->
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(patience)
            .build());
  }

  private SignedCalls signed(Supplier<SdkHttpClient> sending) {
    return new SignedCalls(region.id(), credentials::get, sending, name -> endpoint(name), counter);
  }

  /// Attempts sent so far, by `service:Operation` with the service as the AWS CLI names it.
  public SortedMap<String, Integer> calls() {
    return counter.calls();
  }

  /// Where calls go that do not go to AWS, for the user to see.
  public Optional<URI> endpoint() {
    return endpoint(Service.ECS);
  }

  @Override
  public void close() {
    opened.reversed().forEach(each -> each.ifMade().ifPresent(SdkAutoCloseable::close));
  }

  static String waitingTime() {
    return CALL.toSeconds() + "s";
  }

  private Optional<URI> endpoint(Service service) {
    return endpoint(service.name());
  }

  private Optional<URI> endpoint(String service) {
    return statedEndpoint.or(() -> environment.endpoint(service, profile));
  }

  private <T extends SdkAutoCloseable> Lazy<T> lazily(Supplier<T> maker) {
    var lazy = new Lazy<>(maker);
    opened.add(lazy);
    return lazy;
  }

  private SignedJson signedServiceQuotas() {
    return new SignedJson(
        signed(),
        new SignedCalls.Service("service-quotas", "servicequotas", "SERVICE_QUOTAS"),
        "ServiceQuotasV20190624");
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C built(
      Service service, B builder) {
    endpoint(service).ifPresent(builder::endpointOverride);
    return builder
        .region(region)
        .credentialsProvider(credentials.get())
        .httpClient(http.get())
        .overrideConfiguration(options ->
            options
                .retryStrategy(Retries.strategy(environment.attempts()))
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .addExecutionInterceptor(counter.of(service.cliName))
                .addExecutionInterceptor(new EarlierAttempts())
                .putAdvancedOption(
                    SdkAdvancedClientOption.USER_AGENT_SUFFIX, "ecf-aws/" + Version.text()))
        .build();
  }

  /// Names as in `AWS_ENDPOINT_URL_<SERVICE>`.
  private enum Service {
    APPLICATION_AUTO_SCALING("application-autoscaling"),
    AUTO_SCALING("autoscaling"),
    CLOUDWATCH("cloudwatch"),
    DYNAMODB("dynamodb"),
    EC2("ec2"),
    ECS("ecs"),
    ELASTIC_LOAD_BALANCING_V2("elbv2"),
    S3("s3"),
    STS("sts");

    private final String cliName;

    Service(String cliName) {
      this.cliName = cliName;
    }
  }
}
