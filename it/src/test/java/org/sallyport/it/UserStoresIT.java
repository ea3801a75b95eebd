package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.config.SecretSource;
import org.sallyport.identity.Identified;
import org.sallyport.identity.LdapConnectionSettings;
import org.sallyport.identity.LdapUrl;
import org.sallyport.identity.UserStoreSettings;
import org.sallyport.identity.UserStores;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.TestPki;

/** The gateway's user stores before two OpenLDAP servers, which are killed and started. */
final class UserStoresIT {
  private static final TestPki PKI = TestPki.shared();
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Secret RIGHT = Secret.ofText("lovelace");
  private static final Secret WRONG = Secret.ofText("babbage");

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void write() throws Exception {
    Files.writeString(folder.resolve("password"), Slapd.PASSWORD);
  }

  @AfterEach
  void end() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private Slapd slapd(String name) throws Exception {
    // Debian's slapd has GnuTLS, which refuses EC keys as the JDK writes them.
    var pair = TestPki.write(folder, "ldap", PKI.rsaServer("ldap.example.com"));
    var slapd = Slapd.start(folder, name, pair);
    open.add(slapd);
    slapd.addPerson("ada", "lovelace");
    return slapd;
  }

  private LdapConnectionSettings ldaps(Slapd slapd) throws Exception {
    return connection("ldaps://127.0.0.1:" + slapd.tlsPort(), false);
  }

  private LdapConnectionSettings startTls(Slapd slapd) throws Exception {
    return connection("ldap://127.0.0.1:" + slapd.port(), true);
  }

  private LdapConnectionSettings connection(String url, boolean startTls) throws Exception {
    return new LdapConnectionSettings(
        LdapUrl.parse(url),
        startTls,
        Optional.of(PKI.writeTrust(folder)),
        Optional.empty(),
        Optional.of("ldap.example.com"));
  }

  private UserStores stores(LdapConnectionSettings... connections) {
    var settings =
        new UserStoreSettings(
            List.of(connections),
            Optional.of(Slapd.ADMIN),
            Optional.of(new SecretSource.File(folder.resolve("password"))),
            "ou=people,dc=example,dc=com",
            "(&(objectClass=person)(uid=%s))",
            "uid",
            List.of("description"),
            Optional.empty(),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            8,
            Duration.ofMinutes(10),
            Duration.ofMillis(500));
    var stores = UserStores.open(Map.of("staff", settings), InstantSource.system()).orElseThrow();
    open.add(stores);
    stores.start();
    return stores;
  }

  @Test
  void passwords_are_checked_over_ldaps_and_start_tls_through_the_death_of_each_server()
      throws Exception {
    var a = slapd("a");
    var b = slapd("b");
    var stores = stores(ldaps(a), startTls(b));
    assertThat(stores.check("ada", RIGHT))
        .isInstanceOfSatisfying(
            Identified.Accepted.class,
            it ->
                assertThat(it.person().attributes())
                    .isEqualTo(Map.of("description", List.of("staff"))));
    assertThat(stores.check("ada", WRONG)).isEqualTo(new Identified.Refused("wrong password"));
    assertThat(stores.check("nobody", RIGHT)).isEqualTo(new Identified.Unknown());
    a.kill();
    assertThat(stores.check("ada", RIGHT)).isInstanceOf(Identified.Accepted.class);
    assertThat(stores.check("ada", WRONG)).isEqualTo(new Identified.Refused("wrong password"));
    b.kill();
    assertThat(stores.check("ada", RIGHT)).isInstanceOf(Identified.Unavailable.class);
    assertThat(stores.available()).isFalse();
    open.add(b.restart());
    await().atMost(LONG).until(stores::available);
    assertThat(stores.check("ada", RIGHT)).isInstanceOf(Identified.Accepted.class);
    open.add(a.restart());
    await().atMost(LONG).until(() -> stores.status().getFirst().alive());
    long before = stores.status().getFirst().binds();
    assertThat(stores.check("ada", RIGHT)).isInstanceOf(Identified.Accepted.class);
    assertThat(stores.status().getFirst().binds()).isEqualTo(before + 1);
  }

  @Test
  void what_a_user_types_finds_nobody_else() throws Exception {
    var stores = stores(ldaps(slapd("a")));
    for (var name : List.of("*", "a*", "ada)(uid=*", "*)(objectClass=*", "ad\\61")) {
      assertThat(stores.check(name, RIGHT)).isEqualTo(new Identified.Unknown());
    }
  }
}
