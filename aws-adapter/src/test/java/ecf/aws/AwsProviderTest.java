package ecf.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import ecf.aws.client.Role;
import ecf.aws.testing.AwsProxy;
import ecf.aws.testing.Fault;
import ecf.aws.testing.Moto;
import ecf.core.model.ProviderFailure;
import ecf.core.model.ProviderFailure.Kind;
import ecf.core.port.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Where a file's provider is, and whose account it may touch.
class AwsProviderTest {
  @RegisterExtension static final Moto moto = Moto.shared();
  @RegisterExtension static final AwsProxy proxy = AwsProxy.before(moto);

  private static final Role ELSEWHERE =
      new Role("arn:aws:iam::111122223333:role/ecf", Optional.of("shop-7"));

  @TempDir private Path folder = Path.of("");

  @Test
  void nothingIsCalledBeforeItIsNeeded() {
    try (var provider = AwsProvider.connect(AwsSettings.none(), proxy.environment())) {
      assertThat(provider.region()).isEqualTo("us-east-1");
      assertThat(provider.endpoint()).contains(proxy.uri());
      assertThat(provider.calls()).isEmpty();
      assertThat(proxy.calls()).isEmpty();
    }
  }

  @Test
  void theFilesRegionWinsOverTheEnvironments() {
    var stated =
        new AwsSettings(
            Optional.of("eu-west-1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    try (var provider = AwsProvider.connect(stated, proxy.environment())) {
      assertThat(provider.region()).isEqualTo("eu-west-1");
    }
  }

  @Test
  void theProfileKnowsRegionAndEndpoint() throws Exception {
    var config = folder.resolve("config");
    Files.writeString(
        config,
        """
        [profile shop]
        region = eu-central-1
        endpoint_url = %s
        """
            .formatted(proxy.uri()));
    var environment =
        Map.of(
            "AWS_CONFIG_FILE", config.toString(),
            "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString(),
            "AWS_PROFILE", "shop");
    try (var provider = AwsProvider.connect(AwsSettings.none(), environment)) {
      assertThat(provider.region()).isEqualTo("eu-central-1");
      assertThat(provider.endpoint()).contains(proxy.uri());
    }
  }

  @Test
  void withoutARegionNothingBegins() {
    var environment = new HashMap<>(proxy.environment());
    environment.remove("AWS_REGION");
    environment.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());

    var why = refused(AwsSettings.none(), environment);

    assertThat(why.message()).isEqualTo("no region is set");
    assertThat(why.hint()).contains("AWS_REGION");
  }

  @Test
  void theGuardedAccountIsAskedForOnceBeforeAnythingElse() {
    try (var provider = AwsProvider.connect(guarding("123456789012"), proxy.environment())) {
      assertThat(provider.calls()).containsExactly(entry("sts:GetCallerIdentity", 1));
      assertThat(proxy.calls()).containsExactly(entry("sts:GetCallerIdentity", 1));
    }
  }

  @Test
  void anotherAccountIsRefusedAndNothingElseIsCalled() {
    var why = refused(guarding("111122223333"), proxy.environment());

    assertThat(why.kind()).isEqualTo(Kind.CREDENTIALS);
    assertThat(why.message())
        .isEqualTo(
            "these credentials belong to account 123456789012, the file is for 111122223333");
    assertThat(why.retryable()).isFalse();
    assertThat(proxy.calls()).containsExactly(entry("sts:GetCallerIdentity", 1));
  }

  @Test
  void aGuardThatCannotBeAskedRefusesToo() {
    proxy.always("sts:GetCallerIdentity", Fault.Kind.DENIED);

    var why = refused(guarding("123456789012"), proxy.environment());

    assertThat(why.kind()).isEqualTo(Kind.DENIED);
    assertThat(why.call()).isEqualTo("sts:GetCallerIdentity");
  }

  @Test
  void aRoleIsTakenOnFirstAndItsAccountIsTheGuardedOne() {
    try (var provider =
        AwsProvider.connect(in(ELSEWHERE, Optional.of("111122223333")), proxy.environment())) {
      assertThat(provider.calls())
          .containsExactly(entry("sts:AssumeRole", 1), entry("sts:GetCallerIdentity", 1));
      assertThat(proxy.calls()).isEqualTo(provider.calls());
    }
  }

  @Test
  void stateStaysInTheCallersOwnAccount() {
    try (var provider = AwsProvider.connect(in(ELSEWHERE, Optional.empty()), proxy.environment())) {
      assertThat(provider.own().sts().getCallerIdentity().account()).isEqualTo("123456789012");
    }
  }

  @Test
  void aRoleThatIsDeniedIsToldAsThat() {
    proxy.always("sts:AssumeRole", Fault.Kind.DENIED);

    var why = refused(in(ELSEWHERE, Optional.empty()), proxy.environment());

    assertThat(why.kind()).isEqualTo(Kind.DENIED);
    assertThat(why.call()).isEqualTo("sts:AssumeRole");
    assertThat(why.hint()).contains("sts:AssumeRole");
    assertThat(proxy.calls()).containsExactly(entry("sts:AssumeRole", 1));
  }

  private static AwsSettings guarding(String account) {
    return new AwsSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(account));
  }

  private static AwsSettings in(Role role, Optional<String> account) {
    return new AwsSettings(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(role), account);
  }

  private static ProviderFailure refused(AwsSettings settings, Map<String, String> environment) {
    return catchThrowableOfType(
            Unavailable.class, () -> AwsProvider.connect(settings, environment).close())
        .failure();
  }
}
