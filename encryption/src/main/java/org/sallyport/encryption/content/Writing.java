package org.sallyport.encryption.content;

import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A content that is being written. Full chunks go to the store at once; the last one, which is all
 * of a small content, with {@link Contents#keep}. One thread; writing blocks on the store.
 */
public final class Writing extends OutputStream {
  private static final Logger LOG = LoggerFactory.getLogger(Writing.class);
  private static final int FIRST = 8 << 10;

  private final String id;
  private final ContentKey key;
  private final byte[] sealedKey;
  private final Store store;
  private final InstantSource clock;
  private byte[] chunk = new byte[FIRST];
  private int filled;
  private long full;
  private byte @Nullable [] last;

  Writing(String id, ContentKey.Made made, Store store, InstantSource clock) {
    this.id = id;
    this.key = made.key();
    this.sealedKey = made.sealed();
    this.store = store;
    this.clock = clock;
  }

  /** What it can be opened by once it is kept. */
  public String id() {
    return id;
  }

  /** Octets written so far. */
  public long size() {
    return full * Contents.CHUNK + filled;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (last != null) {
      throw new IOException("the content is closed");
    }
    int at = offset;
    while (at < offset + length) {
      if (filled == Contents.CHUNK) {
        hand();
      }
      int count = Math.min(Contents.CHUNK - filled, offset + length - at);
      if (filled + count > chunk.length) {
        chunk = Arrays.copyOf(chunk, Math.min(Contents.CHUNK, 2 * (filled + count)));
      }
      System.arraycopy(octets, at, chunk, filled, count);
      filled += count;
      at += count;
    }
  }

  /** A chunk after which there is more. */
  private void hand() throws IOException {
    var sealed = key.seal(chunk, full, false);
    try {
      store.write(
          in -> {
            if (full == 0) {
              insert(in, 0, 0);
            } else if (in.run(
                    "UPDATE contents SET touched = ? WHERE id = ? AND uses = 0",
                    clock.instant(),
                    id)
                == 0) {
              throw new IllegalStateException("content " + id + " stood still for too long");
            }
            return chunk(in, full, sealed);
          });
    } catch (StoreException e) {
      throw new ContentException("content " + id + " cannot be written: " + e.getMessage(), e);
    }
    full++;
    filled = 0;
  }

  private void insert(Transaction in, long size, int uses) {
    in.run(
        "INSERT INTO contents (id, key, size, uses, touched) VALUES (?,?,?,?,?)",
        id,
        sealedKey,
        size,
        uses,
        clock.instant());
  }

  private int chunk(Transaction in, long number, byte[] sealed) {
    return in.run(
        "INSERT INTO content_chunks (content, number, sealed) VALUES (?,?,?)", id, number, sealed);
  }

  /** Ends it; without {@link Contents#keep} nobody ever sees it. */
  @Override
  public void close() {
    if (last == null) {
      last = key.seal(Arrays.copyOf(chunk, filled), full, true);
      chunk = new byte[0];
    }
  }

  /** What is in the store of it; a small content has nothing there before it is kept. */
  void discard() {
    if (full == 0) {
      return;
    }
    try {
      store.write(in -> in.run("DELETE FROM contents WHERE id = ? AND uses = 0", id));
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("content-left-to-the-tidier");
    }
  }

  /** May run again where the transaction does. */
  void keep(Transaction in) {
    var sealed = last;
    if (sealed == null) {
      throw new IllegalStateException("content " + id + " is kept once it is closed");
    }
    if (full == 0) {
      insert(in, size(), 1);
    } else if (in.run(
            "UPDATE contents SET uses = 1, size = ?, touched = ? WHERE id = ? AND uses = 0",
            size(),
            clock.instant(),
            id)
        == 0) {
      throw new IllegalStateException(
          "content " + id + " was kept before, or stood still for too long");
    }
    chunk(in, full, sealed);
  }
}
