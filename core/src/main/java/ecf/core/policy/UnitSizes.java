package ecf.core.policy;

import ecf.core.model.UnitSize;
import ecf.core.model.UnitSize.Dimension;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The sizes that a unit may have.
public sealed interface UnitSizes {
  /// The smallest that has so much and no less of the other than a unit has now, for nobody looked
  /// at that; else the largest there is.
  UnitSize fitting(Dimension dimension, double amount, UnitSize present);

  /// Those with more than a unit has now, the smallest first.
  List<UnitSize> above(Dimension dimension, UnitSize present);

  /// Amounts of one of the two; the other stays what it is.
  record Listed(List<Integer> amounts) implements UnitSizes {
    public Listed {
      amounts = amounts.stream().distinct().sorted().toList();
      if (amounts.isEmpty()) {
        throw new IllegalArgumentException("at least one size is needed");
      }
    }

    @Override
    public UnitSize fitting(Dimension dimension, double amount, UnitSize present) {
      int fitting =
          amounts.stream().filter(each -> each >= amount).findFirst().orElse(amounts.getLast());
      return present.with(dimension, fitting);
    }

    @Override
    public List<UnitSize> above(Dimension dimension, UnitSize present) {
      return amounts.stream()
          .filter(each -> each > dimension.of(present))
          .map(each -> present.with(dimension, each))
          .toList();
    }
  }

  /// What AWS Fargate runs: each amount of CPU with some amounts of memory.
  ///
  /// | CPU | MiB |
  /// |---|---|
  /// | 256 | 512, 1024, 2048 |
  /// | 512 | 1024 to 4096 by 1024 |
  /// | 1024 | 2048 to 8192 by 1024 |
  /// | 2048 | 4096 to 16384 by 1024 |
  /// | 4096 | 8192 to 30720 by 1024 |
  /// | 8192 | 16384 to 61440 by 4096 |
  /// | 16384 | 32768 to 122880 by 8192 |
  ///
  /// A unit of 1024 and 8192 whose CPU needs 300: 1024 and 8192, for less CPU has no such memory.
  /// One of 256 and 512 whose memory needs 3000: 512 and 3072.
  record Fargate() implements UnitSizes {
    private static final int GIB = 1024;

    private static final List<UnitSize> ALL =
        Stream.of(
                IntStream.of(512, GIB, 2 * GIB).mapToObj(memory -> new UnitSize(256, memory)),
                row(512, 1, 4, 1),
                row(1024, 2, 8, 1),
                row(2048, 4, 16, 1),
                row(4096, 8, 30, 1),
                row(8192, 16, 60, 4),
                row(16384, 32, 120, 8))
            .flatMap(sizes -> sizes)
            .toList();

    private static Stream<UnitSize> row(int cpu, int least, int most, int step) {
      return IntStream.iterate(least, each -> each <= most, each -> each + step)
          .mapToObj(gib -> new UnitSize(cpu, gib * GIB));
    }

    @Override
    public UnitSize fitting(Dimension dimension, double amount, UnitSize present) {
      var roomy = withNoLess(other(dimension), present);
      return roomy.stream()
          .filter(size -> dimension.of(size) >= amount)
          .min(smallest(dimension))
          .or(() -> largest(dimension, roomy))
          .orElse(present);
    }

    private static Optional<UnitSize> largest(Dimension dimension, List<UnitSize> sizes) {
      return sizes.stream()
          .max(
              Comparator.<UnitSize>comparingInt(dimension::of)
                  .thenComparing(
                      Comparator.<UnitSize>comparingInt(other(dimension)::of).reversed()));
    }

    @Override
    public List<UnitSize> above(Dimension dimension, UnitSize present) {
      return withNoLess(other(dimension), present).stream()
          .map(dimension::of)
          .filter(amount -> amount > dimension.of(present))
          .distinct()
          .sorted()
          .map(amount -> fitting(dimension, amount, present))
          .toList();
    }

    private static List<UnitSize> withNoLess(Dimension dimension, UnitSize present) {
      return ALL.stream().filter(size -> dimension.of(size) >= dimension.of(present)).toList();
    }

    private static Comparator<UnitSize> smallest(Dimension dimension) {
      return Comparator.<UnitSize>comparingInt(dimension::of)
          .thenComparingInt(other(dimension)::of);
    }

    private static Dimension other(Dimension dimension) {
      return dimension == Dimension.CPU ? Dimension.MEMORY : Dimension.CPU;
    }
  }
}
