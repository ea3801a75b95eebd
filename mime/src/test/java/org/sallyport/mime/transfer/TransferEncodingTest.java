package org.sallyport.mime.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransferEncodingTest {
  private static String decode(TransferEncoding encoding, String text) throws IOException {
    try (var in = encoding.decode(new ByteArrayInputStream(text.getBytes(ISO_8859_1)))) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BASE64", "QUOTED_PRINTABLE"})
  void what_is_encoded_is_decoded_again_at_every_split(TransferEncoding encoding)
      throws IOException {
    var octets = new byte[3_000];
    new Random(1).nextBytes(octets);
    for (int length : new int[] {0, 1, 2, 3, 56, 57, 58, 3_000}) {
      var encoded = new ByteArrayOutputStream();
      try (var out = encoding.encode(encoded)) {
        out.write(octets, 0, length);
      }
      assertThat(encoded.toString(ISO_8859_1)).matches("(?s)[\\x09\\x0a\\x0d\\x20-\\x7e]*");
      assertThat(encoded.toString(ISO_8859_1).lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
      for (int step : new int[] {1, 2, 3, 7, 5_000}) {
        try (var in = encoding.decode(new Slow(encoded.toByteArray(), step))) {
          assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOf(octets, length));
        }
      }
    }
  }

  /** Gives few octets at a time. */
  private static final class Slow extends InputStream {
    private final ByteArrayInputStream all;
    private final int step;

    Slow(byte[] octets, int step) {
      this.all = new ByteArrayInputStream(octets);
      this.step = step;
    }

    @Override
    public int read() {
      return all.read();
    }

    @Override
    public int read(byte[] into, int from, int most) {
      return all.read(into, from, Math.min(most, step));
    }
  }

  @Test
  void text_stays_readable_and_its_line_ends_stay() throws IOException {
    var encoded = new ByteArrayOutputStream();
    try (var out = TransferEncoding.QUOTED_PRINTABLE.encode(encoded)) {
      out.write("Gr\u00fc\u00dfe \r\nFrom me\r\n.\r\n--x\r\n\tend\t".getBytes(ISO_8859_1));
    }
    assertThat(encoded.toString(ISO_8859_1))
        .isEqualTo("Gr=FC=DFe=20\r\n=46rom me\r\n=2E\r\n=2D-x\r\n\tend=09");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "BASE64|aGVs bG8=|hello",
        "BASE64|aGVsbG8|hello",
        "BASE64|aGVsbG8=IHdvcmxk|hello world",
        "BASE64|a!G@V#s|hel",
        "BASE64|a|",
        "QUOTED_PRINTABLE|a=3Db|a=b",
        "QUOTED_PRINTABLE|a=3db|a=b",
        "QUOTED_PRINTABLE|a=zzb|a=zzb",
        "QUOTED_PRINTABLE|a=|a",
        "QUOTED_PRINTABLE|a=4|a=4",
        "QUOTED_PRINTABLE|a  |a",
        "QUOTED_PRINTABLE|a  b|a  b",
      })
  void what_mailers_write_is_read(TransferEncoding encoding, String text, String content)
      throws IOException {
    assertThat(decode(encoding, text)).isEqualTo(content == null ? "" : content);
  }

  @Test
  void soft_line_ends_go() throws IOException {
    assertThat(decode(TransferEncoding.QUOTED_PRINTABLE, "a= \t\r\nb=\nc \r\nd"))
        .isEqualTo("abc\r\nd");
  }
}
