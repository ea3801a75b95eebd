package org.sallyport.encryption.mailgateway;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Flow;
import org.sallyport.kernel.IpPrefix;
import org.sallyport.smtp.server.Peer;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.Reply;

/** Who may send to whom through one listener: no open relay. Pure. */
final class Relaying {
  private static final Reply DENIED =
      Reply.of(550, "5.7.1", "you may not send to that domain from here without a login");

  /** Loopback, and private networks (RFC 1918, RFC 4193, RFC 3927, RFC 4291 section 2.5.6). */
  private static final List<IpPrefix> NEAR =
      java.util.stream.Stream.of(
              "127.0.0.0/8",
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "::1/128",
              "fc00::/7",
              "fe80::/10")
          .map(IpPrefix::parse)
          .toList();

  private final boolean outbound;
  private final List<IpPrefix> from;
  private final Set<String> managed;

  Relaying(Flow flow, Optional<List<IpPrefix>> from, List<String> domains) {
    this.outbound = flow == Flow.OUTBOUND;
    this.from = from.orElse(flow == Flow.INBOUND ? List.of() : NEAR);
    this.managed = Set.copyOf(domains);
  }

  /** Whether a recipient is of a managed domain; {@code postmaster} alone is ours too. */
  boolean isManaged(MailAddress address) {
    return address.domain().isEmpty() || managed.contains(domain(address));
  }

  private static String domain(MailAddress address) {
    return address.domain().toLowerCase(Locale.ROOT);
  }

  /**
   * Why a peer may not send to somebody; empty: it may. At an outbound listener mail is signed in
   * the name of its sender, so strangers send to nobody there.
   *
   * @param loggedIn whether the next hop took its login
   */
  Optional<Reply> objection(Peer peer, boolean loggedIn, MailAddress to) {
    boolean may =
        loggedIn
            || peer.login().isPresent()
            || (!outbound && isManaged(to))
            || isNear(peer.address().getAddress());
    return may ? Optional.empty() : Optional.of(DENIED);
  }

  private boolean isNear(InetAddress address) {
    return from.stream().anyMatch(each -> each.contains(address));
  }
}
