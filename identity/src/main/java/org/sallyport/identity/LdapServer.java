package org.sallyport.identity;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.identity.LdapDial.RefusedBindException;
import org.sallyport.net.tls.TlsFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One directory server: connections for searches, others for the binds of users, and whether it
 * lives. A virtual thread of its own tries it at intervals.
 */
final class LdapServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LdapServer.class);

  /** Answers in a row that may come too late before the server is left alone. */
  private static final int MOST_LATE = 3;

  private final String store;
  private final String url;
  private final LdapDial dial;
  private final LdapPool searches;
  private final LdapPool binds;
  private final Breaker breaker;
  private final Duration recovery;
  private final SearchRequest trial;
  private final Thread trying;
  private final LongAdder searched = new LongAdder();
  private final LongAdder bound = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicInteger late = new AtomicInteger();

  LdapServer(
      String store,
      LdapConnectionSettings server,
      UserStoreSettings settings,
      LdapDial dial,
      InstantSource clock) {
    this.store = store;
    this.url = server.url().toString();
    this.dial = dial;
    searches = new LdapPool(dial::connectForSearches, settings);
    binds = new LdapPool(dial::connect, settings);
    recovery = settings.recovery();
    breaker = new Breaker(clock, recovery);
    // RFC 4511 section 4.5.1.8: 1.1 asks for no attribute
    var anything = Filter.createPresenceFilter("objectClass");
    trial = new SearchRequest(settings.baseDn(), SearchScope.BASE, anything, "1.1");
    trying = Thread.ofVirtual().name("ldap-" + url).unstarted(this::keepTrying);
  }

  void start() {
    trying.start();
  }

  boolean alive() {
    return breaker.closed();
  }

  /** Why it is not asked. */
  String cause() {
    return breaker.failure().map(failure -> url + ": " + failure.cause()).orElse(url);
  }

  /**
   * Searches. Blocks.
   *
   * @throws LDAPException when there is no result; where that is about the server and not about
   *     what was asked, it is not asked any more
   */
  SearchResult search(SearchRequest request) throws LDAPException {
    try {
      var found = searches.perform(connection -> connection.search(request));
      answered(searched);
      return found;
    } catch (LDAPException e) {
      if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        answered(searched);
      } else {
        fails(e);
      }
      throw e;
    }
  }

  /**
   * Binds as a user, once. Blocks.
   *
   * @return why the user is refused; empty when the password is right
   * @throws LDAPException when there is no verdict; where that is about the server and not about
   *     this person, it is not asked any more
   */
  Optional<String> bind(String dn, byte[] password) throws LDAPException {
    try {
      binds.perform(connection -> connection.bind(new SimpleBindRequest(dn, password)));
      answered(bound);
      return Optional.empty();
    } catch (LDAPException e) {
      var said = Optional.ofNullable(e.getDiagnosticMessage()).orElse("");
      var refusal = BindVerdict.refusal(e.getResultCode(), said);
      if (refusal.isPresent()) {
        answered(bound);
        return refusal;
      }
      fails(e);
      throw e;
    }
  }

  /** One late answer may be one person's odd entry; several in a row are the server's. */
  private void fails(LDAPException e) {
    failed.increment();
    if (LdapFault.gone(e) || (LdapFault.late(e) && late.incrementAndGet() >= MOST_LATE)) {
      shut(e);
    }
  }

  private void shut(LDAPException e) {
    searches.clear();
    binds.clear();
    var cause = sentence(e);
    if (breaker.open(cause, e instanceof RefusedBindException)) {
      LOG.atWarn()
          .addKeyValue("store", store)
          .addKeyValue("server", url)
          .addKeyValue("cause", cause)
          .log("directory-down");
    }
  }

  private void answered(LongAdder kind) {
    kind.increment();
    late.set(0);
  }

  private static String sentence(LDAPException e) {
    return TlsFailure.of(e)
        .map(TlsFailure::sentence)
        .orElseGet(() -> e.getResultCode().getName() + said(e));
  }

  /** The library's own words, but not a server's: those may quote what was asked. */
  private static String said(LDAPException e) {
    var message = Optional.ofNullable(e.getMessage()).orElse("");
    if (message.contains("Connection refused")) {
      return ", refused";
    }
    boolean own = e.getResultCode().isClientSideResultCode() || e instanceof RefusedBindException;
    return own && !message.isEmpty() ? ": " + message : "";
  }

  private void keepTrying() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (breaker.due()) {
          tryOnce();
        }
        Thread.sleep(recovery);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void tryOnce() {
    try {
      searches.perform(connection -> connection.search(trial));
      if (breaker.close()) {
        LOG.atInfo().addKeyValue("store", store).addKeyValue("server", url).log("directory-up");
      }
    } catch (LDAPException e) {
      failed.increment();
      if (!e.getResultCode().equals(ResultCode.BUSY)) { // every connection is in use: it lives
        shut(e);
      }
    } catch (RuntimeException e) {
      // The next trial may go better; without one the server would stay as it is for good.
      LOG.atError().addKeyValue("server", url).setCause(e).log("directory-trial-broke");
    }
  }

  ServerStatus status() {
    var failure = breaker.failure();
    return new ServerStatus(
        store,
        url,
        failure.map(Breaker.Failure::cause),
        failure.map(Breaker.Failure::since),
        searched.sum(),
        bound.sum(),
        failed.sum());
  }

  @Override
  public void close() {
    trying.interrupt();
    searches.close();
    binds.close();
    dial.close();
  }
}
