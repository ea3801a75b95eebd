package org.sallyport.encryption.mailgateway;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import org.sallyport.config.Checked.Findings;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Mode;
import org.sallyport.encryption.mailgateway.MailListenerSettings.Next;
import org.sallyport.encryption.nexthop.NextHopSettings;
import org.sallyport.kernel.HostPort;

/** What must hold between the keys of the mail gateway. */
final class GatewayRules {
  private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?";

  private GatewayRules() {}

  static void check(MailGatewaySettings gateway, Findings findings) {
    if (!gateway.name().matches(NAME)) {
      findings.problem("name", "expected a host name, such as mail.example.com");
    }
    var places = new HashMap<HostPort, String>();
    gateway
        .listeners()
        .forEach(
            (name, listener) -> {
              var path = "listeners." + name;
              if (!name.matches("[a-z0-9-]{1,40}")) {
                findings.problem(path, "expected a name of a-z, 0-9 and -, 40 characters at most");
              }
              var other =
                  listener.listen().port() == 0 ? null : places.put(listener.listen(), name);
              if (other != null) {
                findings.problem(path + ".listen", "the same as that of " + other);
              }
              hops(gateway, listener, path, findings);
            });
    circle(gateway, findings);
  }

  /** A next hop that a listener needs is there. */
  private static void hops(
      MailGatewaySettings gateway, MailListenerSettings listener, String path, Findings findings) {
    var needed = new HashSet<Next>();
    listener
        .towards()
        .ifPresentOrElse(
            needed::add,
            () -> {
              needed.add(Next.INSIDE);
              needed.add(Next.OUTSIDE);
            });
    for (var next : needed) {
      var hop = hop(gateway, next);
      var word = next.name().toLowerCase(Locale.ROOT);
      if (hop.isEmpty()) {
        findings.problem(
            path, "its mail goes " + word + ", and next-hops." + word + " is not there");
      } else if (listener.mode() == Mode.INLINE && hop.get().mx()) {
        findings.problem(
            path + ".mode",
            "inline needs fixed servers, and next-hops." + word + " are those of DNS; use queue");
      }
    }
  }

  /** Who calls itself for every connection calls until nothing is left. */
  private static void circle(MailGatewaySettings gateway, Findings findings) {
    for (var next : Next.values()) {
      var hop = hop(gateway, next);
      for (int i = 0; hop.isPresent() && i < hop.get().to().size(); i++) {
        var to = hop.get().to().get(i);
        if (gateway.listeners().values().stream().anyMatch(each -> isSame(each.listen(), to))) {
          findings.problem(
              "next-hops." + next.name().toLowerCase(Locale.ROOT) + ".to[" + i + "]",
              "is a listener of this gateway: mail would go in circles");
        }
      }
    }
  }

  private static boolean isSame(HostPort listener, HostPort hop) {
    boolean reached = isAny(listener.host()) && isLoopback(hop.host());
    return listener.port() == hop.port() && (listener.host().equals(hop.host()) || reached);
  }

  private static boolean isAny(String host) {
    return host.equals("0.0.0.0") || host.equals("::");
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  /** The next hop of a direction, where there is one. */
  static Optional<NextHopSettings> hop(MailGatewaySettings gateway, Next next) {
    return switch (next) {
      case INSIDE -> gateway.nextHops().inside();
      case OUTSIDE -> gateway.nextHops().outside();
    };
  }
}
