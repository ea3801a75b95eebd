package org.sallyport.gateway.factor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sallyport.gateway.factor.Answer.Cause;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.lookup.HostNames;
import org.sallyport.net.tls.CertificateFiles;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.MemberTls;
import org.sallyport.net.tls.MemberTlsParameters;
import org.sallyport.net.tls.MemberTrust;
import org.sallyport.net.tls.Refresh;
import org.sallyport.net.tls.TlsProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the authority: its addresses in order, over HTTP/1.1 on connections that are kept. An
 * address that did not answer last is asked after those that did; {@link #probe} finds out when it
 * answers again.
 *
 * <p>Any virtual thread may call; methods block within the limits of the settings. Our certificate
 * is read again when its file changes.
 */
public final class AuthorityLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuthorityLink.class);
  private static final Call HEALTH = Call.get("/v1/health");

  private final List<LinkAddress> addresses;
  private final Map<String, MemberTls> tls;
  private final OwnCertificate own;
  private final Watchdog watchdog;
  private final ExecutorService probing = Executors.newVirtualThreadPerTaskExecutor();

  private AuthorityLink(
      List<LinkAddress> addresses,
      Map<String, MemberTls> tls,
      OwnCertificate own,
      Watchdog watchdog) {
    this.addresses = List.copyOf(addresses);
    this.tls = tls;
    this.own = own;
    this.watchdog = watchdog;
  }

  /** Reads the files that the settings name; connects to nobody. Blocks. */
  public static Loaded<AuthorityLink> open(AuthorityLinkSettings settings, InstantSource clock) {
    return OwnCertificate.files(settings.certificate())
        .then(files -> openTls(settings, files, clock))
        .then(tls -> Loaded.ready(build(settings, clock, tls)));
  }

  /** TLS for each name that is expected, by that name. */
  private static Loaded<Map<String, MemberTls>> openTls(
      AuthorityLinkSettings settings, CertificateFiles files, InstantSource clock) {
    var opened = new LinkedHashMap<String, MemberTls>();
    for (var address : settings.addresses()) {
      var name = expectedName(settings, address);
      if (opened.containsKey(name)) {
        continue;
      }
      var parameters =
          new MemberTlsParameters(
              trust(settings), name, Optional.of(files), clock, TlsProvider.BEST);
      switch (MemberTls.open(parameters)) {
        case Loaded.Ready<MemberTls>(var ready, _) -> opened.put(name, ready);
        case Loaded.Refused<MemberTls>(var problems) -> {
          opened.values().forEach(MemberTls::close);
          return new Loaded.Refused<>(problems);
        }
      }
    }
    return Loaded.ready(opened);
  }

  private static String expectedName(AuthorityLinkSettings settings, HostPort address) {
    return settings.name().orElse(address.host());
  }

  private static MemberTrust trust(AuthorityLinkSettings settings) {
    return settings
        .pin()
        .<MemberTrust>map(MemberTrust.Pin::new)
        .or(() -> settings.trust().map(MemberTrust.Bundle::new))
        .orElseThrow(() -> new IllegalArgumentException("neither trust nor pin"));
  }

  private static AuthorityLink build(
      AuthorityLinkSettings settings, InstantSource clock, Map<String, MemberTls> tls) {
    var own = new OwnCertificate(settings.certificate(), clock);
    own.read();
    var watchdog = new Watchdog();
    var dialler =
        new Dialler(new HostNames(), watchdog, settings.proxy().map(Tunnel::new), own::expired);
    var addresses = new ArrayList<LinkAddress>();
    for (HostPort address : settings.addresses()) {
      var secured = Objects.requireNonNull(tls.get(expectedName(settings, address)));
      addresses.add(new LinkAddress(address, secured, dialler, watchdog, settings, clock));
    }
    return new AuthorityLink(addresses, tls, own, watchdog);
  }

  /** Asks the addresses in turn until one answers. */
  Outcome call(Call call) {
    var failures = new ArrayList<LinkFailure>();
    for (var address : inOrder()) {
      try {
        var reply = address.exchange(call);
        return new Outcome.Answered(reply.status(), reply.body());
      } catch (LinkFailure e) {
        failures.add(e);
      }
    }
    var worst = worst(failures);
    return new Outcome.Failed(worst.reason(), worst.detail());
  }

  /**
   * Posts JSON.
   *
   * @param path such as {@code /v1/continuity/uses}
   * @param key the idempotency key, where the request changes something by itself
   * @param longest octets of the answer that are taken
   */
  public Outcome post(String path, byte[] json, Optional<String> key, int longest) {
    var call = Call.post(path, json).upTo(longest);
    return call(key.map(call::withKey).orElse(call));
  }

  /** Those that answered last, then the others. */
  private List<LinkAddress> inOrder() {
    if (addresses.size() == 1) {
      return addresses;
    }
    var ordered = new ArrayList<LinkAddress>(addresses.size());
    addresses.stream().filter(LinkAddress::alive).forEach(ordered::add);
    addresses.stream().filter(address -> !ordered.contains(address)).forEach(ordered::add);
    return ordered;
  }

  /**
   * What stands for several failures: an address that answered, but not as it should, says more
   * than one that did not answer, and must not pass for it.
   */
  private static LinkFailure worst(List<LinkFailure> failures) {
    for (var cause : List.of(Cause.CERTIFICATE, Cause.FAULT, Cause.UNWELL, Cause.PROXY)) {
      for (var failure : failures) {
        if (failure.reason() == cause) {
          return failure;
        }
      }
    }
    return failures.getFirst();
  }

  /**
   * Asks every address how it is, at once; looks at the files of certificates first.
   *
   * @param limit for each, connecting included
   * @param reuse whether a connection that is open already will do
   */
  public Probed probe(Duration limit, boolean reuse) {
    reloadCertificates();
    var running = new ArrayList<Future<Optional<LinkFailure>>>();
    for (var address : addresses) {
      running.add(probing.submit(() -> probe(address, limit, reuse)));
    }
    var failures = new ArrayList<LinkFailure>();
    for (var one : running) {
      result(one).ifPresent(failures::add);
    }
    if (failures.size() < addresses.size()) {
      return new Probed.Reached();
    }
    var worst = worst(failures);
    return new Probed.Failed(worst.reason(), worst.detail());
  }

  private static Optional<LinkFailure> probe(LinkAddress address, Duration limit, boolean reuse) {
    try {
      int status = address.exchangeWithin(HEALTH, limit, reuse).status();
      return status == 200
          ? Optional.empty()
          : Optional.of(LinkFailure.of(Cause.FAULT, "the health of the authority: " + status));
    } catch (LinkFailure e) {
      return Optional.of(e);
    }
  }

  private static Optional<LinkFailure> result(Future<Optional<LinkFailure>> probe) {
    try {
      return probe.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a probe broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(LinkFailure.of(Cause.UNREACHABLE, "interrupted"));
    }
  }

  private void reloadCertificates() {
    for (var one : tls.values()) {
      switch (one.refresh()) {
        case Refresh.Unchanged() -> {}
        case Refresh.Renewed() -> {
          own.read();
          addresses.forEach(LinkAddress::clear);
          LOG.atInfo().addKeyValue("name", one.expectedName()).log("certificate-reloaded");
        }
        case Refresh.Refused(var problems) -> {
          for (var problem : problems) {
            LOG.atWarn()
                .addKeyValue("file", problem.subject())
                .addKeyValue("cause", problem.sentence())
                .log("certificate-rejected");
          }
        }
      }
    }
  }

  /** When our own certificate expires; empty when it could not be read. */
  public Optional<Instant> ownValidUntil() {
    return own.validUntil();
  }

  /** How the addresses do, in the order of the settings. */
  public List<LinkStatus> status() {
    return addresses.stream().map(LinkAddress::status).toList();
  }

  @Override
  public void close() {
    probing.shutdownNow();
    addresses.forEach(LinkAddress::close);
    tls.values().forEach(MemberTls::close);
    watchdog.close();
  }
}
