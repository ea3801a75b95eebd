package org.sallyport.encryption.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Choice;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Option;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Administrator;
import org.sallyport.encryption.administrator.AdministratorName;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.administrator.Administrators;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Administrators: listed, made, changed. */
final class AdministratorsPage {
  static final String LIST = Console.HOME + "/administrators";

  private final Administrators administrators;
  private final Console console;
  private final HandedOver handedOver;

  AdministratorsPage(Administrators administrators, Console console, HandedOver handedOver) {
    this.administrators = administrators;
    this.console = console;
    this.handedOver = handedOver;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(LIST, "administratorsPage")
            .summary("The administrators.")
            .handledBy(this::show),
        change("create", "Makes an administrator and shows the credentials once.")
            .field("role", "Its role.", "service-desk")
            .answers(200, "The page that shows them.", "text/html")
            .handledBy(this::create),
        change("renew", "Makes other credentials and shows them once.")
            .answers(200, "The page that shows them.", "text/html")
            .handledBy(this::renew),
        change("role", "Gives another role.")
            .field("role", "The new role.", "read-only")
            .handledBy(this::assign),
        change("disable", "Keeps an administrator out.").handledBy(in -> enable(in, false)),
        change("enable", "Lets an administrator in again.").handledBy(in -> enable(in, true)),
        change("remove", "Removes an administrator.").handledBy(this::remove));
  }

  private static org.sallyport.web.route.RouteBuilder change(String verb, String summary) {
    return Console.form(LIST + "/" + verb, verb + "AdministratorForm", Permission.ADMINISTRATORS)
        .summary(summary)
        .field("name", "The administrator.", "ada");
  }

  private Reply show(Request in) {
    var csrf = in.csrf(Permission.ADMINISTRATORS);
    var rows =
        administrators.all().stream()
            .map(one -> row(one).with(csrf.map(token -> buttons(one, token)).orElse(List.of())))
            .toList();
    var table =
        new Table(
            "Times are UTC.",
            List.of("Name", "Role", "State", "Last sign-in"),
            rows,
            "There is none yet: the node's own token is the only way in.");
    var list = Card.of("Administrators", table);
    return console.page(
        in,
        "Administrators",
        LIST,
        csrf.map(token -> Sheet.of(list, fresh(token), assigning(token), ROLES))
            .orElseGet(() -> Sheet.of(list, ROLES)));
  }

  private static final Card ROLES =
      Card.of(
          "Roles",
          new Table(
              "",
              List.of("Role", "Is for"),
              Arrays.stream(AdministratorRole.values())
                  .map(role -> Row.of(Cell.text(role.word()), Cell.text(role.purpose())))
                  .toList(),
              ""));

  private static Row row(Administrator one) {
    return Row.of(
        Cell.text(one.name().text()),
        Cell.text(one.role().word()),
        one.enabled() ? Cell.good("enabled") : Cell.bad("disabled"),
        Cell.text(Words.stamp(one.signedIn(), "never")));
  }

  private static List<Sheet.Button> buttons(Administrator one, String csrf) {
    var name = one.name().text();
    var hidden = Map.of("name", name);
    return List.of(
        (one.enabled()
                ? Sheet.Button.danger(LIST + "/disable", csrf, hidden, "Disable")
                : Sheet.Button.of(LIST + "/enable", csrf, hidden, "Enable"))
            .about(name),
        Sheet.Button.of(LIST + "/renew", csrf, hidden, "New credentials").about(name),
        Sheet.Button.danger(LIST + "/remove", csrf, hidden, "Remove").about(name));
  }

  private static Choice roles(String chosen) {
    return new Choice(
        "role",
        "Role",
        Arrays.stream(AdministratorRole.values())
            .map(role -> new Option(role.word(), role.word()))
            .toList(),
        chosen);
  }

  private static Card fresh(String csrf) {
    return Card.of(
        "New administrator",
        Form.line(
            LIST + "/create",
            csrf,
            "Make",
            Input.text("name", "Name to sign in with", "").needed(),
            roles("read-only")),
        Text.small(
            "A random password and the QR code of the second factor are shown once, to be handed"
                + " over."));
  }

  private static Card assigning(String csrf) {
    return Card.of(
        "Another role",
        Form.line(
            LIST + "/role",
            csrf,
            "Give",
            Input.text("name", "Administrator", "").needed(),
            roles("read-only")));
  }

  private Reply create(Request in) {
    var name = AdministratorName.of(Console.needed(in, "name"));
    var role = AdministratorRole.named(Console.needed(in, "role"));
    if (name.isEmpty() || role.isEmpty()) {
      return Console.said(in, "Name: " + AdministratorName.EXPECTED + ".", LIST);
    }
    return administrators
        .create(in.actor(), name.get(), role.get())
        .map(made -> handedOver.page(in, made))
        .orElseGet(() -> Console.said(in, name.get() + " is there already.", LIST));
  }

  private Reply renew(Request in) {
    return AdministratorName.of(Console.needed(in, "name"))
        .flatMap(name -> administrators.renew(in.actor(), name))
        .map(made -> handedOver.page(in, made))
        .orElseGet(() -> unknown(in));
  }

  private Reply assign(Request in) {
    var name = AdministratorName.of(Console.needed(in, "name"));
    var role = AdministratorRole.named(Console.needed(in, "role"));
    boolean done =
        name.isPresent()
            && role.isPresent()
            && administrators.assign(in.actor(), name.get(), role.get());
    return done
        ? Console.said(in, name.get() + " is now " + role.get().word() + ".", LIST)
        : unknown(in);
  }

  private Reply enable(Request in, boolean enabled) {
    var name = AdministratorName.of(Console.needed(in, "name"));
    boolean done = name.isPresent() && administrators.enable(in.actor(), name.get(), enabled);
    return done
        ? Console.said(
            in, name.get() + (enabled ? " may sign in again." : " is kept out from now on."), LIST)
        : unknown(in);
  }

  private Reply remove(Request in) {
    var name = AdministratorName.of(Console.needed(in, "name"));
    boolean done = name.isPresent() && administrators.remove(in.actor(), name.get());
    return done ? Console.said(in, name.get() + " is removed.", LIST) : unknown(in);
  }

  private static Reply unknown(Request in) {
    return Console.said(in, "There is no administrator of that name.", LIST);
  }
}
