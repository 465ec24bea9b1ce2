package ecf.core.report;

import java.io.StringWriter;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators.Spacing;

/// Writes one JSON object as text. The streaming writer alone: it starts in a fraction of the time
/// that binding takes.
final class Json {
  private Json() {}

  /// For people to read as well, with a line end. What is nested deep stands on one line, for it is
  /// small.
  static String indented(Consumer<JsonGenerator> fields) {
    return written(fields, new Pretty()) + "\n";
  }

  /// On one line, without its end.
  static String line(Consumer<JsonGenerator> fields) {
    return written(fields, new ObjectWriteContext.Base());
  }

  private static String written(Consumer<JsonGenerator> fields, ObjectWriteContext context) {
    var text = new StringWriter();
    try (var json = JsonFactory.builder().build().createGenerator(context, text)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }

  private static final class Pretty extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new Lines();
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }

  @SuppressWarnings("serial") // nobody serializes it; its parent could be
  private static final class Lines extends DefaultPrettyPrinter {
    /// The depth of a target's own fields and of what its lists hold.
    private static final int DEEPEST_LINE = 4;

    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    Lines() {
      super(
          PrettyPrinter.DEFAULT_SEPARATORS
              .withObjectNameValueSpacing(Spacing.AFTER)
              .withObjectEntrySpacing(Spacing.NONE)
              .withArrayElementSpacing(Spacing.NONE)
              .withObjectEmptySeparator("")
              .withArrayEmptySeparator(""));
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new Lines();
    }

    @Override
    public void beforeObjectEntries(JsonGenerator json) {
      separate(json, "");
    }

    @Override
    public void beforeArrayValues(JsonGenerator json) {
      separate(json, "");
    }

    @Override
    public void writeStartArray(JsonGenerator json) {
      _nesting++;
      json.writeRaw('[');
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) {
      json.writeRaw(',');
      separate(json, " ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
      json.writeRaw(',');
      separate(json, " ");
    }

    @Override
    public void writeEndObject(JsonGenerator json, int entries) {
      end(json, entries, '}');
    }

    @Override
    public void writeEndArray(JsonGenerator json, int values) {
      end(json, values, ']');
    }

    private void end(JsonGenerator json, int contents, char bracket) {
      boolean ownLine = _nesting <= DEEPEST_LINE;
      _nesting--;
      if (contents > 0 && ownLine) {
        INDENTER.writeIndentation(json, _nesting);
      }
      json.writeRaw(bracket);
    }

    private void separate(JsonGenerator json, String onOneLine) {
      if (_nesting <= DEEPEST_LINE) {
        INDENTER.writeIndentation(json, _nesting);
      } else {
        json.writeRaw(onOneLine);
      }
    }
  }
}
