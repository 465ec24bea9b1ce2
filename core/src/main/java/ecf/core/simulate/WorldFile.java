package ecf.core.simulate;

import ecf.core.model.ProviderFailure;
import ecf.core.port.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Keeps a world between commands. It is replaced as a whole, so a reader sees one state or the
/// next and a crash leaves one of them; writers take turns, so that none loses another's change.
///
/// Everything here may throw [Unavailable].
final class WorldFile {
  private static final int VERSION = 1;

  /// A file lock is between programs; this one is between the threads of this one.
  private static final Lock WITHIN_PROGRAM = new ReentrantLock();

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private record Document(int version, World world) {
    Document {
      Objects.requireNonNull(world, "world");
    }
  }

  private final Path folder;
  private final Path file;
  private final Path lock;
  private final Path draft;

  WorldFile(Path folder, String name) {
    this.folder = folder;
    this.file = folder.resolve(name + ".world.json");
    this.lock = folder.resolve(name + ".world.lock");
    this.draft = folder.resolve(name + ".world.json.new");
  }

  /// Empty where no world has begun.
  Optional<World> read() {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw inaccessible("cannot be read", e);
    }
    return Optional.of(parsed(text));
  }

  /// Makes the next world of the present one while nobody else does.
  ///
  /// @param first where no world has begun
  World update(Supplier<World> first, UnaryOperator<World> change) {
    WITHIN_PROGRAM.lock();
    try (var channel = openLock();
        var _ = channel.lock()) {
      var present = read();
      var next = change.apply(present.orElseGet(first));
      if (!present.equals(Optional.of(next))) {
        write(next);
      }
      return next;
    } catch (IOException e) {
      throw inaccessible("cannot be written", e);
    } finally {
      WITHIN_PROGRAM.unlock();
    }
  }

  private FileChannel openLock() throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void write(World world) throws IOException {
    Files.write(draft, JSON.writeValueAsBytes(new Document(VERSION, world)));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private World parsed(byte[] text) {
    try {
      int version = JSON.readTree(text).path("version").asInt(0);
      if (version != VERSION) {
        throw unusable(
            "is no world that this version of ecf-aws knows", "use the version that wrote it");
      }
      return JSON.readValue(text, Document.class).world;
    } catch (JacksonException e) {
      throw unusable("is damaged", "restore it");
    }
  }

  private Unavailable unusable(String what, String hint) {
    return failure(what, hint + ", or delete it to begin anew: " + file, false);
  }

  private Unavailable inaccessible(String what, IOException e) {
    return failure(
        what + " (" + e + ")", "make it readable and writable for this user: " + file, true);
  }

  private Unavailable failure(String what, String hint, boolean retryable) {
    return new Unavailable(
        new ProviderFailure(
            ProviderFailure.Kind.STATE,
            "simulated:World",
            "the world's file " + file.getFileName() + " " + what,
            hint,
            retryable));
  }
}
