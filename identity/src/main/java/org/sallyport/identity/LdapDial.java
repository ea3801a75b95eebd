package org.sallyport.identity;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.net.lookup.HostNames;
import org.sallyport.net.tls.Loaded;

/**
 * Makes connections to one directory server. The password of the store is read for each, so that a
 * new one counts without a reload.
 */
final class LdapDial implements AutoCloseable {
  private final LdapConnectionSettings server;
  private final UserStoreSettings store;
  private final Optional<LdapTls> tls;
  private final LDAPConnectionOptions options;
  private final HostNames names = new HostNames();

  private LdapDial(LdapConnectionSettings server, UserStoreSettings store, Optional<LdapTls> tls) {
    this.server = server;
    this.store = store;
    this.tls = tls;
    options = new LDAPConnectionOptions();
    options.setUseSynchronousMode(true); // one operation at a time: no reader thread is needed
    options.setConnectTimeoutMillis(millis(store));
    options.setResponseTimeoutMillis(store.answerTimeout().toMillis());
    options.setFollowReferrals(false);
    options.setAbandonOnTimeout(true);
    options.setUseTCPNoDelay(true);
  }

  /** Reads the files of TLS, where it is used. Blocks. */
  static Loaded<LdapDial> open(LdapConnectionSettings server, UserStoreSettings store) {
    if (!server.encrypted()) {
      return Loaded.ready(new LdapDial(server, store, Optional.empty()));
    }
    return LdapTls.open(server, millis(store))
        .then(tls -> Loaded.ready(new LdapDial(server, store, Optional.of(tls))));
  }

  private static int millis(UserStoreSettings store) {
    return Math.toIntExact(store.connectTimeout().toMillis());
  }

  /** A connection for binds of users: nobody is bound on it yet. */
  LDAPConnection connect() throws LDAPException {
    var address = server.url().address();
    var connection = new LDAPConnection(options);
    try {
      if (server.url().tls()) {
        connection.setSocketFactory(tls.orElseThrow());
      }
      connection.connect(host(address.host()), address.port(), millis(store));
      if (server.startTls()) {
        var answer =
            connection.processExtendedOperation(new StartTLSExtendedRequest(tls.orElseThrow()));
        if (!answer.getResultCode().equals(ResultCode.SUCCESS)) {
          throw new LDAPException(
              ResultCode.CONNECT_ERROR, "StartTLS was refused: " + answer.getResultCode());
        }
      }
      return connection;
    } catch (LDAPException e) {
      connection.closeWithoutUnbind();
      throw e;
    }
  }

  private InetAddress host(String name) throws LDAPException {
    try {
      return names.find(name, store.connectTimeout().toNanos());
    } catch (UnknownHostException e) {
      throw new LDAPException(ResultCode.CONNECT_ERROR, "its name has no address", e);
    }
  }

  /** A connection for searches, bound as the store's own DN where there is one. */
  LDAPConnection connectForSearches() throws LDAPException {
    var connection = connect();
    try {
      bind(connection);
      return connection;
    } catch (LDAPException e) {
      connection.closeWithoutUnbind();
      throw e;
    }
  }

  private void bind(LDAPConnection connection) throws LDAPException {
    if (store.bindDn().isEmpty() || store.password().isEmpty()) {
      return;
    }
    var password = password(store.password().get());
    try {
      connection.bind(new SimpleBindRequest(store.bindDn().get(), password));
    } catch (LDAPException e) {
      // Without a connection or an answer nobody was refused: no account can lock of that.
      var refusal = BindVerdict.refusal(e.getResultCode(), "");
      throw refusal.isPresent() ? new RefusedBindException(e) : e;
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  private static byte[] password(SecretSource source) throws LDAPException {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Missing(var why) -> throw new LDAPException(ResultCode.PARAM_ERROR, why);
      case Secrets.Found.Value(var secret, _) -> {
        try (secret) {
          yield secret.reveal();
        }
      }
    };
  }

  /** The server did not take the store's own bind; trying it again soon may lock the account. */
  static final class RefusedBindException extends LDAPException {
    private static final long serialVersionUID = 1L;

    RefusedBindException(LDAPException cause) {
      super(cause.getResultCode(), "bind-dn: " + cause.getResultCode(), cause);
    }
  }

  @Override
  public void close() {
    tls.ifPresent(LdapTls::close);
  }
}
