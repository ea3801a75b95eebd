package org.sallyport.encryption.content;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sallyport.mime.structure.Octets;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;

/** A content that is kept, some of its chunks in memory. One thread. */
final class ContentOctets implements Octets {
  private final Store store;
  private final String id;
  private final ContentKey key;
  private final long size;
  private final long chunks;
  private final Map<Long, byte[]> cached;

  ContentOctets(Store store, String id, ContentKey key, long size, int cached) {
    this.store = store;
    this.id = id;
    this.key = key;
    this.size = size;
    this.chunks = Math.max(1, Math.ceilDiv(size, (long) Contents.CHUNK));
    this.cached = latest(cached);
  }

  private static Map<Long, byte[]> latest(int most) {
    return new LinkedHashMap<>(2 * most, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
        return size() > most;
      }
    };
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream from(long begin) {
    if (begin < 0 || begin > size) {
      throw new IllegalArgumentException("content " + id + " has no octet " + begin);
    }
    return new ContentStream(this, begin);
  }

  /** The chunk that an octet lies in; the last one, which may be empty, for the end. */
  byte[] chunkAt(long octet) throws ContentException {
    long number = Math.min(octet / Contents.CHUNK, chunks - 1);
    var known = cached.get(number);
    if (known == null) {
      known = read(number);
      cached.put(number, known);
    }
    return known;
  }

  private byte[] read(long number) throws ContentException {
    boolean last = number == chunks - 1;
    try {
      var sealed =
          store
              .read(
                  in ->
                      in.first(
                          "SELECT sealed FROM content_chunks WHERE content = ? AND number = ?",
                          row -> row.bytes("sealed"),
                          id,
                          number))
              .orElseThrow(() -> new ContentException("content " + id + " lacks a part"));
      var octets =
          key.open(sealed, number, last)
              .orElseThrow(
                  () ->
                      new ContentException(
                          "content " + id + " was changed outside, in part " + number));
      if (octets.length != (last ? size - number * Contents.CHUNK : Contents.CHUNK)) {
        throw new ContentException("content " + id + " has another size than the store says");
      }
      return octets;
    } catch (StoreException e) {
      throw new ContentException("content " + id + " cannot be read now: " + e.getMessage(), e);
    }
  }
}
