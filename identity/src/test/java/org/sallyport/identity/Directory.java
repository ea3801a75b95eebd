package org.sallyport.identity;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A directory in memory with ada (password lovelace) and grace (password hopper). */
final class Directory implements AutoCloseable {
  static final String BASE = "dc=example,dc=com";
  static final String SEARCHER = "cn=searcher,dc=example,dc=com";
  static final String SEARCHER_PASSWORD = "looking glass";
  static final String ADA = "uid=ada,dc=example,dc=com";

  private final InMemoryDirectoryServer server;
  private final Asked asked;

  /** What the directory was asked, and what it is told to answer. */
  static final class Asked extends InMemoryOperationInterceptor {
    final List<String> binds = new CopyOnWriteArrayList<>();
    final List<String> filters = new CopyOnWriteArrayList<>();
    volatile @Nullable LDAPException answerBinds;
    volatile @Nullable LDAPException answerSearches;

    @Override
    public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request)
        throws LDAPException {
      var dn = request.getRequest().getBindDN();
      if (dn.startsWith("uid=")) {
        binds.add(dn);
        raise(answerBinds);
      }
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
        throws LDAPException {
      filters.add(request.getRequest().getFilter().toString());
      raise(answerSearches);
    }

    private static void raise(@Nullable LDAPException said) throws LDAPException {
      if (said != null) {
        throw said;
      }
    }
  }

  private Directory(InMemoryDirectoryServer server, Asked asked) {
    this.server = server;
    this.asked = asked;
  }

  static Directory start() throws Exception {
    return start(0, null);
  }

  /** One that speaks TLS too: ldaps when {@code tls} is given. */
  static Directory start(int port, @Nullable SSLContext tls) throws Exception {
    var loopback = InetAddress.getLoopbackAddress();
    return start(
        tls == null
            ? InMemoryListenerConfig.createLDAPConfig("ldap", loopback, port, null)
            : InMemoryListenerConfig.createLDAPSConfig(
                "ldaps", loopback, port, tls.getServerSocketFactory(), tls.getSocketFactory()));
  }

  static Directory withStartTls(SSLContext tls) throws Exception {
    return start(
        InMemoryListenerConfig.createLDAPConfig(
            "ldap", InetAddress.getLoopbackAddress(), 0, tls.getSocketFactory()));
  }

  private static Directory start(InMemoryListenerConfig listener) throws Exception {
    var config = new InMemoryDirectoryServerConfig(BASE);
    config.setListenerConfigs(listener);
    config.setSchema(null);
    config.addAdditionalBindCredentials(SEARCHER, SEARCHER_PASSWORD);
    config.setAuthenticationRequiredOperationTypes(com.unboundid.ldap.sdk.OperationType.SEARCH);
    var asked = new Asked();
    config.addInMemoryOperationInterceptor(asked);
    var server = new InMemoryDirectoryServer(config);
    server.add("dn: " + BASE, "objectClass: top", "objectClass: domain", "dc: example");
    server.add(
        "dn: " + ADA,
        "objectClass: person",
        "uid: ada",
        "sn: Lovelace",
        "mail: ada@example.com",
        "mail: countess@example.com",
        "memberOf: cn=engines,dc=example,dc=com",
        "userPassword: lovelace");
    server.add(
        "dn: uid=grace,dc=example,dc=com",
        "objectClass: person",
        "uid: grace",
        "sn: Hopper",
        "userPassword: hopper");
    server.startListening();
    return new Directory(server, asked);
  }

  int port() {
    return server.getListenPort();
  }

  List<String> binds() {
    return asked.binds;
  }

  List<String> filters() {
    return asked.filters;
  }

  void addPerson(String name, String password) throws Exception {
    server.add(
        "dn: uid=" + name + "," + BASE,
        "objectClass: person",
        "uid: " + name,
        "sn: " + name,
        "userPassword: " + password);
  }

  void answerBindsWith(ResultCode code, String diagnostic) {
    asked.answerBinds = new LDAPException(code, diagnostic);
  }

  void answerBindsAgain() {
    asked.answerBinds = null;
  }

  void answerSearchesWith(ResultCode code, String diagnostic) {
    asked.answerSearches = new LDAPException(code, diagnostic);
  }

  /** Takes its time with every operation. */
  void delay(long millis) {
    server.setProcessingDelayMillis(millis);
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
