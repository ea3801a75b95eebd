package org.sallyport.web.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTPS server for browsers of people outside: one handler for all, bodies and replies as
 * streams. {@link #start}, {@link #reloadCertificates} and {@link #close} are called by one thread
 * at a time.
 */
public final class SiteServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SiteServer.class);

  /** Requests at a time on one HTTP/2 connection: a browser has a page and its parts. */
  private static final int STREAMS = 64;

  private final HostPort listen;
  private final List<ServerCertificate> certificates;
  private final List<IpPrefix> proxies;
  private final WebLimits limits;
  private final Duration drainTime;
  private final SiteHandler handler;
  private @Nullable Server server;
  private SslContextFactory.@Nullable Server tls;
  private volatile int port = -1;

  /**
   * Not yet started.
   *
   * @param listen port 0 asks the system for a free one; see {@link #port}
   * @param certificates at least one; the client's server name chooses among them
   * @param proxies whose connections begin with a PROXY protocol header, which is believed
   * @param limits of connections and heads; {@code bodyBytes} is for forms, and {@code idle} is
   *     also what a body may take beside the time that its octets are granted
   * @param drainTime how long requests in hand may go on when it stops
   */
  public SiteServer(
      HostPort listen,
      List<ServerCertificate> certificates,
      List<IpPrefix> proxies,
      WebLimits limits,
      Duration drainTime,
      SiteHandler handler) {
    this.listen = listen;
    this.certificates = List.copyOf(certificates);
    this.proxies = List.copyOf(proxies);
    this.limits = limits;
    this.drainTime = drainTime;
    this.handler = handler;
  }

  /**
   * Opens the listener.
   *
   * @throws IOException when the address cannot be listened on
   * @throws IllegalArgumentException with a sentence, when certificates cannot be read
   */
  public void start() throws IOException {
    var context = ApiListening.tls(certificates, Optional.empty());
    var channel = ApiServer.bind(listen);
    var jetty = new Server(ApiListening.threads());
    jetty.setHandler(new GracefulHandler(new SiteAnswers(handler, limits)));
    jetty.setErrorHandler(new ApiErrors());
    jetty.setStopTimeout(Math.max(1, drainTime.toMillis()));
    try {
      var connector = ApiListening.connector(jetty, limits, STREAMS, context, proxies);
      connector.open(channel);
      jetty.addConnector(connector);
      jetty.start();
    } catch (Exception e) { // Jetty declares no narrower type
      channel.close();
      throw new IOException("cannot serve on " + listen + ": " + e.getMessage(), e);
    }
    tls = context;
    server = jetty;
    port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  /** The port that is listened on; -1 before {@link #start}. */
  public int port() {
    return port;
  }

  /**
   * Reads certificates anew. Open connections keep what they have.
   *
   * @throws IllegalArgumentException with a sentence, when they cannot be read; the former stay
   */
  public void reloadCertificates() {
    var context = tls;
    if (context == null) {
      return;
    }
    ApiListening.tls(certificates, Optional.empty());
    try {
      context.reload(factory -> ApiListening.load(factory, certificates, Optional.empty()));
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IllegalArgumentException("the certificates cannot be used: " + e.getMessage(), e);
    }
  }

  /** Lets requests in hand end within their time, and closes the listener. */
  @Override
  public void close() {
    var running = server;
    if (running == null) {
      return;
    }
    server = null;
    try {
      running.stop();
    } catch (Exception e) { // Jetty declares no narrower type
      LOG.warn("event=site-stop-incomplete cause=\"{}\"", e.getMessage());
    }
  }
}
