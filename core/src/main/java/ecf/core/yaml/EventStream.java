package ecf.core.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/// The parser's events one by one, with our positions; what the parser refuses becomes
/// [Unparseable].
final class EventStream {
  private final Iterator<Event> events;
  private final String text;
  private final Deque<CollectionStartEvent> open = new ArrayDeque<>();
  private Position reached = Position.START;

  EventStream(String text) {
    this.text = text;
    this.events =
        new Parse(LoadSettings.builder().setLabel("file").build()).parseString(text).iterator();
  }

  // The parser lets NumberFormatException and the like escape on hostile input ("\UFFFFFFFF"), so
  // any exception of it
  // means: this is not YAML. Nothing of ours runs inside the try.
  Event next() {
    Event event;
    try {
      event = events.next();
    } catch (MarkedYamlEngineException e) {
      throw SyntaxError.of(e, text, openBracket());
    } catch (YamlVersionException e) {
      throw new Unparseable(reached, "only YAML 1.2 can be read", "remove the %YAML line");
    } catch (RuntimeException e) {
      throw new Unparseable(
          reached,
          "what follows here cannot be read as YAML",
          "look for unusual escapes such as \\U and for lines that begin with %");
    }
    reached = event.getEndMark().map(EventStream::position).orElse(reached);
    switch (event.getEventId()) {
      case SequenceStart, MappingStart -> open.push((CollectionStartEvent) event);
      case SequenceEnd, MappingEnd -> open.pop();
      default -> {}
    }
    return event;
  }

  private Optional<Position> openBracket() {
    return open.stream().findFirst().filter(CollectionStartEvent::isFlow).map(EventStream::at);
  }

  static Position at(Event event) {
    return event.getStartMark().map(EventStream::position).orElse(Position.START);
  }

  static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
