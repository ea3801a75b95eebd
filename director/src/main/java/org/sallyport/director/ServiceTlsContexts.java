package org.sallyport.director;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.ServiceTls;
import org.sallyport.director.settings.CertificateSettings;
import org.sallyport.director.settings.ClientAuthSettings.Demand;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.MemberTlsSettings;
import org.sallyport.director.settings.PoolSettings;
import org.sallyport.director.settings.ServiceSettings;
import org.sallyport.director.settings.ServiceSettings.Protocol;
import org.sallyport.director.settings.ServiceSettings.TlsMode;
import org.sallyport.net.tls.CertificateEntry;
import org.sallyport.net.tls.CertificateFiles;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.MemberTls;
import org.sallyport.net.tls.MemberTlsParameters;
import org.sallyport.net.tls.MemberTrust;
import org.sallyport.net.tls.Refresh;
import org.sallyport.net.tls.ServerTls;
import org.sallyport.net.tls.ServerTlsParameters;
import org.sallyport.net.tls.ServerTlsParameters.ClientCertificates;
import org.sallyport.net.tls.TlsProblem;
import org.sallyport.net.tls.TlsProvider;

/**
 * The TLS contexts of one service, read from its files. Handlers are made on loop threads; the
 * other methods block on files.
 */
final class ServiceTlsContexts implements ServiceTls, AutoCloseable {
  private final ServiceSettings settings;
  private final InstantSource clock;
  private final @Nullable ServerTls clients;

  /** By the name that the member's certificate must have. */
  private final Map<String, MemberTls> members = new ConcurrentHashMap<>();

  private ServiceTlsContexts(
      ServiceSettings settings, InstantSource clock, @Nullable ServerTls clients) {
    this.settings = settings;
    this.clock = clock;
    this.clients = clients;
  }

  /** Reads the files that the service names; adds what is wrong with them to {@code problems}. */
  static @Nullable ServiceTlsContexts open(
      ServiceSettings settings, PoolSettings pool, InstantSource clock, List<TlsProblem> problems) {
    int before = problems.size();
    var clients = settings.decrypts() ? server(settings, clock, problems) : null;
    var contexts = new ServiceTlsContexts(settings, clock, clients);
    problems.addAll(contexts.cover(pool));
    if (problems.size() > before) {
      contexts.close();
      return null;
    }
    return contexts;
  }

  /**
   * Makes what connections to the members of {@code pool} need and is not there yet. Called before
   * the pool gets those members: whoever is served under these settings may be led to them from
   * then on.
   *
   * @return why members cannot be called
   */
  List<TlsProblem> cover(PoolSettings pool) {
    var problems = new ArrayList<TlsProblem>();
    if (settings.tls() == TlsMode.RE_ENCRYPT) {
      settings.memberTls().ifPresent(tls -> cover(tls, pool, problems));
    }
    return problems;
  }

  private void cover(MemberTlsSettings tls, PoolSettings pool, List<TlsProblem> problems) {
    for (var member : pool.members().values()) {
      var name = expected(tls, member);
      if (!members.containsKey(name)) {
        var opened = member(tls, name, clock, problems);
        if (opened != null) {
          members.put(name, opened);
        }
      }
    }
  }

  private static String expected(MemberTlsSettings tls, MemberSettings member) {
    return tls.name().orElseGet(member.address()::host);
  }

  private static @Nullable ServerTls server(
      ServiceSettings settings, InstantSource clock, List<TlsProblem> problems) {
    var asked =
        settings
            .clientAuth()
            .map(auth -> new ClientCertificates(auth.trust(), auth.demand() == Demand.REQUIRED));
    var parameters =
        new ServerTlsParameters(
            settings.certificates().stream().map(ServiceTlsContexts::files).toList(),
            asked,
            settings.protocol() == Protocol.HTTP ? List.of("http/1.1") : List.of(),
            clock,
            TlsProvider.BEST);
    return value(ServerTls.open(parameters), problems);
  }

  private static @Nullable MemberTls member(
      MemberTlsSettings tls, String name, InstantSource clock, List<TlsProblem> problems) {
    var trust =
        tls.trust()
            .<MemberTrust>map(MemberTrust.Bundle::new)
            .or(() -> tls.pin().map(MemberTrust.Pin::new))
            .orElseThrow();
    var parameters =
        new MemberTlsParameters(
            trust, name, tls.certificate().map(ServiceTlsContexts::files), clock, TlsProvider.BEST);
    return value(MemberTls.open(parameters), problems);
  }

  private static CertificateFiles files(CertificateSettings settings) {
    return new CertificateFiles(settings.chain(), SecretKeySource.of(settings.key()));
  }

  private static <T> @Nullable T value(Loaded<T> loaded, List<TlsProblem> problems) {
    return switch (loaded) {
      case Loaded.Ready<T>(var ready, _) -> ready;
      case Loaded.Refused<T>(var found) -> {
        problems.addAll(found);
        yield null;
      }
    };
  }

  @Override
  public SslHandler towardsClient(@Nullable String serverName) {
    if (clients == null) {
      throw new IllegalStateException("this service terminates no TLS");
    }
    var handler = clients.newHandler(PooledByteBufAllocator.DEFAULT, serverName);
    handler.setHandshakeTimeoutMillis(handshakeMillis());
    return handler;
  }

  @Override
  public @Nullable SslHandler towardsMember(Member member) {
    var wanted = settings.memberTls();
    if (settings.tls() != TlsMode.RE_ENCRYPT || wanted.isEmpty()) {
      return null;
    }
    var address = member.settings().address();
    var tls = members.get(expected(wanted.get(), member.settings()));
    if (tls == null) {
      // It could not be covered: a context for another name refuses it, and nothing goes in clear.
      tls = members.values().iterator().next();
    }
    var handler = tls.newHandler(PooledByteBufAllocator.DEFAULT, address);
    handler.setHandshakeTimeoutMillis(handshakeMillis());
    return handler;
  }

  private long handshakeMillis() {
    return settings.timeouts().handshake().toMillis();
  }

  /** The certificates that clients are shown. */
  List<CertificateEntry> certificates() {
    return clients == null ? List.of() : clients.certificates();
  }

  /** Reads files that have changed since they were taken into use; what cannot be used stays. */
  Refresh refresh() {
    var all = new ArrayList<Refresh>();
    Optional.ofNullable(clients).ifPresent(tls -> all.add(tls.refresh()));
    members.values().forEach(tls -> all.add(tls.refresh()));
    var problems = new ArrayList<TlsProblem>();
    boolean renewed = false;
    for (var one : all) {
      switch (one) {
        case Refresh.Unchanged() -> {}
        case Refresh.Renewed() -> renewed = true;
        case Refresh.Refused(var found) -> problems.addAll(found);
      }
    }
    if (!problems.isEmpty()) {
      return new Refresh.Refused(problems);
    }
    return renewed ? new Refresh.Renewed() : new Refresh.Unchanged();
  }

  /** Reads the files anew; what cannot be used stays as it was and is returned. */
  List<TlsProblem> reload() {
    var problems = new ArrayList<TlsProblem>();
    Optional.ofNullable(clients).ifPresent(tls -> problems.addAll(tls.reload()));
    members.values().forEach(tls -> problems.addAll(tls.reload()));
    return problems;
  }

  @Override
  public void close() {
    if (clients != null) {
      clients.close();
    }
    members.values().forEach(MemberTls::close);
  }
}
