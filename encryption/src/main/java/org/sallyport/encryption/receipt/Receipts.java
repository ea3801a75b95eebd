package org.sallyport.encryption.receipt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of this node with what a next hop has taken and the store does not know yet. Between the
 * next hop's 250 and the store's answer lie milliseconds, in which a process that dies would hand
 * the same over again; between the 250 and a line in this file lie microseconds. A line is one
 * write without waiting for the disk: it survives the end of the process, not that of the machine,
 * after which some mail may arrive twice (RFC 5321 section 6.1).
 *
 * <p>Any thread. One process at a time has the file.
 */
public final class Receipts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
  private static final long SHORTEN = 1 << 20;

  private final FileChannel file;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private Receipts(FileChannel file) {
    this.file = file;
  }

  /**
   * Opens the file of a folder, which is made where it is not there. Blocks.
   *
   * @throws IOException with a sentence, also when another process has it
   */
  public static Receipts open(Path folder) throws IOException {
    Files.createDirectories(folder);
    var file = FileChannel.open(folder.resolve("taken.log"), CREATE, READ, WRITE);
    var receipts = new Receipts(file);
    boolean opened = false;
    try {
      receipts.lock(folder);
      receipts.read();
      opened = true;
      return receipts;
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }

  private void lock(Path folder) throws IOException {
    try {
      if (file.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException inThisProcess) {
      throw new IOException("another server of this process uses " + folder, inThisProcess);
    }
    throw new IOException("another process uses " + folder);
  }

  private void read() throws IOException {
    var octets = ByteBuffer.allocate(Math.toIntExact(file.size()));
    while (octets.hasRemaining() && file.read(octets) >= 0) {
      // goes on
    }
    var text = US_ASCII.decode(octets.flip()).toString();
    // A line that the end of the process cut off has no end, and says nothing.
    int whole = text.lastIndexOf('\n') + 1;
    text.substring(0, whole).lines().forEach(known::add);
    file.truncate(whole);
    file.position(whole);
  }

  /**
   * A next hop has taken it.
   *
   * @param what an id of printable ASCII that no other hand-over has
   */
  public void taken(String what) {
    known.add(what);
    var line = ByteBuffer.wrap((what + "\n").getBytes(US_ASCII));
    try {
      synchronized (file) {
        while (line.hasRemaining()) {
          file.write(line);
        }
      }
    } catch (IOException e) { // the store is told all the same
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("mail-receipt-not-written");
    }
  }

  /** Whether a next hop has taken it and the store may not know. */
  public boolean has(String what) {
    return known.contains(what);
  }

  /** The store knows. */
  public void settled(String what) {
    known.remove(what);
    if (known.isEmpty()) {
      shorten();
    }
  }

  private void shorten() {
    try {
      synchronized (file) {
        if (known.isEmpty() && file.size() > SHORTEN) {
          file.truncate(0);
          file.position(0);
        }
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("mail-receipts-not-shortened");
    }
  }

  /** What the store may not know. */
  public Set<String> unsettled() {
    return Set.copyOf(known);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("mail-receipts-not-closed");
    }
  }
}
