package ecf.aws.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// As much of CBOR (RFC 8949) as an answer of CloudWatch needs: maps, lists, text, doubles,
/// integers from 0 on, times.
final class Cbor {
  private static final int UNSIGNED = 0;
  private static final int TEXT = 3;
  private static final int LIST = 4;
  private static final int MAP = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Cbor() {}

  static byte[] encode(Map<String, ?> value) {
    var cbor = new Cbor();
    cbor.write(value);
    return cbor.out.toByteArray();
  }

  private void write(Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        head(MAP, map.size());
        map.forEach((key, item) -> {
          write(key);
          write(item);
        });
      }
      case List<?> list -> {
        head(LIST, list.size());
        list.forEach(this::write);
      }
      case String text -> {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        head(TEXT, bytes.length);
        out.writeBytes(bytes);
      }
      case Integer number -> head(UNSIGNED, number);
      case Double number -> {
        out.write(0xfb);
        out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
      }
      case Instant time -> {
        out.write(0xc1); // tag 1: seconds since the epoch
        write(time.toEpochMilli() / 1000.0);
      }
      default -> throw new IllegalArgumentException("not an answer's value: " + value);
    }
  }

  private void head(int major, int number) {
    if (number < 0) {
      throw new IllegalArgumentException("negative: " + number);
    }
    out.write(major << 5 | 26); // always as four bytes: longer than needed, and allowed
    out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
  }
}
