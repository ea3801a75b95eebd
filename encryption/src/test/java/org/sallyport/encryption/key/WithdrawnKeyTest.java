package org.sallyport.encryption.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Revocation;

/** What organisation keys said before one took the place of another, and is true no more. */
class WithdrawnKeyTest {
  @TempDir Path folder;
  private KeyRoom room;

  @BeforeEach
  void open() {
    room = new KeyRoom(folder, KeyMode.CKM);
  }

  @AfterEach
  void close() {
    room.close();
  }

  /** Vouched for by the key of today and by the one before. */
  private Fingerprint vouchedTwice(Consumer who) {
    var fingerprint = room.kept(who).fingerprint();
    room.test.clock.advance(Duration.ofDays(1));
    room.test.domain.organisation().replace("administrator");
    room.keys.tend();
    assertThat(certified(fingerprint)).isNotEmpty();
    room.test.clock.advance(Duration.ofDays(1));
    return fingerprint;
  }

  private List<String> certified(Fingerprint fingerprint) {
    Certificate certificate = room.keys.find(fingerprint).orElseThrow().certificate();
    return room.test.domain.organisation().certified(certificate);
  }

  @Test
  void a_key_that_is_withdrawn_is_vouched_for_by_no_former_key_either() {
    var ada = room.test.consumer("ada@example.com");
    var key = vouchedTwice(ada);
    KeyRoom.done(
        room.keys.own().revoke("bob", ada, key, new Revocation(Revocation.Reason.COMPROMISED)));
    assertThat(certified(key)).isEmpty();
  }

  @Test
  void who_may_not_use_the_server_is_vouched_for_by_no_former_key_either() {
    var ada = room.test.consumer("ada@example.com");
    var key = vouchedTwice(ada);
    room.test.store.write(
        in -> room.test.domain.consumers().state(in, "bob", ada.id(), Consumer.State.DISABLED));
    room.keys.tend();
    assertThat(certified(key)).isEmpty();
  }
}
