package org.sallyport.encryption.admin;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.net.tls.CertificateNames;
import org.sallyport.net.tls.Loaded;
import org.sallyport.net.tls.PemCertificates;
import org.sallyport.store.Store;

/**
 * The names of servers that client bundles are stamped with, and whether this server's certificates
 * are made out to them: a client refuses a server whose certificate is not.
 */
final class Stamps {
  /** The most servers that a stamp names. */
  static final int MOST = 8;

  private static final Pattern SERVER =
      Pattern.compile("(?=.{1,255}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?");

  private final Store store;
  private final AuditTrail audit;
  private final EncryptionSettings settings;

  Stamps(Store store, AuditTrail audit, EncryptionSettings settings) {
    this.store = store;
    this.audit = audit;
    this.settings = settings;
  }

  /** Whether that is a server as a stamp names it: a name, and a port where it is not 443. */
  static boolean fits(String server) {
    return SERVER.matcher(server).matches();
  }

  /**
   * The servers of the last bundle that was kept; where there is none, the first name of each
   * certificate.
   */
  List<String> servers() {
    var kept =
        store.read(
            in ->
                in.first(
                    "SELECT servers FROM download_stamp WHERE id = 1", row -> row.text("servers")));
    return kept.map(text -> List.of(text.split("\n", -1)))
        .orElseGet(
            () ->
                leaves().stream()
                    .map(CertificateNames::of)
                    .flatMap(names -> names.dns().stream().limit(1))
                    .filter(Stamps::fits)
                    .distinct()
                    .toList());
  }

  /**
   * Keeps them for the next bundle and for the warnings of the dashboard.
   *
   * @param actor who wants that, as the audit trail says
   */
  void keep(String actor, List<String> servers) {
    var stamp = String.join("\n", servers);
    store.write(
        in -> {
          int changed =
              in.run(
                  "INSERT INTO download_stamp (id, servers) VALUES (1, ?)"
                      + " ON CONFLICT (id) DO UPDATE SET servers = excluded.servers"
                      + " WHERE download_stamp.servers <> excluded.servers",
                  stamp);
          if (changed > 0) {
            audit.record(
                in, actor, "download-stamp-changed", "download", String.join(", ", servers));
          }
          return true;
        });
  }

  /** What clients with the stamp in force would refuse, a sentence each. */
  List<String> warnings() {
    return mismatches(servers());
  }

  /** What clients with such a stamp would refuse, a sentence each. */
  List<String> mismatches(List<String> servers) {
    var names = leaves().stream().map(CertificateNames::of).toList();
    var all = new ArrayList<String>();
    for (var server : servers) {
      var host = server.replaceFirst(":[0-9]+$", "");
      if (names.stream().noneMatch(each -> each.cover(host))) {
        all.add(
            "No certificate of this server is made out to "
                + host
                + ", so clients stamped with it refuse the connection. The certificates have "
                + (names.isEmpty()
                    ? "no names"
                    : names.stream()
                        .map(CertificateNames::toString)
                        .collect(Collectors.joining("; ")))
                + ". Get one that names "
                + host
                + ", or leave it out of the stamp. Where the director ends TLS itself, its"
                + " certificate counts and not this one.");
      }
    }
    return all;
  }

  /** Who issued the first certificate, as its file has it; PEM, empty where it has it not. */
  Optional<String> issuer() {
    return settings.certificates().stream()
        .map(each -> PemCertificates.read(each.chain()))
        .flatMap(read -> chain(read).stream().skip(1).reduce((_, last) -> last).stream())
        .findFirst()
        .map(Stamps::pem);
  }

  private static List<X509Certificate> chain(Loaded<List<X509Certificate>> read) {
    return switch (read) {
      case Loaded.Ready<List<X509Certificate>>(var chain, _) -> chain;
      case Loaded.Refused<List<X509Certificate>> _ -> List.of();
    };
  }

  private static String pem(X509Certificate certificate) {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read is written", e);
    }
  }

  /** The certificates of the clients' interface, as the files are now. */
  private List<X509Certificate> leaves() {
    return settings.certificates().stream()
        .map(each -> PemCertificates.read(each.chain()))
        .flatMap(read -> chain(read).stream().limit(1))
        .toList();
  }
}
