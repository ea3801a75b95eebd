package org.sallyport.identity;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.sallyport.kernel.Secret;

/** One directory: its servers in order, and how its people are found. */
final class UserStore implements AutoCloseable {
  private static final int SEVERAL = 2;

  private final String name;
  private final UserStoreSettings settings;
  private final List<LdapServer> servers;
  private final String[] wanted;

  /** What a search for a user name finds. */
  sealed interface Lookup {
    /** Exactly one person. */
    record Found(String dn, Person person) implements Lookup {}

    /** Nobody. */
    record Nobody() implements Lookup {}

    /** Something that no login can be based on. */
    record Unusable(String reason) implements Lookup {}

    /** No server has answered. */
    record Failed(String cause) implements Lookup {}
  }

  UserStore(String name, UserStoreSettings settings, List<LdapServer> servers) {
    this.name = name;
    this.settings = settings;
    this.servers = List.copyOf(servers);
    var attributes = new LinkedHashSet<>(settings.attributes());
    attributes.add(settings.userName());
    settings.groups().ifPresent(attributes::add);
    wanted = attributes.toArray(String[]::new);
  }

  void start() {
    servers.forEach(LdapServer::start);
  }

  boolean alive() {
    return servers.stream().anyMatch(LdapServer::alive);
  }

  Stream<ServerStatus> status() {
    return servers.stream().map(LdapServer::status);
  }

  /** Looks a user name up at the first server that answers. Blocks. */
  Lookup find(String userName) {
    SearchRequest request;
    try {
      request = request(userName);
    } catch (LDAPException e) {
      return new Lookup.Unusable("the user name makes no filter: " + e.getResultCode());
    }
    var causes = new ArrayList<String>();
    for (var server : servers) {
      if (server.alive()) {
        try {
          return read(server.search(request));
        } catch (LDAPException e) {
          if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
            return several();
          }
        }
      }
      causes.add(server.cause());
    }
    return new Lookup.Failed(String.join("; ", causes));
  }

  private SearchRequest request(String userName) throws LDAPException {
    // RFC 4515 section 3: what a user types is a value in the filter and never a part of it.
    var filter = Filter.create(settings.filter().replace("%s", Filter.encodeValue(userName)));
    int seconds = Math.toIntExact(Math.max(1, settings.answerTimeout().toSeconds()));
    return new SearchRequest(
        settings.baseDn(),
        SearchScope.SUB,
        DereferencePolicy.NEVER,
        SEVERAL,
        seconds,
        false,
        filter,
        wanted);
  }

  private Lookup read(SearchResult result) {
    return switch (result.getEntryCount()) {
      case 0 -> new Lookup.Nobody();
      case 1 -> person(result.getSearchEntries().getFirst());
      default -> several();
    };
  }

  private static Lookup several() {
    return new Lookup.Unusable("the filter finds more than one person");
  }

  private Lookup person(SearchResultEntry entry) {
    var userName = entry.getAttributeValue(settings.userName());
    if (userName == null || userName.isBlank()) {
      return new Lookup.Unusable("the person has no attribute " + settings.userName());
    }
    var groups = settings.groups().map(attribute -> values(entry, attribute)).orElse(List.of());
    return new Lookup.Found(
        entry.getDN(),
        new Person(AuthorityName.ofDirectory(userName), name, attributes(entry), groups));
  }

  private Map<String, List<String>> attributes(SearchResultEntry entry) {
    var attributes = new LinkedHashMap<String, List<String>>();
    for (var attribute : settings.attributes()) {
      var values = values(entry, attribute);
      if (!values.isEmpty()) {
        attributes.put(attribute.toLowerCase(Locale.ROOT), values);
      }
    }
    return attributes;
  }

  private static List<String> values(SearchResultEntry entry, String attribute) {
    var values = entry.getAttributeValues(attribute);
    return values == null ? List.of() : List.of(values);
  }

  /**
   * Whether the person has the password, said by the first server that gives a verdict. Once one
   * has, no other is asked.
   */
  Identified bind(Lookup.Found found, Secret password) {
    var causes = new ArrayList<String>();
    var bytes = password.reveal();
    try {
      for (var server : servers) {
        if (server.alive()) {
          try {
            return server
                .bind(found.dn(), bytes)
                .<Identified>map(Identified.Refused::new)
                .orElseGet(() -> new Identified.Accepted(found.person()));
          } catch (LDAPException e) {
            if (!LdapFault.elsewhere(e)) {
              // It has looked at the password: no other server is shown it as well.
              return new Identified.Unavailable(name + ": " + e.getResultCode().getName());
            }
          }
        }
        causes.add(server.cause());
      }
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
    return new Identified.Unavailable(name + ": " + String.join("; ", causes));
  }

  @Override
  public void close() {
    servers.forEach(LdapServer::close);
  }
}
