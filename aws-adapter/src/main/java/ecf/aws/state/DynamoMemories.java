package ecf.aws.state;

import ecf.core.memory.Intent;
import ecf.core.memory.TargetMemory;
import ecf.core.model.ProviderFailure;
import ecf.core.model.Resource;
import ecf.core.port.Memories;
import ecf.core.port.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/// `state: {type: dynamodb}`: memories in a table, for functions and for people on many machines.
/// Nobody can ask there whether a pass still runs, so a claim lives until it expires.
public final class DynamoMemories implements Memories {
  /// What one BatchGetItem may ask for.
  private static final int KEYS_AT_ONCE = 100;

  /// Conditions cannot be batched, so that one loser would not fail the others.
  private static final int WRITES_AT_ONCE = 8;

  /// Whole answers with nothing in them, one after another, that mean the table serves nobody.
  private static final int EMPTY_ANSWERS = 3;

  private final DynamoDbClient dynamoDb;
  private final StateTable table;
  private final TableFailures failures;
  private final String pass;
  private final Duration claimHolds;
  private final AtomicLong saves = new AtomicLong();

  /// @param dynamoDb stays open
  /// @param regions where each resource is, which need not be where the table is
  /// @param claimHolds longer than a pass can work, e.g. a function's deadline and 10 s
  public DynamoMemories(
      DynamoDbClient dynamoDb,
      String table,
      String name,
      Function<Resource, String> regions,
      String pass,
      Duration claimHolds) {
    this.dynamoDb = dynamoDb;
    this.table = new StateTable(table, name, regions);
    this.failures =
        new TableFailures(table, () -> dynamoDb.serviceClientConfiguration().region().id());
    this.pass = pass;
    this.claimHolds = claimHolds;
  }

  /// Reads what was last saved, not what some replica still has.
  @Override
  public Map<Resource, TargetMemory> load(Collection<Resource> resources) {
    var byKey = new HashMap<Map<String, AttributeValue>, Resource>();
    resources.forEach(resource -> byKey.put(table.key(resource), resource));
    List<Map<String, AttributeValue>> missing = new ArrayList<>(byKey.keySet());
    var found = new HashMap<Resource, TargetMemory>();
    int empty = 0;
    while (!missing.isEmpty()) {
      var asked = missing.subList(0, Math.min(KEYS_AT_ONCE, missing.size()));
      var rest = new ArrayList<>(missing.subList(asked.size(), missing.size()));
      rest.addAll(read(asked, byKey, found));
      empty = rest.size() == missing.size() ? empty + 1 : 0;
      if (empty == EMPTY_ANSWERS) {
        throw failures.throttled();
      }
      missing = rest;
    }
    return found;
  }

  /// Returns the keys that DynamoDB had no time for.
  private List<Map<String, AttributeValue>> read(
      List<Map<String, AttributeValue>> keys,
      Map<Map<String, AttributeValue>, Resource> byKey,
      Map<Resource, TargetMemory> found) {
    var wanted =
        KeysAndAttributes.builder()
            .keys(keys)
            .consistentRead(true)
            .projectionExpression(StateTable.PROJECTION)
            .expressionAttributeNames(StateTable.NAMES)
            .build();
    try {
      var answer = dynamoDb.batchGetItem(get -> get.requestItems(Map.of(table.table(), wanted)));
      for (var item : answer.responses().getOrDefault(table.table(), List.of())) {
        Optional.ofNullable(byKey.get(StateTable.keyOf(item)))
            .ifPresent(resource -> found.put(resource, table.memory(resource, item)));
      }
      return answer.unprocessedKeys().values().stream()
          .flatMap(rest -> rest.keys().stream())
          .toList();
    } catch (SdkException e) {
      throw new Unavailable(failures.of(TableFailures.LOAD, e));
    }
  }

  /// How a write of one item ended.
  private sealed interface Written {
    record Won(TargetMemory memory) implements Written {}

    record Lost() implements Written {}

    record Unknown(ProviderFailure why) implements Written {}
  }

  @Override
  public Map<Resource, TargetMemory> save(Map<Resource, TargetMemory> changed) {
    return written(changed, this::put);
  }

  @Override
  public Set<Resource> forget(Map<Resource, TargetMemory> known) {
    return Set.copyOf(written(known, this::delete).keySet());
  }

  /// A write without an answer counts as lost, for it may have taken effect or not. Where none at
  /// all was answered the state cannot be used.
  private Map<Resource, TargetMemory> written(
      Map<Resource, TargetMemory> items,
      BiFunction<Resource, TargetMemory, Callable<Written>> write) {
    var written = new HashMap<Resource, Future<Written>>();
    try (var threads = Executors.newFixedThreadPool(WRITES_AT_ONCE, Thread.ofVirtual().factory())) {
      items.forEach((resource, memory) ->
          written.put(resource, threads.submit(write.apply(resource, memory))));
    }
    var won = new HashMap<Resource, TargetMemory>();
    var unknown = new ArrayList<ProviderFailure>();
    written.forEach((resource, outcome) -> {
      switch (finished(outcome)) {
        case Written.Won(var memory) -> won.put(resource, memory);
        case Written.Lost _ -> {}
        case Written.Unknown(var why) -> unknown.add(why);
      }
    });
    if (!unknown.isEmpty() && unknown.size() == items.size()) {
      throw new Unavailable(unknown.getFirst());
    }
    return won;
  }

  private Callable<Written> put(Resource resource, TargetMemory memory) {
    var next = memory.version(memory.version() + 1);
    var savedBy = pass + "/" + saves.incrementAndGet();
    return () -> {
      try {
        var _ = dynamoDb.putItem(table.put(resource, next, savedBy));
        return new Written.Won(next);
      } catch (ConditionalCheckFailedException e) {
        // the SDK asks again when an answer is lost; then it may be our own save that is in the way
        return e.hasItem() && StateTable.isSavedBy(e.item(), savedBy)
            ? new Written.Won(next)
            : new Written.Lost();
      } catch (SdkException e) {
        return new Written.Unknown(failures.of(TableFailures.SAVE, e));
      }
    };
  }

  private Callable<Written> delete(Resource resource, TargetMemory known) {
    return () -> {
      try {
        var _ = dynamoDb.deleteItem(table.delete(resource, known.version()));
        return new Written.Won(known);
      } catch (ConditionalCheckFailedException e) {
        return new Written.Lost();
      } catch (SdkException e) {
        return new Written.Unknown(failures.of(TableFailures.FORGET, e));
      }
    };
  }

  private static Written finished(Future<Written> outcome) {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean lives(Intent intent, Instant now) {
    return !intent.pass().equals(pass) && now.isBefore(intent.expiresAt());
  }

  @Override
  public List<String> writes() {
    return List.of(TableFailures.SAVE);
  }

  @Override
  public List<String> deletes() {
    return List.of(TableFailures.FORGET);
  }

  @Override
  public String pass() {
    return pass;
  }

  @Override
  public Duration claimHolds() {
    return claimHolds;
  }

  @Override
  public boolean remembers() {
    return true;
  }

  @Override
  public void close() {}
}
