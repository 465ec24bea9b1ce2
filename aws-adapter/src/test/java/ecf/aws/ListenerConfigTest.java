package ecf.aws;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.config.ConfigReader;
import ecf.core.config.Loaded;
import ecf.core.engine.ListenerSpec;
import ecf.core.model.Resource;
import ecf.core.yaml.Problem;
import ecf.core.yaml.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a file may say of a listener.
class ListenerConfigTest {
  private static final String ARN =
      "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/0123/4567";

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{blue: 0, green: 0} | {type: balance, signal: healthyHosts} | weights: nobody gets any"
            + " traffic",
        "{a: 1, b: 1, c: 1, d: 1, e: 9, f: 1} | {type: balance, signal: healthyHosts} | weights: 6"
            + " groups are too many: at most 5",
        "{blue: 1000} | {type: balance, signal: healthyHosts} | blue: 1000 is too large: at most"
            + " 999",
        "{blue: 1, green: 1} | {type: balance, signal: healthyHosts} | maxShift: a step of it is"
            + " less than 1 of all weights, which are 2",
        "{blue: 9, green: 0} | {type: failover, primary: blue, standby: blue, below: 1} | standby:"
            + " is the primary itself",
        "{blue: 9, green: 0} | {type: failover, primary: blue, standby: geren, below: 1} | standby:"
            + " geren is not a group of `weights`",
        "{blue: 9, green: 0} | {type: failover, primary: green, standby: blue, below: 1} | primary:"
            + " has no traffic in `weights`",
        "{blue: 9, green: 0} | {type: failover, primary: blue, standby: green, signal: http5xx,"
            + " above: 5} | above: 5 needs a unit: http5xx of blue is a rate",
        "{blue: 9, green: 0} | {type: targetTracking} | type: targetTracking is not one of the"
            + " types of policies of listeners",
      })
  void mistakes(String weights, String policy, String problem) {
    var loaded = read("weights: " + weights + "\n    policies: [" + policy + "]");
    assertThat(((Loaded.Invalid) loaded).problems()).extracting(Problem::message).contains(problem);
  }

  @Test
  void groupsAreTiedToTheirTargets() {
    var loaded = read("weights: {blue: 9, green: 0}");
    var config = ((Loaded.Valid) loaded).config();
    var spec = (ListenerSpec) config.targets().getFirst();
    assertThat(spec.groups()).containsEntry("blue", Resource.of("targetGroup", "blue"));
    assertThat(((Loaded.Valid) loaded).warnings())
        .extracting(Problem::message)
        .contains("policies: there is none, so the weights are told but not enforced");
  }

  private static Loaded read(String keys) {
    var text =
        "version: 1\ntargets:\n  web-traffic:\n    type: listener\n    listener: "
            + ARN
            + "\n    "
            + keys
            + "\n";
    return new ConfigReader(List.of(new AwsProviderKind()), _ -> Optional.empty())
        .read(new Source("ecf.yaml", text), "/etc/ecf.yaml");
  }
}
