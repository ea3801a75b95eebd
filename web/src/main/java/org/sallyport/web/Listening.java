package org.sallyport.web;

import java.util.List;
import java.util.concurrent.Executors;
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
import org.jspecify.annotations.Nullable;

/** Jetty's parts, kept small: one selector that also accepts, and virtual threads for requests. */
final class Listening {
  /** An idle connection that is kept alive lasts this long when the server stops. */
  private static final long IDLE_AT_STOP_MILLIS = 50;

  private Listening() {}

  static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(8, 1, 30_000);
    threads.setName("web");
    threads.setReservedThreads(0);
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("web-", 0).factory()));
    return threads;
  }

  /** A TLS context with these certificates (RFC 8446, RFC 5246). */
  static SslContextFactory.Server tls(List<ServerCertificate> certificates) {
    var tls = new SslContextFactory.Server();
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    tls.setSniRequired(false);
    tls.setKeyStore(CertificateReading.store(certificates));
    tls.setKeyStorePassword(CertificateReading.STORE_PASSWORD);
    return tls;
  }

  static ServerConnector connector(
      Server server, WebLimits limits, SslContextFactory.@Nullable Server tls) {
    var http = new HttpConnectionFactory(configuration(limits, tls != null));
    var factories =
        tls == null
            ? new ConnectionFactory[] {http}
            : new ConnectionFactory[] {new SslConnectionFactory(tls, http.getProtocol()), http};
    var connector = new ServerConnector(server, null, null, null, 0, 1, factories);
    connector.setIdleTimeout(limits.idle().toMillis());
    connector.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    return connector;
  }

  private static HttpConfiguration configuration(WebLimits limits, boolean tls) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(limits.headBytes());
    if (tls) {
      // The host guard and the certificate's own check by the client stand in for Jetty's SNI
      // check,
      // which refuses literal addresses.
      http.addCustomizer(new SecureRequestCustomizer(false));
    }
    return http;
  }
}
