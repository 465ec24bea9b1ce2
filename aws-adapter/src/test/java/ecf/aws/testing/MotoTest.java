package ecf.aws.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// moto as it is started here: the contract of an endpoint, and the places where the launcher makes
/// it differ from plain moto.
class MotoTest implements EndpointContract, DynamoDbContract, MessagingContract {
  @RegisterExtension static final Moto moto = Moto.shared();

  @BeforeEach
  void emptyAccount() {
    moto.reset();
  }

  @Override
  public AwsEndpoint endpoint() {
    return moto;
  }

  @Test
  void aResetEmptiesTheAccount() {
    moto.ecs().createCluster(request -> request.clusterName("shop"));

    moto.reset();

    assertThat(moto.ecs().listClusters().clusterArns()).isEmpty();
  }

  @Test
  void aProcessEndsWhenItsInputCloses() throws Exception {
    var process = MotoProcess.start(PythonEnvironment.prepared()).process();

    process.getOutputStream().close();

    assertThat(process.onExit().get(1, TimeUnit.MINUTES).exitValue()).isZero();
  }
}
