package org.sallyport.gateway.continuity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Packages as they came, each sealed, in one file; only where each lies is kept in memory. A file
 * is written once, beside the one in use, and takes its place when it is complete.
 *
 * <p>The form: a line that names it, the end of the packages in epoch seconds, then for each user
 * the length of the name, the name, the length of the package, the package; a zero ends it. Numbers
 * have four octets, the time eight. Safe for use by several threads.
 */
final class PackageFile implements AutoCloseable {
  private static final byte[] MAGIC = "sallyport packages 1\n".getBytes(UTF_8);
  private static final int LONGEST = 16 << 20;

  private final FileChannel channel;
  private final Instant until;
  private final Map<String, Spot> index;

  private record Spot(String user, long position, int length) {}

  private PackageFile(FileChannel channel, Instant until, Map<String, Spot> index) {
    this.channel = channel;
    this.until = until;
    this.index = Map.copyOf(index);
  }

  /** One package. */
  @SuppressWarnings("ArrayRecordComponent") // passed on at once, compared by nobody
  record Sealed(String user, byte[] bytes) {}

  /** Opens a complete file; empty for none, or for one that is anything else. */
  static Optional<PackageFile> open(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
      var read = read(in, channel);
      if (read.isEmpty()) {
        channel.close();
      }
      return read;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Optional<PackageFile> read(DataInputStream in, FileChannel channel)
      throws IOException {
    if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
      return Optional.empty();
    }
    var until = Instant.ofEpochSecond(in.readLong());
    long position = (long) MAGIC.length + Long.BYTES;
    var index = new HashMap<String, Spot>();
    for (int name = in.readInt(); name != 0; name = in.readInt()) {
      if (name < 0 || name > 1024) {
        return Optional.empty();
      }
      var user = new String(in.readNBytes(name), UTF_8);
      int length = in.readInt();
      if (length <= 0 || length > LONGEST) {
        return Optional.empty();
      }
      position += 2L * Integer.BYTES + name;
      in.skipNBytes(length);
      index.put(UserKey.of(user), new Spot(user, position, length));
      position += length;
    }
    return Optional.of(new PackageFile(channel, until, index));
  }

  /** Writes packages; {@link #commit} puts them in the place of a file. */
  static final class Writer implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final DataOutputStream out;

    Writer(Path file, Instant until) throws IOException {
      this.file = file;
      Files.deleteIfExists(file);
      var mode = PosixFilePermissions.fromString("rw-------");
      Files.createFile(file, PosixFilePermissions.asFileAttribute(mode));
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
      out.write(MAGIC);
      out.writeLong(until.getEpochSecond());
    }

    void add(Sealed one) throws IOException {
      var name = one.user().getBytes(UTF_8);
      out.writeInt(name.length);
      out.write(name);
      out.writeInt(one.bytes().length);
      out.write(one.bytes());
    }

    void commit(Path target) throws IOException {
      out.writeInt(0);
      out.flush();
      channel.force(true);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** When the packages end. */
  Instant until() {
    return until;
  }

  int size() {
    return index.size();
  }

  /** A user's package, with the name that it is sealed for. */
  Optional<Sealed> find(String user) {
    var spot = index.get(UserKey.of(user));
    if (spot == null) {
      return Optional.empty();
    }
    var bytes = ByteBuffer.allocate(spot.length());
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, spot.position() + bytes.position()) < 0) {
          return Optional.empty();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the packages cannot be read", e);
    }
    return Optional.of(new Sealed(spot.user(), bytes.array()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
