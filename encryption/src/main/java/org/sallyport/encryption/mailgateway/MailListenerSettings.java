package org.sallyport.encryption.mailgateway;

import java.util.List;
import java.util.Optional;
import org.sallyport.config.Checked;
import org.sallyport.config.Default;
import org.sallyport.config.Doc;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.smtp.server.ListenerTls;
import org.sallyport.web.CertificateSettings;

/** One entry of {@code listeners}. */
@Doc("Where mail comes in, and where it goes on to.")
public record MailListenerSettings(
    @Doc("Where it listens.") HostPort listen,
    @Doc(
            "Which rules its mail goes by: outbound; inbound; by-domain: inbound for recipients of"
                + " the managed domains, outbound for others.")
        Flow direction,
    @Doc(
            "inline: each connection has one to the next hop, whose answers are the sender's;"
                + " queue: mail is kept here first and sent on from here.")
        @Default("inline")
        Mode mode,
    @Doc(
            "Which next hops: inside or outside. Absent: outside for outbound, inside for inbound,"
                + " by recipient for by-domain.")
        Optional<Next> next,
    @Doc(
            "Networks whose hosts may send to everybody; others may send to the managed domains"
                + " alone, unless they log in. Absent: loopback and private networks; for inbound"
                + " listeners none.")
        Optional<List<IpPrefix>> from,
    @Doc(
            "off; opportunistic: STARTTLS is offered; required: and nothing is taken without it;"
                + " implicit: TLS from the first byte.")
        @Default("opportunistic")
        Tls tls,
    @Doc("What it shows in TLS. Absent: no TLS.") @Default("[]")
        List<CertificateSettings> certificates,
    @Doc("Sources whose PROXY protocol header is required and believed (v1 or v2).") @Default("[]")
        List<IpPrefix> proxyProtocolFrom,
    @Doc("Relays that may say by XCLIENT and XFORWARD whom they act for.") @Default("[]")
        List<IpPrefix> xclientFrom)
    implements Checked {

  /** Which chain of rules decides. */
  public enum Flow {
    /** From our people. */
    OUTBOUND,
    /** To our people. */
    INBOUND,
    /** By each recipient's domain. */
    BY_DOMAIN
  }

  /** When a message is taken. */
  public enum Mode {
    /** When the next hop has taken it. */
    INLINE,
    /** When it is kept here. */
    QUEUE
  }

  /** Towards whom. */
  public enum Next {
    /** Our own mail servers. */
    INSIDE,
    /** The world. */
    OUTSIDE
  }

  /** How senders speak TLS. */
  public enum Tls {
    /** Not at all. */
    OFF,
    /** If they want. */
    OPPORTUNISTIC,
    /** By STARTTLS, before anything else. */
    REQUIRED,
    /** From the first octet. */
    IMPLICIT
  }

  @Override
  public void check(Findings findings) {
    boolean needs = tls == Tls.REQUIRED || tls == Tls.IMPLICIT;
    if (needs && certificates.isEmpty()) {
      findings.problem("certificates", "expected a certificate, as tls asks for TLS");
    }
    if (tls == Tls.OFF && !certificates.isEmpty()) {
      findings.problem("certificates", "not shown with tls: off; leave the key out");
    }
    if (mode == Mode.INLINE && direction == Flow.BY_DOMAIN && next.isEmpty()) {
      findings.problem(
          "next",
          "expected inside or outside: an inline listener calls its next hop before it knows a"
              + " recipient");
    }
    if (from.isPresent() && from.get().stream().anyMatch(each -> each.length() == 0)) {
      findings.warning("from", "everybody may send to everybody: an open relay");
    }
  }

  /** Without certificates there is no TLS. */
  ListenerTls serverTls() {
    if (certificates.isEmpty()) {
      return ListenerTls.OFF;
    }
    return switch (tls) {
      case OFF -> ListenerTls.OFF;
      case OPPORTUNISTIC -> ListenerTls.OPPORTUNISTIC;
      case REQUIRED -> ListenerTls.REQUIRED;
      case IMPLICIT -> ListenerTls.IMPLICIT;
    };
  }

  /** Where its mail goes; empty: by each recipient. */
  Optional<Next> towards() {
    return next.or(
        () ->
            switch (direction) {
              case OUTBOUND -> Optional.of(Next.OUTSIDE);
              case INBOUND -> Optional.of(Next.INSIDE);
              case BY_DOMAIN -> Optional.empty();
            });
  }
}
