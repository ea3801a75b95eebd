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
 * A file of this node with what has been handed to a next hop and the store does not know yet. A
 * line is one write without waiting for the disk: it survives the end of the process, not that of
 * the machine. Lines say that the last octets of a text are about to be sent ({@code ?}), that the
 * next hop has taken it ({@code +}), or that it has not ({@code -}).
 *
 * <p>So a process that is killed leaves the next one no more doubt than there is: what has {@code
 * ?} alone was sent, but for an instant before it was, and the answer is not known (RFC 5321
 * section 6.1). The line comes before the octets, because the system lets the next hop run as soon
 * as it has them, and this process wait.
 *
 * <p>Any thread. One process at a time has the file.
 */
public final class Receipts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Receipts.class);
  private static final long SHORTEN = 1 << 20;

  private final FileChannel file;
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private final Set<String> doubtful = ConcurrentHashMap.newKeySet();
  private final Set<String> ending = ConcurrentHashMap.newKeySet();

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
    text.substring(0, whole).lines().filter(line -> line.length() > 1).forEach(this::replay);
    file.truncate(whole);
    file.position(whole);
  }

  private void replay(String line) {
    var what = line.substring(1);
    taken.remove(what);
    doubtful.remove(what);
    if (line.charAt(0) == '+') {
      taken.add(what);
    } else if (line.charAt(0) == '?') {
      doubtful.add(what);
    }
  }

  /**
   * The last of it is about to be sent.
   *
   * @param what an id of printable ASCII that no other hand-over has
   */
  public void ending(String what) {
    ending.add(what);
    write('?', what);
  }

  /** A next hop has taken it. */
  public void taken(String what) {
    taken.add(what);
    ending.remove(what);
    write('+', what);
  }

  /** The next hop has not, or this process has seen the connection break. */
  public void notTaken(String what) {
    if (ending.remove(what)) {
      write('-', what);
    }
  }

  private void write(char state, String what) {
    var line = ByteBuffer.wrap((state + what + "\n").getBytes(US_ASCII));
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
    return taken.contains(what);
  }

  /** Whether a former process has sent it whole without noting an answer. */
  public boolean isDoubtful(String what) {
    return doubtful.contains(what);
  }

  /** The store knows. */
  public void settled(String what) {
    boolean was = taken.remove(what);
    was |= doubtful.remove(what);
    if (was) {
      write('-', what); // else the next process would tell the store again, however old it is
    }
    if (isEmpty()) {
      shorten();
    }
  }

  private boolean isEmpty() {
    return taken.isEmpty() && doubtful.isEmpty() && ending.isEmpty();
  }

  private void shorten() {
    try {
      synchronized (file) {
        if (isEmpty() && file.size() > SHORTEN) {
          file.truncate(0);
          file.position(0);
        }
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("mail-receipts-not-shortened");
    }
  }

  /** What next hops have taken and the store may not know. */
  public Set<String> unsettled() {
    return Set.copyOf(taken);
  }

  /** What a former process has sent whole without noting an answer. */
  public Set<String> doubtful() {
    return Set.copyOf(doubtful);
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
