package org.sallyport.gateway.continuity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sallyport.oath.CodeKind;

/**
 * Codes that were accepted here, in a file of lines: a code is written down and on disk before its
 * login is accepted, so that it is used once even if the gateway dies in between. Kept until the
 * packages it could be found in have ended. Safe for use by several threads; blocks.
 */
final class UsedCodes implements AutoCloseable {
  private static final Duration KEPT = Duration.ofDays(3);
  private static final int FIELDS = 6;

  /** Those that are open: while a reload replaces one gateway's parts, both share one file. */
  private static final Map<Path, UsedCodes> OPEN = new HashMap<>();

  private final Path file;
  private final List<Use> uses = new ArrayList<>();
  private final Map<String, Long> last = new HashMap<>();
  private final Set<String> untold = new HashSet<>();
  private FileChannel channel;
  private int holders = 1;

  private UsedCodes(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Reads what is there. A line that was cut by a crash is left out: its login was not accepted.
   */
  static UsedCodes open(Path file, Instant now) throws IOException {
    var path = file.toAbsolutePath().normalize();
    synchronized (OPEN) {
      var shared = OPEN.get(path);
      if (shared != null) {
        shared.holders++;
        return shared;
      }
      var opened = read(path, now);
      OPEN.put(path, opened);
      return opened;
    }
  }

  private static UsedCodes read(Path file, Instant now) throws IOException {
    var before = Files.exists(file) ? Files.readAllLines(file, UTF_8) : List.<String>of();
    var kept = new ArrayList<Use>();
    for (var line : before) {
      parse(line).filter(use -> kept(use, now)).ifPresent(kept::add);
    }
    var opened = new UsedCodes(file, write(file, kept));
    kept.forEach(opened::remember);
    return opened;
  }

  /** One that the authority has not heard of is kept however old it is: it could be used there. */
  private static boolean kept(Use use, Instant now) {
    return !use.reported() || use.at().plus(KEPT).isAfter(now);
  }

  private static FileChannel write(Path file, List<Use> uses) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    var mode = PosixFilePermissions.fromString("rw-------");
    Files.createFile(fresh, PosixFilePermissions.asFileAttribute(mode));
    var channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
    for (var use : uses) {
      append(channel, use);
    }
    channel.force(true);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return channel;
  }

  private static void append(FileChannel channel, Use use) throws IOException {
    var line =
        String.join(
            "\t",
            use.at().toString(),
            use.kind().name(),
            Long.toString(use.factor()),
            Boolean.toString(use.reported()),
            use.credential(),
            use.user());
    var bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static Optional<Use> parse(String line) {
    var fields = line.split("\t", FIELDS);
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Use(
              fields[5],
              fields[4],
              CodeKind.valueOf(fields[1]),
              Long.parseLong(fields[2]),
              Instant.parse(fields[0]),
              Boolean.parseBoolean(fields[3])));
    } catch (IllegalArgumentException | DateTimeParseException cut) {
      return Optional.empty();
    }
  }

  private void remember(Use use) {
    uses.add(use);
    last.merge(use.credential(), use.factor(), Math::max);
    if (!use.reported()) {
      untold.add(UserKey.of(use.user()));
    }
  }

  /** The greatest step or counter of a credential that was used here, -1 for none. */
  synchronized long last(String credential) {
    return last.getOrDefault(credential, -1L);
  }

  /**
   * Writes a use down, unless the credential's code was used meanwhile.
   *
   * @return whether this use is the first
   */
  synchronized boolean use(Use use) throws IOException {
    if (last(use.credential()) >= use.factor()) {
      return false;
    }
    append(channel, use);
    channel.force(false);
    remember(use);
    return true;
  }

  /** Whether the authority has not heard of some use of the user's. */
  synchronized boolean untold(String user) {
    return untold.contains(UserKey.of(user));
  }

  /** Some that the authority has not heard of. */
  synchronized List<Use> unreported(int most) {
    return uses.stream().filter(use -> !use.reported()).limit(most).toList();
  }

  /** The authority has heard of these. */
  synchronized void reported(List<Use> told, Instant now) throws IOException {
    var known = Set.copyOf(told);
    var next =
        uses.stream()
            .map(use -> known.contains(use) ? use.told() : use)
            .filter(use -> kept(use, now))
            .toList();
    var fresh = write(file, next);
    channel.close();
    channel = fresh;
    uses.clear();
    last.clear();
    untold.clear();
    next.forEach(this::remember);
  }

  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      if (--holders > 0) {
        return;
      }
      OPEN.remove(file);
    }
    synchronized (this) {
      channel.close();
    }
  }
}
