package org.sallyport.director.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The file {@code director.state}: eight bytes that say what it is, then records, each with its
 * length before it and a CRC-32C (RFC 3720 section 12.1) behind it. One thread at a time.
 *
 * <p>Changes are appended; now and then the whole is written anew beside it and takes its place in
 * one step, so that whenever the machine stops there is a file that can be read.
 */
final class StateFile implements Closeable {
  static final byte[] HEADER = "SPSTATE1".getBytes(US_ASCII);

  /** Bytes around a record: its length and its checksum. */
  static final int FRAME = 8;

  private static final String NAME = "director.state";

  private final Path folder;
  private final FileChannel lock;
  private FileChannel channel;
  private long written;
  private long appended;

  private StateFile(Path folder, FileChannel lock, FileChannel channel) {
    this.folder = folder;
    this.lock = lock;
    this.channel = channel;
  }

  /** Opens the folder's file, made where it is missing; no other director may use the folder. */
  static StateFile open(Path folder) throws IOException {
    Private.folder(folder);
    var lock = Private.channel(folder.resolve("director.lock"), StandardOpenOption.CREATE);
    try {
      claim(folder, lock);
      return new StateFile(
          folder, lock, Private.channel(folder.resolve(NAME), StandardOpenOption.CREATE));
    } catch (IOException | IllegalStateException e) {
      lock.close();
      throw e;
    }
  }

  private static void claim(Path folder, FileChannel lock) throws IOException {
    try {
      if (lock.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException inThisProcess) {
      throw new IllegalStateException(taken(folder), inThisProcess);
    }
    throw new IllegalStateException(taken(folder));
  }

  private static String taken(Path folder) {
    return "another director keeps its state in " + folder + "; give each a folder of its own";
  }

  /** What the file says, before anything is written. */
  StateReader.Found read() throws IOException {
    var found = StateReader.read(channel);
    if (!found.recognised()) {
      Files.copy(
          folder.resolve(NAME),
          folder.resolve(NAME + ".damaged"),
          StandardCopyOption.REPLACE_EXISTING,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    return found;
  }

  /** Adds records and waits until they are on the disk. */
  void append(Stream<StateRecord> records) throws IOException {
    channel.position(channel.size());
    long bytes = write(records, channel);
    channel.force(false);
    appended += bytes;
  }

  /** Puts these records in the place of all there are. */
  void rewrite(Stream<StateRecord> records) throws IOException {
    var beside = folder.resolve(NAME + ".new");
    Files.deleteIfExists(beside);
    var fresh = Private.channel(beside, StandardOpenOption.CREATE_NEW);
    try {
      fresh.write(ByteBuffer.wrap(HEADER));
      written = write(records, fresh);
      fresh.force(true);
      Files.move(
          beside,
          folder.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      Private.force(folder);
    } catch (IOException | RuntimeException e) {
      fresh.close();
      throw e;
    }
    channel.close();
    channel = fresh;
    appended = 0;
  }

  /** Whether there is more in the file than a new one would have, by far. */
  boolean bloated(long tolerated) {
    return appended > Math.max(tolerated, written);
  }

  private static long write(Stream<StateRecord> records, FileChannel to) throws IOException {
    // Not closed: that would close the channel.
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(to), 1 << 16);
    long bytes = 0;
    for (var each = records.iterator(); each.hasNext(); ) {
      var payload = StateCodec.encode(each.next());
      out.write(framed(payload));
      bytes += payload.length + FRAME;
    }
    out.flush();
    return bytes;
  }

  private static byte[] framed(byte[] payload) {
    return ByteBuffer.allocate(payload.length + FRAME)
        .putInt(payload.length)
        .put(payload)
        .putInt(checksum(ByteBuffer.wrap(payload)))
        .array();
  }

  static int checksum(ByteBuffer payload) {
    var crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    lock.close();
  }
}
