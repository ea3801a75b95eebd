package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.BCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.RSAPublicBCPGKey;
import org.bouncycastle.bcpg.S2K;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.junit.jupiter.api.Test;

/** Messages and keys that are small and ask for much. */
class CostlyMessageTest {
  @Test
  void padding_that_is_compressed_is_not_read_into_memory() throws IOException {
    assertThat(refused(0xc0 | 21, 64 << 20)).isEqualTo(Refusal.Kind.LIMIT);
  }

  @Test
  void a_marker_or_unknown_packet_of_any_size_is_not_read_into_memory() throws IOException {
    assertThat(refused(0xc0 | 60, 8 << 20)).isEqualTo(Refusal.Kind.LIMIT);
  }

  private static Refusal.Kind refused(int tag, int length) throws IOException {
    var message = new ByteArrayOutputStream();
    try (var out = new PGPCompressedDataGenerator(1).open(message)) {
      out.write(tag);
      out.write(0xff);
      out.write(length >>> 24);
      out.write(length >>> 16);
      out.write(length >>> 8);
      out.write(length);
      var zeros = new byte[1 << 20];
      for (int i = 0; i < length; i += zeros.length) {
        out.write(zeros);
      }
    }
    var at = KeyTest.NOW;
    var policy = AlgorithmPolicy.standard();
    var reader =
        new MessageReader(
            new SessionKeys(List.of(), List.of()),
            true,
            new ContentChecks(new SignatureCheck(List.of(), at, policy)),
            at,
            policy,
            Limits.standard(),
            new WatchedInput(new ByteArrayInputStream(message.toByteArray())),
            OutputStream.nullOutputStream());
    return reader.read() instanceof Opening.Refused(var refusal)
        ? refusal.kind()
        : Refusal.Kind.NO_SIGNATURE;
  }

  @Test
  void keys_of_monstrous_numbers_are_not_known() throws PGPException {
    var e = BigInteger.valueOf(65537);
    assertThat(rsa(4096, e)).isEqualTo(Algorithm.RSA_3072);
    assertThat(rsa(8192, e)).isEqualTo(Algorithm.RSA_3072);
    assertThat(rsa(8193, e)).isEqualTo(Algorithm.UNKNOWN);
    assertThat(rsa(4096, BigInteger.ONE.shiftLeft(64))).isEqualTo(Algorithm.UNKNOWN);
  }

  private static Algorithm rsa(int bits, BigInteger exponent) throws PGPException {
    BCPGKey key =
        new RSAPublicBCPGKey(BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE), exponent);
    return AlgorithmIds.key(
        new PGPPublicKey(
            new PublicKeyPacket(
                4, PublicKeyAlgorithmTags.RSA_GENERAL, Date.from(Instant.EPOCH), key),
            Bc.FINGERPRINTS));
  }

  @Test
  void passwords_are_stretched_within_reason() {
    var salt = new byte[16];
    assertThat(Passwords.isCostly(argon(salt, 3, 4, 16))).isFalse();
    assertThat(Passwords.isCostly(argon(salt, 1, 4, 24))).isTrue();
    assertThat(Passwords.isCostly(argon(salt, 200, 4, 16))).isTrue();
    assertThat(Passwords.isCostly(argon(salt, 1, 200, 16))).isTrue();
  }

  private static S2K argon(byte[] salt, int passes, int lanes, int memory) {
    return S2K.argon2S2K(new S2K.Argon2Params(salt, passes, lanes, memory));
  }
}
