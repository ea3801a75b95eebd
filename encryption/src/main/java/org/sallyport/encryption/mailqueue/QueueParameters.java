package org.sallyport.encryption.mailqueue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sallyport.encryption.nexthop.NextHopsSettings;

/**
 * What a queue goes by.
 *
 * @param reporter the host that reports are from
 * @param domains those of our people: reports to them go inside
 * @param node of this process, as {@link NodeName} has it
 */
public record QueueParameters(
    QueueSettings settings, Lanes lanes, String reporter, List<String> domains, String node) {
  public QueueParameters {
    domains = List.copyOf(domains);
  }

  /** Without a mail gateway: mail waits until a node that has one sends it. */
  public static QueueParameters waiting(List<String> domains) {
    return new QueueParameters(
        QueueSettings.standard(), Lanes.FIXED, domains.getFirst(), domains, NodeName.passing());
  }

  /** The lanes that follow from next hops. */
  public static Lanes lanes(NextHopsSettings hops) {
    Set<Route> byDomain = EnumSet.noneOf(Route.class);
    if (hops.inside().filter(each -> each.mx()).isPresent()) {
      byDomain.add(Route.INSIDE);
    }
    if (hops.outside().filter(each -> each.mx()).isPresent()) {
      byDomain.add(Route.OUTSIDE);
    }
    return new Lanes(byDomain);
  }
}
