package org.sallyport.encryption.content;

import java.io.IOException;
import java.io.InputStream;

/** The octets of a content from one on. One thread. */
final class ContentStream extends InputStream {
  private final ContentOctets content;
  private long at;

  ContentStream(ContentOctets content, long at) {
    this.content = content;
    this.at = at;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    var chunk = content.chunkAt(at); // at the end too: an empty content has a chunk to verify
    if (at >= content.size()) {
      return -1;
    }
    int from = (int) (at % Contents.CHUNK);
    int count = Math.min(length, chunk.length - from);
    System.arraycopy(chunk, from, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    return (int) Math.min(Contents.CHUNK - at % Contents.CHUNK, content.size() - at);
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, content.size() - at);
    at += skipped;
    return skipped;
  }
}
