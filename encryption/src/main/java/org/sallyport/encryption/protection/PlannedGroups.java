package org.sallyport.encryption.protection;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.encryption.mailrule.Membership;
import org.sallyport.wire.smtp.MailAddress;

/** Who is in which group, asked once for each pair in a plan: many rules ask about one sender. */
final class PlannedGroups implements Membership {
  private final Membership groups;
  private final Map<Pair, Boolean> known = new ConcurrentHashMap<>();

  PlannedGroups(Membership groups) {
    this.groups = groups;
  }

  private record Pair(MailAddress person, String group) {}

  @Override
  public boolean isIn(MailAddress person, String group) {
    return known.computeIfAbsent(
        new Pair(person, group), pair -> groups.isIn(pair.person(), pair.group()));
  }
}
