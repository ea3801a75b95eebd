package org.sallyport.encryption.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The ignition passphrases: listed by name, added, removed. */
final class IgnitionPage {
  static final String PATH = Console.HOME + "/ignition";

  private final Slots slots;
  private final Console console;

  IgnitionPage(Domain domain, Console console) {
    slots = new Slots(domain);
    this.console = console;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "ignitionPage")
            .summary("The passphrases that open the store, by name.")
            .handledBy(this::show),
        Console.form(PATH + "/add", "addIgnitionPassphraseForm", Permission.ADMINISTRATORS)
            .summary("Lets another passphrase open the store too.")
            .field("name", "What to call it.", "second")
            .field("passphrase", "The passphrase.", "")
            .field("again", "The same again.", "")
            .handledBy(this::add),
        Console.form(PATH + "/remove", "removeIgnitionPassphraseForm", Permission.ADMINISTRATORS)
            .summary("Lets a passphrase open the store no longer.")
            .field("name", "Which.", "first")
            .handledBy(this::remove));
  }

  private Reply show(Request in) {
    var csrf = in.csrf(Permission.ADMINISTRATORS);
    var all = slots.all();
    var rows =
        all.stream()
            .map(
                slot ->
                    Row.of(Cell.text(slot.name()), Cell.text(Words.stamp(slot.created())))
                        .with(
                            csrf.filter(_ -> all.size() > 1)
                                .map(token -> List.of(removal(slot, token)))
                                .orElse(List.of())))
            .toList();
    var list =
        Card.of(
            "Ignition passphrases",
            Text.plain(
                "Any one of them opens the store after a start. To change one, add another, put it"
                    + " where the old one was (a node's file or a safe), and remove the old one;"
                    + " nodes that run go on meanwhile. The last one stays. A removed one still"
                    + " opens the backups that were made before."),
            new Table("Times are UTC.", List.of("Name", "Since"), rows, "There is none yet."));
    return console.page(
        in,
        "Ignition passphrases",
        PATH,
        csrf.map(token -> Sheet.of(list, fresh(token))).orElseGet(() -> Sheet.of(list)));
  }

  private static Button removal(Vault.Slot slot, String csrf) {
    return Button.danger(PATH + "/remove", csrf, Map.of("name", slot.name()), "Remove")
        .about(slot.name());
  }

  private static Card fresh(String csrf) {
    return Card.of(
        "Another passphrase",
        Form.of(
            PATH + "/add",
            csrf,
            "Add",
            Input.text("name", "What to call it", "")
                .needed()
                .hinted("1 to 64 of 0-9 a-z . _ and -, such as safe-2026."),
            Input.password("passphrase", "Passphrase")
                .hinted(Vault.LEAST + " characters or more. It is not shown again."),
            Input.password("again", "The same again")));
  }

  private Reply add(Request in) {
    var name = Console.needed(in, "name");
    try (var passphrase = Secret.ofText(in.form("passphrase").orElse(""));
        var again = Secret.ofText(in.form("again").orElse(""))) {
      var why = unfit(name, passphrase, again);
      return Console.said(
          in,
          why.orElseGet(
              () ->
                  slots.add(in.actor(), name, passphrase)
                      ? name + " opens the store from now on."
                      : name + " is there already; nothing was added."),
          PATH);
    }
  }

  private static Optional<String> unfit(String name, Secret passphrase, Secret again) {
    if (!Slots.fits(name)) {
      return Optional.of("A name has 1 to 64 of 0-9 a-z . _ and -; nothing was added.");
    }
    if (passphrase.length() < Vault.LEAST) {
      return Optional.of(
          "A passphrase has " + Vault.LEAST + " characters or more; nothing was added.");
    }
    return passphrase.equals(again)
        ? Optional.empty()
        : Optional.of("The two were different; nothing was added.");
  }

  private Reply remove(Request in) {
    var name = Console.needed(in, "name");
    return Console.said(
        in,
        slots.remove(in.actor(), name)
            ? name + " opens nothing any more."
            : "There is none of that name, or it is the last that opens the store.",
        PATH);
  }
}
