package org.sallyport.client.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Is told how much of something long has been read. Calls come from the thread that reads. */
@FunctionalInterface
public interface Progress {
  /**
   * So much has been read.
   *
   * @param octets since the beginning
   */
  void at(long octets);

  /** The same stream, watched. */
  default InputStream watch(InputStream source) {
    return new FilterInputStream(source) {
      private long octets;

      @Override
      public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        count(Math.max(0, read));
        return read;
      }

      private void count(int more) {
        octets += more;
        at(octets);
      }
    };
  }
}
