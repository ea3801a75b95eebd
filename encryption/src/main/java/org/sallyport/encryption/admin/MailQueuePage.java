package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Buttons;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.mailqueue.QueueList;
import org.sallyport.encryption.mailqueue.QueuedMail;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Mail that waits to be handed on, and one message of it. */
final class MailQueuePage {
  static final String PATH = Console.HOME + "/mail-queue";
  static final String ONE = Console.HOME + "/queued-mail";

  private static final int ROWS = 100;

  private final Domain domain;
  private final Console console;

  MailQueuePage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  private static String address(String id) {
    return ONE + "?id=" + Words.encoded(id);
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "mailQueuePage")
            .summary("Mail that waits to be handed on, the oldest first.")
            .query("search", "Part of an address or of a next hop, or an id.", "ada@example.com")
            .handledBy(this::list),
        Console.reads(ONE, "queuedMailPage")
            .summary("A message that waits to be handed on.")
            .query("id", "Which.", "q_1")
            .refuses(404, "There is none: it has been handed on, refused or given up.")
            .handledBy(this::show),
        Console.form(PATH + "/retry-all", "retryMailQueueForm", Permission.MAIL_QUEUE)
            .summary("Tries everything now.")
            .handledBy(this::retryAll),
        change("retry", "Tries a message now.").handledBy(this::retry),
        change("give-up", "Ends a message and tells its sender.").handledBy(this::giveUp),
        change("drop", "Ends a message and tells nobody.").handledBy(this::drop));
  }

  private static RouteBuilder change(String verb, String summary) {
    return Console.form(
            ONE + "/" + verb, verb.replace("-u", "U") + "QueuedMailForm", Permission.MAIL_QUEUE)
        .summary(summary)
        .field("id", "Which.", "q_1");
  }

  private QueueList queue() {
    return domain.mailQueue().list();
  }

  private Reply list(Request in) {
    var search = Console.query(in, "search").orElse("");
    var depth = queue().depth();
    var blocks = new ArrayList<Sheet.Block>();
    blocks.add(
        Facts.of(
            Fact.of("Tried at this moment", Words.number(depth.inHand())),
            Fact.of("To be tried now", Words.number(depth.due())),
            Fact.of("Waiting for the next try", Words.number(depth.waiting())),
            Fact.of("The oldest came", Words.stamp(depth.oldest(), "there is none"))));
    in.csrf(Permission.MAIL_QUEUE)
        .ifPresent(
            token ->
                blocks.add(
                    new Buttons(
                        List.of(
                            Button.of(
                                PATH + "/retry-all", token, Map.of(), "Try everything now")))));
    return console.page(
        in,
        "Mail queue",
        PATH,
        Sheet.of(
            Card.of("How much there is", blocks),
            Card.of(
                "Messages",
                Form.search(PATH, Input.search("search", "Address, next hop, or id", search)),
                new Table(
                    "The oldest first, " + ROWS + " at most. Times are UTC.",
                    List.of("Came", "From", "To", "Tries", "Next try", "What was said last"),
                    queue().search(search, ROWS).stream().map(MailQueuePage::row).toList(),
                    search.isEmpty() ? "Nothing waits." : "Nothing like that waits."))));
  }

  private static Row row(QueuedMail mail) {
    var to = mail.deliveries().stream().flatMap(each -> each.recipients().stream()).toList();
    var next =
        mail.deliveries().stream()
            .min((one, other) -> one.due().compareTo(other.due()))
            .orElseThrow();
    return Row.of(
        Cell.link(Words.stamp(mail.created()), address(mail.id())),
        Cell.text(sender(mail)),
        Cell.text(
            to.size() > 3
                ? to.getFirst() + " and " + (to.size() - 1) + " more"
                : String.join(", ", to)),
        Cell.text(Long.toString(next.tries())),
        Cell.text(next.inHand() ? "at this moment" : Words.stamp(next.due())),
        Cell.text(next.problem().isEmpty() ? "–" : next.problem()));
  }

  private static String sender(QueuedMail mail) {
    return mail.sender().isEmpty() ? "nobody (a report)" : mail.sender();
  }

  private Reply show(Request in) {
    var id = Console.query(in, "id").orElse("");
    return queue()
        .find(id)
        .map(mail -> console.page(in, "A message that waits", PATH, sheet(in, mail)))
        .orElseGet(() -> Console.gone("message", id));
  }

  private static Sheet sheet(Request in, QueuedMail mail) {
    var cards = new ArrayList<Card>();
    cards.add(
        Card.of(
            "Message",
            Facts.of(
                Fact.of("Came", Words.stamp(mail.created()) + " UTC"),
                Fact.of("Given up after", Words.stamp(mail.expires()) + " UTC"),
                Fact.of("From", sender(mail)),
                Fact.of("Size", Words.number(mail.size()) + " octets"),
                Fact.of("Towards", mail.route().word()),
                new Fact(
                    "Trace",
                    mail.trace().isEmpty()
                        ? Cell.text("none")
                        : Cell.link(mail.trace(), TracesPage.address(mail.trace())))),
            new Table(
                "Times are UTC.",
                List.of("Next hop", "To", "Tries", "Next try", "What was said last"),
                mail.deliveries().stream().map(MailQueuePage::row).toList(),
                "Nobody is left.")));
    in.csrf(Permission.MAIL_QUEUE).ifPresent(token -> cards.add(changes(mail, token)));
    return new Sheet(cards);
  }

  private static Row row(QueuedMail.Waiting one) {
    return Row.of(
        Cell.text(one.lane()),
        Cell.text(String.join(", ", one.recipients())),
        Cell.text(Long.toString(one.tries())),
        Cell.text(one.inHand() ? "at this moment" : Words.stamp(one.due())),
        Cell.text(one.problem().isEmpty() ? "–" : one.problem()));
  }

  private static Card changes(QueuedMail mail, String csrf) {
    var id = Map.of("id", mail.id());
    return Card.of(
        "What can be done",
        Text.plain("Who gives a message up tells its sender; who drops it tells nobody."),
        new Buttons(
            List.of(
                Button.of(ONE + "/retry", csrf, id, "Try now"),
                Button.danger(ONE + "/give-up", csrf, id, "Give up"),
                Button.danger(ONE + "/drop", csrf, id, "Drop"))));
  }

  private Reply retryAll(Request in) {
    return Console.said(in, queue().retryAll() + " deliveries are tried now.", PATH);
  }

  private Reply retry(Request in) {
    var id = Console.needed(in, "id");
    return reply(in, queue().retry(id), "It is tried now.", address(id));
  }

  private Reply giveUp(Request in) {
    return ended(in, "mail-given-up", "It is given up.", queue()::giveUp);
  }

  private Reply drop(Request in) {
    return ended(in, "mail-dropped", "It is dropped.", queue()::drop);
  }

  private Reply ended(
      Request in, String action, String said, Function<String, QueueList.Done> wish) {
    var id = Console.needed(in, "id");
    var before = queue().find(id);
    var done = wish.apply(id);
    if (done == QueueList.Done.DONE) {
      MailQueueApi.record(
          domain, in.actor(), action, id, before.map(QueuedMail::sender).orElse(""));
    }
    return reply(in, done, said, PATH);
  }

  private static Reply reply(Request in, QueueList.Done done, String said, String then) {
    return switch (done) {
      case DONE -> Console.said(in, said, then);
      case IN_HAND ->
          Console.cannot("it is tried at this moment; look again when it is known what came of it");
      case UNKNOWN -> Console.gone("message", Console.needed(in, "id"));
    };
  }
}
