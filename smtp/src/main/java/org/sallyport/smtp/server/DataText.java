package org.sallyport.smtp.server;

import java.io.IOException;
import org.sallyport.smtp.link.Link;
import org.sallyport.wire.smtp.DataScanner;

/** The text after DATA. */
final class DataText extends MessageText {
  private static final int BUFFER = 16 << 10;

  private final Link link;
  private final DataScanner scanner;
  private final byte[] text = new byte[BUFFER];
  private int start;
  private int end;

  DataText(Link link, SmtpLimits limits) {
    super(limits);
    this.link = link;
    this.scanner = new DataScanner(limits.textLine());
  }

  @Override
  int next(byte[] octets, int offset, int length) throws IOException {
    if (start == end && !more()) {
      return 0;
    }
    int count = Math.min(length, end - start);
    System.arraycopy(text, start, octets, offset, count);
    start += count;
    return count;
  }

  private boolean more() throws IOException {
    if (scanner.fault().isPresent()) {
      end(scanner.fault().get());
    } else if (scanner.done()) {
      end(Ending.WHOLE, "");
    } else {
      int count = link.scan(scanner, text, limits().idle());
      start = 0;
      end = Math.max(0, count);
      if (count < 0) {
        end(Ending.GONE, "the client went within the message");
      }
    }
    return end > start;
  }
}
