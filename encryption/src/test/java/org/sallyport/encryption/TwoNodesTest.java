package org.sallyport.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.role.RunningServer;
import org.sallyport.encryption.role.TestClient;
import org.sallyport.kernel.Secret;

/** Two nodes of one store do the same at the same time. */
@ParameterizedClass
@EnumSource
class TwoNodesTest {
  private static final int TIMES = 5;

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;

  private static <T> List<T> atOnce(Callable<T> here, Callable<T> there) throws Exception {
    var begin = new CyclicBarrier(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<T>();
      var running =
          List.of(here, there).stream()
              .map(
                  each ->
                      threads.submit(
                          () -> {
                            begin.await();
                            return each.call();
                          }))
              .toList();
      for (var each : running) {
        all.add(each.get());
      }
      return all;
    }
  }

  private static Callable<Boolean> lit(TestDomain node) {
    return () -> {
      node.light();
      return node.domain.vault().isOpen();
    };
  }

  @Test
  void an_empty_store_begins_once() throws Exception {
    try (var one = stores.locked(folder);
        var other = stores.locked(folder)) {
      assertThat(atOnce(lit(one), lit(other))).containsOnly(true);

      one.domain.generations().read();
      other.domain.generations().read();
      assertThat(one.domain.organisation().fingerprint())
          .isEqualTo(other.domain.organisation().fingerprint());
      assertThat(one.domain.organisation().certificates()).hasSize(1);
      assertThat(one.domain.vault().slots()).hasSize(1);
    }
  }

  @Test
  void somebody_who_comes_in_is_one_person() throws Exception {
    try (var one = stores.open(folder);
        var other = one.sibling(folder)) {
      for (int i = 0; i < TIMES; i++) {
        var address = "ada" + i + "@example.com";
        var both = atOnce(() -> one.consumer(address), () -> other.consumer(address));

        assertThat(both.stream().map(Consumer::id).distinct()).hasSize(1);
        assertThat(one.store.<Long>read(one.domain.consumers()::count)).isEqualTo(i + 1);
      }
    }
  }

  @Test
  void the_last_passphrase_stays() throws Exception {
    try (var one = stores.open(folder);
        var other = one.sibling(folder)) {
      for (int i = 0; i < TIMES; i++) {
        var first = one.domain.vault().slots().getFirst().name();
        var second = "another " + i;
        one.domain
            .vault()
            .addSlot(second, Secret.ofText("another passphrase of a test " + i), _ -> {});

        var removed =
            atOnce(
                () -> removed(one.domain.vault(), first),
                () -> removed(other.domain.vault(), second));

        assertThat(removed).containsExactlyInAnyOrder(true, false);
        assertThat(one.domain.vault().slots()).hasSize(1);
      }
    }
  }

  private static boolean removed(Vault vault, String slot) {
    return vault.removeSlot(slot, _ -> {});
  }

  @Test
  void a_code_enrols_one_client() throws Exception {
    try (var one = RunningServer.open(stores, folder);
        var other = RunningServer.open(stores, folder)) {
      for (int i = 0; i < TIMES; i++) {
        var code = TestClient.code(one, "ada@example.com");
        var laptop = new TestClient();
        var phone = new TestClient();

        var answers =
            atOnce(
                () -> laptop.enrol(one, laptop.byCode(code)).statusCode(),
                () -> phone.enrol(other, phone.byCode(code)).statusCode());

        assertThat(answers).containsExactlyInAnyOrder(201, 403);
      }
      var domain = one.domain();
      assertThat(
              domain
                  .store()
                  .<Integer>read(
                      in -> {
                        var ada =
                            domain.consumers().of(in, new Address("ada@example.com")).orElseThrow();
                        return domain.clients().of(in, ada.id()).size();
                      }))
          .isEqualTo(TIMES);
    }
  }

  @Test
  void an_enrolment_that_is_repeated_elsewhere_makes_one_client() throws Exception {
    try (var one = RunningServer.open(stores, folder);
        var other = RunningServer.open(stores, folder)) {
      for (int i = 0; i < TIMES; i++) {
        var client = new TestClient();
        var body = client.byCode(TestClient.code(one, "ada@example.com"));

        var answers = atOnce(() -> client.enrol(one, body), () -> client.enrol(other, body));

        assertThat(answers).allMatch(answer -> answer.statusCode() / 100 == 2);
        assertThat(answers.stream().map(TestClient::json).distinct()).hasSize(1);
      }
    }
  }
}
