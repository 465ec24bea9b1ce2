package ecf.aws.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaNameTest {
  @ParameterizedTest(name = "{0}: standard {1}")
  @CsvSource({
    "m7g.large, true",
    "m7i-flex.large, true",
    "t3a.small, true",
    "c6gn.16xlarge, true",
    "is4gen.medium, true",
    "im4gn.large, true",
    "i4i.metal, true",
    "z1d.large, true",
    "d3en.xlarge, true",
    "mac2.metal, false",
    "trn1.2xlarge, false",
    "inf2.xlarge, false",
    "hpc7g.4xlarge, false",
    "dl1.24xlarge, false",
    "g5.xlarge, false",
    "p5.48xlarge, false",
    "x2gd.large, false",
    "u-6tb1.metal, false",
    "vt1.3xlarge, false",
  })
  void eachFamilyCountsForItsOwnQuota(String type, boolean standard) {
    assertThat(QuotaName.ofInstances(List.of(type), false).isPresent()).isEqualTo(standard);
  }

  @ParameterizedTest(name = "{0}, spot {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m7g.large          | false | Optional[STANDARD_INSTANCES]
          m7g.large t3.large | false | Optional[STANDARD_INSTANCES]
          m7g.large t3.large | true  | Optional[STANDARD_SPOT_INSTANCES]
          m7g.large g5.large | false | Optional.empty
          """)
  void instancesOfSeveralQuotasNameNone(String types, boolean spot, String expected) {
    assertThat(QuotaName.ofInstances(List.of(types.split(" ")), spot)).hasToString(expected);
  }
}
