package org.sallyport.authority.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.sallyport.authority.settings.ClientSettings.Role;
import org.sallyport.authority.settings.TenantSettings;
import org.sallyport.web.api.ApiGate;
import org.sallyport.web.api.Arrival;
import org.sallyport.web.route.Caller;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which client of which tenant a certificate stands for. Replaced whole by {@link #replace}; any
 * thread.
 */
public final class ClientDirectory implements ApiGate {
  private static final Logger LOG = LoggerFactory.getLogger(ClientDirectory.class);
  private static final int REMEMBERED = 10_000;
  private static final Problem STRANGER =
      Problems.forbidden("unknown-client", "this certificate belongs to no client of a tenant");
  private static final Problem NOT_YOURS =
      Problems.forbidden("role", "only clients with the role administrator may do this");

  private volatile Known known;

  /** Clients by what marks their certificates, and certificates that were seen. */
  private record Known(
      Map<String, Caller> byMark, ConcurrentHashMap<X509Certificate, Optional<Caller>> seen) {}

  /** The clients of these tenants. */
  public ClientDirectory(Map<String, TenantSettings> tenants) {
    known = read(tenants);
  }

  /** Other clients from now on, for open connections too. */
  public void replace(Map<String, TenantSettings> tenants) {
    known = read(tenants);
  }

  private static Known read(Map<String, TenantSettings> tenants) {
    var byMark = new HashMap<String, Caller>();
    tenants.forEach(
        (tenant, settings) ->
            settings
                .clients()
                .forEach(
                    (name, client) -> {
                      var caller = new Caller(tenant, name, client.role().word());
                      client.digest().or(client::name).ifPresent(mark -> byMark.put(mark, caller));
                    }));
    return new Known(byMark, new ConcurrentHashMap<>());
  }

  @Override
  public Entry admit(Route route, Arrival arrival) {
    var certificate = arrival.certificate();
    var caller = certificate.flatMap(this::find);
    if (caller.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("client", arrival.remote().getHostAddress())
          .addKeyValue("subject", certificate.map(ClientDirectory::subject).orElse("none"))
          .log("client-unknown");
      return new Entry.Out(STRANGER);
    }
    boolean administrator = caller.get().role().equals(Role.ADMINISTRATOR.word());
    if (!route.role().isEmpty() && !administrator) {
      return new Entry.Out(NOT_YOURS);
    }
    return new Entry.In(caller.get());
  }

  private Optional<Caller> find(X509Certificate certificate) {
    var now = known;
    if (now.seen.size() > REMEMBERED) {
      now.seen.clear();
    }
    return now.seen.computeIfAbsent(certificate, each -> find(now.byMark, each));
  }

  /** The certificate itself counts for more than its name. */
  private static Optional<Caller> find(Map<String, Caller> byMark, X509Certificate certificate) {
    return Optional.ofNullable(byMark.get(fingerprint(certificate)))
        .or(() -> commonName(certificate).flatMap(name -> Optional.ofNullable(byMark.get(name))));
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName();
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("a certificate that was verified has a digest", e);
    }
  }

  /** The one common name; two would let an issuer's carelessness choose the client. */
  private static Optional<String> commonName(X509Certificate certificate) {
    try {
      var names =
          new LdapName(subject(certificate))
              .getRdns().stream()
                  .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                  .map(Rdn::getValue)
                  .filter(String.class::isInstance)
                  .map(String.class::cast)
                  .toList();
      return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
    } catch (InvalidNameException _) {
      return Optional.empty();
    }
  }
}
