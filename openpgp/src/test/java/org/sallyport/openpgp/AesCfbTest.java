package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against the JDK's own CFB. */
class AesCfbTest {
  private static final int BUFFER = 64 * 1024;

  @ParameterizedTest
  @CsvSource({
    "16, 0",
    "16, 1",
    "16, 15",
    "16, 16",
    "16, 17",
    "24, 1000",
    "32, 65535",
    "32, 65536",
    "32, 65537",
    "32, 65551",
    "32, 65552",
    "32, 131072",
    "32, 300001"
  })
  void it_is_cfb_however_it_is_cut(int keyLength, int length) throws Exception {
    var random = new Random(keyLength * 31L + length);
    var key = bytes(random, keyLength);
    var plain = bytes(random, length);
    var expected = reference(Cipher.ENCRYPT_MODE, key, plain);

    for (int piece : new int[] {1, 7, 16, 4096, BUFFER, BUFFER + 1, 1 << 20}) {
      assertThat(encrypted(key, plain, piece)).as("pieces of %d", piece).isEqualTo(expected);
      assertThat(decrypted(key, expected, piece)).as("pieces of %d", piece).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "40, 3", "65530, 10", "70000, 70000"})
  void what_is_skipped_is_not_read_again(int before, int skipped) throws Exception {
    var random = new Random(before);
    var key = bytes(random, 32);
    var plain = bytes(random, 150_000);
    var in = AesCfb.decrypting(new ByteArrayInputStream(encrypted(key, plain, 4096)), key);

    in.readNBytes(before);
    in.skipNBytes(skipped);

    assertThat(in.read()).isEqualTo(plain[before + skipped] & 0xff);
    assertThat(in.skip(1 << 20)).isEqualTo(plain.length - before - skipped - 1);
    assertThat(in.read()).isEqualTo(-1);
  }

  private static byte[] bytes(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] reference(int mode, byte[] key, byte[] data)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/CFB/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    return cipher.doFinal(data);
  }

  private static byte[] encrypted(byte[] key, byte[] plain, int piece) throws IOException {
    var sink = new ByteArrayOutputStream();
    try (var out = AesCfb.encrypting(sink, key)) {
      for (int at = 0; at < plain.length; at += piece) {
        if (piece == 1) {
          out.write(plain[at]);
        } else {
          out.write(plain, at, Math.min(piece, plain.length - at));
        }
        out.flush();
      }
    }
    return sink.toByteArray();
  }

  private static byte[] decrypted(byte[] key, byte[] sealed, int piece) throws IOException {
    // A source that gives a little at a time, as networks do.
    var source =
        new FilterInputStream(new ByteArrayInputStream(sealed)) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(length, piece));
          }
        };
    return all(AesCfb.decrypting(source, key), piece);
  }

  private static byte[] all(InputStream in, int piece) throws IOException {
    var all = new ByteArrayOutputStream();
    if (piece == 1) {
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        all.write(octet);
      }
      return all.toByteArray();
    }
    var buffer = new byte[piece];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      all.write(buffer, 0, read);
    }
    return all.toByteArray();
  }
}
