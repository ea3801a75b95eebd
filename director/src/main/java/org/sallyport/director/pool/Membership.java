package org.sallyport.director.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.director.settings.MemberSettings;
import org.sallyport.director.settings.PoolSettings;

/** Who stays, comes and goes when a pool takes new settings. */
final class Membership {
  private final List<Standing> standings = new ArrayList<>();
  private final List<Member> added = new ArrayList<>();
  private final List<Member> removed = new ArrayList<>();
  private final Map<Integer, Admin> initials = new LinkedHashMap<>();

  Membership(String pool, List<Standing> before, PoolSettings settings, Instant now) {
    var known = new HashMap<String, Standing>();
    long taken = 0;
    for (var standing : before) {
      if (stays(standing.member(), settings.members())) {
        known.put(standing.member().name(), standing);
        taken |= standing.member().bit();
      } else {
        removed.add(standing.member());
      }
    }
    for (var entry : settings.members().entrySet()) {
      var standing = known.get(entry.getKey());
      if (standing == null) {
        int index = Long.numberOfTrailingZeros(~taken);
        var member = new Member(pool, entry.getKey(), index, entry.getValue(), now);
        taken |= member.bit();
        added.add(member);
        standing = Standing.of(member);
      } else {
        carry(standing.member(), entry.getValue());
      }
      standings.add(standing);
    }
  }

  private static boolean stays(Member member, Map<String, MemberSettings> settings) {
    var found = settings.get(member.name());
    return found != null && found.address().equals(member.settings().address());
  }

  /** The administrator's word outlasts a reload, unless the file itself now says otherwise. */
  private void carry(Member member, MemberSettings settings) {
    if (member.settings().initial() != settings.initial()) {
      initials.put(standings.size(), Member.initial(settings));
    }
    member.settings(settings);
  }

  /** In the order of the file. */
  List<Standing> standings() {
    return List.copyOf(standings);
  }

  List<Member> added() {
    return List.copyOf(added);
  }

  List<Member> removed() {
    return List.copyOf(removed);
  }

  boolean changes() {
    return !added.isEmpty() || !removed.isEmpty();
  }

  /** Members, by position, whose administrative state the file changes. */
  Map<Integer, Standing> reset(Instant now) {
    var reset = new LinkedHashMap<Integer, Standing>();
    initials.forEach(
        (at, admin) ->
            reset.put(
                at, standings.get(at).administered(admin, "initial of the reloaded file", now)));
    return reset;
  }

  static PoolMemory memory(List<Standing> standings, Incumbency incumbency) {
    var admins = new HashMap<String, PoolMemory.AdminMemory>();
    for (var standing : standings) {
      var status = standing.status();
      if (status.admin() != Member.initial(standing.member().settings())) {
        admins.put(
            standing.member().name(),
            new PoolMemory.AdminMemory(status.admin(), status.adminCause()));
      }
    }
    return new PoolMemory(Optional.ofNullable(incumbency.name()), incumbency.switched(), admins);
  }
}
