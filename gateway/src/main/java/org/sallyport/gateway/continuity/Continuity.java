package org.sallyport.gateway.continuity;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.gateway.alert.Alerts;
import org.sallyport.gateway.alert.CertificateWatch;
import org.sallyport.gateway.continuity.ContinuitySettings.Mode;
import org.sallyport.gateway.continuity.Standing.State;
import org.sallyport.gateway.factor.AuthorityClient;
import org.sallyport.gateway.factor.AuthorityLink;
import org.sallyport.gateway.factor.SecondFactor;
import org.sallyport.net.tls.Loaded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second factor of a gateway, whether the authority can be reached or not: the probe, the state
 * machine, local packages, alerts, and for each choice of clients a {@link SecondFactor}.
 *
 * <p>Any thread may call. {@link #start} begins to probe; {@link #close} ends it and leaves the
 * link and the alerts to their owner.
 */
public final class Continuity implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Continuity.class);
  private static final Duration LOOK = Duration.ofMinutes(10);
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private final ContinuitySettings settings;
  private final AuthorityLink link;
  private final AuthorityClient authority;
  private final InstantSource clock;
  private final AuthorityWatch watch;
  private final LocalCheck local;
  private final @Nullable LocalPackages packages;
  private final @Nullable PackageExchange exchange;
  private final CertificateWatch certificates;
  private final DecisionCounts counts = new DecisionCounts();
  private final Thread looking;

  private Continuity(
      ContinuitySettings settings,
      AuthorityLink link,
      AuthorityClient authority,
      Peers peers,
      @Nullable LocalPackages packages,
      Alerts alerts,
      InstantSource clock) {
    this.settings = settings;
    this.link = link;
    this.authority = authority;
    this.clock = clock;
    this.packages = packages;
    local = packages == null ? new NoPackages() : packages;
    watch =
        new AuthorityWatch(
            settings,
            clock,
            link::probe,
            peers::anyReaches,
            told(new ContinuityAlerts(settings, alerts, clock)));
    exchange =
        settings
            .packages()
            .filter(_ -> packages != null)
            .map(wanted -> exchange(wanted, packages))
            .orElse(null);
    certificates = new CertificateWatch(() -> validity(link), alerts, clock);
    looking = Thread.ofVirtual().name("certificate-watch").unstarted(this::look);
  }

  private AuthorityWatch.Listener told(ContinuityAlerts telling) {
    return (before, after) -> {
      if (exchange != null && after.reached() && !before.reached()) {
        exchange.poke();
      }
      if (after.state() == State.CONTINUITY && before.state() != State.CONTINUITY) {
        authority.giveUp();
      }
      telling.moved(before, after);
    };
  }

  private PackageExchange exchange(
      ContinuitySettings.Packages wanted, @Nullable LocalPackages opened) {
    return new PackageExchange(
        wanted,
        Objects.requireNonNull(opened),
        link::post,
        () -> watch.standing().reached(),
        clock);
  }

  /**
   * Reads the files that the settings name and the state folder; connects to nobody. Blocks.
   *
   * @param link the way to the authority; stays the caller's
   * @param alerts who is told; stays the caller's
   */
  public static Loaded<Continuity> open(
      ContinuitySettings settings,
      AuthorityLink link,
      AuthorityClient authority,
      Alerts alerts,
      InstantSource clock) {
    return Peers.open(settings.peers())
        .then(
            peers ->
                openPackages(settings, clock)
                    .then(
                        packages ->
                            Loaded.ready(
                                new Continuity(
                                    settings,
                                    link,
                                    authority,
                                    peers,
                                    packages.orElse(null),
                                    alerts,
                                    clock))));
  }

  private static Loaded<Optional<LocalPackages>> openPackages(
      ContinuitySettings settings, InstantSource clock) {
    if (settings.packages().isEmpty()) {
      return Loaded.ready(Optional.empty());
    }
    return PackageKeys.read(settings.packages().get().key())
        .then(
            key -> {
              try {
                return Loaded.ready(Optional.of(LocalPackages.open(settings.state(), key, clock)));
              } catch (IOException e) {
                return Loaded.refused(
                    settings.state().toString(), "the state cannot be read or written: " + e);
              }
            });
  }

  /** Begins to probe, to fetch packages and to look at certificates. */
  public void start() {
    watch.start();
    looking.start();
    if (exchange != null) {
      exchange.start();
    }
  }

  /** The second factor for clients of this choice. */
  public SecondFactor secondFactor(ContinuityChoice choice) {
    var patience = settings.timeout().multipliedBy(settings.fall() + 1L).plusMillis(500);
    return new ContinuedFactor(
        choice,
        authority,
        authority::lastHeard,
        watch,
        user -> exchange == null ? Optional.empty() : exchange.untold(user),
        local,
        counts,
        patience.compareTo(SETTLING) > 0 ? patience : SETTLING);
  }

  /** Whether a login of this choice could be decided now; false fails Status-Server. */
  public boolean available(ContinuityChoice choice) {
    if (settings.mode() == Mode.ON) {
      return decides(choice);
    }
    var now = watch.standing();
    // What is only suspected is not yet known: a single lost probe takes no gateway out of use.
    return now.reached() || now.undecided() || (watch.open() && decides(choice));
  }

  private boolean decides(ContinuityChoice choice) {
    return switch (choice) {
      case CLOSED -> false;
      case VERIFIED -> local.live();
      case FIRST_FACTOR -> true;
    };
  }

  /** Where it stands. */
  public ContinuityStatus status() {
    var now = watch.standing();
    return new ContinuityStatus(
        now.state(),
        now.since(),
        watch.open(),
        now.reached(),
        now.cause(),
        now.detail(),
        now.held(),
        settings.mode() == Mode.ON
            ? Optional.empty()
            : now.entered().map(start -> start.plus(settings.longest())),
        counts.verified(),
        counts.firstFactor(),
        counts.refused(),
        packages == null ? 0 : packages.size(),
        packages == null ? Optional.empty() : packages.until());
  }

  private static Map<String, Instant> validity(AuthorityLink link) {
    var found = new LinkedHashMap<String, Instant>();
    link.ownValidUntil()
        .ifPresent(until -> found.put("the gateway's certificate for the authority", until));
    for (var address : link.status()) {
      address
          .validUntil()
          .ifPresent(until -> found.put("the certificate of " + address.address(), until));
    }
    return found;
  }

  private void look() {
    try {
      // The first probe has to have seen the authority's certificate.
      Thread.sleep(settings.every().plus(settings.timeout()));
      while (!Thread.currentThread().isInterrupted()) {
        lookOnce();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookOnce() {
    try {
      certificates.look();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("certificate-watch-broke");
    }
  }

  @Override
  public void close() throws IOException {
    watch.close();
    looking.interrupt();
    if (exchange != null) {
      exchange.close();
    }
    if (packages != null) {
      packages.close();
    }
  }
}
