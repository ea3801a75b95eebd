package org.sallyport.director.health;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.io.IOException;
import java.util.Optional;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;

/**
 * A simple bind (RFC 4513 section 5.1), anonymous or with a name, and where asked a search for one
 * entry. A server that says busy is degraded.
 */
final class LdapConversation implements Conversation {

  /** A name to bind as and where its password comes from; read anew for each run. */
  record Identity(String dn, SecretSource password) {}

  private final Optional<Identity> identity;
  private final Optional<String> baseDn;

  LdapConversation(Optional<Identity> identity, Optional<String> baseDn) {
    this.identity = identity;
    this.baseDn = baseDn;
  }

  @Override
  public Finding hold(Link link) throws IOException {
    var steps = new Steps();
    try (var connection = connect(link)) {
      var bound = bind(connection);
      if (!(bound instanceof Finding.Passed)) {
        return bound;
      }
      steps.present = "LDAP search";
      return search(connection);
    } catch (LDAPException e) {
      return judge(steps.present, e, link);
    }
  }

  /** Where the conversation is. */
  private static final class Steps {
    private String present = "LDAP bind";
  }

  private static LDAPConnection connect(Link link) throws IOException, LDAPException {
    var options = new LDAPConnectionOptions();
    // Without this the library starts a reader thread for each connection.
    options.setUseSynchronousMode(true);
    options.setResponseTimeoutMillis(link.remainingMillis());
    options.setConnectTimeoutMillis(link.remainingMillis());
    options.setFollowReferrals(false);
    var peer = link.socket().getInetAddress();
    var connection = new LDAPConnection(new OneSocket(link.socket()), options);
    connection.connect(
        peer.getHostAddress(), peer, link.socket().getPort(), link.remainingMillis());
    return connection;
  }

  private Finding bind(LDAPConnection connection) throws LDAPException {
    if (identity.isEmpty()) {
      connection.bind(new SimpleBindRequest());
      return new Finding.Passed();
    }
    return switch (Secrets.read(identity.get().password())) {
      case Secrets.Found.Missing(var why) -> new Finding.Failed("the LDAP password: " + why);
      case Secrets.Found.Value(var password, _) -> {
        try (password) {
          connection.bind(new SimpleBindRequest(identity.get().dn(), password.reveal()));
        }
        yield new Finding.Passed();
      }
    };
  }

  private Finding search(LDAPConnection connection) throws LDAPException {
    if (baseDn.isEmpty()) {
      return new Finding.Passed();
    }
    var request = new SearchRequest(baseDn.get(), SearchScope.BASE, "(objectClass=*)", "1.1");
    request.setSizeLimit(1);
    return connection.search(request).getEntryCount() > 0
        ? new Finding.Passed()
        : new Finding.Failed("LDAP search: no entry " + Causes.quoted(baseDn.get()));
  }

  private static Finding judge(String step, LDAPException e, Link link) throws IOException {
    var code = e.getResultCode();
    if (code.equals(ResultCode.BUSY)) {
      return new Finding.Degraded(named(step, code));
    }
    if (code.isClientSideResultCode()) {
      link.await(
          step.equals("LDAP bind") ? "answer to the LDAP bind" : "answer to the LDAP search");
      throw transport(e);
    }
    return new Finding.Failed(named(step, code));
  }

  /** What the library wrapped: an exception of the connection where there is one. */
  private static IOException transport(LDAPException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return e.getResultCode().equals(ResultCode.TIMEOUT)
        ? new DeadlineExceeded()
        : new IOException("LDAP: " + e.getMessage(), e);
  }

  /** The name as RFC 4511 section 4.1.9 writes it, such as {@code invalidCredentials (49)}. */
  private static String named(String step, ResultCode code) {
    var name = new StringBuilder();
    for (var word : code.getName().split(" ", -1)) {
      boolean first = name.isEmpty();
      name.append(
          first || word.isEmpty()
              ? word
              : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return step + ": " + name + " (" + code.intValue() + ")";
  }
}
