package org.sallyport.encryption.search;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyUse;
import org.sallyport.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds keys of people elsewhere: first what is remembered, then source after source until one has
 * a key that may be used. An address is searched for once at a time, whoever asks, and {@link
 * #MOST} addresses at a time; {@link #find} is for any thread and blocks within the time limit.
 */
public final class RemoteKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

  /** Searches at a time. */
  private static final int MOST = 64;

  private final List<RemoteSource> sources;
  private final RemoteKeysSettings settings;
  private final RemoteCache cache;
  private final Breakers breakers;
  private final SearchMetrics metrics = new SearchMetrics();
  private final Sieve sieve = new Sieve(AlgorithmPolicy.standard());
  private final WebSources web;
  private final LdapSource ldap;
  private final Supplier<List<Certificate>> certifiers;
  private final InstantSource clock;
  private final AutoCloseable dialling;
  private final ConcurrentHashMap<Address, CompletableFuture<Looked>> running =
      new ConcurrentHashMap<>();
  private final Semaphore free = new Semaphore(MOST);

  RemoteKeys(
      Store store,
      RemoteKeysSettings settings,
      Supplier<List<Certificate>> certifiers,
      InstantSource clock,
      Dial dial,
      AutoCloseable dialling) {
    this.settings = settings;
    this.certifiers = certifiers;
    this.clock = clock;
    this.dialling = dialling;
    sources =
        settings.sources().stream().flatMap(text -> RemoteSource.parse(text).stream()).toList();
    cache = new RemoteCache(store, settings);
    breakers = new Breakers(clock, settings.recovery());
    web = new WebSources(new WebGet(dial));
    ldap = new LdapSource(dial);
  }

  /**
   * A search over the store that remembers.
   *
   * @param certifiers the organisation's certificates: their certifications stay on what is found
   * @throws IllegalArgumentException with a sentence, when {@link #problem} has one
   */
  public static RemoteKeys open(
      Store store,
      RemoteKeysSettings settings,
      Supplier<List<Certificate>> certifiers,
      InstantSource clock) {
    var dial = TlsDial.open(settings.trust(), settings.privateAddresses());
    return new RemoteKeys(store, settings, certifiers, clock, dial, dial);
  }

  /** What is wrong with the files that settings name, a sentence that begins with the key. */
  public static Optional<String> problem(RemoteKeysSettings settings) {
    try {
      TlsDial.open(settings.trust(), settings.privateAddresses()).close();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Keys for an address; none when nobody has one, or nobody said so in time. */
  public List<RemoteKey> find(Address address) {
    return look(address).keys();
  }

  /**
   * What a search ended with.
   *
   * @param known whether everybody who may have a key has answered, or somebody had one; where it
   *     is false, that there is none is not known, and keys are what was found before
   */
  public record Looked(List<RemoteKey> keys, boolean known) {
    /** Copies the list. */
    public Looked {
      keys = List.copyOf(keys);
    }
  }

  /** The same, telling that nobody has a key from nobody saying so in time. */
  public Looked look(Address address) {
    var known = cache.find(address, clock.instant());
    if (known.isPresent()) {
      metrics.searched(SearchMetrics.Ended.REMEMBERED);
      return new Looked(known.get(), true);
    }
    var search = running.computeIfAbsent(address, this::begin);
    try {
      return search.get(settings.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return unknown(address);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Looked(List.of(), false);
    }
  }

  private CompletableFuture<Looked> begin(Address address) {
    var search = new CompletableFuture<Looked>();
    Thread.ofVirtual().name("remote-keys").start(() -> run(address, search));
    return search;
  }

  private void run(Address address, CompletableFuture<Looked> search) {
    try {
      var found = searchWhereFree(address);
      running.remove(address); // whoever asks from here on finds what is remembered
      search.complete(found);
    } catch (RuntimeException | Error e) { // an Error as well: somebody waits
      LOG.atError().setCause(e).log("remote-keys-search-broken");
      running.remove(address);
      search.completeExceptionally(e);
    }
  }

  private Looked searchWhereFree(Address address) {
    if (!free.tryAcquire()) {
      LOG.atWarn().addKeyValue("most", MOST).log("remote-keys-busy");
      return unknown(address);
    }
    try {
      return search(address);
    } finally {
      free.release();
    }
  }

  private Looked search(Address address) {
    var deadline = Deadline.in(settings.timeLimit());
    boolean allAnswered = true;
    boolean anyAnswered = false;
    for (var source : sources) {
      var name = name(source, address);
      if (deadline.isOver() || breakers.isOpen(name)) {
        allAnswered = false;
        continue;
      }
      switch (asked(source, address, deadline.within(settings.sourceTimeLimit()))) {
        case Asked.Nobody _ -> {} // and nothing was learned that is worth keeping
        case Asked.Nothing _ -> {
          anyAnswered = true;
          breakers.answered(name);
        }
        case Asked.Failed(var reason) -> {
          allAnswered = false;
          failed(name, reason);
        }
        case Asked.Material(var material) -> {
          anyAnswered = true;
          breakers.answered(name);
          var keys = keys(material, source, address);
          if (!keys.isEmpty()) {
            cache.keep(address, keys, clock.instant());
            metrics.searched(SearchMetrics.Ended.FOUND);
            return new Looked(keys, true);
          }
        }
      }
    }
    // Who could not be asked may have a key: that nobody has one is not known.
    if (allAnswered && anyAnswered) {
      cache.keep(address, List.of(), clock.instant());
    }
    if (allAnswered) {
      metrics.searched(SearchMetrics.Ended.NOTHING);
      return new Looked(List.of(), true);
    }
    return unknown(address);
  }

  /** Nobody says what there is now: what was found before, as long as it is good by itself. */
  private Looked unknown(Address address) {
    var now = clock.instant();
    var before =
        cache.stale(address, now).stream().filter(key -> isGood(key.certificate(), now)).toList();
    metrics.searched(before.isEmpty() ? SearchMetrics.Ended.UNKNOWN : SearchMetrics.Ended.STALE);
    return new Looked(before, false);
  }

  private static boolean isGood(Certificate certificate, Instant now) {
    return certificate.listing(now, AlgorithmPolicy.standard()).can(KeyUse.ENCRYPT);
  }

  private Asked asked(RemoteSource source, Address address, Deadline deadline) {
    long begun = System.nanoTime();
    var answer = ask(source, address, deadline);
    metrics.asked(source.label(), answer, System.nanoTime() - begun);
    return answer;
  }

  /** Prometheus's text format 0.0.4. */
  public String metrics() {
    return metrics.text(breakers.open());
  }

  private List<RemoteKey> keys(List<byte[]> material, RemoteSource source, Address address) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS); // as the store keeps it
    return sieve.of(material, address, certifiers.get(), now).stream()
        .map(certificate -> new RemoteKey(address, certificate, source.label(), now, false))
        .toList();
  }

  private Asked ask(RemoteSource source, Address address, Deadline deadline) {
    return switch (source) {
      case RemoteSource.Wkd _ -> web.wkd(address, deadline);
      case RemoteSource.Ldaps _ -> ldap.ask(address, deadline);
      case RemoteSource.Hkps(var server) -> web.hkp(server, address, deadline);
      case RemoteSource.Vks(var server) -> web.vks(server, address, deadline);
    };
  }

  private static String name(RemoteSource source, Address address) {
    return switch (source) {
      case RemoteSource.Wkd _ -> "wkd " + address.domain();
      case RemoteSource.Ldaps _ -> "ldap " + address.domain();
      case RemoteSource.Hkps(var server) -> "hkp " + server;
      case RemoteSource.Vks(var server) -> "vks " + server;
    };
  }

  private void failed(String name, String reason) {
    boolean leftAlone = breakers.failed(name);
    LOG.atWarn()
        .addKeyValue("source", name)
        .addKeyValue("cause", reason)
        .addKeyValue("left-alone", leftAlone)
        .log("remote-keys-source-failed");
  }

  /** Forgets what is over; to be called every few minutes. */
  public void tidy() {
    cache.tidy(clock.instant());
  }

  @Override
  public void close() {
    try {
      dialling.close();
    } catch (Exception e) { // AutoCloseable declares no narrower type
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("remote-keys-close-failed");
    }
  }
}
