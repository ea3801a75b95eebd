package org.sallyport.client.link;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.openpgp.Fingerprint;

/**
 * What binds a client to its organisation; the download page puts it into the bundle.
 *
 * @param servers in the order in which they are asked; their certificates are held against these
 *     names
 * @param organisation its name, for people; empty when a person named the servers
 * @param organisationKey the key that signs policies; empty when it is taken from the first
 *     enrolment
 * @param trust who may have issued the servers' certificates, as PEM; empty for the system's
 */
public record Stamp(
    List<Server> servers,
    String organisation,
    Optional<Fingerprint> organisationKey,
    Optional<String> trust) {
  private static final int MOST_SERVERS = 16;

  /** Checks that there is a server, and that the trust holds certificates. */
  public Stamp {
    servers = servers.stream().distinct().toList();
    if (servers.isEmpty() || servers.size() > MOST_SERVERS) {
      throw new IllegalArgumentException("a stamp names 1 to " + MOST_SERVERS + " servers");
    }
    trust.ifPresent(Stamp::certificates);
  }

  /** The form in files. */
  record Written(
      @Nullable List<String> servers,
      @Nullable String organisation,
      Optional<String> organisationKey,
      Optional<String> trust) {}

  /**
   * Reads what the download page wrote.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Stamp read(byte[] json) {
    Written written;
    try {
      written = Json.readOrThrow(json, Written.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a stamp: " + e.getMessage(), e);
    }
    if (written.servers() == null) {
      throw new IllegalArgumentException("not a stamp: it has no servers");
    }
    return new Stamp(
        written.servers().stream().map(Server::parse).toList(),
        written.organisation() == null ? "" : written.organisation(),
        written.organisationKey().map(text -> new Fingerprint(text.replace(" ", ""))),
        written.trust());
  }

  /** The form that {@link #read} takes. */
  public byte[] bytes() {
    return Json.bytes(
        new Written(
            servers.stream().map(Server::toString).toList(),
            organisation,
            organisationKey.map(Fingerprint::hex),
            trust));
  }

  static List<X509Certificate> certificates(String pem) {
    try (var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))) {
      var all =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!all.isEmpty()) {
        return all;
      }
    } catch (CertificateException | java.io.IOException e) {
      throw new IllegalArgumentException("the trust of the stamp is not PEM certificates", e);
    }
    throw new IllegalArgumentException("the trust of the stamp has no certificate");
  }
}
