package org.sallyport.identity;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLSocketFactory;
import org.sallyport.kernel.HostPort;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.MemberTls;
import org.sallyport.net.tls.MemberTlsParameters;
import org.sallyport.net.tls.MemberTrust;
import org.sallyport.net.tls.Refresh;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS to one directory server, in the form that the LDAP library takes. It connects by itself, so
 * that our verification stands behind ldaps and StartTLS alike; the library shakes hands.
 */
final class LdapTls extends SSLSocketFactory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LdapTls.class);

  private final MemberTls tls;
  private final HostPort address;
  private final int connectMillis;

  private LdapTls(MemberTls tls, HostPort address, int connectMillis) {
    this.tls = tls;
    this.address = address;
    this.connectMillis = connectMillis;
  }

  /** Reads the files. Blocks. */
  static Loaded<LdapTls> open(LdapConnectionSettings settings, int connectMillis) {
    MemberTrust trust =
        settings
            .pin()
            .<MemberTrust>map(MemberTrust.Pin::new)
            .or(() -> settings.trust().map(MemberTrust.Bundle::new))
            .orElseThrow(() -> new IllegalArgumentException("TLS without trust or pin"));
    return MemberTls.open(MemberTlsParameters.of(trust, settings.expectedName()))
        .then(tls -> Loaded.ready(new LdapTls(tls, settings.url().address(), connectMillis)));
  }

  @Override
  public Socket createSocket() throws IOException {
    throw new SocketException("only connected sockets are made");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    var plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(host, port), connectMillis);
      plain.setTcpNoDelay(true);
      return secured(plain);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    return secured(plain);
  }

  private Socket secured(Socket plain) throws IOException {
    plain.setSoTimeout(connectMillis);
    if (tls.refresh() instanceof Refresh.Refused(var problems)) {
      for (var problem : problems) {
        LOG.atWarn()
            .addKeyValue("file", problem.subject())
            .addKeyValue("cause", problem.sentence())
            .log("certificate-rejected");
      }
    }
    return tls.over(plain, address);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(InetAddress.getByName(host), port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }

  @Override
  public void close() {
    tls.close();
  }
}
