package org.sallyport.director.health;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.HealthCheckSettings;
import org.sallyport.director.settings.HealthCheckSettings.Check;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.ReadyUrl;
import org.sallyport.kernel.HostPort;
import org.sallyport.wire.proxyprotocol.ProxyHeaderEncoder;

/**
 * A check whose files have been read, ready to be made for each member of a pool.
 *
 * @param tls null for a check in clear
 */
record PlannedCheck(HealthCheckSettings settings, @Nullable CheckTls tls) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** Such as {@code https /ready} or {@code smtp, port 25}. */
  String name() {
    var name = settings.check().name().toLowerCase(Locale.ROOT);
    if (settings.check() == Check.HTTP || settings.check() == Check.HTTPS) {
      name += " " + settings.path();
    }
    return settings.port().isPresent() ? name + ", port " + settings.port().get() : name;
  }

  /** The port that is checked on that member. */
  int port(MemberSettings member) {
    return settings.port().orElse(member.address().port());
  }

  HealthCheck on(MemberSettings member) {
    return new GuardedCheck(bare(member));
  }

  private HealthCheck bare(MemberSettings member) {
    if (settings.check() == Check.RADIUS) {
      return new RadiusCheck(settings.timeout(), settings.secret().orElseThrow());
    }
    var atOnce = settings.check().tls() ? tls : null;
    return new SocketCheck(settings.timeout(), preamble(member), atOnce, conversation(member));
  }

  private static byte[] preamble(MemberSettings member) {
    return switch (member.proxyProtocol()) {
      case NONE -> new byte[0];
      case V1 -> ProxyHeaderEncoder.v1Unknown();
      case V2 -> ProxyHeaderEncoder.v2Local();
    };
  }

  private Conversation conversation(MemberSettings member) {
    return switch (settings.check()) {
      case TCP, TLS, RADIUS -> _ -> new Finding.Passed();
      case HTTP -> http(member, HTTP_PORT);
      case HTTPS -> http(member, HTTPS_PORT);
      case SMTP, SMTPS -> new SmtpConversation(settings.starttls() ? tls : null, ungreeted(member));
      case LDAP, LDAPS -> new LdapConversation(identity(), settings.baseDn());
    };
  }

  /** What is made of a member that does not greet with 220. */
  private Ungreeted ungreeted(MemberSettings member) {
    if (!settings.tellsNextHop()) {
      return new Ungreeted.Plain();
    }
    var asked =
        settings
            .ready()
            .map(at -> new ReadyQuestion(at, readyHost(at, member), tls, settings.timeout()));
    return new Ungreeted.Deep(settings.whenNextHopDown(), settings.timeout(), asked.orElse(null));
  }

  private String readyHost(ReadyUrl at, MemberSettings member) {
    return new HostPort(settings.name().orElse(member.address().host()), at.port()).toString();
  }

  private Conversation http(MemberSettings member, int schemePort) {
    var host = settings.host().orElseGet(() -> host(member, schemePort));
    return new HttpConversation(settings.path(), host, settings.statuses());
  }

  /** RFC 9110 section 7.2: with the port where it is not the scheme's own. */
  private String host(MemberSettings member, int schemePort) {
    var host = settings.name().orElse(member.address().host());
    var both = new HostPort(host, port(member)).toString();
    return port(member) == schemePort ? both.substring(0, both.lastIndexOf(':')) : both;
  }

  private Optional<LdapConversation.Identity> identity() {
    return settings
        .bindDn()
        .flatMap(dn -> settings.password().map(at -> new LdapConversation.Identity(dn, at)));
  }
}
