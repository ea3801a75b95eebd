package org.sallyport.app;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sallyport.director.pool.Explanation;

/** An explanation as a person reads it. */
final class ExplanationPage {
  private ExplanationPage() {}

  static void print(Explanation explanation, PrintWriter out) {
    out.println("member  " + explanation.member().orElse("none"));
    out.println("why     " + explanation.reason());
    explanation.sharedCause().ifPresent(cause -> out.println("shared  " + cause));
    if (!explanation.until().isEmpty()) {
      out.println("until   " + explanation.until());
    }
    for (var cause : explanation.wouldMove()) {
      out.println("moved   " + cause);
    }
    out.println();
    out.println("pool " + explanation.pool() + ", " + explanation.policy());
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("MEMBER", "ADDRESS", "STATE", "SINCE", "TAKES"));
    for (var member : explanation.members()) {
      rows.add(
          List.of(
              member.name(),
              member.address(),
              state(member),
              since(member.since()),
              member.standing()));
    }
    Table.print(rows, out);
    out.flush();
  }

  private static String state(Explanation.State member) {
    var health = member.health().name().toLowerCase(Locale.ROOT);
    var admin = member.admin().name().toLowerCase(Locale.ROOT);
    return admin.equals("ready") ? health : health + ", " + admin;
  }

  private static String since(Instant at) {
    return at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
  }
}
