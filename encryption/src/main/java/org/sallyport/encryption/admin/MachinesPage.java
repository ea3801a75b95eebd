package org.sallyport.encryption.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.client.Client;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;

/** All machines, with when each was last heard of: for finding those that are silent. */
final class MachinesPage {
  static final String PATH = Console.HOME + "/machines";

  private static final int ROWS = 100;

  private final Domain domain;
  private final Console console;

  MachinesPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "machinesPage")
            .summary("The machines that have enrolled.")
            .query("search", "Part of an address or a name.", "laptop")
            .query("silent", "Active ones not heard of for so many days.", "30")
            .query("after", "The last machine of the page before.", "c_1")
            .refuses(400, "A parameter has no meaning.")
            .handledBy(this::show));
  }

  /**
   * What {@code silent} of a request says.
   *
   * @return the time that none was heard of since
   */
  static Optional<Instant> silent(Request in, Instant now) {
    return Console.query(in, "silent")
        .filter(days -> !days.isEmpty())
        .map(
            days -> {
              if (!days.matches("[1-9][0-9]{0,3}")) {
                throw new RequestRefused(
                    Problems.badParameter("silent", "expected a number of days"));
              }
              return now.minus(Duration.ofDays(Long.parseLong(days)));
            });
  }

  private Reply show(Request in) {
    var search = Console.query(in, "search").orElse("");
    var days = Console.query(in, "silent").orElse("");
    var since = silent(in, domain.clock().instant());
    var found =
        domain
            .store()
            .read(
                tx ->
                    domain
                        .clients()
                        .page(
                            tx,
                            search,
                            since,
                            Console.query(in, "after").flatMap(id -> domain.clients().find(tx, id)),
                            ROWS + 1));
    long serial = domain.policyDocuments().serial();
    var table =
        new Table(
            "By their owners' addresses. Times are UTC; the last call is written down within a"
                + " minute.",
            List.of("Machine", "Of", "State", "Version", "Policy", "Last call"),
            found.stream().limit(ROWS).map(one -> row(one, serial)).toList(),
            search.isEmpty() && since.isEmpty() ? "None has enrolled." : "None matches.");
    var next =
        found.size() > ROWS
            ? Optional.of(
                Links.of(
                    Cell.link(
                        "Next",
                        PATH
                            + "?after="
                            + Words.encoded(found.get(ROWS - 1).id())
                            + "&search="
                            + Words.encoded(search)
                            + "&silent="
                            + Words.encoded(days))))
            : Optional.<Links>empty();
    return console.page(
        in, "Machines", PATH, Sheet.of(Card.of("Machines", filter(search, days), table).and(next)));
  }

  private static Form filter(String search, String days) {
    return Form.search(
        PATH,
        Input.search("search", "Address, name or machine", search),
        new Choice(
            "silent",
            "Not heard of for",
            List.of(
                new Option("", "any time"),
                new Option("1", "a day"),
                new Option("7", "7 days"),
                new Option("30", "30 days"),
                new Option("90", "90 days")),
            days));
  }

  private static Row row(Client one, long serial) {
    return Row.of(
        Cell.text(one.name()),
        Cell.link(one.address(), ConsumersPage.address(one.consumer())),
        ConsumersPage.state(one),
        Cell.text(one.version().isEmpty() ? "–" : one.version()),
        ConsumersPage.policy(one, serial),
        Cell.text(Words.stamp(one.seen())));
  }
}
