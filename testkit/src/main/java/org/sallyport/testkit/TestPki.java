package org.sallyport.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.sallyport.pki.Authority;
import org.sallyport.pki.Issued;
import org.sallyport.pki.KeyKind;
import org.sallyport.pki.PemFiles;
import org.sallyport.pki.Request;

/**
 * Certificates for tests, by the system's clock. {@link #shared} is made once per process; it is
 * immutable, so tests that run in parallel share it without noticing each other.
 */
public final class TestPki {
  private static final Duration YEAR = Duration.ofDays(365);

  private final Authority issuing;

  /** A certificate and its key in files. */
  public record PemPair(Path chain, Path key) {}

  private static final class Holder {
    private static final TestPki SHARED = fresh();
  }

  private TestPki(Authority issuing) {
    this.issuing = issuing;
  }

  /** The authority that all tests of this process share. */
  public static TestPki shared() {
    return Holder.SHARED;
  }

  /** Another authority, which nobody who trusts {@link #shared} trusts. */
  public static TestPki fresh() {
    var root = Authority.root("Test root", Clock.systemUTC(), YEAR);
    return new TestPki(root.intermediate("Test intermediate"));
  }

  /** A server that is valid now. */
  public Issued server(String... names) {
    return issuing.issue(Request.server(names));
  }

  /** A server with an RSA key that is valid now. */
  public Issued rsaServer(String... names) {
    return issuing.issue(Request.server(names).with(KeyKind.RSA_2048));
  }

  /** A server that expired some days ago. */
  public Issued expiredServer(String... names) {
    return at(Duration.ofDays(-100)).issue(Request.server(names));
  }

  /** A server that becomes valid tomorrow. */
  public Issued futureServer(String... names) {
    return at(Duration.ofDays(1)).issue(Request.server(names));
  }

  /** A client that is valid now. */
  public Issued client(String name) {
    return issuing.issue(Request.client(name));
  }

  /** A client that expired some days ago. */
  public Issued expiredClient(String name) {
    return at(Duration.ofDays(-400)).issue(Request.client(name));
  }

  /** The intermediate that issues. */
  public Authority authority() {
    return issuing;
  }

  /** The root and the intermediate. */
  public List<X509Certificate> bundle() {
    return issuing.bundle();
  }

  /** The root. */
  public X509Certificate root() {
    return issuing.root();
  }

  /** Writes the root and the intermediate into {@code trust.pem} of the folder. */
  public Path writeTrust(Path folder) throws IOException {
    var file = folder.resolve("trust.pem");
    PemFiles.writeCertificates(file, bundle());
    return file;
  }

  /** Writes {@code name.pem} and {@code name.key} into the folder. */
  public static PemPair write(Path folder, String name, Issued issued) throws IOException {
    var pair = new PemPair(folder.resolve(name + ".pem"), folder.resolve(name + ".key"));
    PemFiles.write(issued, pair.chain(), pair.key());
    return pair;
  }

  /** A server's context on the JDK's TLS; it asks clients for nothing. */
  public static SSLContext serverContext(Issued issued) {
    return context(issued, null);
  }

  /** A client's context on the JDK's TLS that trusts this authority's root alone. */
  public SSLContext clientContext() {
    return context(null, root());
  }

  /** The same, and it shows a certificate. */
  public SSLContext clientContext(Issued client) {
    return context(client, root());
  }

  /** A context from a certificate to show and a root to trust, either of which may be missing. */
  public static SSLContext context(@Nullable Issued own, @Nullable X509Certificate trusted) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore(own), new char[0]);
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustStore(trusted));
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a context in memory is made", e);
    }
  }

  private static KeyStore keyStore(@Nullable Issued own)
      throws GeneralSecurityException, IOException {
    var store = empty();
    if (own != null) {
      var chain = own.chain().toArray(X509Certificate[]::new);
      store.setKeyEntry("own", own.key(), new char[0], chain);
    }
    return store;
  }

  private static KeyStore trustStore(@Nullable X509Certificate trusted)
      throws GeneralSecurityException, IOException {
    var store = empty();
    if (trusted != null) {
      store.setCertificateEntry("root", trusted);
    }
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private Authority at(Duration offset) {
    return issuing.at(Clock.offset(Clock.systemUTC(), offset));
  }
}
