package org.sallyport.encryption.enrolment;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.identity.LdapConnectionSettings;
import org.sallyport.identity.LdapUrl;

/**
 * A directory in memory with ada (password lovelace) grace, who has no address here, and bob, who
 * shares one of ada's and has the password builder.
 */
final class TestDirectory implements AutoCloseable {
  private static final String BASE = "dc=example,dc=com";

  private final InMemoryDirectoryServer server;

  /** How many passwords it was asked about. */
  final AtomicInteger binds = new AtomicInteger();

  TestDirectory() throws Exception {
    var config = new InMemoryDirectoryServerConfig(BASE);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("ldap", InetAddress.getLoopbackAddress(), 0, null));
    config.setSchema(null);
    config.addInMemoryOperationInterceptor(
        new InMemoryOperationInterceptor() {
          @Override
          public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
            if (request.getRequest().getBindDN().startsWith("uid=")) {
              binds.incrementAndGet();
            }
          }
        });
    server = new InMemoryDirectoryServer(config);
    server.add("dn: " + BASE, "objectClass: top", "objectClass: domain", "dc: example");
    server.add(
        "dn: uid=ada," + BASE,
        "objectClass: person",
        "uid: ada",
        "cn: Ada Lovelace",
        "mail: countess@elsewhere.example",
        "mail: Ada@Example.com",
        "mail: ada.lovelace@example.com",
        "memberOf: cn=engines," + BASE,
        "userPassword: lovelace");
    server.add(
        "dn: uid=grace," + BASE,
        "objectClass: person",
        "uid: grace",
        "mail: grace@navy.example",
        "userPassword: hopper");
    server.add(
        "dn: uid=bob," + BASE,
        "objectClass: person",
        "uid: bob",
        "mail: ada.lovelace@example.com",
        "mail: bob@example.com",
        "userPassword: builder");
    server.startListening();
  }

  /** Settings of a server that asks it. */
  DirectorySettings settings() {
    return new DirectorySettings(
        List.of(
            new LdapConnectionSettings(
                LdapUrl.parse("ldap://127.0.0.1:" + server.getListenPort()),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        Optional.empty(),
        Optional.empty(),
        BASE,
        "(&(objectClass=person)(|(uid=%s)(mail=%s)))",
        "uid",
        "mail",
        "cn",
        List.of("memberOf", "department"),
        3,
        Duration.ofMinutes(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        4,
        Duration.ofMinutes(10),
        Duration.ofMillis(100),
        Duration.ofMillis(1));
  }

  void remove(String user, String attribute) throws Exception {
    server.modify("dn: uid=" + user + "," + BASE, "changetype: modify", "delete: " + attribute);
  }

  void replace(String user, String attribute, String value) throws Exception {
    server.modify(
        "dn: uid=" + user + "," + BASE,
        "changetype: modify",
        "replace: " + attribute,
        attribute + ": " + value);
  }

  void rename(String user, String other) throws Exception {
    server.modifyDN("uid=" + user + "," + BASE, "uid=" + other, true);
  }

  void away() {
    server.shutDown(true);
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
