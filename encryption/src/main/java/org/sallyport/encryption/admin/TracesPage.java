package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.mailtrace.MailTrace;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Why messages were sent as they were: a search, and the story of one of them. */
final class TracesPage {
  static final String PATH = Console.HOME + "/traces";
  static final String ONE = Console.HOME + "/trace";

  private static final int ROWS = 50;
  private static final List<String> ASKED = List.of("address", "message", "form", "from", "until");

  private final Domain domain;
  private final Console console;

  TracesPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  /** Where a trace is. */
  static String address(String trace) {
    return ONE + "?id=" + Words.encoded(trace);
  }

  List<Route> routes() {
    return List.of(
        MailTraceApi.queried(Console.reads(PATH, "tracesPage"))
            .summary("Traces of messages, the latest first.")
            .query("before", "Older than this trace.", "t_0123456789abcdef")
            .refuses(400, "A parameter has no meaning.")
            .handledBy(this::search),
        Console.reads(ONE, "tracePage")
            .summary("What was done with a message, and why.")
            .query("id", "Which trace.", "t_0123456789abcdef")
            .refuses(404, "There is no such trace, or it is forgotten.")
            .handledBy(this::show));
  }

  private Reply search(Request in) {
    var found = MailTraceApi.find(domain, MailTraceApi.query(in), in.query("before"), ROWS + 1);
    var older =
        found.size() > ROWS
            ? Optional.of(Links.of(Cell.link("Older", older(in, found.get(ROWS - 1)))))
            : Optional.<Links>empty();
    return console.page(
        in,
        "Mail traces",
        PATH,
        Sheet.of(
            Card.of(
                    "Messages",
                    Form.search(
                        PATH,
                        Input.search("address", "Sender or recipient", asked(in, "address")),
                        Input.search("message", "Message-ID", asked(in, "message")),
                        Input.search("form", "Form", asked(in, "form")),
                        Input.search("from", "Since (2026-01-31)", asked(in, "from")),
                        Input.search("until", "Until", asked(in, "until"))),
                    new Table(
                        "The latest first. Times are UTC.",
                        List.of("When", "From", "To", "Forms", "Message-ID"),
                        found.stream().limit(ROWS).map(TracesPage::row).toList(),
                        "There is none."))
                .and(older)));
  }

  private static String asked(Request in, String name) {
    return in.query(name).orElse("");
  }

  private static String older(Request in, MailTrace last) {
    return PATH
        + "?before="
        + Words.encoded(last.id())
        + ASKED.stream()
            .flatMap(
                name -> in.query(name).stream().map(text -> "&" + name + "=" + Words.encoded(text)))
            .collect(Collectors.joining());
  }

  private static Row row(MailTrace trace) {
    var to = trace.recipients().stream().map(MailTrace.Recipient::address).toList();
    return Row.of(
        Cell.link(Words.stamp(trace.at()), address(trace.id())),
        Cell.text(sender(trace)),
        Cell.text(
            to.size() > 3
                ? to.getFirst() + " and " + (to.size() - 1) + " more"
                : String.join(", ", to)),
        Cell.text(
            trace.recipients().stream()
                .map(MailTrace.Recipient::form)
                .distinct()
                .collect(Collectors.joining(", "))),
        Cell.text(trace.messageId().isEmpty() ? "–" : trace.messageId()));
  }

  private static String sender(MailTrace trace) {
    return trace.sender().isEmpty() ? "nobody (a report)" : trace.sender();
  }

  /** A trace with what became of it. */
  private record Story(MailTrace trace, List<MailTrace.Event> events) {}

  private Reply show(Request in) {
    var id = Console.query(in, "id").orElse("");
    return domain
        .store()
        .read(
            tx ->
                domain
                    .mailTraces()
                    .find(tx, id)
                    .map(trace -> new Story(trace, domain.mailTraces().events(tx, id))))
        .map(story -> console.page(in, "A message", PATH, sheet(story)))
        .orElseGet(() -> Console.gone("trace", id));
  }

  private static Sheet sheet(Story story) {
    var trace = story.trace();
    var cards = new ArrayList<Card>();
    cards.add(
        Card.of(
            "It came",
            Facts.of(
                Fact.of("When", Words.stamp(trace.at()) + " UTC"),
                Fact.of("From", sender(trace)),
                Fact.of("Message-ID", trace.messageId().isEmpty() ? "none" : trace.messageId()),
                Fact.of("Size", Words.number(trace.size()) + " octets"),
                Fact.of("At", "listener " + trace.listener() + " of " + trace.node()),
                new Fact("Trace", Cell.mono(trace.id())))));
    for (var each : trace.recipients()) {
      cards.add(card(each, story.events()));
    }
    return new Sheet(cards);
  }

  private static Card card(MailTrace.Recipient one, List<MailTrace.Event> events) {
    var blocks = new ArrayList<Sheet.Block>();
    blocks.add(Text.plain(one.sentence()));
    blocks.add(
        Facts.of(
            Fact.of("Direction", one.direction()),
            new Fact(
                "Rule",
                one.rule().isEmpty()
                    ? Cell.text("none decided")
                    : Cell.link(one.rule(), RulePage.address(one.chain(), one.rule()))),
            Fact.of("Because", one.reason()),
            Fact.of(
                "Way",
                String.join(" → ", one.path()) + ", in version " + one.version() + " of the rules"),
            Fact.of("Keys", one.keys().isEmpty() ? "none" : keys(one.keys()))));
    blocks.add(
        new Table(
            "What became of it. Times are UTC.",
            List.of("When", "What", "What the other server said"),
            events.stream()
                .filter(event -> event.recipient().equals(one.address()))
                .map(
                    event ->
                        Row.of(
                            Cell.text(Words.stamp(event.at())),
                            Cell.text(event.what()),
                            Cell.text(event.detail().isEmpty() ? "–" : event.detail())))
                .toList(),
            "Nothing is known yet."));
    return Card.of(one.address(), blocks).with(Cell.calm(one.form()));
  }

  private static String keys(List<MailTrace.Key> keys) {
    return keys.stream()
        .map(
            key ->
                Words.fingerprint(key.fingerprint())
                    + " ("
                    + key.source()
                    + ", "
                    + key.trust()
                    + ")")
        .collect(Collectors.joining("; "));
  }
}
