package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Buttons;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Hidden;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.client.Client;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** People: listed, searched; one of them with machines, group and actions. */
final class ConsumersPage {
  static final String LIST = Console.HOME + "/consumers";
  static final String ONE = Console.HOME + "/consumer";

  private static final int ROWS = 50;

  private final Domain domain;
  private final Console console;
  private final KeyCards keys;

  ConsumersPage(Domain domain, Console console, KeyCards keys) {
    this.domain = domain;
    this.console = console;
    this.keys = keys;
  }

  static String address(String id) {
    return ONE + "?id=" + Words.encoded(id);
  }

  List<Route> routes() {
    return List.of(
        Console.reads(LIST, "consumersPage")
            .summary("The people of the organisation.")
            .query("search", "Part of an address or a name.", "ada")
            .query("after", "Addresses after this one.", "ada@example.com")
            .handledBy(this::list),
        Console.reads(ONE, "consumerPage")
            .summary("Somebody, with machines, keys and group.")
            .query("id", "Whom.", "u_1")
            .refuses(404, "There is nobody of that id.")
            .handledBy(this::show),
        Console.form(ONE + "/disable", "disableConsumerForm", Permission.CONSUMERS)
            .summary("Keeps somebody's machines out.")
            .field("id", "Whom.", "u_1")
            .handledBy(in -> state(in, Consumer.State.DISABLED)),
        Console.form(ONE + "/enable", "enableConsumerForm", Permission.CONSUMERS)
            .summary("Lets somebody's machines in again.")
            .field("id", "Whom.", "u_1")
            .handledBy(in -> state(in, Consumer.State.ACTIVE)),
        Console.form(ONE + "/revoke-client", "revokeClientForm", Permission.CONSUMERS)
            .summary("Ends a machine for good.")
            .field("id", "Whose.", "u_1")
            .field("client", "Which.", "c_1")
            .handledBy(this::revoke));
  }

  private Reply list(Request in) {
    var search = Console.query(in, "search").orElse("");
    var after = Console.query(in, "after").orElse("");
    var found = domain.store().read(tx -> domain.consumers().page(tx, search, after, ROWS + 1));
    var rows = found.stream().limit(ROWS).map(ConsumersPage::row).toList();
    var table =
        new Table(
            "In the order of their addresses.",
            List.of("Address", "Name", "State", "Came by", "Since (UTC)"),
            rows,
            search.isEmpty() ? "Nobody has enrolled yet." : "Nobody matches.");
    var next =
        found.size() > ROWS
            ? Optional.of(
                Links.of(
                    Cell.link(
                        "Next",
                        LIST
                            + "?after="
                            + Words.encoded(found.get(ROWS - 1).address().text())
                            + "&search="
                            + Words.encoded(search))))
            : Optional.<Links>empty();
    return console.page(
        in,
        "Consumers",
        LIST,
        Sheet.of(
            Card.of(
                    "People",
                    Form.search(LIST, Input.search("search", "Address or name", search)),
                    table)
                .and(next)));
  }

  private static Row row(Consumer one) {
    return Row.of(
        Cell.link(one.address().text(), address(one.id())),
        Cell.text(one.name()),
        chip(one.state()),
        Cell.text(one.source()),
        Cell.text(Words.stamp(one.created())));
  }

  private static Cell chip(Consumer.State state) {
    return switch (state) {
      case ACTIVE -> Cell.good("active");
      case DISABLED -> Cell.bad("disabled");
    };
  }

  private Reply show(Request in) {
    var id = Console.query(in, "id").orElse("");
    var found = domain.store().read(tx -> domain.consumers().find(tx, id));
    return found
        .map(who -> console.page(in, who.address().text(), LIST, sheet(in, who)))
        .orElseGet(() -> Console.gone("consumer", id));
  }

  private Sheet sheet(Request in, Consumer who) {
    var csrf = in.csrf(Permission.CONSUMERS);
    var clients = domain.store().read(tx -> domain.clients().of(tx, who.id()));
    var cards = new ArrayList<Card>();
    cards.add(about(who).with(chip(who.state())).and(csrf.map(token -> state(who, token))));
    cards.add(machines(who, clients, csrf));
    cards.addAll(keys.of(who));
    csrf.ifPresent(token -> cards.add(code(who, token)));
    cards.add(
        Card.of(
            "More",
            Links.of(
                Cell.link("Log lines", LogsPage.PATH + "?consumer=" + Words.encoded(who.id())),
                Cell.link(
                    "Audit trail",
                    AuditPage.PATH + "?subject=" + Words.encoded(who.address().text())))));
    return new Sheet(cards);
  }

  private Card about(Consumer who) {
    var choice = domain.policyDocuments().choice(who);
    var facts = new ArrayList<Fact>();
    facts.add(Fact.of("Name", who.name().isEmpty() ? "–" : who.name()));
    facts.add(
        Fact.of(
            "Addresses",
            who.addresses().stream().map(Address::text).collect(Collectors.joining(", "))));
    facts.add(Fact.of("Came by", who.source()));
    facts.add(Fact.of("Since (UTC)", Words.stamp(who.created())));
    facts.add(
        new Fact(
            "Group", Cell.link(choice.group().name(), GroupsPage.address(choice.group().id()))));
    facts.add(Fact.of("Why", choice.why()));
    facts.add(
        new Fact(
            "Policy",
            Cell.link(choice.group().policy(), PoliciesPage.address(choice.group().policy()))));
    facts.add(Fact.of("Id", who.id()));
    who.attributes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(20)
        .forEach(each -> facts.add(Fact.of(each.getKey(), String.join(", ", each.getValue()))));
    return Card.of("Person", new Facts(facts));
  }

  private static Buttons state(Consumer who, String csrf) {
    var hidden = Map.of("id", who.id());
    return new Buttons(
        List.of(
            switch (who.state()) {
              case ACTIVE -> Button.danger(ONE + "/disable", csrf, hidden, "Disable");
              case DISABLED -> Button.of(ONE + "/enable", csrf, hidden, "Enable");
            }));
  }

  private Card machines(Consumer who, List<Client> clients, Optional<String> csrf) {
    long serial = domain.policyDocuments().serial();
    var rows =
        clients.stream()
            .map(
                one -> machine(one, serial).with(csrf.map(t -> end(who, one, t)).orElse(List.of())))
            .toList();
    return Card.of(
        "Machines",
        new Table(
            "Times are UTC. The policy in force has serial " + Words.number(serial) + ".",
            List.of("Machine", "State", "Platform", "Version", "Policy", "Enrolled", "Last seen"),
            rows,
            "None has enrolled."));
  }

  private static Row machine(Client one, long serial) {
    return Row.of(
        Cell.text(one.name()),
        state(one),
        Cell.text(one.platform().isEmpty() ? "–" : one.platform()),
        Cell.text(one.version().isEmpty() ? "–" : one.version()),
        policy(one, serial),
        Cell.text(Words.stamp(one.created()) + ", by " + one.method()),
        Cell.text(Words.stamp(one.seen())));
  }

  /** Whether a machine may be a client. */
  static Cell state(Client one) {
    return switch (one.state()) {
      case ACTIVE -> Cell.good("active");
      case REVOKED -> Cell.bad("revoked");
    };
  }

  /** Whether a machine has the policy in force. */
  static Cell policy(Client one, long serial) {
    if (one.policySerial().isEmpty()) {
      return Cell.calm("not told");
    }
    long held = one.policySerial().getAsLong();
    return held >= serial ? Cell.good("current") : Cell.warn("serial " + held);
  }

  private static List<Button> end(Consumer who, Client one, String csrf) {
    return switch (one.state()) {
      case ACTIVE ->
          List.of(
              Button.danger(
                      ONE + "/revoke-client",
                      csrf,
                      Map.of("id", who.id(), "client", one.id()),
                      "Revoke")
                  .about(one.name()));
      case REVOKED -> List.of();
    };
  }

  private static Card code(Consumer who, String csrf) {
    return Card.of(
        "Another machine",
        Form.line(
            EnrolmentsPage.PATH + "/issue",
            csrf,
            "Make a one-time code",
            new Hidden("address", who.address().text()),
            Input.text("days", "Days it lasts", "7").typed("number")));
  }

  private Reply state(Request in, Consumer.State state) {
    var id = Console.needed(in, "id");
    var changed = domain.store().write(tx -> domain.consumers().state(tx, in.actor(), id, state));
    return changed
        .map(
            who ->
                Console.said(
                    in,
                    switch (state) {
                      case ACTIVE -> who.address() + " may use the server again.";
                      case DISABLED ->
                          who.address() + " may not use the server any more; the keys stay.";
                    },
                    address(id)))
        .orElseGet(() -> Console.gone("consumer", id));
  }

  private Reply revoke(Request in) {
    var id = Console.needed(in, "id");
    var client = Console.needed(in, "client");
    var revoked = domain.store().write(tx -> domain.clients().revoke(tx, in.actor(), client));
    return Console.said(
        in,
        revoked.isPresent()
            ? "The machine is revoked; it has to enrol anew."
            : "There is no such machine.",
        address(id));
  }
}
