package ecf.core.yaml;

import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/// The parser's events one by one, with our positions; what the parser refuses becomes
/// [Unparseable].
final class EventStream {
  private final Iterator<Event> events;
  private final String text;
  private Position last = Position.START;

  EventStream(String text) {
    this.text = text;
    this.events =
        new Parse(LoadSettings.builder().setLabel("file").build()).parseString(text).iterator();
  }

  // The parser lets NumberFormatException and the like escape on hostile input ("\UFFFFFFFF"), so
  // any exception of it
  // means: this is not YAML. Nothing of ours runs inside the try.
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  Event next() {
    Event event;
    try {
      event = events.next();
    } catch (MarkedYamlEngineException e) {
      throw SyntaxError.of(e, text);
    } catch (RuntimeException e) {
      throw new Unparseable(
          last,
          "what follows here cannot be read as YAML",
          "look for unusual escapes and directives");
    }
    last = at(event);
    return event;
  }

  static Position at(Event event) {
    return event.getStartMark().map(EventStream::position).orElse(Position.START);
  }

  static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
