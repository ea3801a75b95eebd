package org.sallyport.encryption.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory {@code keys.DOMAIN} over LDAPS, with the schema that PGP key servers have: {@code
 * pgpUserID}, {@code pgpKey}, and {@code cn=PGPServerInfo} that says where keys are. Any thread;
 * blocks.
 */
final class LdapSource {
  private static final Logger LOG = LoggerFactory.getLogger(LdapSource.class);
  private static final int LDAPS = 636;
  private static final int MOST_ENTRIES = 10;
  private static final int MOST_BASES = 4;
  private static final int MOST_MESSAGE = 1024 * 1024;
  private static final String[] KEY = {"pgpKeyV2", "pgpKey"};

  private final Dial dial;

  LdapSource(Dial dial) {
    this.dial = dial;
  }

  Asked ask(Address address, Deadline deadline) {
    var domain = WebSources.ascii(address.domain());
    if (domain.isEmpty()) {
      return new Asked.Nobody();
    }
    var server = new HostPort("keys." + domain.get(), LDAPS);
    var dialling = new Dialling(server, deadline);
    var found = new ArrayList<byte[]>();
    try (var connection = new LDAPConnection(dialling, options(deadline))) {
      // The address is made by the dial; the library wants one all the same.
      connection.connect(InetAddress.getLoopbackAddress(), LDAPS, deadline.leftMillis());
      var asking = new LdapAsking(connection, dialling::hangUp, deadline);
      for (var base : bases(asking)) {
        search(asking, base, address, found);
      }
      if (found.isEmpty() && asking.isOver()) {
        return new Asked.Failed("it sent more than it was asked for, or took too long");
      }
      return found.isEmpty() ? new Asked.Nothing() : new Asked.Material(found);
    } catch (LDAPException | IOException e) {
      return dialling.noHost ? new Asked.Nothing() : new Asked.Failed(why(e));
    }
  }

  private static String why(Exception e) {
    return e instanceof LDAPException ldap
        ? "LDAP: " + ldap.getResultCode()
        : String.valueOf(e.getMessage());
  }

  private static LDAPConnectionOptions options(Deadline deadline) throws IOException {
    var options = new LDAPConnectionOptions();
    options.setUseSynchronousMode(true);
    options.setFollowReferrals(false);
    options.setConnectTimeoutMillis(deadline.leftMillis());
    options.setResponseTimeoutMillis(deadline.leftMillis());
    options.setMaxMessageSize(MOST_MESSAGE);
    return options;
  }

  /** Where keys are: as the server says, else wherever it has anything. */
  private static Set<String> bases(LdapAsking asking) throws LDAPException, IOException {
    var root = asking.entry("", "namingContexts");
    var contexts = root.map(entry -> entry.getAttributeValues("namingContexts"));
    var bases = new LinkedHashSet<String>();
    for (var context : contexts.orElseGet(() -> new String[0])) {
      if (bases.size() < MOST_BASES) {
        bases.add(information(asking, context).orElse(context));
      }
    }
    return bases;
  }

  private static Optional<String> information(LdapAsking asking, String context)
      throws IOException {
    try {
      return asking
          .entry("cn=PGPServerInfo," + context, "pgpBaseKeySpaceDN")
          .map(entry -> entry.getAttributeValue("pgpBaseKeySpaceDN"));
    } catch (LDAPException _) { // not to be seen by everybody; its keys may be
      return Optional.empty();
    }
  }

  private static void search(LdapAsking asking, String base, Address address, List<byte[]> found)
      throws LDAPException, IOException {
    var filter =
        Filter.createANDFilter(
            Filter.createSubAnyFilter("pgpUserID", address.text()),
            Filter.createNOTFilter(Filter.createEqualityFilter("pgpDisabled", "1")));
    for (var entry : asking.entries(base, SearchScope.SUB, filter, MOST_ENTRIES, KEY)) {
      Arrays.stream(KEY)
          .map(entry::getAttributeValue)
          .filter(value -> value != null && value.length() <= WebGet.MOST)
          .findFirst()
          .ifPresent(value -> found.add(value.getBytes(UTF_8)));
    }
  }

  /** Gives the library the one connection that the dial has made. */
  private final class Dialling extends SocketFactory {
    private final HostPort server;
    private final Deadline deadline;
    private volatile boolean noHost;
    private volatile @Nullable Socket dialled;

    Dialling(HostPort server, Deadline deadline) {
      this.server = server;
      this.deadline = deadline;
    }

    private Socket dialled() throws IOException {
      try {
        var socket = dial.connect(server, deadline);
        dialled = socket;
        return socket;
      } catch (UnknownHostException e) {
        noHost = true;
        throw e;
      }
    }

    void hangUp() {
      var socket = dialled;
      if (socket != null) {
        try {
          socket.close();
        } catch (IOException e) {
          LOG.atWarn().addKeyValue("cause", e.getMessage()).log("remote-keys-end-failed");
        }
      }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return dialled();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int localPort)
        throws IOException {
      return dialled();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return dialled();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int localPort)
        throws IOException {
      return dialled();
    }
  }
}
