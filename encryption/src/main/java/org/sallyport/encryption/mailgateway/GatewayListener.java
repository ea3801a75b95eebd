package org.sallyport.encryption.mailgateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.ServerTls;
import org.sallyport.net.tls.TlsProblem;
import org.sallyport.smtp.server.Hop;
import org.sallyport.smtp.server.ListenerTls;
import org.sallyport.smtp.server.ServerParameters;
import org.sallyport.smtp.server.SmtpLimits;
import org.sallyport.smtp.server.SmtpServer;
import org.sallyport.wire.smtp.Capabilities;

/** One listener: its certificates, and its server once it is started. One thread at a time. */
final class GatewayListener implements AutoCloseable {
  private final String name;
  private final MailListenerSettings settings;
  private final Optional<ServerTls> tls;
  private @Nullable SmtpServer server;

  private GatewayListener(String name, MailListenerSettings settings, Optional<ServerTls> tls) {
    this.name = name;
    this.settings = settings;
    this.tls = tls;
  }

  /** Reads the certificates. Blocks. */
  static Loaded<GatewayListener> open(String name, MailListenerSettings settings) {
    if (settings.serverTls() == ListenerTls.OFF) {
      return Loaded.ready(new GatewayListener(name, settings, Optional.empty()));
    }
    return ListenerKey.open(settings.certificates())
        .then(tls -> Loaded.ready(new GatewayListener(name, settings, Optional.of(tls))));
  }

  String name() {
    return name;
  }

  MailListenerSettings settings() {
    return settings;
  }

  /**
   * Takes connections from now on.
   *
   * @throws IOException when the address cannot be had
   */
  void start(String greeting, SmtpLimits limits, Hop hop) throws IOException {
    var at = new InetSocketAddress(settings.listen().host(), settings.listen().port());
    Set<String> withheld =
        settings.mode() == MailListenerSettings.Mode.QUEUE ? Set.of(Capabilities.AUTH) : Set.of();
    server =
        SmtpServer.start(
            new ServerParameters(
                at,
                greeting,
                settings.serverTls(),
                tls,
                limits,
                settings.proxyProtocolFrom(),
                settings.xclientFrom(),
                withheld),
            hop);
  }

  InetSocketAddress address() {
    var running = server;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running.address();
  }

  int connections() {
    var running = server;
    return running == null ? 0 : running.connections();
  }

  /** Reads the certificates anew. */
  List<TlsProblem> reload() {
    return tls.map(ServerTls::reload).orElse(List.of());
  }

  /** Whether messages in hand have ended in time. */
  boolean drain(Duration limit) throws IOException {
    var running = server;
    return running == null || running.drain(limit);
  }

  @Override
  public void close() {
    var running = server;
    if (running != null) {
      running.close();
    }
    tls.ifPresent(ServerTls::close);
  }
}
