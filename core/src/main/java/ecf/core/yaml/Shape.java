package ecf.core.yaml;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What may stand at a key.
public sealed interface Shape {
  /// Any text that is not empty.
  record Text() implements Shape {}

  /// Text of a form of its own, e.g. `2 of 3`.
  ///
  /// @param pattern a regular expression for the whole of it
  record Written(String pattern) implements Shape {}

  /// @param max at least `min`
  record WholeNumber(int min, int max) implements Shape {}

  /// A number above 0.
  record PositiveNumber() implements Shape {}

  record Flag() implements Shape {}

  /// `90s`, `1h30m`.
  record Time() implements Shape {}

  /// `60%`.
  record Share() implements Shape {}

  /// `3` or `10%`.
  record UnitsOrShare() implements Shape {}

  /// `60`, `60%`, `900/s`: in the unit of a signal.
  record InSignalUnit() implements Shape {}

  record Choice(List<String> words) implements Shape {
    public Choice {
      words = List.copyOf(words);
    }
  }

  record ListOf(Shape item) implements Shape {}

  /// A map whose keys are names that the user gives.
  record Named(Shape value) implements Shape {}

  /// A map with these keys.
  record Keyed(List<Key> keys) implements Shape {
    public Keyed {
      keys = List.copyOf(keys);
    }
  }

  /// A map whose `type` says which other keys it has.
  ///
  /// @param common keys of every type
  record Typed(List<Variant> variants, List<Key> common) implements Shape {
    public Typed {
      variants = List.copyOf(variants);
      common = List.copyOf(common);
    }
  }

  /// One of the types of a map.
  record Variant(String type, String summary, List<Key> keys) {
    public Variant {
      keys = List.copyOf(keys);
    }
  }

  record Either(List<Shape> shapes) implements Shape {
    public Either {
      shapes = List.copyOf(shapes);
    }
  }

  /// The keys of the map that may stand there, of all its forms; none where it is no map.
  default List<Key> keys() {
    return switch (this) {
      case ListOf(var item) -> item.keys();
      case Named(var value) -> value.keys();
      case Keyed(var keys) -> keys;
      case Typed(var variants, var common) ->
          Stream.concat(variants.stream().flatMap(each -> each.keys().stream()), common.stream())
              .toList();
      case Either(var shapes) -> shapes.stream().flatMap(each -> each.keys().stream()).toList();
      case Text _,
          Written _,
          WholeNumber _,
          PositiveNumber _,
          Flag _,
          Time _,
          Share _,
          UnitsOrShare _,
          InSignalUnit _,
          Choice _ ->
          List.of();
    };
  }

  /// What may stand there when the rest may stand elsewhere. Items of lists are whole.
  default Shape part() {
    return switch (this) {
      case Named(var value) -> new Named(value.part());
      case Keyed(var keys) -> new Keyed(keys.stream().map(Key::part).toList());
      case Typed(var variants, var common) ->
          new Typed(
              variants.stream()
                  .map(each ->
                      new Variant(
                          each.type(),
                          each.summary(),
                          each.keys().stream().map(Key::part).toList()))
                  .toList(),
              common.stream().map(Key::part).toList());
      case Either(var shapes) -> new Either(shapes.stream().map(Shape::part).toList());
      case ListOf _,
          Text _,
          Written _,
          WholeNumber _,
          PositiveNumber _,
          Flag _,
          Time _,
          Share _,
          UnitsOrShare _,
          InSignalUnit _,
          Choice _ ->
          this;
    };
  }

  static Shape text() {
    return new Text();
  }

  static Shape choice(String... words) {
    return new Choice(Arrays.asList(words));
  }

  static Shape listOf(Shape item) {
    return new ListOf(item);
  }

  static Shape keyed(Key... keys) {
    return new Keyed(Arrays.asList(keys));
  }

  static Shape either(Shape... shapes) {
    return new Either(Arrays.asList(shapes));
  }
}
