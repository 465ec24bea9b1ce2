package ecf.core.simulate;

import ecf.core.yaml.Numbers;
import ecf.core.yaml.Parsed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a recorded load: a table of `timestamp,requests_per_second`, one line each, oldest first.
/// It repeats after its last line, which holds as long as the line before it did.
final class TraceFile {
  private static final String HEADER = "timestamp,requests_per_second";
  private static final String EXAMPLE = "a line is such as 2026-01-01T00:05:00Z,120.5";
  private static final int MOST_BYTES = 20_000_000;
  private static final double FASTEST = 1e9;

  private TraceFile() {}

  /// @param path relative to `folder`, or absolute
  static Parsed<Load> read(Path folder, String path) {
    try (var in = Files.newInputStream(folder.resolve(path))) {
      // Whatever is behind the path, no more than that is read.
      var bytes = in.readNBytes(MOST_BYTES + 1);
      return bytes.length > MOST_BYTES
          ? Parsed.wrong("is too large a file", "use at most 20 MB")
          : parse(
              StandardCharsets.UTF_8
                  .newDecoder()
                  .decode(ByteBuffer.wrap(bytes))
                  .toString()
                  .lines()
                  .toList());
    } catch (NoSuchFileException | InvalidPathException e) {
      return Parsed.wrong(
          "is no file",
          "write a map such as {base: 200/s, peak: 900/s}, or the path of a table of "
              + HEADER
              + ", relative to this file");
    } catch (CharacterCodingException e) {
      return Parsed.wrong("is no text in UTF-8", "");
    } catch (IOException e) {
      return Parsed.wrong("cannot be read (" + e.getClass().getSimpleName() + ")", "");
    }
  }

  static Parsed<Load> parse(List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
      return Parsed.wrong("does not begin with the line " + HEADER, EXAMPLE);
    }
    var values = new TreeMap<Instant, Double>();
    for (int number = 2; number <= lines.size(); number++) {
      var line = lines.get(number - 1).strip();
      if (!line.isEmpty() && !add(values, line)) {
        return Parsed.wrong("has a wrong line " + number, EXAMPLE + ", later than the one before");
      }
    }
    return values.size() < 2
        ? Parsed.wrong("has too few lines: at least two are needed", EXAMPLE)
        : Parsed.value(trace(values));
  }

  private static boolean add(SortedMap<Instant, Double> values, String line) {
    var cells = line.split(",", -1);
    if (cells.length != 2
        || !(Numbers.decimal(cells[1].strip()) instanceof Parsed.Value<Double>(Double rate))
        || !(rate >= 0 && rate <= FASTEST)) {
      return false;
    }
    try {
      var at = Instant.parse(cells[0].strip());
      boolean later = values.isEmpty() || at.getEpochSecond() > values.lastKey().getEpochSecond();
      values.put(at, rate);
      return later;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Load trace(NavigableMap<Instant, Double> values) {
    var first = values.firstKey();
    var last = values.lastKey();
    var from = new TreeMap<Long, Double>();
    values.forEach((at, rate) -> from.put(at.getEpochSecond() - first.getEpochSecond(), rate));
    long step = last.getEpochSecond() - values.lowerKey(last).getEpochSecond();
    return new Load.Trace(from, from.lastKey() + step);
  }
}
