package org.sallyport.encryption.syslog;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.MemberTls;
import org.sallyport.net.tls.MemberTlsParameters;
import org.sallyport.net.tls.MemberTrust;
import org.sallyport.net.tls.Refresh;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server that gets messages, and how it is called. */
final class Collector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final int CONNECT_MILLIS = 5_000;
  private static final int HANDSHAKE_MILLIS = 10_000;

  private final SyslogSettings settings;
  private final Optional<MemberTls> tls;

  private Collector(SyslogSettings settings, Optional<MemberTls> tls) {
    this.settings = settings;
    this.tls = tls;
  }

  /** Reads the files. Blocks. */
  static Loaded<Collector> open(SyslogSettings settings) {
    return switch (settings.transport()) {
      case TCP -> Loaded.ready(new Collector(settings, Optional.empty()));
      case TLS ->
          MemberTls.open(MemberTlsParameters.of(trust(settings), settings.expectedName()))
              .then(tls -> Loaded.ready(new Collector(settings, Optional.of(tls))));
    };
  }

  private static MemberTrust trust(SyslogSettings settings) {
    return settings
        .pin()
        .<MemberTrust>map(MemberTrust.Pin::new)
        .or(() -> settings.trust().map(MemberTrust.Bundle::new))
        .orElseThrow(() -> new IllegalArgumentException("TLS without trust or pin"));
  }

  /** A connection whose other side has been verified. Blocks, within limits. */
  Connection connect() throws IOException {
    var plain = new Socket();
    try {
      plain.connect(
          new InetSocketAddress(settings.server().host(), settings.server().port()),
          CONNECT_MILLIS);
      plain.setTcpNoDelay(true);
      plain.setKeepAlive(true);
      return Connection.over(tls.isPresent() ? secured(tls.get(), plain) : plain);
    } catch (IOException | IllegalArgumentException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secured(MemberTls wrapping, Socket plain) throws IOException {
    if (wrapping.refresh() instanceof Refresh.Refused(var problems)) {
      for (var problem : problems) {
        LOG.atWarn()
            .addKeyValue("file", problem.subject())
            .addKeyValue("cause", problem.sentence())
            .log("certificate-rejected");
      }
    }
    plain.setSoTimeout(HANDSHAKE_MILLIS);
    var secured = wrapping.over(plain, settings.server());
    secured.startHandshake();
    return secured;
  }

  @Override
  public void close() {
    tls.ifPresent(MemberTls::close);
  }
}
