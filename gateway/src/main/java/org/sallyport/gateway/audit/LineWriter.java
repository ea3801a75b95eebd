package org.sallyport.gateway.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends lines to a file, many with one write, on a thread of its own. Lines that the file does
 * not take go to the node's log.
 */
final class LineWriter {
  private static final Logger LOG = LoggerFactory.getLogger("org.sallyport.gateway.audit");
  private static final int QUEUE = 8192;
  private static final int BATCH = 512;
  private static final String END = "";

  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE);
  private final FileChannel file;
  private final Thread thread;
  private boolean closed;

  private LineWriter(FileChannel file) {
    this.file = file;
    thread = Thread.ofPlatform().name("audit-log").daemon().unstarted(this::run);
  }

  static LineWriter open(Path path) throws IOException {
    var writer =
        new LineWriter(
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND));
    writer.thread.start();
    return writer;
  }

  /** Queues a line; false when the file is closed. */
  synchronized boolean write(String line) {
    if (closed) {
      return false;
    }
    put(line);
    return true;
  }

  private void put(String line) {
    try {
      queue.put(line);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.info("{}", line);
    }
  }

  private void run() {
    var batch = new ArrayList<String>(BATCH);
    try (file) {
      boolean ended = false;
      while (!ended) {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - 1);
        ended = batch.remove(END);
        append(batch);
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.atError().addKeyValue("cause", e.toString()).log("audit-log-close-failed");
    }
  }

  private void append(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    var octets = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(US_ASCII));
    try {
      while (octets.hasRemaining()) {
        file.write(octets);
      }
    } catch (IOException e) {
      LOG.atError().addKeyValue("cause", e.toString()).log("audit-log-write-failed");
      lines.forEach(line -> LOG.info("{}", line));
    }
  }

  /** Writes what is queued and closes the file. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      put(END);
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
