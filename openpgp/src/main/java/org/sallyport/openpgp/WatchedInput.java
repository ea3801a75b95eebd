package org.sallyport.openpgp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Counts what is read and remembers when the source itself fails, so that a disk or a network that
 * breaks is told apart from a message that is malformed.
 */
final class WatchedInput extends FilterInputStream {
  private Optional<IOException> failure = Optional.empty();
  private long octets;

  WatchedInput(InputStream source) {
    super(source);
  }

  long octets() {
    return octets;
  }

  Optional<IOException> failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    try {
      int octet = super.read();
      if (octet >= 0) {
        octets++;
      }
      return octet;
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    try {
      int read = super.read(into, from, length);
      octets += Math.max(0, read);
      return read;
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }
}
