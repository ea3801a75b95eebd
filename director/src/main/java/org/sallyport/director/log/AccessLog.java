package org.sallyport.director.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.AccessLogSettings;

/**
 * The access log: one line for each connection or request that ended.
 *
 * <p>{@link #write} is for event loops: it copies an entry into a ring and returns, without a lock
 * or an allocation. When the writing thread falls behind and the ring is full, the entry is dropped
 * and counted. Lines reach the file within a tenth of a second.
 */
public final class AccessLog implements AutoCloseable {
  /** No access log: {@link #write} does nothing. */
  public static final AccessLog NONE = new AccessLog(null, InstantSource.system());

  static final int RING = 8192;

  private final LongAdder dropped = new LongAdder();
  private final @Nullable AccessWriter writer;
  private final InstantSource clock;

  private AccessLog(@Nullable AccessWriter writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * Opens the file for appending and starts the writing thread; {@link #NONE} when the settings
   * name no file.
   *
   * @param clock stamps the lines
   * @throws IOException if the file cannot be opened
   */
  public static AccessLog open(AccessLogSettings settings, InstantSource clock) throws IOException {
    Path file = settings.file().orElse(null);
    if (file == null) {
      return NONE;
    }
    var writer = new AccessWriter(file, LineFormat.of(settings), new EntryRing(RING));
    writer.start();
    return new AccessLog(writer, clock);
  }

  /** Whether entries go anywhere; when not, nobody needs to fill one. */
  public boolean enabled() {
    return writer != null;
  }

  /** Takes a copy of the entry, stamped with the present time. Any thread; never blocks. */
  public void write(AccessEntry entry) {
    if (writer == null) {
      return;
    }
    entry.endedMillis = clock.millis();
    if (!writer.offer(entry)) {
      dropped.increment();
    }
  }

  /** Entries that never reached the file: the ring was full, or the file could not be written. */
  public long dropped() {
    return dropped.sum() + (writer == null ? 0 : writer.lost());
  }

  /** Closes the file and opens the one of that name anew, after it was renamed. Any thread. */
  public void reopen() {
    if (writer != null) {
      writer.reopen();
    }
  }

  /** Writes what is queued and closes the file; blocks until that is done, five seconds at most. */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
