package ecf.aws.targets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
  @ParameterizedTest(name = "{0} has {1}: {2}")
  @CsvSource({
    "10.0.0.0/16, 10.0.7.1, true",
    "10.0.0.0/16, 10.0.255.255, true",
    "10.0.0.0/16, 10.1.0.1, false",
    "10.0.0.0/23, 10.0.1.255, true",
    "10.0.0.0/23, 10.0.2.0, false",
    "192.168.1.7/32, 192.168.1.7, true",
    "192.168.1.7/32, 192.168.1.8, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "fd00::/8, fd12::7, true",
    "2001:db8::/56, 2001:db8:0:ff::1, true",
    "2001:db8::/56, 2001:db8:0:100::1, false",
    "10.0.0.0/16, fd00::7, false",
    "10.0.0.0/16, web.local, false",
    "10.0.0.0/99, 10.0.0.1, false",
  })
  void itHasWhatBeginsWithTheSameBits(String range, String address, boolean has) {
    assertThat(AddressRange.parse(range).orElseThrow().has(address)).isEqualTo(has);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "10.0.0.0", "10.0.0.0/", "web/16", "10.0.0.0/x"})
  void whatIsNoRangeIsNone(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }
}
