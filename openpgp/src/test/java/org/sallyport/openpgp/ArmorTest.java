package org.sallyport.openpgp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmorTest {
  private static final byte[] NINE = {(byte) 0xcb, 8, 98, 0, 0, 0, 0, 0, 72};

  @Test
  void armor_is_lines_between_a_header_and_a_tail() {
    assertThat(Armor.of(Armor.Kind.MESSAGE, NINE))
        .isEqualTo(
            """
            -----BEGIN PGP MESSAGE-----

            ywhiAAAAAABI
            =L79u
            -----END PGP MESSAGE-----
            """);
  }

  @Test
  void the_checksum_is_the_same_however_the_octets_come() {
    var octets = random(1000);
    var whole = new Crc24();
    whole.update(octets, 0, octets.length);
    for (int split = 0; split < octets.length; split += 7) {
      var parts = new Crc24();
      parts.update(octets, 0, split);
      parts.update(octets, split, octets.length - split);
      assertThat(parts.value()).isEqualTo(whole.value());
    }
    // The check value of CRC-24/OPENPGP.
    var check = new Crc24();
    check.update("123456789".getBytes(US_ASCII), 0, 9);
    assertThat(check.value()).isEqualTo(0x21cf02);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 47, 48, 49, 96, 49_151, 49_152, 49_153, 200_000})
  void what_is_armored_comes_back(int length) throws IOException {
    var octets = random(length);
    var text = Armor.of(Armor.Kind.MESSAGE, octets).getBytes(US_ASCII);
    assertThat(Armor.reader(new ByteArrayInputStream(text)).readAllBytes()).isEqualTo(octets);
  }

  @Test
  void armor_may_be_written_in_any_pieces() throws IOException {
    var octets = random(300_000);
    var text = new ByteArrayOutputStream();
    try (var armor = Armor.writer(text, Armor.Kind.MESSAGE)) {
      for (int at = 0, step = 1; at < octets.length; at += step, step = step * 3 % 70_001 + 1) {
        armor.write(octets, at, Math.min(step, octets.length - at));
      }
    }
    assertThat(text.toString(US_ASCII)).isEqualTo(Armor.of(Armor.Kind.MESSAGE, octets));
  }

  @Test
  void every_split_reads_alike() throws IOException {
    var octets = random(150);
    var text =
        ("Some words before.\r\n"
                + Armor.of(Armor.Kind.SIGNATURE, octets)
                    .replace("\n\n", "\nComment: a\nHash: SHA512\n \t\n")
                    .replace("\n", "\r\n")
                + "Some words after.\r\n")
            .getBytes(US_ASCII);
    for (int split = 0; split < text.length; split++) {
      assertThat(Armor.reader(new Halves(text, split)).readAllBytes()).isEqualTo(octets);
    }
  }

  @Test
  void lines_of_any_length_and_without_a_checksum_are_read() throws IOException {
    var octets = random(100_000);
    var base64 = java.util.Base64.getEncoder().encodeToString(octets);
    for (int line : new int[] {1, 3, 75, 76, 77, 1001, 60_000}) {
      var text = new StringBuilder("-----BEGIN PGP MESSAGE-----\n\n");
      for (int at = 0; at < base64.length(); at += line) {
        text.append(base64, at, Math.min(at + line, base64.length())).append('\n');
      }
      text.append("-----END PGP MESSAGE-----");
      assertThat(read(text.toString())).isEqualTo(octets);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no armor at all\n",
        "-----BEGIN PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\n",
        "-----BEGIN PGP MESSAGE\n\nAAAA\n-----END PGP MESSAGE-----\n",
        "-----BEGIN PGP MESSAGE-----\n\nAAAA\n",
        "-----BEGIN PGP MESSAGE-----\n\nAAAA\n=AAAA\n",
        "-----BEGIN PGP MESSAGE-----\n\nAAAA\n=AAAA\nAAAA\n",
        "-----BEGIN PGP MESSAGE-----\n\nAA*A\n-----END PGP MESSAGE-----\n",
        "-----BEGIN PGP MESSAGE-----\n\nAAA\n-----END PGP MESSAGE-----",
        "-----BEGIN PGP MESSAGE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n",
        "-----BEGIN PGP MESSAGE-----\nAAAA\n-----END PGP MESSAGE-----\n",
        "-----BEGIN PGP NONSENSE-----\n\nAAAA\n-----END PGP NONSENSE-----\n",
        "-----BEGIN PGP MESSAGE-----\n\nAA==\nAAAA\n-----END PGP MESSAGE-----\n",
      })
  void armor_that_is_not_well_formed_is_refused(String text) {
    if (text.isEmpty()) {
      return;
    }
    assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedArmorException.class);
  }

  @Test
  void a_line_without_an_end_does_not_fill_the_memory() {
    var endless =
        new InputStream() {
          @Override
          public int read() {
            return 'A';
          }
        };
    assertThatThrownBy(() -> Armor.reader(endless).readAllBytes())
        .isInstanceOf(MalformedArmorException.class)
        .hasMessageContaining("a line has more than");
  }

  @Test
  void headers_without_an_end_are_refused() {
    var text = "-----BEGIN PGP MESSAGE-----\n" + "Comment: again\n".repeat(40) + "\nAAAA\n";
    assertThatThrownBy(() -> read(text)).hasMessageContaining("more than 32 headers");
  }

  @Test
  void binary_data_pass_as_they_are() throws IOException {
    assertThat(Armor.reader(new ByteArrayInputStream(NINE)).readAllBytes()).isEqualTo(NINE);
  }

  private static byte[] read(String text) throws IOException {
    return Armor.reader(new ByteArrayInputStream(text.getBytes(US_ASCII))).readAllBytes();
  }

  private static byte[] random(int length) {
    var octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }

  /** Gives what is before the split, then the rest. */
  private static final class Halves extends InputStream {
    private final byte[] octets;
    private final int split;
    private int at;

    Halves(byte[] octets, int split) {
      this.octets = octets;
      this.split = split;
    }

    @Override
    public int read() {
      return at == octets.length ? -1 : octets[at++];
    }

    @Override
    public int read(byte[] into, int from, int length) {
      int end = at < split ? split : octets.length;
      if (at == end) {
        return -1;
      }
      int part = Math.min(length, end - at);
      System.arraycopy(Arrays.copyOfRange(octets, at, at + part), 0, into, from, part);
      at += part;
      return part;
    }
  }
}
