package org.sallyport.encryption.search;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.sallyport.kernel.HostPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to the addresses that a name has at this moment, each looked at before it is
 * connected to: nothing looks the name up again in between. A connection is closed at its deadline,
 * whatever is being done with it: time limits of reads begin anew with every octet. Any thread;
 * lookups are made on a few platform threads, as the system's resolver blocks.
 */
final class TlsDial implements Dial, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsDial.class);
  private static final int LOOKUPS = 8;

  /** Addresses of a name that are tried. */
  private static final int MOST = 4;

  private final SSLContext tls;
  private final boolean privateAddresses;
  private final ExecutorService lookups =
      Executors.newFixedThreadPool(
          LOOKUPS, Thread.ofPlatform().daemon().name("remote-keys-lookup-", 0).factory());
  private final ScheduledThreadPoolExecutor ends =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("remote-keys-ends").factory());

  private TlsDial(SSLContext tls, boolean privateAddresses) {
    this.tls = tls;
    this.privateAddresses = privateAddresses;
  }

  /**
   * A dial.
   *
   * @param trust PEM file with authorities; empty for Java's own
   * @throws IllegalArgumentException with a sentence, when the file cannot be read
   */
  static TlsDial open(Optional<Path> trust, boolean privateAddresses) {
    try {
      var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (trust.isPresent()) {
        trusted.init(authorities(trust.get()));
      } else {
        trusted.init((KeyStore) null);
      }
      var context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return new TlsDial(context, privateAddresses);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "remote-keys.trust: expected a PEM file with certificates of authorities: "
              + e.getMessage(),
          e);
    }
  }

  private static KeyStore authorities(Path file) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int number = 0;
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + number++, each);
      }
      if (number == 0) {
        throw new IOException(file + " has none");
      }
    }
    return store;
  }

  @Override
  public Socket connect(HostPort server, Deadline deadline) throws IOException {
    var last = new ConnectException("none of its addresses is public");
    for (var address : addresses(server.host(), deadline)) {
      if (!privateAddresses && !Networks.isPublic(address)) {
        continue;
      }
      try {
        return connect(server, address, deadline);
      } catch (ConnectException e) {
        last = e;
      }
    }
    throw last;
  }

  private List<InetAddress> addresses(String host, Deadline deadline) throws IOException {
    var lookup = lookups.submit(() -> InetAddress.getAllByName(host));
    try {
      var all = lookup.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
      return Arrays.asList(all).subList(0, Math.min(all.length, MOST));
    } catch (ExecutionException e) {
      throw new UnknownHostException("the name has no address");
    } catch (TimeoutException e) {
      lookup.cancel(true);
      throw new IOException("its name was not looked up in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted");
    }
  }

  private Socket connect(HostPort server, InetAddress address, Deadline deadline)
      throws IOException {
    var plain = new Socket();
    ends.schedule(() -> end(plain), deadline.leftNanos(), TimeUnit.NANOSECONDS);
    boolean done = false;
    try {
      plain.connect(new InetSocketAddress(address, server.port()), deadline.leftMillis());
      plain.setSoTimeout(deadline.leftMillis());
      var secured =
          (SSLSocket)
              tls.getSocketFactory().createSocket(plain, server.host(), server.port(), true);
      var wanted = secured.getSSLParameters();
      wanted.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9525, for LDAP as well
      wanted.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      secured.setSSLParameters(wanted);
      secured.startHandshake();
      done = true;
      return secured;
    } finally {
      if (!done) {
        plain.close();
      }
    }
  }

  /** The socket below TLS: closing TLS could wait for whoever is reading. */
  private static void end(Socket plain) {
    try {
      plain.close();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("remote-keys-end-failed");
    }
  }

  @Override
  public void close() {
    lookups.shutdownNow();
    ends.shutdown(); // what is scheduled still ends
  }
}
