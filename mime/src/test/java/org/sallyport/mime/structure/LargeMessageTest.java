package org.sallyport.mime.structure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class LargeMessageTest {
  private static final byte[] HEAD =
      "Subject: large\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\n"
          .getBytes(US_ASCII);
  private static final byte[] TAIL = "\r\n--a--\r\n".getBytes(US_ASCII);

  /** Lines that nobody holds. */
  private static final class Endless implements Octets {
    private static final long BODY = 100_000_000;

    @Override
    public long size() {
      return HEAD.length + BODY + TAIL.length;
    }

    @Override
    public InputStream from(long begin) throws IOException {
      var all =
          new SequenceInputStream(
              new ByteArrayInputStream(HEAD),
              new SequenceInputStream(
                  new BoundedInputStream(new Repeated(), BODY), new ByteArrayInputStream(TAIL)));
      all.skipNBytes(begin);
      return all;
    }
  }

  /** The same line for ever. */
  private static final class Repeated extends InputStream {
    private final byte[] line =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ab\r\n"
            .repeat(1_000)
            .getBytes(US_ASCII);
    private int at;

    @Override
    public int read() {
      int octet = line[at];
      at = (at + 1) % line.length;
      return octet;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      int part = Math.min(most, line.length - at);
      System.arraycopy(line, at, into, from, part);
      at = (at + part) % line.length;
      return part;
    }
  }

  @Test
  void a_hundred_megabytes_take_no_more_memory_than_a_small_message() throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    var message = ((Scan.Read) Message.scan(new Endless())).message();
    new HeaderEdit(message).onTop("X-Seen", "1").writeTo(OutputStream.nullOutputStream());
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4_000_000);
    assertThat(message.root().parts().getFirst().body().size()).isEqualTo(Endless.BODY);
  }
}
