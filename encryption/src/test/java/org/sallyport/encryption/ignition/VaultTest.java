package org.sallyport.encryption.ignition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.ignition.Vault.Lighting;
import org.sallyport.kernel.Secret;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;

@ParameterizedClass
@EnumSource
class VaultTest {
  private static final Secret FIRST = Secret.ofText(TestDomain.PASSPHRASE);
  private static final Secret SECOND = Secret.ofText("another ignition passphrase");

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;

  @Test
  void the_first_passphrase_begins_the_store_and_opens_it_ever_after() {
    try (var test = stores.locked(folder)) {
      var vault = test.domain.vault();
      assertThat(vault.state()).isEqualTo(Vault.State.UNINITIALISED);
      assertThat(vault.light(FIRST)).isEqualTo(new Lighting.Lit(true));
      assertThat(vault.state()).isEqualTo(Vault.State.OPEN);
    }
    try (var test = stores.locked(folder)) {
      var vault = test.domain.vault();
      assertThat(vault.state()).isEqualTo(Vault.State.LOCKED);
      assertThat(vault.light(SECOND)).isEqualTo(new Lighting.Wrong());
      assertThat(vault.state()).isEqualTo(Vault.State.LOCKED);
      assertThat(vault.light(FIRST)).isEqualTo(new Lighting.Lit(false));
    }
  }

  @Test
  void a_store_is_not_begun_with_a_short_passphrase() {
    try (var test = stores.locked(folder)) {
      assertThat(test.domain.vault().light(Secret.ofText("fifteen letters")))
          .isEqualTo(new Lighting.TooShort());
      assertThat(test.domain.vault().state()).isEqualTo(Vault.State.UNINITIALISED);
    }
  }

  @Test
  void what_one_node_seals_another_opens() {
    try (var one = stores.open(folder);
        var other = one.sibling(folder)) {
      var sealed = one.domain.vault().column("keys", "secret").seal(SECOND, "row");

      assertThat(other.domain.vault().column("keys", "secret").open(sealed, "row"))
          .isEqualTo(SECOND);
      assertThatThrownBy(() -> other.domain.vault().column("keys", "secret").open(sealed, "other"))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> other.domain.vault().column("keys", "other").open(sealed, "row"))
          .isInstanceOf(StoreException.class);
    }
  }

  @Test
  void a_passphrase_is_changed_while_the_server_runs() {
    try (var test = stores.open(folder)) {
      var vault = test.domain.vault();
      assertThat(vault.addSlot("second", SECOND, in -> audit(test, in, "added"))).isTrue();
      assertThat(vault.addSlot("second", SECOND, in -> audit(test, in, "again"))).isFalse();
      assertThat(vault.removeSlot("first", in -> audit(test, in, "removed"))).isTrue();
      assertThat(vault.removeSlot("second", in -> audit(test, in, "last"))).isFalse();
      assertThat(vault.slots()).extracting(Vault.Slot::name).containsExactly("second");
    }
    try (var test = stores.locked(folder)) {
      assertThat(test.domain.vault().light(FIRST)).isEqualTo(new Lighting.Wrong());
      assertThat(test.domain.vault().light(SECOND)).isEqualTo(new Lighting.Lit(false));
      assertThat(
              test.store.<List<String>>read(
                  in ->
                      in.all(
                          "SELECT action FROM audit_trail WHERE actor = 'test' ORDER BY sequence",
                          row -> row.text("action"))))
          .containsExactly("added", "removed");
    }
  }

  private static void audit(TestDomain test, Transaction in, String action) {
    test.domain.audit().record(in, "test", action, "", "");
  }

  @Test
  void nothing_is_sealed_or_opened_while_it_is_locked() {
    try (var test = stores.locked(folder)) {
      var vault = test.domain.vault();
      var column = vault.column("keys", "secret");

      assertThatThrownBy(() -> column.seal(FIRST, "row")).isInstanceOf(LockedException.class);
      assertThatThrownBy(() -> vault.sealingKey("tokens")).isInstanceOf(LockedException.class);
      assertThatThrownBy(() -> vault.addSlot("other", SECOND, _ -> {}))
          .isInstanceOf(LockedException.class);
    }
  }

  @Test
  void what_waits_for_the_vault_runs_once() {
    var ran = new ArrayList<String>();
    try (var test = stores.locked(folder)) {
      test.domain.vault().whenOpen(() -> ran.add("waited"));
      assertThat(ran).isEmpty();
      test.light();
      test.light();
      test.domain.vault().whenOpen(() -> ran.add("late"));
    }
    assertThat(ran).containsExactly("waited", "late");
  }

  @Test
  void it_is_open_when_what_waits_has_been_done_and_tries_that_again() {
    var tries = new ArrayList<Boolean>();
    try (var test = stores.locked(folder)) {
      var vault = test.domain.vault();
      vault.whenOpen(
          () -> {
            tries.add(vault.isOpen());
            if (tries.size() == 1) {
              throw new IllegalStateException("the first time it fails");
            }
          });
      assertThatThrownBy(() -> vault.light(FIRST)).isInstanceOf(IllegalStateException.class);
      assertThat(vault.isOpen()).isFalse();

      assertThat(vault.light(FIRST)).isEqualTo(new Lighting.Lit(false));

      assertThat(tries).containsExactly(false, false);
      assertThat(vault.isOpen()).isTrue();
    }
  }

  @Test
  void the_database_does_not_hold_the_master_key_or_a_passphrase() throws Exception {
    try (var test = TestDomain.open(folder)) {
      test.store.write(in -> audits(test, in));
    }
    var file =
        new String(
            Files.readAllBytes(folder.resolve("encryption.db")), StandardCharsets.ISO_8859_1);
    assertThat(file).contains("Example Ltd").doesNotContain(TestDomain.PASSPHRASE);
  }

  private static boolean audits(TestDomain test, Transaction in) {
    audit(test, in, "x");
    return true;
  }

  @Test
  void slots_of_one_store_open_no_other() {
    try (var one = stores.open(folder)) {
      var kept = one.store.read(KeptSlot::all).getFirst();
      assertThat(new KeptSlot("renamed", kept.cost(), kept.master()).open(FIRST)).isEmpty();
      assertThat(kept.open(FIRST)).isPresent();
    }
  }
}
