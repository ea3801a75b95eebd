package org.sallyport.director.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.config.Reference;
import org.sallyport.kernel.IpPrefix;

/** One entry of {@code services}. */
@Doc("A service: where clients reach it, how it is carried, and which pool answers.")
public record ServiceSettings(
    @Doc(
            "Ports or addresses, such as 443, 127.0.0.1:8443, [::1]:443 or, for RADIUS, 1812/udp;"
                + " one or a list.")
        List<ListenAddress> listen,
    @Doc(
            "What is spoken. tcp relays bytes; http reads request heads; smtp is relayed as"
                + " tcp; radius balances datagrams.")
        @Default("tcp")
        Protocol protocol,
    @Doc(
            "none; passthrough (route by server name, never decrypt); terminate; re-encrypt"
                + " (terminate, then TLS to the members).")
        @Default("none")
        TlsMode tls,
    @Doc("The pool that answers.") @Reference("director.pools") String pool,
    @Doc(
            "Server names (SNI) that this service answers to, *.example.com included. Empty: the"
                + " service's own name.")
        @Default("[]")
        List<String> names,
    @Doc(
            "A ClientHello without a server name: accept or refuse. Absent: accept on a listener of"
                + " its own, else refuse.")
        Optional<NameRule> withoutName,
    @Doc(
            "A server name that no service has: accept or refuse. Absent: accept on a listener of"
                + " its own, else refuse.")
        Optional<NameRule> unknownName,
    @Doc("Certificates for terminate and re-encrypt; SNI chooses among them.") @Default("[]")
        List<CertificateSettings> certificates,
    @Doc("Mutual TLS with clients.") Optional<ClientAuthSettings> clientAuth,
    @Doc("TLS to the members, for re-encrypt.") Optional<MemberTlsSettings> memberTls,
    @Doc("What keeps a session on its member.") @Default("{}") PersistenceSettings persistence,
    @Doc("Rules in order; the first that matches decides. None matches: allow.") @Default("[]")
        List<FilterRule> filter,
    @Doc("Request headers that tell members about the client; HTTP only. Off unless named.")
        @Default("{}")
        ForwardedSettings forwarded,
    @Doc("Sources whose PROXY protocol header is required and believed (v1 or v2).") @Default("[]")
        List<IpPrefix> proxyProtocolFrom,
    @Doc("Sessions of a member that goes down: cut them at once, or leave them be.") @Default("cut")
        OnMemberDown onMemberDown,
    @Doc("How RADIUS packets are balanced, for protocol: radius.") @Default("{}")
        RadiusSettings radius,
    @Doc("Limits that keep one client from taking everything.") @Default("{}") LimitSettings limits,
    @Doc("How long each step may take.") @Default("{}") TimeoutSettings timeouts)
    implements Checked {

  /** What a service speaks. */
  public enum Protocol {
    /** Bytes, relayed. */
    TCP,
    /** HTTP/1.1 (RFC 9112). */
    HTTP,
    /** SMTP, relayed as TCP. */
    SMTP,
    /** RADIUS over UDP (RFC 2865). */
    RADIUS
  }

  /** What is done with TLS. */
  public enum TlsMode {
    /** No TLS is looked for. */
    NONE,
    /** Routed by server name, never decrypted. */
    PASSTHROUGH,
    /** Decrypted here, clear to the members. */
    TERMINATE,
    /** Decrypted here, encrypted again to the members. */
    RE_ENCRYPT
  }

  /** What becomes of a ClientHello with no name, or with one that no service has. */
  public enum NameRule {
    /** This service takes it. */
    ACCEPT,
    /** It is answered with an unrecognized_name alert (RFC 6066 section 3). */
    REFUSE
  }

  /** What becomes of the sessions of a member that goes down. */
  public enum OnMemberDown {
    /** They are closed at once, so that clients reconnect. */
    CUT,
    /** They go on until one side ends them. */
    LEAVE
  }

  /** Whether the service decrypts what clients send. */
  public boolean decrypts() {
    return tls == TlsMode.TERMINATE || tls == TlsMode.RE_ENCRYPT;
  }

  /** Whether the service is chosen by the server name of the ClientHello. */
  public boolean looksAtNames() {
    return tls != TlsMode.NONE;
  }

  /**
   * The server names that the service answers to, in lower case.
   *
   * @param service the key of this entry, which stands in where no names are given
   */
  public List<String> serverNames(String service) {
    var given = names.isEmpty() ? List.of(service) : names;
    return given.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  @Override
  public void check(Findings findings) {
    ServiceRules.check(this, findings);
  }
}
