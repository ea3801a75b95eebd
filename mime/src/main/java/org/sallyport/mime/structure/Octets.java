package org.sallyport.mime.structure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sallyport.openpgp.Spool;

/**
 * Where a message lies: octets that do not change, and that can be read from any place as often as
 * is wanted. Used by one thread where a spool is behind it.
 */
public interface Octets {
  /** How many there are. */
  long size();

  /**
   * Those from one on, to the end.
   *
   * @param begin at most {@link #size}
   * @throws IOException when they cannot be read
   */
  InputStream from(long begin) throws IOException;

  /** Those of a range. */
  default InputStream read(Range range) throws IOException {
    return new BoundedInputStream(from(range.begin()), range.size());
  }

  /** All. */
  default Range all() {
    return new Range(0, size());
  }

  /**
   * Copies a range.
   *
   * @throws IOException when it cannot be read or the sink not be written
   */
  default void copy(Range range, OutputStream sink) throws IOException {
    try (var in = read(range)) {
      in.transferTo(sink);
    }
  }

  /** In memory; not copied. */
  static Octets of(byte[] octets) {
    return new Octets() {
      @Override
      public long size() {
        return octets.length;
      }

      @Override
      public InputStream from(long begin) {
        return new ByteArrayInputStream(octets, (int) begin, octets.length - (int) begin);
      }
    };
  }

  /**
   * In a file, which nobody changes meanwhile.
   *
   * @throws IOException when the file cannot be asked for its size
   */
  static Octets of(Path file) throws IOException {
    long size = Files.size(file);
    return new Octets() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream from(long begin) throws IOException {
        return Channels.newInputStream(Files.newByteChannel(file).position(begin));
      }
    };
  }

  /** In a sealed spool, to which nothing is written any more. It stays the caller's to close. */
  static Octets of(Spool spool) {
    return new Octets() {
      @Override
      public long size() {
        return spool.size();
      }

      @Override
      public InputStream from(long begin) throws IOException {
        return spool.content(begin);
      }
    };
  }
}
