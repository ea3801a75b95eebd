package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.enrolment.AwaitedToken;
import org.sallyport.encryption.mail.KeptLetter;
import org.sallyport.encryption.mail.Outbox;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Messages to people: which wait and why, and the enrolments that wait for their answer. */
final class LettersPage {
  static final String PATH = Console.HOME + "/letters";

  private static final int ROWS = 100;

  private final Domain domain;
  private final Console console;

  LettersPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "lettersPage")
            .summary("Messages to people, and enrolments by e-mail that wait for an answer.")
            .query("state", "Only those: waiting, sent or failed.", "failed")
            .refuses(400, "A parameter has no meaning.")
            .handledBy(this::show));
  }

  private Reply show(Request in) {
    var state = Console.query(in, "state").filter(text -> !text.isEmpty()).map(LetterApi::state);
    var letters = domain.store().read(tx -> domain.outbox().latest(tx, state, ROWS));
    var awaited = domain.store().read(tx -> domain.enrolments().awaited(tx, ROWS));
    var cards = new ArrayList<Card>();
    if (domain.mailEnrolments().isEmpty()) {
      cards.add(
          Card.of(
              "No relay",
              Text.plain(
                  "The node's file names no relay (encryption.mail), so nobody enrols by e-mail and"
                      + " no message is sent.")));
    }
    cards.add(
        Card.of(
            "Messages",
            Form.search(
                PATH,
                new Choice(
                    "state",
                    "Which",
                    List.of(
                        new Option("", "all"),
                        new Option("waiting", "those that wait"),
                        new Option("failed", "those that were not sent"),
                        new Option("sent", "those that the relay has taken")),
                    state.map(Words::of).orElse(""))),
            new Table(
                "Of the last "
                    + Outbox.KEPT.toDays()
                    + " days, the latest first, "
                    + ROWS
                    + " at most. Times are UTC.",
                List.of(
                    "To", "For", "State", "Made", "Tries", "Next or last", "What the relay said"),
                letters.stream().map(LettersPage::row).toList(),
                "There is none.")));
    cards.add(
        Card.of(
            "Enrolments by e-mail",
            new Table(
                "Whose token has not come back. The latest first, " + ROWS + " at most.",
                List.of("Address", "Machine", "Begun", "Until", "Wrong tokens"),
                awaited.stream().map(LettersPage::row).toList(),
                "None waits.")));
    return console.page(in, "Letters", PATH, new Sheet(cards));
  }

  private static Row row(KeptLetter one) {
    return Row.of(
        Cell.text(one.recipient()),
        Cell.text(one.purpose()),
        switch (one.state()) {
          case WAITING -> one.tries() == 0 ? Cell.calm("waiting") : Cell.warn("waiting");
          case SENT -> Cell.good("sent");
          case FAILED -> Cell.bad("failed");
        },
        Cell.text(Words.stamp(one.created())),
        Cell.text(Long.toString(one.tries())),
        Cell.text(Words.stamp(one.due())),
        Cell.text(one.problem().isEmpty() ? "–" : one.problem()));
  }

  private static Row row(AwaitedToken one) {
    return Row.of(
        Cell.text(one.address()),
        Cell.text(one.machine()),
        Cell.text(Words.stamp(one.created())),
        Cell.text(Words.stamp(one.expires())),
        Cell.text(Long.toString(one.tries())));
  }
}
