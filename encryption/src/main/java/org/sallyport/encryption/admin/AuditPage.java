package org.sallyport.encryption.admin;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.audit.AuditEntry;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;

/** The audit trail, as a page and as JSON. */
final class AuditPage {
  static final String PATH = Console.HOME + "/audit";

  private static final int ROWS = 50;

  private final Domain domain;
  private final Console console;

  AuditPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  /** Entries, the latest first. */
  record AuditView(List<AuditEntry> entries) {}

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "auditPage")
            .summary("Who changed what.")
            .query("subject", "Of this alone: an address, a fingerprint, a name.", "ada")
            .query("before", "Older than this entry.", "100")
            .handledBy(this::show),
        Api.reads("/audit", "getAudit")
            .summary("Who changed what, the latest first.")
            .query("subject", "Of this alone: an address, a fingerprint, a name.", "ada")
            .query("before", "Older than this entry.", "100")
            .query("limit", "How many at most: 1 to 500, else 50.", "50")
            .answers(200, "The entries.", AuditView.class)
            .handledBy(
                in ->
                    Reply.json(
                        new AuditView(
                            entries(
                                Console.query(in, "subject"),
                                before(in),
                                Api.limit(in, ROWS, 500))))));
  }

  private List<AuditEntry> entries(Optional<String> subject, OptionalLong before, int limit) {
    return domain.store().read(tx -> domain.audit().entries(tx, subject, before, limit));
  }

  private static OptionalLong before(Request in) {
    var text = in.query("before").orElse("");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw new RequestRefused(Problems.badParameter("before", "expected an entry's number"));
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private Reply show(Request in) {
    var subject = Console.query(in, "subject");
    var found = entries(subject, before(in), ROWS + 1);
    var rows = found.stream().limit(ROWS).map(AuditPage::row).toList();
    var table =
        new Table(
            "The latest first. Times are UTC.",
            List.of("When", "Who", "What", "To", "More"),
            rows,
            "Nothing has been written down" + (subject.isEmpty() ? "." : " about that."));
    var older =
        found.size() > ROWS
            ? Optional.of(
                Links.of(
                    Cell.link(
                        "Older",
                        PATH
                            + "?before="
                            + found.get(ROWS - 1).sequence()
                            + subject.map(of -> "&subject=" + Words.encoded(of)).orElse(""))))
            : Optional.<Links>empty();
    return console.page(
        in,
        "Audit trail",
        PATH,
        Sheet.of(
            Card.of(
                    "Who changed what",
                    Form.search(
                        PATH,
                        Input.search(
                            "subject", "About (address, fingerprint, name)", subject.orElse(""))),
                    table)
                .and(older)));
  }

  private static Row row(AuditEntry entry) {
    return Row.of(
        Cell.text(Words.stamp(entry.at())),
        Cell.text(entry.actor()),
        Cell.text(entry.action()),
        Cell.link(entry.subject(), PATH + "?subject=" + Words.encoded(entry.subject())),
        Cell.text(entry.detail()));
  }
}
