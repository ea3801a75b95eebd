package org.sallyport.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.sdk.ResultCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.TestPki;

final class UserStoresTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Secret LOVELACE = Secret.ofText("lovelace");

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private Directory first;
  private Directory second;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(folder.resolve("password"), Directory.SEARCHER_PASSWORD);
    first = closing(Directory.start());
    second = closing(Directory.start());
  }

  @AfterEach
  void end() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private <T extends AutoCloseable> T closing(T opened) {
    open.add(opened);
    return opened;
  }

  private static LdapConnectionSettings clear(int port) {
    return new LdapConnectionSettings(
        LdapUrl.parse("ldap://127.0.0.1:" + port),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private UserStoreSettings settings(LdapConnectionSettings... connections) {
    return new UserStoreSettings(
        List.of(connections),
        Optional.of(Directory.SEARCHER),
        Optional.of(new SecretSource.File(folder.resolve("password"))),
        Directory.BASE,
        "(&(objectClass=person)(uid=%s))",
        "uid",
        List.of("mail", "telephoneNumber"),
        Optional.of("memberOf"),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        4,
        Duration.ofMinutes(10),
        Duration.ofMillis(100));
  }

  private UserStores stores(UserStoreSettings... settings) {
    var named = new LinkedHashMap<String, UserStoreSettings>();
    for (var each : settings) {
      named.put("store" + (named.size() + 1), each);
    }
    return closing(UserStores.open(named, InstantSource.system()).orElseThrow());
  }

  private UserStores oneStoreWithTwoServers() {
    return stores(settings(clear(first.port()), clear(second.port())));
  }

  private UserStores twoStores() {
    return stores(settings(clear(first.port())), settings(clear(second.port())));
  }

  @Test
  void the_right_password_is_accepted_with_what_was_asked_for() {
    var stores = oneStoreWithTwoServers();
    var person =
        new Person(
            AuthorityName.ofDirectory("ada"),
            "store1",
            Map.of("mail", List.of("ada@example.com", "countess@example.com")),
            List.of("cn=engines,dc=example,dc=com"));
    assertThat(stores.check("ada", LOVELACE)).isEqualTo(new Identified.Accepted(person));
    assertThat(stores.find("ada")).isEqualTo(new Identified.Accepted(person));
    assertThat(first.binds()).containsExactly(Directory.ADA);
    assertThat(second.filters()).isEmpty();
  }

  @Test
  void a_wrong_password_is_final() throws Exception {
    second.addPerson("ada2", "other");
    var stores =
        stores(settings(clear(first.port()), clear(second.port())), settings(clear(second.port())));
    assertThat(stores.check("ada", Secret.ofText("babbage")))
        .isEqualTo(new Identified.Refused("wrong password"));
    assertThat(first.binds()).hasSize(1);
    assertThat(second.binds()).isEmpty();
    assertThat(second.filters()).isEmpty();
  }

  @Test
  void an_empty_password_reaches_nobody() {
    assertThat(oneStoreWithTwoServers().check("ada", Secret.ofText("")))
        .isEqualTo(new Identified.Refused("empty password"));
    assertThat(first.filters()).isEmpty();
  }

  @Test
  void what_a_user_types_is_a_value_in_the_filter_and_nothing_more() {
    var stores = oneStoreWithTwoServers();
    for (var name : List.of("*", "ada)(uid=*", "a*a", "ada\\", "*)(|(uid=*")) {
      assertThat(stores.check(name, LOVELACE)).isEqualTo(new Identified.Unknown());
    }
    assertThat(stores.find("ada\0")).isEqualTo(new Identified.Unknown());
    assertThat(first.binds()).isEmpty();
  }

  @Test
  void who_is_not_in_the_first_store_is_looked_for_in_the_second() throws Exception {
    second.addPerson("alan", "turing");
    var stores = twoStores();
    assertThat(stores.check("alan", Secret.ofText("turing")))
        .isInstanceOfSatisfying(
            Identified.Accepted.class, it -> assertThat(it.person().store()).isEqualTo("store2"));
    assertThat(stores.check("nobody", LOVELACE)).isEqualTo(new Identified.Unknown());
  }

  @Test
  void a_store_that_cannot_be_asked_leaves_the_question_open() {
    var stores = twoStores();
    first.close();
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Unavailable.class);
    assertThat(second.filters()).isEmpty();
    assertThat(stores.available()).isFalse();
  }

  @Test
  void a_later_store_is_not_needed_for_who_was_found_in_an_earlier_one() {
    var stores = twoStores();
    second.close();
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    assertThat(stores.check("nobody", LOVELACE)).isInstanceOf(Identified.Unavailable.class);
    assertThat(stores.available()).isTrue();
  }

  @Test
  void the_next_server_answers_when_the_first_dies_and_the_first_again_when_it_is_back()
      throws Exception {
    var stores = oneStoreWithTwoServers();
    stores.start();
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    int port = first.port();
    first.close();
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    assertThat(second.binds()).hasSize(1);
    await().atMost(LONG).until(() -> !stores.status().getFirst().alive());
    var back = closing(Directory.start(port, null));
    await().atMost(LONG).until(() -> stores.status().getFirst().alive());
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    assertThat(back.binds()).hasSize(1);
  }

  @Test
  void with_every_server_dead_nothing_is_known_until_one_is_back() throws Exception {
    var stores = oneStoreWithTwoServers();
    stores.start();
    int port = second.port();
    first.close();
    second.close();
    assertThat(stores.check("ada", LOVELACE))
        .isInstanceOfSatisfying(
            Identified.Unavailable.class,
            it -> assertThat(it.cause()).contains("ldap://127.0.0.1:" + port));
    assertThat(stores.available()).isFalse();
    closing(Directory.start(port, null));
    await().atMost(LONG).until(stores::available);
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
  }

  @Test
  void a_server_that_was_restarted_costs_no_login() throws Exception {
    var stores = stores(settings(clear(first.port())));
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    int port = first.port();
    first.close();
    closing(Directory.start(port, null));
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
  }

  private UserStoreSettings hasty(UserStoreSettings slow) {
    return new UserStoreSettings(
        slow.connections(),
        slow.bindDn(),
        slow.password(),
        slow.baseDn(),
        slow.filter(),
        slow.userName(),
        slow.attributes(),
        slow.groups(),
        slow.connectTimeout(),
        Duration.ofMillis(300),
        slow.poolSize(),
        slow.longest(),
        slow.recovery());
  }

  @Test
  void a_server_that_does_not_answer_in_time_is_left_for_the_next() {
    var stores = stores(hasty(settings(clear(first.port()), clear(second.port()))));
    first.delay(3000);
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    assertThat(second.binds()).hasSize(1);
    assertThat(stores.status().getFirst().alive()).as("for that login alone").isTrue();
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    var status = stores.status().getFirst();
    assertThat(status.alive()).as("after several in a row").isFalse();
    assertThat(status.cause().orElseThrow())
        .as("nobody has refused the store's own bind")
        .doesNotContain("bind-dn");
  }

  @Test
  void an_odd_answer_about_one_person_takes_the_directory_from_nobody() {
    var stores = oneStoreWithTwoServers();
    first.answerBindsWith(ResultCode.OTHER, "the overlay of this entry is not configured");
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Unavailable.class);
    assertThat(second.binds()).as("shown to one server alone").isEmpty();
    assertThat(stores.status()).allMatch(ServerStatus::alive);
    first.answerBindsAgain();
    assertThat(stores.check("grace", Secret.ofText("hopper")))
        .isInstanceOf(Identified.Accepted.class);
  }

  @Test
  void a_name_without_an_address_is_a_server_that_is_not_there() {
    var nowhere =
        new LdapConnectionSettings(
            LdapUrl.parse("ldap://directory.invalid"),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var stores = stores(settings(nowhere, clear(second.port())));
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    assertThat(stores.status().getFirst().alive()).isFalse();
  }

  @Test
  void the_reasons_of_active_directory_are_told_apart() {
    var stores = oneStoreWithTwoServers();
    first.answerBindsWith(
        ResultCode.INVALID_CREDENTIALS,
        "80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 775, v4563");
    assertThat(stores.check("ada", LOVELACE)).isEqualTo(new Identified.Refused("account locked"));
  }

  @Test
  void a_bind_without_a_verdict_is_taken_to_the_next_server() {
    var stores = oneStoreWithTwoServers();
    first.answerBindsWith(ResultCode.UNAVAILABLE, "shutting down");
    assertThat(stores.check("ada", LOVELACE)).isInstanceOf(Identified.Accepted.class);
    assertThat(second.binds()).hasSize(1);
  }

  @Test
  void two_people_of_one_name_are_refused() {
    var both = settings(clear(first.port()));
    var stores =
        stores(
            new UserStoreSettings(
                both.connections(),
                both.bindDn(),
                both.password(),
                both.baseDn(),
                "(|(uid=%s)(sn=*))",
                both.userName(),
                both.attributes(),
                both.groups(),
                both.connectTimeout(),
                both.answerTimeout(),
                both.poolSize(),
                both.longest(),
                both.recovery()));
    assertThat(stores.check("ada", LOVELACE))
        .isEqualTo(new Identified.Refused("the filter finds more than one person"));
    assertThat(first.binds()).isEmpty();
  }

  @Test
  void a_wrong_password_of_the_store_itself_says_so_and_nothing_of_the_user() throws Exception {
    Files.writeString(folder.resolve("password"), "mirror");
    assertThat(stores(settings(clear(first.port()))).check("ada", LOVELACE))
        .isInstanceOfSatisfying(
            Identified.Unavailable.class,
            it -> assertThat(it.cause()).contains("bind-dn").doesNotContain("mirror"));
  }

  @Test
  void ldaps_and_start_tls_believe_the_authority_and_the_name() throws Exception {
    var pki = TestPki.shared();
    var context = TestPki.serverContext(pki.server("ldap.example.com"));
    var trust = Optional.of(pki.writeTrust(folder));
    var ldaps = closing(Directory.start(FreePorts.take(), context));
    var startTls = closing(Directory.withStartTls(context));
    var overTls = LdapUrl.parse("ldaps://127.0.0.1:" + ldaps.port());
    var upgraded = LdapUrl.parse("ldap://127.0.0.1:" + startTls.port());
    var name = Optional.of("ldap.example.com");
    var none = Optional.<Path>empty();
    assertThat(
            stores(settings(new LdapConnectionSettings(overTls, false, trust, none, name)))
                .check("ada", LOVELACE))
        .isInstanceOf(Identified.Accepted.class);
    assertThat(
            stores(settings(new LdapConnectionSettings(upgraded, true, trust, none, name)))
                .check("ada", LOVELACE))
        .isInstanceOf(Identified.Accepted.class);
    assertThat(
            stores(
                    settings(
                        new LdapConnectionSettings(
                            overTls, false, trust, none, Optional.of("other.example.com"))))
                .check("ada", LOVELACE))
        .isInstanceOfSatisfying(
            Identified.Unavailable.class,
            it -> assertThat(it.cause()).contains("ldap.example.com", "other.example.com"));
    assertThat(
            stores(
                    settings(
                        new LdapConnectionSettings(
                            LdapUrl.parse("ldap://127.0.0.1:" + first.port()),
                            true,
                            trust,
                            none,
                            name)))
                .check("ada", LOVELACE))
        .as("a server that knows no StartTLS gets no password in clear")
        .isInstanceOf(Identified.Unavailable.class);
    assertThat(first.filters()).isEmpty();
  }

  @Test
  void files_of_tls_that_are_missing_are_named() {
    var wrong =
        new LdapConnectionSettings(
            LdapUrl.parse("ldaps://127.0.0.1:1"),
            false,
            Optional.of(folder.resolve("none.pem")),
            Optional.empty(),
            Optional.empty());
    assertThat(UserStores.open(Map.of("staff", settings(wrong)), InstantSource.system()).toString())
        .contains("none.pem");
  }
}
