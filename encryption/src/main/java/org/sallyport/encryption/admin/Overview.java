package org.sallyport.encryption.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Figure;
import org.sallyport.encryption.admin.Sheet.Figures;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Administrator;
import org.sallyport.encryption.mail.KeptLetter;
import org.sallyport.store.Transaction;
import org.sallyport.web.page.Sparkline;

/** The dashboard's figures and warnings. */
final class Overview {
  private static final int SLOTS = 60;
  private static final Duration SLOT = Duration.ofMinutes(1);
  private static final Duration SILENT = Duration.ofDays(7);
  private static final Duration ENDING = Duration.ofDays(30);

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
    cards.add(Card.of("What there is", figures()));
    return cards;
  }

  /** What is known at a glance. */
  record StatusView(
      String vault,
      long consumers,
      long machines,
      long seenLastDay,
      long silentForAWeek,
      long keysEndingInAMonth,
      long lettersWaiting,
      List<String> warnings) {}

  StatusView status() {
    var warnings = warnings();
    var now = domain.clock().instant();
    long ending = domain.keys().ending(now.plus(ENDING));
    return domain
        .store()
        .read(
            in ->
                new StatusView(
                    Words.of(domain.vault().state()),
                    domain.consumers().count(in),
                    domain.clients().count(in),
                    domain.clients().seenSince(in, now.minus(Duration.ofDays(1))),
                    domain.clients().count(in) - domain.clients().seenSince(in, now.minus(SILENT)),
                    ending,
                    domain.outbox().count(in, KeptLetter.State.WAITING),
                    warnings));
  }

  private Figures figures() {
    var now = domain.clock().instant();
    long ending = domain.keys().ending(now.plus(ENDING));
    return domain.store().read(in -> figures(in, now, ending));
  }

  private Figures figures(Transaction in, Instant now, long ending) {
    long machines = domain.clients().count(in);
    var calls = domain.pulse().lastHour();
    return new Figures(
        List.of(
            leading("Consumers", domain.consumers().count(in), ConsumersPage.LIST),
            leading("Machines", machines, MachinesPage.PATH),
            leading(
                "Machines silent for " + SILENT.toDays() + " days",
                machines - domain.clients().seenSince(in, now.minus(SILENT)),
                MachinesPage.PATH + "?silent=" + SILENT.toDays()),
            leading(
                "Keys that end within " + ENDING.toDays() + " days",
                ending,
                KeysPage.LIST + "?ending=" + ENDING.toDays()),
            leading(
                "Messages that wait",
                domain.outbox().count(in, KeptLetter.State.WAITING),
                LettersPage.PATH + "?state=waiting"),
            drawn(
                "Calls of clients to this node in the last hour",
                "Calls of clients to this node, a minute, since it started or for an hour",
                calls),
            drawn(
                "Batches of log lines in the last hour",
                "Batches of log lines that all nodes took, a minute, for an hour",
                batches(in, now))));
  }

  private static Figure leading(String name, long number, String path) {
    return new Figure(name, Cell.link(Words.number(number), path), Optional.empty());
  }

  /** A sum, with how it came about. */
  private static Figure drawn(String name, String label, double[] minutes) {
    var sum = (long) Arrays.stream(minutes).sum();
    var picture =
        Sparkline.of(label + ", at most " + (long) Sparkline.peak(minutes), minutes, SLOTS);
    return new Figure(name, Cell.number(sum), Optional.of(picture));
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
