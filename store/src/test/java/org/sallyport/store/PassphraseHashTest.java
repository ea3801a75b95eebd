package org.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.Secret;

class PassphraseHashTest {
  private static final Secret RIGHT = Secret.ofText("correct horse battery staple");

  @Test
  void a_passphrase_matches_its_own_hash_alone() {
    var hash = PassphraseHash.hash(RIGHT);

    assertThat(PassphraseHash.matches(RIGHT, hash)).isTrue();
    assertThat(PassphraseHash.matches(Secret.ofText("correct horse"), hash)).isFalse();
    assertThat(PassphraseHash.matches(Secret.ofText(""), hash)).isFalse();
  }

  @Test
  void two_hashes_of_one_passphrase_differ() {
    assertThat(PassphraseHash.hash(RIGHT)).isNotEqualTo(PassphraseHash.hash(RIGHT));
  }

  @Test
  void it_is_argon2id() {
    // Made by the reference program: echo -n password | argon2 saltsaltsaltsalt -id -k 64 -t 2 -p 1
    var cost =
        new Passphrase(
            "saltsaltsaltsalt".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 64, 2);

    assertThat(HexFormat.of().formatHex(cost.stretch(Secret.ofText("password")).reveal()))
        .isEqualTo("8ba3fa702bd2c08fc6a7830ede5f30be3a1751ed492f31cd7d76a0a480725b5a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pbkdf2$1$2$3$4",
        "argon2id$4$3$c2FsdHNhbHRzYWx0c2FsdA==$AAAA",
        "argon2id$99999999$3$c2FsdHNhbHRzYWx0c2FsdA==$AAAA",
        "argon2id$64$3$c2FsdA==$AAAA"
      })
  void what_is_no_hash_of_ours_is_a_broken_seal(String hash) {
    assertThatThrownBy(() -> PassphraseHash.matches(RIGHT, hash))
        .isInstanceOf(StoreException.class);
  }
}
