package ecf.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.model.UnitSize;
import ecf.core.model.UnitSize.Dimension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitSizesTest {
  @ParameterizedTest(name = "{0} of {1} and {2} needs {3}: {4} and {5}")
  @CsvSource({
    "CPU, 1024, 2048, 442.8, 512, 2048",
    "CPU, 1024, 8192, 300, 1024, 8192",
    "CPU, 1024, 2048, 100, 256, 2048",
    "CPU, 512, 1024, 513, 1024, 2048",
    "CPU, 512, 1024, 512, 512, 1024",
    "CPU, 4096, 30720, 4097, 8192, 32768",
    "CPU, 8192, 61440, 9000, 16384, 65536",
    "CPU, 256, 512, 99999, 16384, 32768",
    "CPU, 16384, 122880, 99999, 16384, 122880",
    "MEMORY, 256, 512, 3000, 512, 3072",
    "MEMORY, 256, 2048, 700, 256, 1024",
    "MEMORY, 1024, 4096, 100, 1024, 2048",
    "MEMORY, 256, 512, 20000, 4096, 20480",
    "MEMORY, 256, 512, 61441, 16384, 65536",
    "MEMORY, 256, 512, 999999, 16384, 122880",
    "CPU, 300, 700, 300, 512, 1024"
  })
  void theSmallestOfFargatesThatFits(
      Dimension dimension, int cpu, int memory, double needed, int newCpu, int newMemory) {
    assertThat(new UnitSizes.Fargate().fitting(dimension, needed, new UnitSize(cpu, memory)))
        .isEqualTo(new UnitSize(newCpu, newMemory));
  }

  @Test
  void largerOnesOfFargateByCpu() {
    assertThat(new UnitSizes.Fargate().above(Dimension.CPU, new UnitSize(1024, 3072)))
        .containsExactly(
            new UnitSize(2048, 4096),
            new UnitSize(4096, 8192),
            new UnitSize(8192, 16384),
            new UnitSize(16384, 32768));
    assertThat(new UnitSizes.Fargate().above(Dimension.CPU, new UnitSize(16384, 32768))).isEmpty();
  }

  @Test
  void largerOnesOfFargateByMemory() {
    assertThat(new UnitSizes.Fargate().above(Dimension.MEMORY, new UnitSize(256, 1024)))
        .startsWith(new UnitSize(256, 2048), new UnitSize(512, 3072), new UnitSize(512, 4096))
        .endsWith(new UnitSize(16384, 122880));
  }

  @Test
  void ofAListTheOtherAmountStays() {
    var sizes = new UnitSizes.Listed(List.of(2000, 500, 1000, 500));
    var present = new UnitSize(256, 1000);
    assertThat(sizes.fitting(Dimension.MEMORY, 501, present)).isEqualTo(present);
    assertThat(sizes.fitting(Dimension.MEMORY, 3, present)).isEqualTo(new UnitSize(256, 500));
    assertThat(sizes.fitting(Dimension.MEMORY, 9999, present)).isEqualTo(new UnitSize(256, 2000));
    assertThat(sizes.above(Dimension.MEMORY, present)).containsExactly(new UnitSize(256, 2000));
  }
}
