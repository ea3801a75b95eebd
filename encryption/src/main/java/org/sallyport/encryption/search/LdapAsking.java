package org.sallyport.encryption.search;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions to one directory, and how much it may answer. A size limit is a request that a server
 * may pass over (RFC 4511 section 4.5.1.4), and the library collects whatever comes: so answers are
 * counted as they come, and who sends more, or sends for longer than the deadline, is hung up on.
 * For one thread; blocks.
 */
final class LdapAsking {
  /** The most octets of all answers together. */
  private static final long MOST_OCTETS = 2L * 1024 * 1024;

  private final LDAPConnection connection;
  private final Runnable hangUp;
  private final Deadline deadline;
  private long octets;
  private boolean over;

  /**
   * Questions over a connection.
   *
   * @param hangUp ends it at once
   */
  LdapAsking(LDAPConnection connection, Runnable hangUp, Deadline deadline) {
    this.connection = connection;
    this.hangUp = hangUp;
    this.deadline = deadline;
  }

  /** Whether it was hung up on. */
  boolean isOver() {
    return over;
  }

  /** One entry. */
  Optional<SearchResultEntry> entry(String name, String attribute)
      throws LDAPException, IOException {
    return entries(name, SearchScope.BASE, Filter.createPresenceFilter("objectClass"), 1, attribute)
        .stream()
        .findFirst();
  }

  /** Entries, {@code most} at most: what came is of use, also where there was more. */
  List<SearchResultEntry> entries(
      String base, SearchScope scope, Filter filter, int most, String... attributes)
      throws LDAPException, IOException {
    if (over) {
      return List.of();
    }
    var coming = new Coming(most);
    var request = new SearchRequest(coming, base, scope, filter, attributes);
    request.setSizeLimit(most);
    request.setTimeLimitSeconds(Math.max(1, deadline.leftMillis() / 1000));
    request.setResponseTimeoutMillis(deadline.leftMillis());
    try {
      connection.search(request);
    } catch (LDAPSearchException e) {
      if (!over
          && !e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)
          && !e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
        throw e;
      }
    }
    return coming.entries;
  }

  private static long octets(SearchResultEntry entry) {
    long octets = entry.getDN().length();
    for (Attribute attribute : entry.getAttributes()) {
      octets += attribute.getName().length();
      for (var value : attribute.getRawValues()) {
        octets += value.getValueLength();
      }
    }
    return octets;
  }

  /** The answers to one question; references to other servers are counted and not followed. */
  @SuppressWarnings("serial") // the library's interface is serializable; nobody serializes this
  private final class Coming implements SearchResultListener {
    private final int most;
    private final List<SearchResultEntry> entries = new ArrayList<>();
    private int count;

    Coming(int most) {
      this.most = most;
    }

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
      if (isWelcome(octets(entry))) {
        entries.add(entry);
      }
    }

    @Override
    public void searchReferenceReturned(SearchResultReference reference) {
      isWelcome(0);
    }

    private boolean isWelcome(long size) {
      octets += size;
      count++;
      if (!over && (count > most || octets > MOST_OCTETS || deadline.isOver())) {
        over = true;
        hangUp.run();
      }
      return !over;
    }
  }
}
