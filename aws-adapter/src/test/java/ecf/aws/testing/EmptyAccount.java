package ecf.aws.testing;

import ecf.aws.client.AwsClients;
import ecf.aws.client.AwsEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// An account with nothing in it for each test, and the clients with which the code under test
/// reaches it:
///
/// ```java
/// @RegisterExtension static final Moto moto = Moto.shared();
/// @RegisterExtension final EmptyAccount account = EmptyAccount.of(moto);
/// ```
public final class EmptyAccount implements BeforeEachCallback, AfterEachCallback {
  private static final long TWELVE_DIGITS = 1_000_000_000_000L;

  private final Runnable emptying;
  private final AwsClients clients;

  private EmptyAccount(Runnable emptying, Map<String, String> environment) {
    this.emptying = emptying;
    this.clients =
        new AwsClients(
            Clients.REGION.id(),
            Optional.empty(),
            Optional.empty(),
            new AwsEnvironment(environment));
  }

  /// The one of a moto, emptied.
  public static EmptyAccount of(MotoEndpoint moto) {
    return new EmptyAccount(moto::reset, moto.environment());
  }

  /// The same behind a proxy, where a call ends after so many attempts.
  public static EmptyAccount of(MotoEndpoint moto, AwsProxy proxy, int attempts) {
    var settings = Map.of("AWS_MAX_ATTEMPTS", Integer.toString(attempts));
    return new EmptyAccount(moto::reset, with(proxy.environment(), settings));
  }

  /// A new one: LocalStack keeps accounts apart, and a key of twelve digits means the account of
  /// that number.
  public static EmptyAccount of(LocalStack localStack) {
    long number = Math.floorMod(UUID.randomUUID().getMostSignificantBits(), TWELVE_DIGITS);
    var key = Map.of("AWS_ACCESS_KEY_ID", "%012d".formatted(number));
    return new EmptyAccount(() -> {}, with(localStack.environment(), key));
  }

  public AwsClients clients() {
    return clients;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    emptying.run();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    clients.close();
  }

  private static Map<String, String> with(
      Map<String, String> environment, Map<String, String> settings) {
    var all = new HashMap<>(environment);
    all.putAll(settings);
    return all;
  }
}
