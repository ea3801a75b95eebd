package org.sallyport.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sallyport.director.admin.DirectorView;
import org.sallyport.director.admin.MemberView;
import org.sallyport.director.admin.PoolView;
import org.sallyport.director.admin.ServiceView;
import org.sallyport.director.pool.Admin;

/** A running director as a person reads it. */
final class StatusPage {
  private StatusPage() {}

  static void print(DirectorView view, Instant now, PrintWriter out) {
    out.println(
        view.node()
            + ", version "
            + view.version()
            + ", up "
            + time(Duration.ofSeconds(view.uptimeSeconds())));
    out.println();
    services(view.services(), out);
    for (var pool : view.pools()) {
      out.println();
      pool(pool, now, out);
    }
    out.flush();
  }

  private static void services(List<ServiceView> services, PrintWriter out) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("SERVICE", "LISTENS", "PROTOCOL", "TLS", "POOL", "OPEN", "TOTAL", "REFUSED"));
    for (var service : services) {
      long refused = service.refused().values().stream().mapToLong(Long::longValue).sum();
      rows.add(
          List.of(
              service.name(),
              String.join(" ", service.listeners()),
              word(service.protocol()),
              word(service.tls()),
              service.pool(),
              Long.toString(service.connections()),
              Long.toString(service.requestsTotal()),
              Long.toString(refused)));
    }
    Table.print(rows, out);
  }

  private static void pool(PoolView pool, Instant now, PrintWriter out) {
    out.println(
        "pool "
            + pool.name()
            + ", "
            + word(pool.kind())
            + ", "
            + word(pool.policy())
            + ", fail-back "
            + word(pool.failBack()));
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("", "MEMBER", "ADDRESS", "STATE", "FOR", "IN HAND", "TOTAL", "WHY"));
    for (var member : pool.members()) {
      var incumbent = pool.incumbent().filter(member.name()::equals).isPresent();
      rows.add(
          List.of(
              incumbent ? "*" : "",
              member.name(),
              member.address(),
              state(member),
              time(Duration.between(member.since(), now)),
              Integer.toString(member.inHand()),
              Long.toString(member.totals().requests()),
              member.cause()));
    }
    Table.print(rows, out);
    pool.sharedCause().ifPresent(cause -> out.println("shared cause: " + cause));
  }

  private static String state(MemberView member) {
    var health = word(member.health());
    return member.admin() == Admin.READY ? health : health + ", " + word(member.admin());
  }

  /** The two largest units, such as {@code 3d 4h}. */
  static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m " + seconds % 60 + "s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
    }
    return seconds / 86_400 + "d " + seconds % 86_400 / 3600 + "h";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
