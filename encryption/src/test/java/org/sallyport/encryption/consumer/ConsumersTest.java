package org.sallyport.encryption.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.audit.AuditEntry;

@ParameterizedClass
@EnumSource
class ConsumersTest {
  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private TestDomain test;

  @BeforeEach
  void open() {
    test = stores.locked(folder);
  }

  @AfterEach
  void close() {
    test.close();
  }

  private Consumer admit(NewConsumer who) {
    return test.store.write(in -> test.domain.consumers().admit(in, "test", who));
  }

  private Optional<Consumer> of(String address) {
    return test.store.read(in -> test.domain.consumers().of(in, new Address(address)));
  }

  @Test
  void somebody_new_is_added_and_known_by_every_address() {
    var ada =
        admit(
            new NewConsumer(
                new Address("ada@example.com"),
                "Ada Lovelace",
                "directory",
                List.of(new Address("a.lovelace@example.com")),
                Map.of("department", List.of("Engineering"))));

    assertThat(ada.userId()).isEqualTo("Ada Lovelace <ada@example.com>");
    assertThat(of("a.lovelace@example.com")).hasValue(ada);
    assertThat(ada.attributes()).containsEntry("department", List.of("Engineering"));
  }

  @Test
  void somebody_known_is_not_added_twice_and_loses_nothing() {
    var first =
        admit(
            new NewConsumer(
                new Address("ada@example.com"),
                "Ada",
                "directory",
                List.of(),
                Map.of("department", List.of("Engineering"))));
    var again = admit(NewConsumer.of(new Address("ada@example.com"), "email"));

    assertThat(again).isEqualTo(first);
    assertThat(test.store.<Long>read(in -> test.domain.consumers().count(in))).isEqualTo(1);
  }

  @Test
  void an_address_of_somebody_else_stays_theirs() {
    var ada = admit(NewConsumer.of(new Address("ada@example.com"), "code"));
    admit(
        new NewConsumer(
            new Address("bob@example.com"),
            "",
            "directory",
            List.of(new Address("ada@example.com")),
            Map.of()));

    assertThat(of("ada@example.com").map(Consumer::id)).hasValue(ada.id());
  }

  private static NewConsumer person(String directoryName, String... addresses) {
    var all = Stream.of(addresses).map(Address::new).toList();
    return new NewConsumer(
        all.getFirst(),
        "",
        "directory",
        all.subList(1, all.size()),
        Map.of(),
        Optional.of(directoryName));
  }

  private Belonging belonging(NewConsumer who) {
    return test.store.read(in -> test.domain.consumers().belonging(in, who));
  }

  @Test
  void a_shared_address_makes_nobody_somebody_else() {
    var ada = admit(person("ada", "info@example.com", "ada@example.com"));
    var bob = admit(person("bob", "info@example.com", "bob@example.com"));

    assertThat(ada.address()).isEqualTo(new Address("ada@example.com"));
    assertThat(bob.id()).isNotEqualTo(ada.id());
    assertThat(bob.addresses()).containsExactly(new Address("bob@example.com"));
    assertThat(of("info@example.com").map(Consumer::id)).hasValue(ada.id());
  }

  @Test
  void only_the_first_address_of_somebody_says_who_they_are() {
    admit(person("ada", "ada@example.com", "info@example.com"));

    assertThat(belonging(NewConsumer.of(new Address("info@example.com"), "email")))
        .isEqualTo(new Belonging.Others(new Address("info@example.com")));
    assertThat(belonging(NewConsumer.of(new Address("ada@example.com"), "email")))
        .isInstanceOf(Belonging.Known.class);
    assertThatThrownBy(() -> admit(NewConsumer.of(new Address("info@example.com"), "code")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void an_address_that_was_given_to_somebody_else_makes_them_nobody_else() {
    admit(person("ada", "ada@example.com"));

    assertThat(belonging(person("ada2", "ada@example.com"))).isInstanceOf(Belonging.Others.class);
    var second = admit(person("ada2", "ada@example.com", "ada2@example.com"));
    assertThat(second.addresses()).containsExactly(new Address("ada2@example.com"));
  }

  @Test
  void a_directory_s_person_stays_who_they_are_whatever_their_addresses() {
    var before = admit(person("ada", "ada@example.com", "info@example.com"));
    var after = admit(person("ADA", "lovelace@example.com"));

    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.address()).isEqualTo(new Address("lovelace@example.com"));
    assertThat(after.addresses()).containsExactly(new Address("lovelace@example.com"));
    assertThat(of("ada@example.com")).isEmpty();
    assertThat(of("info@example.com")).isEmpty();
  }

  @Test
  void the_order_of_addresses_changes_nothing() {
    var first = admit(person("u1", "zoe@example.com", "info@example.com"));
    var again = admit(person("u1", "info@example.com", "zoe@example.com", "a@example.com"));

    assertThat(again.address()).isEqualTo(first.address());
    assertThat(again.addresses()).hasSize(3);
  }

  @Test
  void somebody_known_by_address_alone_is_the_directory_s_person_of_that_first_address() {
    var before = admit(NewConsumer.of(new Address("ada@example.com"), "code"));
    var after = admit(person("ada", "a.lovelace@example.com", "ada@example.com"));
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.address()).isEqualTo(before.address());

    assertThat(belonging(person("bob", "ada@example.com"))).isInstanceOf(Belonging.Others.class);
  }

  @Test
  void a_name_cannot_break_out_of_a_user_id() {
    var mallory =
        admit(
            new NewConsumer(
                new Address("mallory@example.com"),
                "Ada <ada@example.com>\r\n\u202e",
                "directory",
                List.of(),
                Map.of()));

    assertThat(mallory.userId()).isEqualTo("Ada ada@example.com <mallory@example.com>");
  }

  @Test
  void a_search_takes_wildcards_for_letters() {
    admit(NewConsumer.of(new Address("ada@example.com"), "code"));
    admit(NewConsumer.of(new Address("per_cent%@example.com"), "code"));

    assertThat(page("ADA", "")).containsExactly("ada@example.com");
    assertThat(page("%", "")).containsExactly("per_cent%@example.com");
    assertThat(page("_", "")).containsExactly("per_cent%@example.com");
    assertThat(page("", "ada@example.com")).containsExactly("per_cent%@example.com");
  }

  @Test
  void case_is_the_same_for_every_database_and_letter() {
    admit(
        new NewConsumer(
            new Address("e@example.com"), "Élodie Ångström", "directory", List.of(), Map.of()));
    assertThat(page("élodie ÅNG", "")).containsExactly("e@example.com");

    test.store.write(in -> in.run("UPDATE consumers SET folded = NULL"));
    test.domain.chores(Duration.ofDays(1), Duration.ofDays(1)).forEach(chore -> chore.work().run());
    assertThat(page("ÉLODIE", "")).containsExactly("e@example.com");
  }

  private List<String> page(String text, String after) {
    return test.store.read(
        in ->
            test.domain.consumers().page(in, text, after, 10).stream()
                .map(each -> each.address().text())
                .toList());
  }

  @Test
  void a_change_of_state_is_audited_once() {
    var ada = admit(NewConsumer.of(new Address("ada@example.com"), "code"));
    for (int i = 0; i < 2; i++) {
      test.store.write(
          in ->
              test.domain
                  .consumers()
                  .state(in, "administrator bob", ada.id(), Consumer.State.DISABLED));
    }

    var entries =
        test.store.<List<AuditEntry>>read(
            in ->
                test.domain
                    .audit()
                    .entries(in, Optional.of("ada@example.com"), OptionalLong.empty(), 10));
    assertThat(entries)
        .extracting(AuditEntry::action)
        .containsExactly("consumer-disabled", "consumer-added");
    assertThat(of("ada@example.com").map(Consumer::state)).hasValue(Consumer.State.DISABLED);
  }
}
