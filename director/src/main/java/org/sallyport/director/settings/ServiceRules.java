package org.sallyport.director.settings;

import java.util.HashSet;
import org.sallyport.config.Checked.Findings;
import org.sallyport.director.settings.PersistenceSettings.By;
import org.sallyport.director.settings.ServiceSettings.Protocol;
import org.sallyport.director.settings.ServiceSettings.TlsMode;

/** What must hold between the keys of one service. */
final class ServiceRules {
  private ServiceRules() {}

  static void check(ServiceSettings service, Findings findings) {
    listen(service, findings);
    names(service, findings);
    tls(service, findings);
    http(service, findings);
    RadiusRules.check(service, findings);
    FilterRules.check(service, findings);
    if (service.limits().connectionsPerAddress() > service.limits().connections()) {
      findings.problem(
          "limits.connections-per-address", "more than connections, which all clients share");
    }
  }

  private static void listen(ServiceSettings service, Findings findings) {
    if (service.listen().isEmpty()) {
      findings.problem("listen", "empty, expected a port or address:port, such as 443");
    }
    var seen = new HashSet<ListenAddress>();
    for (int i = 0; i < service.listen().size(); i++) {
      var listen = service.listen().get(i);
      var path = "listen[" + i + "]";
      if (!seen.add(listen) && listen.address().port() != 0) {
        findings.problem(path, listen + " stands twice");
      }
    }
  }

  private static void names(ServiceSettings service, Findings findings) {
    for (int i = 0; i < service.names().size(); i++) {
      if (!Tokens.isServerName(service.names().get(i))) {
        findings.problem(
            "names[" + i + "]",
            "expected a host name, or *. and a host name: " + service.names().get(i));
      }
    }
    if (service.looksAtNames()) {
      return;
    }
    needsTls(!service.names().isEmpty(), "names", findings);
    needsTls(service.withoutName().isPresent(), "without-name", findings);
    needsTls(service.unknownName().isPresent(), "unknown-name", findings);
  }

  private static void needsTls(boolean given, String key, Findings findings) {
    if (given) {
      findings.problem(
          key, "server names are seen only with tls: passthrough, terminate or re-encrypt");
    }
  }

  private static void tls(ServiceSettings service, Findings findings) {
    if (service.decrypts() && service.certificates().isEmpty()) {
      findings.problem(
          "tls",
          Words.of(service.tls()) + " needs certificates: a chain and its key for each name");
    }
    if (!service.decrypts() && !service.certificates().isEmpty()) {
      findings.problem(
          "certificates",
          "not used with tls: " + Words.of(service.tls()) + "; say terminate or re-encrypt");
    }
    if (!service.decrypts() && service.clientAuth().isPresent()) {
      findings.problem(
          "client-auth",
          "needs tls: terminate or re-encrypt, as only who decrypts can ask for a certificate");
    }
    if (service.tls() == TlsMode.RE_ENCRYPT && service.memberTls().isEmpty()) {
      findings.problem(
          "tls", "re-encrypt needs member-tls: what the members' certificates are held against");
    }
    if (service.tls() != TlsMode.RE_ENCRYPT && service.memberTls().isPresent()) {
      findings.problem("member-tls", "only used with tls: re-encrypt");
    }
  }

  private static void http(ServiceSettings service, Findings findings) {
    boolean http = service.protocol() == Protocol.HTTP;
    if (http && service.tls() == TlsMode.PASSTHROUGH) {
      findings.problem(
          "protocol",
          "http cannot be read under tls: passthrough, which never decrypts; say tcp, or"
              + " terminate or re-encrypt");
    }
    if (!http && service.persistence().by() == By.COOKIE) {
      findings.problem(
          "persistence.by",
          "cookies are read from requests, which needs protocol: http; or keep sessions by"
              + " source-address");
    }
    if (!http && service.forwarded().any()) {
      findings.problem("forwarded", "headers are added to requests, which needs protocol: http");
    }
    if (!service.forwarded().any() && !service.forwarded().trust().isEmpty()) {
      findings.problem("forwarded.trust", "only used with x-forwarded or forwarded");
    }
  }
}
