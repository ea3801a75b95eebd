package org.sallyport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.client.policy.Policies.Outcome;
import org.sallyport.client.state.StateFolder;
import org.sallyport.testkit.MutableClock;

class SuccessionTest {
  @TempDir private Path parent;
  private final MutableClock clock = Realms.clock();
  private final FakeRealm realm = new FakeRealm(clock);
  private final FakeServer server = FakeServer.start(realm::answer);
  private Client client;

  @BeforeEach
  void enrol() throws Exception {
    client = Realms.enrolled(parent.resolve("state"), clock, server.place());
    assertThat(client.refresh()).isInstanceOf(Outcome.Changed.class);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void a_key_that_the_former_one_says_follows_it_is_followed_for_good() throws Exception {
    var former = realm.organisation;
    realm.replaceOrganisation();
    realm.succession(former, realm.organisation.certificate());

    assertThat(client.refresh()).isInstanceOf(Outcome.Changed.class);
    assertThat(client.organisation().fingerprint()).isEqualTo(realm.organisation.fingerprint());
    assertThat(client.log().newest(1).getFirst().json())
        .contains("organisation-key-followed", former.fingerprint().hex());
    try (var next =
        Client.open(StateFolder.open(parent.resolve("state")), clock, Realms.LIMITS)
            .orElseThrow()) {
      assertThat(next.policies().held()).isPresent();
      assertThat(next.refresh()).isInstanceOf(Outcome.Unchanged.class);
    }
  }

  @Test
  void a_key_that_nobody_speaks_for_is_refused_with_what_to_do() throws Exception {
    realm.replaceOrganisation();

    refused();
  }

  @Test
  void a_certification_alone_makes_no_successor_because_people_have_those() throws Exception {
    var former = realm.organisation;
    realm.replaceOrganisation();
    var next = realm.organisation;
    realm.organisation = former;
    var certified = realm.certified(next.certificate());
    realm.organisation = next.merge(certified).orThrow();

    refused();
  }

  @Test
  void a_statement_by_a_stranger_or_of_another_key_is_no_succession() throws Exception {
    var former = realm.organisation;
    realm.replaceOrganisation();
    realm.succession(realm.organisation, realm.organisation.certificate());
    refused();

    realm.succession(former, former.certificate());
    refused();
  }

  private void refused() throws Exception {
    assertThat(client.refresh())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            why ->
                assertThat(why.sentence())
                    .contains(realm.organisation.fingerprint().toString(), "new client download"));
  }
}
