package org.sallyport.encryption.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.audit.AuditEntry;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.consumer.NewConsumer;
import org.sallyport.encryption.consumer.Relinking;
import org.sallyport.encryption.group.Condition;
import org.sallyport.encryption.group.Criterion;
import org.sallyport.encryption.group.GroupEdit;
import org.sallyport.encryption.policy.Policies;

class DirectoryRefreshTest {
  private static final String ADA = "ada@example.com";

  @TempDir Path folder;
  private TestDirectory directory;
  private TestDomain test;
  private DirectoryRefresh refresh;

  @BeforeEach
  void open() throws Exception {
    directory = new TestDirectory();
    test = TestDomain.open(folder);
    refresh =
        DirectoryRefresh.open(
                directory.settings(),
                new ManagedDomains(List.of("example.com")),
                test.domain,
                InstantSource.system())
            .orElseThrow();
    var ada =
        new NewConsumer(
            new Address(ADA), "Ada", "directory", List.of(), Map.of(), Optional.of("ada"));
    test.store.write(in -> test.domain.consumers().admit(in, "test", ada));
  }

  @AfterEach
  void close() {
    refresh.close();
    test.close();
    directory.close();
  }

  private Consumer ada() {
    return test.store
        .<Optional<Consumer>>read(in -> test.domain.consumers().of(in, new Address(ADA)))
        .orElseThrow();
  }

  /** The directory is tried in the background after the start. */
  private void until(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              refresh.round();
              return condition.call();
            });
  }

  private List<AuditEntry> trail() {
    return test.store.read(
        in -> test.domain.audit().entries(in, Optional.of(ADA), OptionalLong.empty(), 20));
  }

  @Test
  void what_the_directory_says_of_a_person_is_followed_and_so_is_the_group() throws Exception {
    var engines =
        new GroupEdit(
            "Engines",
            new Condition(
                Condition.Match.ALL,
                List.of(
                    new Criterion(
                        Criterion.Subject.ATTRIBUTE,
                        "memberof",
                        Criterion.Operator.CONTAINS,
                        "engines"))),
            Policies.DEFAULT);
    test.store.write(in -> test.domain.groups().add(in, "test", engines));
    until(() -> ada().attributes().containsKey("memberof"));

    assertThat(ada().name()).isEqualTo("Ada Lovelace");
    assertThat(ada().addresses()).contains(new Address("ada.lovelace@example.com"));
    assertThat(trail())
        .filteredOn(entry -> entry.action().equals("group-changed"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.detail()).isEqualTo("from Everybody to Engines"));

    directory.remove("ada", "memberOf");
    until(() -> trail().stream().anyMatch(e -> e.detail().equals("from Engines to Everybody")));
  }

  @Test
  void who_is_gone_is_marked_and_loses_nothing() throws Exception {
    directory.rename("ada", "lovelace");
    until(() -> ada().gone().isPresent());
    refresh.round();

    assertThat(ada().state()).isEqualTo(Consumer.State.ACTIVE);
    assertThat(trail())
        .filteredOn(entry -> entry.action().equals("directory-has-no-longer"))
        .hasSize(1);

    directory.rename("lovelace", "ada");
    until(() -> ada().gone().isEmpty());
  }

  @Test
  void who_was_renamed_is_linked_to_the_new_name() throws Exception {
    directory.rename("ada", "lovelace");
    until(() -> ada().gone().isPresent());
    var bob =
        new NewConsumer(
            new Address("bob@example.com"),
            "",
            "directory",
            List.of(),
            Map.of(),
            Optional.of("bob"));
    test.store.write(in -> test.domain.consumers().admit(in, "test", bob));

    assertThat(relink("BOB")).isInstanceOf(Relinking.Taken.class);
    assertThat(relink("Lovelace")).isInstanceOf(Relinking.Done.class);
    assertThat(ada().gone()).isEmpty();
    directory.replace("lovelace", "cn", "Countess");
    until(() -> ada().name().equals("Countess"));
  }

  private Relinking relink(String name) {
    return test.store.write(in -> test.domain.consumers().relink(in, "test", ada().id(), name));
  }

  @Test
  void while_the_directory_is_away_nobody_is_gone() {
    until(() -> ada().attributes().containsKey("memberof"));
    directory.away();
    refresh.round();
    refresh.round();

    assertThat(ada().gone()).isEmpty();
  }
}
