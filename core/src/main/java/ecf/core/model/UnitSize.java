package ecf.core.model;

import java.util.Locale;

/// What one unit reserves.
///
/// @param cpu in 1/1024 of a virtual CPU
/// @param memory in MiB
public record UnitSize(int cpu, int memory) {
  /// What a unit has more or less of.
  public enum Dimension {
    CPU,
    MEMORY;

    public int of(UnitSize size) {
      return switch (this) {
        case CPU -> size.cpu;
        case MEMORY -> size.memory;
      };
    }

    /// `512 CPU`, `1024 MiB`
    public String shown(int amount) {
      return amount + (this == CPU ? " CPU" : " MiB");
    }

    public String yamlName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The same with another amount of one of them.
  public UnitSize with(Dimension dimension, int amount) {
    return switch (dimension) {
      case CPU -> new UnitSize(amount, memory);
      case MEMORY -> new UnitSize(cpu, amount);
    };
  }

  /// Of each the larger amount.
  public UnitSize orMore(UnitSize other) {
    return new UnitSize(Math.max(cpu, other.cpu), Math.max(memory, other.memory));
  }

  /// `512 CPU, 1024 MiB`
  @Override
  public String toString() {
    return Dimension.CPU.shown(cpu) + ", " + Dimension.MEMORY.shown(memory);
  }
}
