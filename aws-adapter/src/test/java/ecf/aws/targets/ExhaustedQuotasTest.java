package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Service;

/// Which quota a target counts for.
class ExhaustedQuotasTest {
  @ParameterizedTest(name = "launch type {0}, providers {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          FARGATE | -                            | Optional[FARGATE]
          EC2     | -                            | Optional.empty
          EC2     | FARGATE 1                    | Optional[FARGATE]
          EC2     | FARGATE_SPOT 1               | Optional[FARGATE_SPOT]
          EC2     | FARGATE 0, FARGATE_SPOT 1    | Optional[FARGATE_SPOT]
          EC2     | FARGATE 1, FARGATE_SPOT 3    | Optional[FARGATE]
          EC2     | web-instances 1              | Optional.empty
          EC2     | FARGATE 1, web-instances 1   | Optional.empty
          """)
  void ofAService(String launchType, String providers, String quota) {
    var strategy = new ArrayList<CapacityProviderStrategyItem>();
    for (String each : providers.equals("-") ? new String[0] : providers.split(", ")) {
      var parts = each.split(" ");
      strategy.add(
          CapacityProviderStrategyItem.builder()
              .capacityProvider(parts[0])
              .weight(Integer.parseInt(parts[1]))
              .build());
    }
    var service =
        Service.builder().launchType(launchType).capacityProviderStrategy(strategy).build();

    assertThat(ExhaustedQuotas.of(service)).hasToString(quota);
  }

  @ParameterizedTest(name = "{0}, \"{1}\": {2}")
  @CsvSource({
    "m7g.large, more vCPU capacity than your current vCPU limit, Optional[STANDARD_INSTANCES]",
    "m7g.large, Max spot instance count exceeded, Optional[STANDARD_SPOT_INSTANCES]",
    "g5.xlarge, more vCPU capacity than your current vCPU limit, Optional.empty",
  })
  void ofAGroup(String type, String said, String quota) {
    var instance = Instance.builder().instanceType(type).build();
    var group = AutoScalingGroup.builder().instances(instance).build();

    assertThat(ExhaustedQuotas.of(group, said)).hasToString(quota);
  }
}
