package ecf.core.port;

import ecf.core.signal.MetricQuery;
import ecf.core.signal.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Reads plain metrics, all of a pass at once.
public interface Signals {
  /// An answer for every query: the points of the last while, the incomplete newest one included or
  /// not. A failure to read is an answer, never an exception; a partial answer is a failure.
  ///
  /// @param reaches how far back each query needs points; more may come
  Map<MetricQuery, Answer<Series>> read(Map<MetricQuery, Duration> reaches, Instant now);
}
