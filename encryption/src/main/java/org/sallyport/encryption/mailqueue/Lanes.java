package org.sallyport.encryption.mailqueue;

import java.util.Locale;
import java.util.Set;
import org.sallyport.wire.smtp.MailAddress;

/**
 * Which recipients share a next hop.
 *
 * @param byDomain the routes whose next hop follows from the recipient's domain
 */
public record Lanes(Set<Route> byDomain) {
  /** Each route has next hops of its own, and no more. */
  public static final Lanes FIXED = new Lanes(Set.of());

  public Lanes {
    byDomain = Set.copyOf(byDomain);
  }

  /** Such as {@code inside}, or {@code outside example.org}. */
  String of(Route route, MailAddress to) {
    return byDomain.contains(route)
        ? route.word() + " " + to.domain().toLowerCase(Locale.ROOT)
        : route.word();
  }
}
