package ecf.aws.targets;

import ecf.aws.client.Lanes;
import ecf.core.model.ProviderFailure;
import ecf.core.port.Answer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Answers of batches, taken apart and put together.
public final class Answers {
  private Answers() {}

  public static <A, B> Answer<B> map(Answer<A> answer, Function<A, B> mapping) {
    return flatMap(answer, value -> new Answer.Got<>(mapping.apply(value)));
  }

  public static <A, B> Answer<B> flatMap(Answer<A> answer, Function<A, Answer<B>> mapping) {
    return switch (answer) {
      case Answer.Got<A>(var value) -> mapping.apply(value);
      case Answer.Failed<A>(var why) -> new Answer.Failed<>(why);
    };
  }

  /// All values, or the first failure.
  public static <T> Answer<List<T>> all(Collection<Answer<T>> answers) {
    var values = new ArrayList<T>();
    for (Answer<T> answer : answers) {
      switch (answer) {
        case Answer.Got<T>(var value) -> values.add(value);
        case Answer.Failed<T>(var why) -> {
          return new Answer.Failed<>(why);
        }
      }
    }
    return new Answer.Got<>(values);
  }

  /// What a batch says of each of its items: the batch's failure, the item that was found, or that
  /// there is none.
  public static <K, V> Map<K, Answer<V>> ofEach(
      Collection<K> items,
      Answer<List<V>> batch,
      Function<V, K> key,
      Function<K, ProviderFailure> missing) {
    var answers = new HashMap<K, Answer<V>>();
    switch (batch) {
      case Answer.Failed<List<V>>(var why) ->
          items.forEach(item -> answers.put(item, new Answer.Failed<>(why)));
      case Answer.Got<List<V>>(var found) -> {
        var byKey =
            found.stream().collect(Collectors.toMap(key, value -> value, (first, _) -> first));
        for (K item : items) {
          var value = byKey.get(item);
          answers.put(
              item,
              value == null ? new Answer.Failed<>(missing.apply(item)) : new Answer.Got<>(value));
        }
      }
    }
    return answers;
  }

  /// What calls that take at most so many names say of all of them, asked side by side: all that
  /// they found, or the first failure.
  public static <K, V> Answer<List<V>> inBatches(
      Answer<List<K>> names, int size, Function<List<K>, Answer<List<V>>> ask) {
    return flatMap(
        names,
        each ->
            map(
                all(Lanes.each(batches(each, size), ask).values()),
                lists -> lists.stream().flatMap(List::stream).toList()));
  }

  /// The same items in lists of at most so many.
  public static <K> List<List<K>> batches(Collection<K> items, int size) {
    var all = List.copyOf(items);
    return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
        .mapToObj(from -> all.subList(from, Math.min(from + size, all.size())))
        .toList();
  }
}
