package org.sallyport.web.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.sallyport.kernel.HostPort;
import org.sallyport.web.ServerCertificate;
import org.sallyport.web.WebLimits;
import org.sallyport.web.openapi.OpenApi;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTPS server for machines: the declared routes and their description at {@code /openapi.json}.
 * Made by {@link #builder}; {@link #start} opens the listener.
 *
 * <p>{@link #start}, {@link #reloadCertificates} and {@link #close} are called by one thread at a
 * time.
 */
public final class ApiServer implements AutoCloseable {
  /** 64 KiB bodies, 16 KiB heads, 16,384 connections, each silent for a minute at most. */
  public static final WebLimits LIMITS =
      new WebLimits(64 * 1024, 16 * 1024, 16_384, 1, Duration.ofSeconds(60));

  private static final int BACKLOG = 1024;

  /** Requests at a time on one HTTP/2 connection: long polls of many logins share it. */
  private static final int STREAMS = 4096;

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final ApiServerBuilder plan;
  private @Nullable Server server;
  private SslContextFactory.@Nullable Server tls;
  private volatile int port = -1;

  ApiServer(ApiServerBuilder plan) {
    this.plan = plan;
  }

  /**
   * Begins the description of a server.
   *
   * @param listen port 0 asks the system for a free one; see {@link #port}
   * @param certificates at least one; the client's server name chooses among them
   */
  public static ApiServerBuilder builder(
      HostPort listen, List<ServerCertificate> certificates, ApiGate gate) {
    return new ApiServerBuilder(listen, certificates, gate);
  }

  /**
   * Opens the listener.
   *
   * @throws IOException when the address cannot be listened on
   * @throws IllegalArgumentException with a sentence, when certificates or the trust bundle cannot
   *     be read
   */
  public void start() throws IOException {
    var context = ApiListening.tls(plan.certificates, plan.clientTrust);
    var channel = bind(plan.listen);
    var jetty = new Server(ApiListening.threads());
    jetty.setHandler(
        new GracefulHandler(new ApiHandler(new Junction(routes()), plan.gate, plan.limits)));
    jetty.setErrorHandler(new ApiErrors());
    jetty.setStopTimeout(Math.max(1, plan.drainTime.toMillis()));
    try {
      var connector = ApiListening.connector(jetty, plan.limits, STREAMS, context, plan.proxies);
      connector.open(channel);
      jetty.addConnector(connector);
      jetty.start();
    } catch (Exception e) { // Jetty declares no narrower type
      channel.close();
      throw new IOException("cannot serve on " + plan.listen + ": " + e.getMessage(), e);
    }
    tls = context;
    server = jetty;
    port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  static ServerSocketChannel bind(HostPort listen) throws IOException {
    var address = new InetSocketAddress(listen.host(), listen.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(listen.host() + " cannot be resolved");
    }
    var channel = ServerSocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      return channel.bind(address, BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw new IOException("cannot listen on " + listen + ": " + e.getMessage(), e);
    }
  }

  private List<Route> routes() {
    var all = new ArrayList<>(plan.routes);
    all.add(
        Route.get("/openapi.json", "description")
            .summary("This document.")
            .tag("description")
            .answers(200, "OpenAPI 3.1.", "application/json")
            .handledBy(
                _ -> Reply.json(OpenApi.ofMachines(plan.title, plan.version, List.copyOf(all)))));
    return all;
  }

  /** The port that is listened on; -1 before {@link #start}. */
  public int port() {
    return port;
  }

  /**
   * Reads certificates and trust bundle anew. Open connections keep what they have, new ones get
   * the new.
   *
   * @throws IllegalArgumentException with a sentence, when they cannot be read; the former ones
   *     stay
   */
  public void reloadCertificates() {
    var context = tls;
    if (context == null) {
      return;
    }
    ApiListening.tls(plan.certificates, plan.clientTrust);
    try {
      context.reload(factory -> ApiListening.load(factory, plan.certificates, plan.clientTrust));
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
      LOG.warn("event=api-stop-incomplete cause=\"{}\"", e.getMessage());
    }
  }
}
