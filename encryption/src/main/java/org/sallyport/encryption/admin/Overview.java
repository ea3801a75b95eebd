package org.sallyport.encryption.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Figure;
import org.sallyport.encryption.admin.Sheet.Figures;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Administrator;
import org.sallyport.store.Transaction;
import org.sallyport.web.page.Html;
import org.sallyport.web.page.Sparkline;

/** The dashboard's figures and warnings. */
final class Overview {
  private static final int SLOTS = 60;
  private static final Duration SLOT = Duration.ofMinutes(1);

  private final Domain domain;
  private final Stamps stamps;

  Overview(Domain domain, Stamps stamps) {
    this.domain = domain;
    this.stamps = stamps;
  }

  List<Card> cards() {
    var cards = new ArrayList<Card>();
    var warnings = warnings();
    if (!warnings.isEmpty()) {
      cards.add(
          Card.of("Needs somebody", warnings.stream().<Sheet.Block>map(Text::warning).toList()));
    }
    cards.add(Card.of("What there is", domain.store().read(this::figures)));
    return cards;
  }

  /** What is known at a glance. */
  record StatusView(
      String vault, long consumers, long machines, long seenLastDay, List<String> warnings) {}

  StatusView status() {
    var warnings = warnings();
    var since = domain.clock().instant().minus(Duration.ofDays(1));
    return domain
        .store()
        .read(
            in ->
                new StatusView(
                    Words.of(domain.vault().state()),
                    domain.consumers().count(in),
                    domain.clients().count(in),
                    domain.clients().seenSince(in, since),
                    warnings));
  }

  private Figures figures(Transaction in) {
    var now = domain.clock().instant();
    var batches = batches(in, now);
    long lastHour = 0;
    for (double each : batches) {
      lastHour += (long) each;
    }
    return new Figures(
        List.of(
            plain("Consumers", domain.consumers().count(in)),
            plain("Machines", domain.clients().count(in)),
            plain(
                "Machines seen in the last day",
                domain.clients().seenSince(in, now.minus(Duration.ofDays(1)))),
            new Figure(
                "Batches of log lines in the last hour",
                Cell.number(lastHour),
                Optional.of(chart(batches)))));
  }

  private static Figure plain(String name, long number) {
    return new Figure(name, Cell.number(number), Optional.empty());
  }

  private static Html chart(double[] batches) {
    return Sparkline.of(
        "Batches of log lines a minute in the last hour, at most " + (long) Sparkline.peak(batches),
        batches,
        SLOTS);
  }

  /** How many batches came in each of the last minutes. */
  private static double[] batches(Transaction in, Instant now) {
    long width = SLOT.toMillis();
    long newest = now.toEpochMilli() / width;
    var slots = new double[SLOTS];
    in.all(
        "SELECT received / 60000 AS slot, count(*) AS n FROM log_batches WHERE received >= ?"
            + " GROUP BY received / 60000",
        row -> {
          long age = newest - row.number("slot");
          if (age >= 0 && age < SLOTS) {
            slots[SLOTS - 1 - (int) age] = row.number("n");
          }
          return true;
        },
        now.minus(SLOT.multipliedBy(SLOTS)));
    return slots;
  }

  private List<String> warnings() {
    var all = new ArrayList<>(stamps.warnings());
    if (domain.administrators().all().stream().noneMatch(Administrator::enabled)) {
      all.add(
          "There is no administrator yet: everybody who works here has the node's own token. Make"
              + " one under Administrators.");
    }
    return all;
  }
}
