package org.sallyport.client.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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
    return of("Bob <bob@example.com>");
  }

  private Certificate of(String userId) {
    return Key.generate(
            new KeyRequest(
                KeyProfile.CURVE25519_V4, List.of(userId), Optional.empty(), clock.instant()))
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
  void a_key_without_a_user_id_of_the_address_is_passed_over_whoever_vouches() throws Exception {
    realm.contact("bob@example.com", of("Eve <eve@example.com>"), "trusted");
    realm.contact("bob@example.com", of("bob@example.com <eve@example.com>"), "trusted");
    realm.contact("bob@example.com", realm.certified(of("Eve <eve@example.com>")), "organisation");
    var bob = of("Bob <BOB@example.com>");
    realm.contact("bob@example.com", bob, "trusted");

    assertThat(find()).extracting(Found::certificate).containsExactly(bob);
  }

  @Test
  void a_key_that_is_over_is_told_and_nobody_vouches_for_it() throws Exception {
    var over =
        Key.generate(
                new KeyRequest(
                    KeyProfile.CURVE25519_V4,
                    List.of("Bob <bob@example.com>"),
                    Optional.of(Duration.ofDays(1)),
                    clock.instant()))
            .certificate();
    realm.contact("bob@example.com", over, "trusted");
    assertThat(find()).extracting(Found::trust).containsExactly(Trust.trusted);
    clock.advance(Duration.ofDays(2));

    assertThat(find())
        .singleElement()
        .matches(found -> !found.canEncrypt(clock.instant()))
        .matches(found -> found.trust() == Trust.found);
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
