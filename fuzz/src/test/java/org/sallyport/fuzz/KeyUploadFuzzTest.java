package org.sallyport.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.key.UploadCheck;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyListing.SecretPart;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.UserIds;

/** Whatever somebody hands in as a key, only what their mode allows is taken. */
class KeyUploadFuzzTest {
  private static final byte SEPARATOR = 0x1e;
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Address ALICE = new Address("alice@example.com");
  private static final Consumer CONSUMER =
      new Consumer(
          "u_1",
          ALICE,
          "",
          Consumer.State.ACTIVE,
          "code",
          List.of(ALICE),
          Map.of(),
          NOW,
          1,
          Optional.empty(),
          Optional.empty());
  private static final Certificate KNOWN = known();

  /** What the server knows of the corpus's key already. */
  private static Certificate known() {
    try (InputStream in =
        KeyUploadFuzzTest.class.getResourceAsStream("KeyUploadFuzzTestInputs/alice.cert")) {
      return Certificate.read(in == null ? new byte[0] : in.readAllBytes()).orThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record separator ends the certificate; what follows are the secrets. */
  @FuzzTest(maxDuration = "60s")
  void only_what_a_mode_allows_is_taken(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != SEPARATOR) {
      end++;
    }
    var certificate = Arrays.copyOf(input, end);
    for (var mode : KeyMode.values()) {
      check(new KeyUpload(mode, certificate, Optional.empty()));
      if (end < input.length) {
        try (var secret = Secret.copyOf(Arrays.copyOfRange(input, end + 1, input.length))) {
          check(new KeyUpload(mode, certificate, Optional.of(secret)));
        }
      }
    }
  }

  private static void check(KeyUpload upload) {
    for (var known : List.of(Optional.<Certificate>empty(), Optional.of(KNOWN))) {
      var result = UploadCheck.check(upload, CONSUMER, 4, known, NOW);
      switch (result) {
        case Result.Refused<UploadCheck.Taken>(var refusal) ->
            assertThat(refusal.reason()).isNotBlank();
        case Result.Of<UploadCheck.Taken>(var taken) -> holds(upload.mode(), taken);
      }
    }
  }

  private static void holds(KeyMode mode, UploadCheck.Taken taken) {
    assertThat(taken.certificate().userIds())
        .isNotEmpty()
        .allMatch(id -> UserIds.address(id).filter(ALICE.text()::equals).isPresent());
    assertThat(taken.certificate().listing(NOW, AlgorithmPolicy.standard()).version()).isEqualTo(4);
    assertThat(taken.secrets().isPresent()).isEqualTo(mode.keepsSecrets());
    taken
        .secrets()
        .ifPresent(
            key -> {
              boolean open = key.secretParts().containsValue(SecretPart.OPEN);
              boolean locked = key.secretParts().containsValue(SecretPart.LOCKED);
              assertThat(open).isEqualTo(mode.serverDecrypts());
              assertThat(locked).isEqualTo(mode == KeyMode.GKM);
            });
  }
}
