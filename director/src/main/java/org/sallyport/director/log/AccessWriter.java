package org.sallyport.director.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that formats access lines and appends them to the file.
 *
 * <p>It looks at the ring every tenth of a second; producers wake it only each time another quarter
 * of the ring is filled, so that a busy event loop makes no system call for a line. A file that
 * cannot be written loses lines and counts them; it is tried again after a second.
 */
final class AccessWriter {
  private static final Logger LOG = LoggerFactory.getLogger(AccessWriter.class);
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int BATCH = 64 << 10;

  private final Path file;
  private final LineFormat format;
  private final EntryRing ring;
  private final LineBuffer line = new LineBuffer(4096);
  private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH);
  private final Thread thread;
  private @Nullable FileChannel channel;
  private long linesInBatch;
  private long closedUntil;
  private final LongAdder lost = new LongAdder();
  private volatile boolean reopening;
  private volatile boolean closing;

  AccessWriter(Path file, LineFormat format, EntryRing ring) {
    this.file = file;
    this.format = format;
    this.ring = ring;
    thread = Thread.ofPlatform().name("access-log").daemon().unstarted(this::run);
  }

  void start() throws IOException {
    channel = append();
    thread.start();
  }

  boolean offer(AccessEntry entry) {
    if (closing) {
      return false;
    }
    long position = ring.offer(entry);
    if (position >= 0 && (position & AccessLog.RING / 4 - 1) == AccessLog.RING / 4 - 1) {
      LockSupport.unpark(thread);
    }
    return position >= 0;
  }

  long lost() {
    return lost.sum();
  }

  void reopen() {
    reopening = true;
    LockSupport.unpark(thread);
  }

  void close() {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      drain();
      if (reopening) {
        reopening = false;
        closeChannel();
        closedUntil = System.nanoTime();
      }
      LockSupport.parkNanos(this, REST_NANOS);
    }
    drain();
    closeChannel();
  }

  private void drain() {
    for (var entry = ring.peek(); entry != null; entry = ring.peek()) {
      format.write(entry, line);
      ring.release();
      if (line.length() > batch.remaining()) {
        flush();
      }
      line.drainTo(batch);
      linesInBatch++;
    }
    flush();
  }

  private void flush() {
    batch.flip();
    try {
      var open = opened();
      while (open != null && batch.hasRemaining()) {
        open.write(batch);
      }
    } catch (IOException e) {
      complain(e);
      closeChannel();
      closedUntil = System.nanoTime() + RETRY_NANOS;
    }
    if (batch.hasRemaining()) {
      lost.add(linesInBatch);
    }
    linesInBatch = 0;
    batch.clear();
  }

  private void complain(IOException e) {
    LOG.atWarn()
        .addKeyValue("file", file)
        .addKeyValue("cause", e.toString())
        .log("access-log-failed");
  }

  private @Nullable FileChannel opened() throws IOException {
    if (channel == null && System.nanoTime() - closedUntil >= 0) {
      channel = append();
    }
    return channel;
  }

  private FileChannel append() throws IOException {
    return FileChannel.open(file, CREATE, WRITE, APPEND);
  }

  private void closeChannel() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      complain(e);
    }
    channel = null;
  }
}
