package org.sallyport.encryption.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.HostPort;

/**
 * The directory {@code keys.DOMAIN} over LDAPS, with the schema that PGP key servers have: {@code
 * pgpUserID}, {@code pgpKey}, and {@code cn=PGPServerInfo} that says where keys are. Any thread;
 * blocks.
 */
final class LdapSource {
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
      return new Asked.Nothing();
    }
    var server = new HostPort("keys." + domain.get(), LDAPS);
    var dialling = new Dialling(server, deadline);
    try (var connection = new LDAPConnection(dialling, options(deadline))) {
      // The address is made by the dial; the library wants one all the same.
      connection.connect(InetAddress.getLoopbackAddress(), LDAPS, deadline.leftMillis());
      var found = new ArrayList<byte[]>();
      for (var base : bases(connection, deadline)) {
        search(connection, base, address, deadline, found);
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
  private static Set<String> bases(LDAPConnection connection, Deadline deadline)
      throws LDAPException, IOException {
    deadline.leftMillis();
    var root = connection.getEntry("", "namingContexts");
    var contexts = root == null ? null : root.getAttributeValues("namingContexts");
    var bases = new LinkedHashSet<String>();
    for (var context : contexts == null ? new String[0] : contexts) {
      if (bases.size() < MOST_BASES) {
        deadline.leftMillis();
        var information = information(connection, context);
        bases.add(information == null ? context : information);
      }
    }
    return bases;
  }

  private static @Nullable String information(LDAPConnection connection, String context) {
    try {
      var entry = connection.getEntry("cn=PGPServerInfo," + context, "pgpBaseKeySpaceDN");
      return entry == null ? null : entry.getAttributeValue("pgpBaseKeySpaceDN");
    } catch (LDAPException _) { // not to be seen by everybody; its keys may be
      return null;
    }
  }

  private static void search(
      LDAPConnection connection,
      String base,
      Address address,
      Deadline deadline,
      List<byte[]> found)
      throws LDAPException, IOException {
    var filter =
        Filter.createANDFilter(
            Filter.createSubAnyFilter("pgpUserID", address.text()),
            Filter.createNOTFilter(Filter.createEqualityFilter("pgpDisabled", "1")));
    var request = new SearchRequest(base, SearchScope.SUB, filter, KEY);
    request.setSizeLimit(MOST_ENTRIES);
    request.setTimeLimitSeconds(Math.max(1, deadline.leftMillis() / 1000));
    request.setResponseTimeoutMillis(deadline.leftMillis());
    for (var entry : entries(connection, request)) {
      Arrays.stream(KEY)
          .map(entry::getAttributeValue)
          .filter(value -> value != null && value.length() <= WebGet.MOST)
          .findFirst()
          .ifPresent(value -> found.add(value.getBytes(UTF_8)));
    }
  }

  /** More than were wanted, or a base that is not there: what came is of use all the same. */
  private static List<SearchResultEntry> entries(LDAPConnection connection, SearchRequest request)
      throws LDAPException {
    try {
      return connection.search(request).getSearchEntries();
    } catch (LDAPSearchException e) {
      if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        return e.getSearchEntries() == null ? List.of() : e.getSearchEntries();
      }
      if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        return List.of();
      }
      throw e;
    }
  }

  /** Gives the library the one connection that the dial has made. */
  private final class Dialling extends SocketFactory {
    private final HostPort server;
    private final Deadline deadline;
    private boolean noHost;

    Dialling(HostPort server, Deadline deadline) {
      this.server = server;
      this.deadline = deadline;
    }

    private Socket dialled() throws IOException {
      try {
        return dial.connect(server, deadline);
      } catch (UnknownHostException e) {
        noHost = true;
        throw e;
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
