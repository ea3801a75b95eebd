package org.sallyport.mime.transfer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes Quoted-Printable (RFC 2045 section 6.7). CR LF stays a line end; a line that begins with
 * {@code From } or a dot is escaped, and so is white space at its end, so that nothing on the way
 * changes what was signed (RFC 3156 section 5). Used by one thread.
 */
final class QuotedPrintableEncoder extends OutputStream {
  private static final int LINE = 76;
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(US_ASCII);

  private final OutputStream sink;
  private final byte[] line = new byte[LINE + 2];
  private int length;

  /** White space that what follows decides about; -1 where there is none. */
  private int blank = -1;

  /** Whether a CR waits for its LF. */
  private boolean cr;

  QuotedPrintableEncoder(OutputStream sink) {
    this.sink = sink;
  }

  @Override
  public void write(int value) throws IOException {
    int octet = value & 0xff;
    if (cr && octet == '\n') {
      cr = false;
      putBlank(true);
      endLine();
      return;
    }
    if (octet != '\r' || cr) {
      putBlank(false);
    }
    if (cr) {
      put('\r', true);
    }
    cr = octet == '\r';
    if (octet == ' ' || octet == '\t') {
      blank = octet;
    } else if (!cr) {
      boolean first = length == 0 && (octet == 'F' || octet == '.' || octet == '-');
      put(octet, first || octet < ' ' || octet > '~' || octet == '=');
    }
  }

  private void putBlank(boolean escaped) throws IOException {
    if (blank >= 0) {
      put(blank, escaped);
      blank = -1;
    }
  }

  private void put(int octet, boolean escaped) throws IOException {
    int needed = escaped ? 3 : 1;
    if (length + needed > LINE - 1) {
      line[length++] = '=';
      endLine();
    }
    if (escaped) {
      line[length++] = '=';
      line[length++] = HEX[octet >> 4];
      line[length++] = HEX[octet & 0xf];
    } else {
      line[length++] = (byte) octet;
    }
  }

  private void endLine() throws IOException {
    line[length++] = '\r';
    line[length++] = '\n';
    sink.write(line, 0, length);
    length = 0;
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }

  @Override
  public void close() throws IOException {
    try (sink) {
      putBlank(true);
      if (cr) {
        put('\r', true);
        cr = false;
      }
      sink.write(line, 0, length);
      length = 0;
    }
  }
}
