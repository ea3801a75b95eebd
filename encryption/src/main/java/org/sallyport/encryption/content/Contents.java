package org.sallyport.encryption.content;

import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import org.sallyport.encryption.ignition.LockedException;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.ignition.VaultColumn;
import org.sallyport.kernel.Ids;
import org.sallyport.mime.structure.Octets;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;

/**
 * The contents of a store. Any thread; a {@link Writing} and what is opened are for one thread at a
 * time. Whatever its size, a content that is written or read takes about a megabyte of memory.
 */
public final class Contents {
  /** Octets of a chunk; up to that, a content is written by {@link #keep} alone. */
  static final int CHUNK = 256 << 10;

  /** For how long a content may stand still while it is written. */
  static final Duration PATIENCE = Duration.ofHours(6);

  private static final int READ_AHEAD = 1;
  private static final int CACHED = 4;
  private static final int AT_ONCE = 20;

  private final Store store;
  private final VaultColumn keys;
  private final InstantSource clock;

  /** Those of a store. */
  public Contents(Store store, Vault vault, InstantSource clock) {
    this.store = store;
    this.keys = vault.column("contents", "key");
    this.clock = clock;
  }

  /**
   * Begins one. It is written in transactions of its own, and seen by nobody until it is kept; what
   * is never kept is forgotten by the tidier.
   *
   * @throws LockedException while the vault is locked
   */
  public Writing begin() {
    var id = Ids.next('b');
    return new Writing(id, ContentKey.make(id, keys), store, clock);
  }

  /**
   * Keeps what was written, with one use.
   *
   * @param written closed before
   * @throws IllegalStateException if it stood still for too long, or was kept before
   */
  public void keep(Transaction in, Writing written) {
    written.keep(in);
  }

  /**
   * Forgets one that is not kept after all, in a transaction of its own; one that is kept stays.
   * Where the store does not work the tidier forgets it.
   */
  public void discard(Writing written) {
    written.discard();
  }

  /**
   * One more use.
   *
   * @throws IllegalStateException if there is no such content
   */
  public void use(Transaction in, String id) {
    if (in.run("UPDATE contents SET uses = uses + 1 WHERE id = ? AND uses > 0", id) == 0) {
      throw new IllegalStateException("no content " + id);
    }
  }

  /**
   * One use less; with the last one it is forgotten.
   *
   * @throws IllegalStateException if there is no such content
   */
  public void release(Transaction in, String id) {
    if (in.run("UPDATE contents SET uses = uses - 1 WHERE id = ? AND uses > 0", id) == 0) {
      throw new IllegalStateException("no content " + id);
    }
    in.run("DELETE FROM contents WHERE id = ? AND uses = 0", id);
  }

  /**
   * One from its beginning. Its reads verify every chunk, and that none is missing, moved or of
   * another content; they throw {@link ContentException} where that fails.
   *
   * @throws ContentException if there is none, or the store or the vault does not open it
   */
  public InputStream open(String id) throws ContentException {
    return octets(id, READ_AHEAD).from(0);
  }

  /**
   * How many octets it has, as the store says; reading to the end proves it.
   *
   * @throws ContentException if there is none, or the store does not answer
   */
  public long size(String id) throws ContentException {
    return octets(id, READ_AHEAD).size();
  }

  /**
   * The same for reading here and there; the last chunks that were read stay in memory. For one
   * thread.
   *
   * @throws ContentException if there is none, or the store or the vault does not open it
   */
  public Octets octets(String id) throws ContentException {
    return octets(id, CACHED);
  }

  private ContentOctets octets(String id, int cached) throws ContentException {
    try {
      return store
          .read(
              in ->
                  in.first(
                      "SELECT key, size FROM contents WHERE id = ? AND uses > 0",
                      row -> new Kept(row.bytes("key"), row.number("size")),
                      id))
          .filter(kept -> kept.size() >= 0)
          .map(
              kept ->
                  new ContentOctets(
                      store, id, ContentKey.open(id, kept.key(), keys), kept.size(), cached))
          .orElseThrow(() -> new ContentException("there is no content " + id));
    } catch (StoreException | LockedException e) {
      throw new ContentException("content " + id + " cannot be read now: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Kept(byte[] key, long size) {}

  /** Forgets some of what was begun and never kept; returns how many. */
  public int tidy(Transaction in) {
    return in.run(
        "DELETE FROM contents WHERE id IN (SELECT id FROM contents WHERE uses = 0 AND touched < ?"
            + " LIMIT "
            + AT_ONCE
            + ") AND uses = 0",
        clock.instant().minus(PATIENCE));
  }
}
