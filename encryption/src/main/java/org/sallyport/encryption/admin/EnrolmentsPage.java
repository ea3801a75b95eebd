package org.sallyport.encryption.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Code;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.enrolment.EnrolmentCode;
import org.sallyport.encryption.enrolment.EnrolmentCodes;
import org.sallyport.encryption.enrolment.IssuedCode;
import org.sallyport.encryption.enrolment.Issuing;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** One-time codes with which machines enrol. */
final class EnrolmentsPage {
  static final String PATH = Console.HOME + "/enrolments";

  private static final int ROWS = 100;

  private final Domain domain;
  private final Console console;

  EnrolmentsPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "enrolmentsPage")
            .summary("One-time codes, the latest first.")
            .handledBy(this::show),
        Console.form(PATH + "/issue", "issueCodeForm", Permission.CONSUMERS)
            .summary("Makes a one-time code and shows it once.")
            .field("address", "For whom.", "ada@example.com")
            .field("days", "How long it lasts.", "7")
            .answers(200, "The page that shows it.", "text/html")
            .handledBy(this::issue),
        Console.form(PATH + "/withdraw", "withdrawCodeForm", Permission.CONSUMERS)
            .summary("Takes a code back.")
            .field("id", "Which.", "k_1")
            .handledBy(this::withdraw));
  }

  private Reply show(Request in) {
    var csrf = in.csrf(Permission.CONSUMERS);
    var now = domain.clock().instant();
    var rows =
        domain.store().read(tx -> domain.enrolmentCodes().latest(tx, ROWS)).stream()
            .map(
                code -> row(code, now).with(csrf.map(t -> buttons(code, now, t)).orElse(List.of())))
            .toList();
    var codes =
        Card.of(
            "One-time codes",
            Text.small(
                "A code lets one machine enrol for one address, once. It is shown when it is made"
                    + " and never again."),
            new Table(
                "The latest first. Times are UTC.",
                List.of("Address", "State", "Made", "By", "Until"),
                rows,
                "None has been made."));
    return console.page(
        in,
        "Enrolments",
        PATH,
        csrf.map(token -> Sheet.of(fresh(token), codes)).orElseGet(() -> Sheet.of(codes)));
  }

  private static Row row(EnrolmentCode code, Instant now) {
    return Row.of(
        Cell.text(code.address()),
        code.used().isPresent()
            ? Cell.good("used " + Words.stamp(code.used().get()))
            : code.expires().isAfter(now) ? Cell.warn("waiting") : Cell.calm("over"),
        Cell.text(Words.stamp(code.created())),
        Cell.text(code.creator()),
        Cell.text(Words.stamp(code.expires())));
  }

  private static List<Button> buttons(EnrolmentCode code, Instant now, String csrf) {
    return code.used().isEmpty() && code.expires().isAfter(now)
        ? List.of(
            Button.danger(PATH + "/withdraw", csrf, Map.of("id", code.id()), "Withdraw")
                .about(code.address()))
        : List.of();
  }

  private static Card fresh(String csrf) {
    return Card.of(
        "New code",
        Form.line(
            PATH + "/issue",
            csrf,
            "Make",
            Input.text("address", "Address of the person", "").typed("email").needed(),
            Input.text("days", "Days it lasts", "7").typed("number")));
  }

  private Reply issue(Request in) {
    var address = Address.of(Console.needed(in, "address"));
    var days = Console.needed(in, "days");
    var life = life(days.isEmpty() ? "7" : days);
    if (address.isEmpty() || life.isEmpty()) {
      return Console.said(
          in,
          "Give a mail address, and "
              + "1 to "
              + EnrolmentCodes.LONGEST.toDays()
              + " days; nothing was made.",
          PATH);
    }
    var by = Console.issuer(in);
    return switch (domain
        .store()
        .<Issuing>write(tx -> domain.enrolmentCodes().issue(tx, by, address.get(), life.get()))) {
      case Issuing.Issued(var code) -> shown(in, code);
      case Issuing.Refused(_, var reason) ->
          Console.said(in, "None was made: " + reason + ".", PATH);
    };
  }

  /** A number of days that a code may last. */
  static Optional<Duration> life(String days) {
    return days.matches("[1-9][0-9]{0,3}")
        ? Optional.of(Duration.ofDays(Long.parseLong(days)))
            .filter(life -> life.compareTo(EnrolmentCodes.LONGEST) <= 0)
        : Optional.empty();
  }

  private Reply shown(Request in, IssuedCode issued) {
    try (var code = issued.code()) {
      var sheet =
          Sheet.of(
              Card.of(
                  "Code for " + issued.kept().address(),
                  Text.plain(
                      "Give this to the person, by telephone or in person. It is shown this once,"
                          + " and serves one machine until "
                          + Words.stamp(issued.kept().expires())
                          + " UTC."),
                  new Code(code.revealText()),
                  Text.small(
                      "On the machine: sallyport client enrol --code, and the code when asked."),
                  Links.of(Cell.link("To the enrolments", PATH))));
      return console.page(in, "One-time code", PATH, sheet);
    }
  }

  private Reply withdraw(Request in) {
    boolean done =
        domain
            .store()
            .write(
                tx -> domain.enrolmentCodes().withdraw(tx, in.actor(), Console.needed(in, "id")));
    return Console.said(
        in, done ? "The code is withdrawn." : "It was used or withdrawn already.", PATH);
  }
}
