package org.sallyport.encryption.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.openpgp.Revocation;

/** Keys that two nodes change at the same time. */
@ParameterizedClass
@EnumSource
class KeysAtOnceTest {
  private static final int TIMES = 10;

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;
  private KeyRoom one;
  private KeyRoom other;

  @BeforeEach
  void open() {
    one = new KeyRoom(stores, folder, KeyMode.CKM);
    other = one.sibling(folder);
  }

  @AfterEach
  void close() {
    other.close();
    one.close();
  }

  private static void atOnce(Callable<Kept> here, Callable<Kept> there) throws Exception {
    var begin = new CyclicBarrier(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var running :
          List.of(here, there).stream()
              .map(
                  each ->
                      threads.submit(
                          () -> {
                            begin.await();
                            return each.call();
                          }))
              .toList()) {
        running.get();
      }
    }
  }

  @Test
  void no_revocation_is_lost_to_a_renewal() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      var ada = one.test.consumer("ada" + i + "@example.com");
      var key = one.kept(ada);
      var now = one.test.clock.instant();
      var why = new Revocation(Revocation.Reason.RETIRED);
      var revoked = key.revoked(why, now, KeyRoom.ALGORITHMS).orThrow().certificate();

      atOnce(
          () -> one.keys.own().revoked(KeyRoom.ME, ada, key.fingerprint(), revoked.armored()),
          () -> other.keep(ada, other.upload(KeyMode.CKM, key)));

      var left = one.keys.own().of(ada).getFirst().key();
      assertThat(left.state()).isEqualTo(KeyState.REVOKED);
      assertThat(left.certificate().isRevoked(now, KeyRoom.ALGORITHMS)).isTrue();
    }
  }

  @Test
  void two_keys_of_somebody_leave_one_active() throws Exception {
    for (int i = 0; i < TIMES; i++) {
      var ada = one.test.consumer("ada" + i + "@example.com");

      atOnce(
          () -> one.keep(ada, one.upload(KeyMode.CKM, one.made(ada))),
          () -> other.keep(ada, other.upload(KeyMode.CKM, other.made(ada))));

      assertThat(one.keys.own().of(ada))
          .extracting(each -> each.key().state())
          .containsExactlyInAnyOrder(KeyState.ACTIVE, KeyState.SUPERSEDED);
    }
  }
}
