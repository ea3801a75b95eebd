package org.sallyport.app.demo.login;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Two directory servers with the same people, in the memory of this process. */
final class Directories implements AutoCloseable {
  static final String BASE = "dc=demo,dc=example";

  private final List<InMemoryDirectoryServer> servers = new ArrayList<>();

  private Directories() {}

  /** Starts both. */
  static Directories start(Collection<Person> people) throws IOException {
    var both = new Directories();
    try {
      both.servers.add(server(people));
      both.servers.add(server(people));
      return both;
    } catch (LDAPException | LDIFException e) {
      both.close();
      throw new IOException("the demo's directory did not start: " + e.getMessage(), e);
    }
  }

  private static InMemoryDirectoryServer server(Collection<Person> people)
      throws LDAPException, LDIFException {
    var config = new InMemoryDirectoryServerConfig(BASE);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("demo", InetAddress.getLoopbackAddress(), 0, null));
    var server = new InMemoryDirectoryServer(config);
    server.add("dn: " + BASE, "objectClass: domain", "dc: demo");
    for (var person : people) {
      server.add(
          "dn: uid=" + person.name() + "," + BASE,
          "objectClass: inetOrgPerson",
          "uid: " + person.name(),
          "cn: " + person.name(),
          "sn: " + person.name(),
          "userPassword: " + person.password());
    }
    server.startListening();
    return server;
  }

  /** Where they listen, in order. */
  List<Integer> ports() {
    return servers.stream().map(InMemoryDirectoryServer::getListenPort).toList();
  }

  /** Ends the first at once, with its connections. */
  void killFirst() {
    servers.getFirst().shutDown(true);
  }

  @Override
  public void close() {
    servers.forEach(server -> server.shutDown(true));
  }
}
