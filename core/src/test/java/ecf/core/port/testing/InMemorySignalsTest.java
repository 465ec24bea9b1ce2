package ecf.core.port.testing;

import ecf.core.port.Signals;
import java.time.Instant;
import java.util.Map;

class InMemorySignalsTest implements SignalsContract {
  private final InMemorySignals signals = new InMemorySignals();

  @Override
  public Signals signals() {
    return signals;
  }

  @Override
  public void put(String metric, Map<String, String> dimensions, Instant from, double... values) {
    for (int i = 0; i < values.length; i++) {
      signals.put("Shop", metric, dimensions, from.plus(MINUTE.multipliedBy(i)), values[i]);
    }
  }
}
