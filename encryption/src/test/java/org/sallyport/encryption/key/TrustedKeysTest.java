package org.sallyport.encryption.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Revocation;

@ParameterizedClass
@EnumSource
class TrustedKeysTest {
  private static final String WHO = "administrator bob";
  private static final Address PAT = new Address("pat@partner.example");

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private KeyRoom room;

  @BeforeEach
  void open() {
    room = new KeyRoom(stores, folder, KeyMode.SKM);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private Trusting trust(Certificate certificate, TrustLevel level) {
    return room.keys
        .trusted()
        .trust(WHO, certificate.armored().getBytes(UTF_8), level, "read out by telephone");
  }

  @Test
  void a_certificate_is_found_by_address_and_says_who_trusts_it() {
    var pat = room.made("Pat <pat@partner.example>");
    trust(pat.certificate(), TrustLevel.TRUSTED);

    var found = room.keys.trusted().of(PAT).getFirst();
    assertThat(found.certificate()).isEqualTo(pat.certificate());
    assertThat(found.trust()).isEqualTo(TrustLevel.TRUSTED);
    assertThat(found.author()).isEqualTo(WHO);
    assertThat(found.note()).isEqualTo("read out by telephone");
    assertThat(room.keys.trusted().page("partner", "", 10)).containsExactly(found);
    assertThat(room.keys.trusted().page("partner", found.fingerprint().hex(), 10)).isEmpty();
  }

  @Test
  void a_level_changes_and_a_revocation_stays() {
    var pat = room.made("Pat <pat@partner.example>");
    trust(pat.certificate(), TrustLevel.TRUSTED);
    var revoked =
        pat.revoked(
                new Revocation(Revocation.Reason.COMPROMISED),
                room.test.clock.instant(),
                KeyRoom.ALGORITHMS)
            .orThrow();

    assertThat(trust(revoked.certificate(), TrustLevel.TRUSTED)).isInstanceOf(Trusting.Unfit.class);
    assertThat(trust(revoked.certificate(), TrustLevel.REFUSED)).isInstanceOf(Trusting.Done.class);
    assertThat(trust(pat.certificate(), TrustLevel.TRUSTED)).isInstanceOf(Trusting.Unfit.class);
  }

  @Test
  void one_is_forgotten_once() {
    var pat = room.made("Pat <pat@partner.example>");
    trust(pat.certificate(), TrustLevel.TRUSTED);

    assertThat(room.keys.trusted().forget(WHO, pat.fingerprint())).isTrue();
    assertThat(room.keys.trusted().forget(WHO, pat.fingerprint())).isFalse();
    assertThat(room.keys.trusted().of(PAT)).isEmpty();
  }

  @Test
  void keys_are_looked_through_by_page() {
    for (var name : new String[] {"ada", "bob", "eve"}) {
      room.keys.own().make(KeyRoom.ME, room.test.consumer(name + "@example.com"));
    }
    var all = KeyPage.Query.ALL;
    var first = room.keys.page(all, Optional.empty(), 2);
    assertThat(first)
        .extracting(KeyPage.Line::address)
        .containsExactly("ada@example.com", "bob@example.com");
    assertThat(room.keys.page(all, Optional.of(first.getLast()), 2))
        .extracting(KeyPage.Line::address)
        .containsExactly("eve@example.com");
    var bob = first.getLast().key();
    var ends = bob.until().orElseThrow();
    assertThat(room.keys.ending(ends)).isZero();
    assertThat(room.keys.ending(ends.plusSeconds(1))).isEqualTo(3);
    for (int late : new int[] {0, 1}) {
      var ending =
          new KeyPage.Query(
              "", Optional.empty(), Optional.empty(), Optional.of(ends.plusSeconds(late)));
      assertThat(room.keys.page(ending, Optional.empty(), 9)).hasSize(3 * late);
    }
    for (var text :
        new String[] {"BOB@", bob.fingerprint().hex().substring(0, 8), bob.fingerprint().keyId()}) {
      assertThat(
              room.keys.page(
                  new KeyPage.Query(
                      text,
                      Optional.of(KeyState.ACTIVE),
                      Optional.of(KeyMode.SKM),
                      Optional.empty()),
                  Optional.empty(),
                  10))
          .extracting(KeyPage.Line::key)
          .containsExactly(bob);
    }
    assertThat(room.keys.counts()).containsEntry(KeyState.ACTIVE, 3L);
  }
}
