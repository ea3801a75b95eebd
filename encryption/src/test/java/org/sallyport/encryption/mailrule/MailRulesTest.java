package org.sallyport.encryption.mailrule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;

@ParameterizedClass
@EnumSource
final class MailRulesTest {
  private static final String ADMINISTRATOR = "administrator ada";

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir private Path folder;
  private TestDomain at;

  @BeforeEach
  void open() {
    at = stores.open(folder);
  }

  @AfterEach
  void close() {
    at.close();
  }

  private RuleChange change(long expected, RuleSet rules) {
    return at.store.write(
        in ->
            at.domain
                .mailRules()
                .change(in, ADMINISTRATOR, Optional.of(expected), rules.chains(), "because"));
  }

  @Test
  void a_new_store_has_the_first_rules() {
    assertThat(at.domain.mailRules().current().version()).isEqualTo(1);
    assertThat(at.domain.mailRules().current().chains()).isEqualTo(RuleSet.first().chains());
  }

  @Test
  void a_change_is_a_version_that_every_node_gets() {
    try (var other = at.sibling(folder)) {
      assertThat(other.domain.mailRules().current().version()).isEqualTo(1);

      assertThat(change(1, Mails.outbound(""))).isInstanceOf(RuleChange.Done.class);

      assertThat(at.domain.mailRules().current().version()).isEqualTo(2);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> other.domain.mailRules().current().version() == 2);
    }
  }

  @Test
  void who_has_seen_an_older_version_changes_nothing() {
    change(1, Mails.outbound(""));

    assertThat(change(1, RuleSet.first())).isEqualTo(new RuleChange.Stale(2));
    assertThat(at.domain.mailRules().current().version()).isEqualTo(2);
  }

  @Test
  void the_same_again_is_no_new_version() {
    assertThat(change(1, RuleSet.first())).isInstanceOf(RuleChange.Done.class);

    assertThat(at.domain.mailRules().current().version()).isEqualTo(1);
  }

  @Test
  void an_old_version_comes_back_as_a_new_one() {
    change(1, Mails.outbound(""));

    var restored =
        at.store.<RuleChange>write(
            in -> at.domain.mailRules().restore(in, ADMINISTRATOR, Optional.of(2L), 1));

    assertThat(restored).isInstanceOf(RuleChange.Done.class);
    assertThat(at.domain.mailRules().current().version()).isEqualTo(3);
    assertThat(at.domain.mailRules().current().chains()).isEqualTo(RuleSet.first().chains());
    var history = at.store.read(in -> MailRules.versions(in, Long.MAX_VALUE, 10));
    assertThat(history).extracting(each -> each.rules().version()).containsExactly(3L, 2L, 1L);
    assertThat(history)
        .extracting(RuleVersion::note)
        .containsExactly("as version 1", "because", "from the beginning");
  }

  @Test
  void a_version_that_never_was_is_unknown() {
    assertThat(
            at.store.<RuleChange>write(
                in -> at.domain.mailRules().restore(in, ADMINISTRATOR, Optional.empty(), 9)))
        .isEqualTo(new RuleChange.Unknown());
  }
}
