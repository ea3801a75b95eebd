package org.sallyport.encryption.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.CannedResponseRequestHandler;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.HostPort;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;

/** The directory keys.DOMAIN as PGP key servers have it. */
class LdapSourceTest {
  private static final Address EVE = Address.of("eve@elsewhere.test").orElseThrow();
  private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

  private InMemoryDirectoryServer server;
  private volatile boolean withoutLimit;

  @BeforeEach
  void start() throws LDAPException {
    var config = new InMemoryDirectoryServerConfig("dc=elsewhere,dc=test");
    config.setSchema(null);
    config.addInMemoryOperationInterceptor(
        new InMemoryOperationInterceptor() {
          @Override
          public void processSearchRequest(InMemoryInterceptedSearchRequest asked) {
            if (withoutLimit) {
              var request = asked.getRequest().duplicate();
              request.setSizeLimit(0);
              asked.setRequest(request);
            }
          }
        });
    server = new InMemoryDirectoryServer(config);
    server.startListening();
    server.add("dc=elsewhere,dc=test", attribute("objectClass", "domain"));
    server.add("ou=keys,dc=elsewhere,dc=test", attribute("objectClass", "organizationalUnit"));
  }

  @AfterEach
  void stop() {
    server.shutDown(true);
  }

  private static Attribute attribute(String name, String value) {
    return new Attribute(name, value);
  }

  private static String armored(String userId) {
    return Key.generate(
            new KeyRequest(KeyProfile.CURVE25519_V4, List.of(userId), Optional.empty(), MADE))
        .certificate()
        .armored();
  }

  private void add(String id, String userId, String key, String disabled) throws LDAPException {
    server.add(
        "pgpCertID=" + id + ",ou=keys,dc=elsewhere,dc=test",
        attribute("objectClass", "pgpKeyInfo"),
        attribute("pgpUserID", userId),
        attribute("pgpDisabled", disabled),
        attribute("pgpKey", key));
  }

  private LdapSource source() {
    return new LdapSource(
        (host, _) -> {
          assertThat(host).isEqualTo(new HostPort("keys.elsewhere.test", 636));
          return new Socket(InetAddress.getLoopbackAddress(), server.getListenPort());
        });
  }

  private Asked ask() {
    return source().ask(EVE, Deadline.in(Duration.ofSeconds(30)));
  }

  @Test
  void a_key_is_found_by_the_address_in_its_user_id() throws LDAPException {
    add("1", "Eve <eve@elsewhere.test>", armored("Eve <eve@elsewhere.test>"), "0");
    add("2", "Bob <bob@elsewhere.test>", armored("Bob <bob@elsewhere.test>"), "0");

    assertThat(usable(ask())).hasSize(1);
  }

  private static List<?> usable(Asked asked) {
    return asked instanceof Asked.Material(var material)
        ? new Sieve(AlgorithmPolicy.standard()).of(material, EVE, List.of(), MADE.plusSeconds(3600))
        : List.of();
  }

  @Test
  void the_server_says_where_its_keys_are() throws LDAPException {
    server.add(
        "cn=PGPServerInfo,dc=elsewhere,dc=test",
        attribute("objectClass", "pgpServerInfo"),
        attribute("pgpBaseKeySpaceDN", "ou=keys,dc=elsewhere,dc=test"));
    add("1", "eve@elsewhere.test", armored("eve@elsewhere.test"), "0");

    assertThat(usable(ask())).hasSize(1);
  }

  @Test
  void disabled_keys_other_addresses_and_nonsense_are_not_used() throws LDAPException {
    add("1", "eve@elsewhere.test", armored("eve@elsewhere.test"), "1");
    add("2", "steve@elsewhere.test", armored("steve@elsewhere.test"), "0");
    add("3", "eve@elsewhere.test", "nonsense", "0");

    assertThat(usable(ask())).isEmpty();
  }

  @Test
  void a_directory_without_keys_has_nothing_and_one_that_is_away_has_failed() {
    assertThat(ask()).isInstanceOf(Asked.Nothing.class);
    server.shutDown(true);
    assertThat(ask()).isInstanceOf(Asked.Failed.class);
    var nowhere =
        new LdapSource(
            (_, _) -> {
              throw new UnknownHostException("no such name");
            });
    assertThat(nowhere.ask(EVE, Deadline.in(Duration.ofSeconds(30))))
        .isInstanceOf(Asked.Nothing.class);
  }

  @Test
  void a_directory_that_passes_over_the_limit_is_hung_up_on() throws LDAPException {
    withoutLimit = true;
    var key = armored("eve@elsewhere.test");
    for (int i = 0; i < 30; i++) {
      add("" + i, "eve@elsewhere.test", key, "0");
    }

    assertThat(((Asked.Material) ask()).material()).hasSize(10);
  }

  @Test
  void a_directory_that_answers_everything_with_much_has_failed() throws Exception {
    var much =
        IntStream.range(0, 500)
            .mapToObj(i -> new Entry("cn=" + i, attribute("namingContexts", "x".repeat(10_000))))
            .toList();
    var handler =
        new CannedResponseRequestHandler(
            ResultCode.SUCCESS, null, null, List.of(), much, List.of());
    var listener = new LDAPListener(new LDAPListenerConfig(0, handler));
    listener.startListening();
    try {
      var source =
          new LdapSource(
              (_, _) -> new Socket(InetAddress.getLoopbackAddress(), listener.getListenPort()));

      assertThat(source.ask(EVE, Deadline.in(Duration.ofSeconds(30))))
          .isInstanceOf(Asked.Failed.class);
    } finally {
      listener.shutDown(true);
    }
  }

  @Test
  void an_address_without_a_public_domain_is_asked_of_nobody() {
    var inside = Address.of("eve@10.0.0.1");

    assertThat(inside.map(each -> source().ask(each, Deadline.in(Duration.ofSeconds(30)))))
        .hasValue(new Asked.Nobody());
  }
}
