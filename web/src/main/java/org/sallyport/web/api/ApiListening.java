package org.sallyport.web.api;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.web.CertificateReading;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;

/**
 * Jetty's parts of a server for machines: a trusted proxy's header, TLS with client certificates,
 * then HTTP/2 or 1.1.
 */
final class ApiListening {
  private static final long IDLE_AT_STOP_MILLIS = 50;

  /** Control frames a second on one connection (CVE-2023-44487 and its kin). */
  private static final int CONTROL_FRAMES = 2000;

  private ApiListening() {}

  /** Few threads that wait for bytes, and a virtual one for each request. */
  static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(8 + 2 * selectors(), 1 + selectors(), 30_000);
    threads.setName("api");
    threads.setReservedThreads(0);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory()));
    return threads;
  }

  private static int selectors() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /** TLS 1.2 and 1.3 (RFC 9325 section 3.1.1). */
  static SslContextFactory.Server tls(
      List<ServerCertificate> certificates, Optional<Path> clientTrust) {
    var tls = new SslContextFactory.Server();
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    tls.setSniRequired(false);
    load(tls, certificates, clientTrust);
    return tls;
  }

  /** Puts what the files hold now into a context. */
  static void load(
      SslContextFactory tls, List<ServerCertificate> certificates, Optional<Path> clientTrust) {
    var keys = CertificateReading.store(certificates);
    var trust = clientTrust.map(CertificateReading::trust);
    tls.setKeyStore(keys);
    tls.setKeyStorePassword(CertificateReading.STORE_PASSWORD);
    if (trust.isPresent() && tls instanceof SslContextFactory.Server server) {
      server.setTrustStore(trust.get());
      server.setNeedClientAuth(true);
    }
  }

  /**
   * What listens.
   *
   * @param streams requests at a time on one HTTP/2 connection
   */
  static ServerConnector connector(
      Server server,
      WebLimits limits,
      int streams,
      SslContextFactory.Server tls,
      List<IpPrefix> proxies) {
    var configuration = configuration(limits);
    var http1 = new HttpConnectionFactory(configuration);
    var http2 = new HTTP2ServerConnectionFactory(configuration);
    http2.setMaxConcurrentStreams(streams);
    http2.setRateControlFactory(new WindowRateControl.Factory(CONTROL_FRAMES));
    http2.setConnectProtocolEnabled(false);
    var alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http1.getProtocol());
    var secured = new SslConnectionFactory(tls, alpn.getProtocol());
    var first = new ArrayList<ConnectionFactory>();
    if (!proxies.isEmpty()) {
      first.add(new ProxyProtocol(secured, proxies));
    }
    first.addAll(List.of(secured, alpn, http2, http1));
    var connector =
        new ServerConnector(
            server, null, null, null, 0, selectors(), first.toArray(ConnectionFactory[]::new));
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    return connector;
  }

  private static HttpConfiguration configuration(WebLimits limits) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(limits.headBytes());
    // Machines ask once or with another signature each time: fields that were seen do not come
    // again.
    http.setHeaderCacheSize(0);
    // Names of users may hold what Jetty thinks ambiguous; Junction splits before it decodes.
    http.setUriCompliance(UriCompliance.UNSAFE);
    http.addCustomizer(new SecureRequestCustomizer(false));
    return http;
  }
}
