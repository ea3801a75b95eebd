package org.sallyport.encryption.nexthop;

import java.net.IDN;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sallyport.encryption.nexthop.Resolver.Answer;
import org.sallyport.encryption.nexthop.Resolver.RecordType;
import org.sallyport.wire.smtp.Reply;

/**
 * Who takes the mail of a domain, as DNS says (RFC 5321 section 5.1, RFC 7505). Any thread; blocks.
 *
 * @param self our own name, by which circles are seen
 * @param callable which addresses are called
 */
record MailExchangers(Resolver resolver, String self, Predicate<InetAddress> callable) {
  private static final int MOST_NAMES = 10;
  private static final int MOST_ADDRESSES = 12;

  /** Never this machine itself, nor anything that is no host. */
  static final Predicate<InetAddress> HOSTS =
      address ->
          !address.isLoopbackAddress()
              && !address.isAnyLocalAddress()
              && !address.isLinkLocalAddress()
              && !address.isMulticastAddress();

  /** What was found. */
  sealed interface Found {
    /**
     * Servers, the best first.
     *
     * @param all at least one
     */
    record Servers(List<Server> all) implements Found {
      public Servers {
        all = List.copyOf(all);
      }
    }

    /**
     * None, now or ever.
     *
     * @param reply 4xx or 5xx
     */
    record Nowhere(Reply reply) implements Found {}
  }

  /**
   * One address of a server.
   *
   * @param name by which its certificate is verified
   */
  record Server(String name, InetAddress address) {}

  /** Of MX. */
  private record Exchanger(int preference, String name) {}

  /**
   * For a domain.
   *
   * @param domain as addresses have it; in brackets it is refused
   */
  Found find(String domain) {
    var name = ascii(domain);
    if (name.isEmpty()) {
      return nowhere(550, "5.1.2", "mail goes to domains that DNS knows, not to " + domain);
    }
    return switch (resolver.ask(name.get(), RecordType.MX)) {
      case Answer.Records(var values) -> exchangers(name.get(), values);
      case Answer.None _ -> // the domain itself takes its mail
          servers(name.get(), cut(List.of(new Exchanger(0, name.get()))));
      case Answer.NoSuchName _ -> nowhere(550, "5.1.2", "there is no domain " + name.get());
      case Answer.Unknown(var why) ->
          nowhere(451, "4.4.3", "DNS does not say who takes mail for " + name.get() + ": " + why);
    };
  }

  private static Optional<String> ascii(String domain) {
    if (domain.isEmpty() || domain.startsWith("[")) {
      return Optional.empty();
    }
    try {
      return Optional.of(IDN.toASCII(domain).toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private Found exchangers(String domain, List<String> values) {
    var all = new ArrayList<Exchanger>();
    boolean none = false;
    for (var value : values) {
      var parts = value.strip().split("\\s+");
      if (parts.length != 2 || !parts[0].matches("[0-9]{1,5}")) {
        return nowhere(451, "4.4.3", "DNS answers for " + domain + " with what is no MX");
      }
      var name = parts[1].toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
      none |= name.isEmpty();
      if (!name.isEmpty()) {
        all.add(new Exchanger(Integer.parseInt(parts[0]), name));
      }
    }
    if (all.isEmpty() && none) { // RFC 7505 section 4.1
      return nowhere(556, "5.1.10", domain + " takes no mail");
    }
    Collections.shuffle(all); // among equals the load is spread
    all.sort(Comparator.comparingInt(Exchanger::preference));
    return servers(domain, cut(all));
  }

  /** Whoever is in the list gives to the better ones alone, or mail goes in circles. */
  private List<Exchanger> cut(List<Exchanger> all) {
    var own =
        all.stream()
            .filter(each -> each.name().equalsIgnoreCase(self))
            .mapToInt(Exchanger::preference)
            .min();
    return own.isEmpty()
        ? all
        : all.stream().filter(each -> each.preference() < own.getAsInt()).toList();
  }

  private Found servers(String domain, List<Exchanger> all) {
    if (all.isEmpty()) {
      return nowhere(554, "5.4.6", "mail for " + domain + " comes back to this gateway itself");
    }
    var servers = new ArrayList<Server>();
    var seen = new LinkedHashSet<InetAddress>();
    var unknown = new ArrayList<String>();
    for (var each : all.subList(0, Math.min(MOST_NAMES, all.size()))) {
      for (var type : List.of(RecordType.AAAA, RecordType.A)) {
        addresses(each.name(), type, seen, servers, unknown);
      }
    }
    if (!servers.isEmpty()) {
      return new Found.Servers(servers.subList(0, Math.min(MOST_ADDRESSES, servers.size())));
    }
    return unknown.isEmpty()
        ? nowhere(550, "5.4.4", "who takes mail for " + domain + " has no address to call")
        : nowhere(451, "4.4.3", "DNS does not say where " + unknown.getFirst());
  }

  private void addresses(
      String name,
      RecordType type,
      Set<InetAddress> seen,
      List<Server> servers,
      List<String> unknown) {
    switch (resolver.ask(name, type)) {
      case Answer.Records(var values) -> {
        for (var value : values) {
          address(value)
              .filter(callable)
              .filter(seen::add)
              .ifPresent(found -> servers.add(new Server(name, found)));
        }
      }
      case Answer.None _, Answer.NoSuchName _ -> {
        // another one may have one
      }
      case Answer.Unknown(var why) -> unknown.add(name + " is: " + why);
    }
  }

  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static Found nowhere(int code, String status, String text) {
    var line = text.replaceAll("\\p{Cntrl}+", " ");
    return new Found.Nowhere(Reply.of(code, status, line));
  }
}
