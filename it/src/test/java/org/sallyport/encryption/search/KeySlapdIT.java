package org.sallyport.encryption.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.HostPort;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.TestPki;
import org.sallyport.testkit.TestPki.PemPair;

/** Keys of people elsewhere in a real OpenLDAP, {@code keys.DOMAIN} over LDAPS. */
class KeySlapdIT {
  private static final Address EVE = Address.of("eve@elsewhere.test").orElseThrow();
  private static final String EVES = "Eve <eve@elsewhere.test>";

  @TempDir private Path folder;
  private Store store;
  private final List<HostPort> dialled = new ArrayList<>();
  private int port;

  @BeforeEach
  void open() {
    store =
        Store.open(
            StoreSettings.file(folder.resolve("search.db")), Optional.empty(), Domain.SCHEMA);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static RemoteKeysSettings settings() {
    return new RemoteKeysSettings(
        List.of("ldaps"),
        Duration.ofSeconds(40),
        Duration.ofSeconds(20),
        Duration.ofDays(1),
        Duration.ofSeconds(0),
        Duration.ofDays(7),
        Duration.ofHours(1),
        Optional.empty(),
        true);
  }

  /** Names lead to loopback and another port here; all else is as outside. */
  private RemoteKeys search() {
    Dial dial =
        (server, deadline) -> {
          dialled.add(server);
          var context = TestPki.shared().clientContext();
          var socket = new java.net.Socket("127.0.0.1", port);
          socket.setSoTimeout(deadline.leftMillis());
          var secured =
              (SSLSocket)
                  context
                      .getSocketFactory()
                      .createSocket(socket, server.host(), server.port(), true);
          var wanted = secured.getSSLParameters();
          wanted.setEndpointIdentificationAlgorithm("HTTPS");
          secured.setSSLParameters(wanted);
          secured.startHandshake();
          return secured;
        };
    return new RemoteKeys(store, settings(), List::of, Clock.systemUTC(), dial, () -> {});
  }

  private static String armored(String userId) {
    var made = Instant.now().minus(Duration.ofDays(1));
    return Key.generate(
            new KeyRequest(KeyProfile.CURVE25519_V4, List.of(userId), Optional.empty(), made))
        .certificate()
        .armored();
  }

  private PemPair pair(String name) throws Exception {
    return TestPki.write(folder, "ldap", TestPki.shared().rsaServer(name));
  }

  private KeySlapd slapd(String name, int most, KeySlapd.Entry... entries) throws Exception {
    var started = KeySlapd.start(folder, pair(name), most, List.of(entries));
    port = started.port();
    return started;
  }

  @Test
  void a_key_is_found_where_the_server_says_that_keys_are() throws Exception {
    var right = armored(EVES);
    try (var _ =
            slapd(
                "keys.elsewhere.test",
                50,
                new KeySlapd.Entry("1", EVES, "0", right),
                new KeySlapd.Entry("2", "Bob <bob@elsewhere.test>", "0", armored("Bob <b@x.test>")),
                new KeySlapd.Entry("3", EVES, "1", armored(EVES)));
        var search = search()) {
      var found = search.find(EVE);

      assertThat(found).hasSize(1);
      assertThat(found.getFirst().certificate().armored()).isEqualTo(right);
      assertThat(found.getFirst().source()).isEqualTo("ldap");
      assertThat(dialled).containsExactly(new HostPort("keys.elsewhere.test", 636));
      assertThat(search.find(Address.of("mallory@elsewhere.test").orElseThrow())).isEmpty();
    }
  }

  @Test
  void what_is_no_key_or_somebody_elses_is_passed_over() throws Exception {
    try (var _ =
            slapd(
                "keys.elsewhere.test",
                50,
                new KeySlapd.Entry("1", EVES, "0", "no key at all"),
                new KeySlapd.Entry("2", EVES, "0", armored("Mallory <mallory@elsewhere.test>")));
        var search = search()) {
      assertThat(search.find(EVE)).isEmpty();
    }
  }

  @Test
  void a_server_that_gives_no_more_than_its_limit_is_used_as_far_as_it_goes() throws Exception {
    var many = new ArrayList<KeySlapd.Entry>();
    for (int i = 0; i < 20; i++) {
      many.add(new KeySlapd.Entry(String.valueOf(i), EVES, "0", armored(EVES)));
    }
    try (var _ = slapd("keys.elsewhere.test", 3, many.toArray(new KeySlapd.Entry[0]));
        var search = search()) {
      assertThat(search.find(EVE)).hasSize(3);
    }
  }

  @Test
  void a_server_with_another_name_is_not_believed() throws Exception {
    try (var _ = slapd("ldap.other.test", 50, new KeySlapd.Entry("1", EVES, "0", armored(EVES)));
        var search = search()) {
      assertThat(search.find(EVE)).isEmpty();
    }
  }

  @Test
  void a_dead_server_is_left_alone_after_three_searches() throws Exception {
    try (var slapd = slapd("keys.elsewhere.test", 50);
        var search = search()) {
      slapd.kill();
      for (int i = 0; i < 5; i++) {
        assertThat(search.find(EVE)).isEmpty();
      }
      assertThat(dialled).hasSize(3);
    }
  }
}
