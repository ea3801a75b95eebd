package org.sallyport.client.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.client.Client;
import org.sallyport.client.FakeRealm;
import org.sallyport.client.FakeServer;
import org.sallyport.client.Realms;
import org.sallyport.client.key.Contacts.Found;
import org.sallyport.client.key.Contacts.Trust;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.testkit.MutableClock;

class ContactsTest {
  @TempDir private Path parent;
  private final MutableClock clock = Realms.clock();
  private final FakeRealm realm = new FakeRealm(clock);
  private final FakeServer server = FakeServer.start(realm::answer);
  private Client client;

  @BeforeEach
  void enrol() throws Exception {
    client = Realms.enrolled(parent.resolve("state"), clock, server.place());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private Certificate bob() {
    return Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4,
                List.of("Bob <bob@example.com>"),
                Optional.empty(),
                clock.instant()))
        .certificate();
  }

  private List<Found> find() throws Exception {
    return ((Contacts.Outcome.Keys) client.contacts().find("Bob@Example.com")).found();
  }

  @Test
  void a_certified_key_is_the_organisations_and_comes_first() throws Exception {
    realm.contact("bob@example.com", bob(), "found");
    realm.contact("bob@example.com", bob(), "trusted");
    realm.contact("bob@example.com", realm.certified(bob()), "organisation");

    assertThat(find())
        .extracting(Found::trust)
        .containsExactly(Trust.organisation, Trust.trusted, Trust.found);
  }

  @Test
  void the_servers_word_for_a_key_that_nobody_certified_counts_for_little() throws Exception {
    realm.contact("bob@example.com", bob(), "organisation");

    assertThat(find()).extracting(Found::trust).containsExactly(Trust.found);
  }

  @Test
  void keys_of_others_than_were_asked_for_are_passed_over() throws Exception {
    realm.contact("eve@example.com", realm.certified(bob()), "organisation");

    assertThat(find()).isEmpty();
  }

  @Test
  void what_was_found_before_serves_while_no_server_can_be_asked() throws Exception {
    realm.contact("bob@example.com", realm.certified(bob()), "organisation");
    find();
    server.close();

    assertThat(find()).singleElement().matches(Found::kept);
    assertThat(client.contacts().find("carol@example.com"))
        .isInstanceOf(Contacts.Outcome.Unreachable.class);
  }
}
