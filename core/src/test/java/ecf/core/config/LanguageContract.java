package ecf.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ecf.core.yaml.Key;
import ecf.core.yaml.Shape;
import ecf.core.yaml.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// What every reader must hold: it knows exactly the keys that the schema tells of. For each map of
/// the language a file is written that has all keys of that map and one that nobody knows; the
/// problem about that one lists what the reader asked for.
public final class LanguageContract {
  private static final String NOBODY_KNOWS = "qqqq";
  private static final Pattern SAID = Pattern.compile(NOBODY_KNOWS + "(\\d+): unknown key");
  private static final List<String> EXAMPLES =
      List.of(
          "arn:aws:iam::111122223333:role/ecf",
          "arn:aws:sns:eu-west-1:111122223333:scaling",
          "2 of 3",
          "+1",
          "18:00",
          "2026-12-25",
          "Average",
          "last",
          "100/s",
          "12.50 USD/h",
          "60x",
          "eu-west-1",
          "111122223333",
          "i-0123456789abcdef0",
          "shop/checkout",
          "10.0.0.7",
          "arn:aws:iam::111122223333:role/ecf",
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/0a/0b",
          "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener-rule/app/shop/0a/0b/0c",
          "shop");

  /// By the number of the unknown key beside them.
  private final Map<Integer, Set<String>> stated = new TreeMap<>();

  private final boolean marked;

  /// @param marked whether each map has a key that nobody knows
  private LanguageContract(boolean marked) {
    this.marked = marked;
  }

  /// Files that together have every key of the language.
  public static List<String> everyKey(ProviderKind kind) {
    return new LanguageContract(false)
        .samples(Language.file(List.of(kind))).stream()
            .map(JsonMapper.shared()::writeValueAsString)
            .toList();
  }

  public static void holds(ProviderKind kind) {
    var contract = new LanguageContract(true);
    var files = contract.samples(Language.file(List.of(kind)));
    var read = new TreeMap<Integer, Set<String>>();
    for (Object file : files) {
      // With everything in one file there are more problems than are told.
      for (var left :
          List.of(
              Set.of(SharedLayers.DEFAULTS, SharedLayers.RULE_SETS),
              Set.of(SharedLayers.DEFAULTS, "notify", "limits", Chosen.SEVERAL),
              Set.of(SharedLayers.RULE_SETS, "notify", "limits", Chosen.SEVERAL))) {
        var part = new LinkedHashMap<>((Map<?, ?>) file);
        part.keySet().removeAll(left);
        read.putAll(contract.known(kind, JsonMapper.shared().writeValueAsString(part)));
      }
    }
    assertThat(contract.stated).as("maps that the language has").hasSizeGreaterThan(20);
    assertThat(read).isEqualTo(contract.stated);
  }

  private Map<Integer, Set<String>> known(ProviderKind kind, String file) {
    var loaded =
        new ConfigReader(List.of(kind), _ -> Optional.empty())
            .read(new Source("sample.yaml", file), "sample");
    var known = new TreeMap<Integer, Set<String>>();
    for (var problem : ((Loaded.Invalid) loaded).problems()) {
      assertThat(problem.message()).as("all problems are told").doesNotContain(" more ");
      var said = SAID.matcher(problem.message());
      if (said.lookingAt()) {
        var keys = problem.hint().replaceFirst("known keys: ", "").split(", ");
        known.put(Integer.valueOf(said.group(1)), withoutType(Stream.of(keys)));
      }
    }
    return known;
  }

  private static Set<String> withoutType(Stream<String> keys) {
    var names = new TreeSet<String>();
    keys.filter(key -> !key.equals(TypeKey.NAME)).forEach(names::add);
    return names;
  }

  /// As many values as it takes to show every alternative once.
  private List<Object> samples(Shape shape) {
    return switch (shape) {
      case Shape.Text() -> List.of("x");
      case Shape.Written(String pattern) ->
          EXAMPLES.stream()
              .filter(text -> text.matches(pattern))
              .limit(1)
              .<Object>map(t -> t)
              .toList();
      case Shape.WholeNumber(int min, int max) -> List.of(Math.clamp(7, min, max));
      case Shape.PositiveNumber() -> List.of(0.5);
      case Shape.Flag() -> List.of(true);
      case Shape.Time() -> List.of("5m");
      case Shape.Share() -> List.of("10%");
      case Shape.UnitsOrShare() -> List.of(1);
      case Shape.InSignalUnit() -> List.of(60);
      case Shape.Choice(var words) -> List.of(words.getFirst());
      case Shape.ListOf(var item) -> samples(item).stream().<Object>map(List::of).toList();
      case Shape.Named(var value) ->
          samples(value).stream().<Object>map(each -> Map.of("any", each)).toList();
      case Shape.Keyed(var keys) -> keyed(keys, Map.of());
      case Shape.Typed(var variants, var common) ->
          variants.stream()
              .flatMap(variant ->
                  keyed(
                      Stream.concat(variant.keys().stream(), common.stream()).toList(),
                      Map.of(TypeKey.NAME, variant.type()))
                      .stream())
              .toList();
      case Shape.Either(var shapes) ->
          shapes.stream().flatMap(each -> samples(each).stream()).toList();
    };
  }

  /// Every key with its first alternative, then with the second, and so on.
  private List<Object> keyed(List<Key> keys, Map<String, Object> before) {
    var samples = new LinkedHashMap<String, List<Object>>();
    keys.forEach(key -> samples.put(key.name(), samples(key.shape())));
    int most = samples.values().stream().mapToInt(List::size).max().orElse(1);
    var maps = new ArrayList<Object>();
    for (int i = 0; i < most; i++) {
      var map = new LinkedHashMap<>(before);
      for (var each : samples.entrySet()) {
        map.put(each.getKey(), each.getValue().get(Math.min(i, each.getValue().size() - 1)));
      }
      int number = stated.size();
      stated.put(number, withoutType(keys.stream().map(Key::name)));
      if (marked) {
        map.put(NOBODY_KNOWS + number, 1);
      }
      maps.add(map);
    }
    return maps;
  }
}
