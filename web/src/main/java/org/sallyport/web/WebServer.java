package org.sallyport.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.HostPort;
import org.sallyport.web.openapi.OpenApi;
import org.sallyport.web.page.Shell;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;
import org.sallyport.web.session.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server for administrators: the declared routes, sign-in and sign-out, assets, and its own
 * description at {@code /openapi.json}. Made by {@link #builder}; {@link #start} opens the
 * listener.
 *
 * <p>{@link #start}, {@link #reloadCertificates}, {@link #replaceToken} and {@link #close} are
 * called by one thread at a time.
 */
public final class WebServer implements AutoCloseable {
  /** Requests in hand get this long, in milliseconds, when the server stops. */
  private static final long STOP_MILLIS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private final WebServerBuilder plan;
  private final EventStreams streams;
  private @Nullable Javalin javalin;
  private @Nullable Gate gate;
  private SslContextFactory.@Nullable Server tls;
  private int port = -1;

  WebServer(WebServerBuilder plan) {
    this.plan = plan;
    streams = new EventStreams(plan.limits.streams());
  }

  /**
   * Begins the description of a server.
   *
   * @param listen port 0 asks the system for a free one; see {@link #port}
   */
  public static WebServerBuilder builder(HostPort listen, AccessToken token, Shell shell) {
    return new WebServerBuilder(listen, token, shell);
  }

  /**
   * Opens the listener.
   *
   * @throws IOException when the address cannot be listened on
   * @throws IllegalArgumentException with a sentence, when the configuration does not allow it: an
   *     address beyond loopback without certificates, or certificates that cannot be read
   */
  public void start() throws IOException {
    var address = new InetSocketAddress(plan.listen.host(), plan.listen.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(plan.listen.host() + " cannot be resolved");
    }
    boolean loopback = address.getAddress().isLoopbackAddress();
    if (!plan.certificates.isEmpty()) {
      tls = Listening.tls(plan.certificates);
    } else if (!loopback) {
      throw new IllegalArgumentException(
          plan.listen
              + " is reached over the network, where TLS is needed: name certificates,"
              + " or listen on 127.0.0.1");
    }
    serve(bind(address), loopback);
  }

  /** The port is known before anything else is made, because cookies are named after it. */
  private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    var channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(address, 128);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private void serve(ServerSocketChannel channel, boolean loopback) throws IOException {
    port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    boolean encrypted = tls != null;
    var headers = ProtectiveHeaders.all(encrypted);
    var sessions = new Sessions(plan.clock);
    var cookie = new SessionCookie(port, encrypted);
    var entrance =
        new Gate(plan.token, plan.accounts, sessions, cookie, new Guesses(plan.clock), loopback);
    gate = entrance;
    var dispatch =
        new Dispatch(
            new HostGuard(loopback, plan.names),
            entrance,
            new ReplyWriter(plan.shell, streams),
            headers,
            plan.limits);
    var routes = routes(new SignIn(entrance, sessions, cookie), cookie, loopback);
    javalin =
        Javalin.create(
                config -> {
                  keepSmall(config);
                  config.jetty.modifyServer(
                      server -> {
                        server.setErrorHandler(new HttpErrors(headers));
                        server.setStopTimeout(STOP_MILLIS);
                      });
                  config.jetty.addConnector((server, _) -> connector(server, channel));
                  dispatch.register(config.routes, routes);
                })
            .start();
  }

  private ServerConnector connector(Server server, ServerSocketChannel channel) {
    try {
      var connector = Listening.connector(server, plan.limits, tls);
      connector.open(channel);
      return connector;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void keepSmall(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.threadPool = Listening.threads();
    config.http.prefer405over404 = true;
    // A response whose length told of a secret beside chosen text would give the secret away
    // (BREACH).
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }

  private List<Route> routes(SignIn signIn, SessionCookie cookie, boolean openReading) {
    var all = new ArrayList<>(plan.routes);
    all.addAll(signIn.routes());
    all.add(Assets.route());
    all.add(
        Route.get("/openapi.json", "description")
            .summary("This document.")
            .tag("description")
            .answers(200, "OpenAPI 3.1.", "application/json")
            .handledBy(
                _ ->
                    Reply.json(
                        OpenApi.document(
                            plan.shell.product(),
                            plan.version,
                            openReading,
                            cookie.name(),
                            List.copyOf(all)))));
    return all;
  }

  /** The port that is listened on; -1 before {@link #start}. */
  public int port() {
    return port;
  }

  /**
   * Reads the certificates anew. Open connections keep what they have, new ones get the new.
   *
   * @throws IllegalArgumentException with a sentence, when they cannot be read; the former ones
   *     stay
   */
  public void reloadCertificates() {
    var context = tls;
    if (context == null) {
      return;
    }
    var store = CertificateReading.store(plan.certificates);
    try {
      context.reload(factory -> factory.setKeyStore(store));
    } catch (Exception e) { // Jetty declares no narrower type
      throw new IllegalArgumentException("the certificates cannot be used: " + e.getMessage(), e);
    }
  }

  /** Takes another token; where it differs, sessions that the former one opened are over. */
  public void replaceToken(AccessToken token) {
    var entrance = gate;
    if (entrance == null) {
      throw new IllegalStateException("the server has not been started");
    }
    entrance.replace(token);
  }

  /** Ends event streams, lets requests in hand end within a second, and closes the listener. */
  @Override
  public void close() {
    streams.close();
    var running = javalin;
    if (running == null) {
      return;
    }
    javalin = null;
    try {
      running.stop();
    } catch (JavalinException e) {
      LOG.warn("event=admin-stop-incomplete cause=\"{}\"", e.getMessage());
    }
  }
}
