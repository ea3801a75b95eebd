package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.Health;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The start page: whether the server serves, what it has, and what needs somebody. */
final class DashboardPage {
  private final Domain domain;
  private final Ignition ignition;
  private final Console console;
  private final Overview overview;

  DashboardPage(Domain domain, Console console, Overview overview) {
    this.domain = domain;
    ignition = new Ignition(domain);
    this.console = console;
    this.overview = overview;
  }

  List<Route> routes() {
    return List.of(
        Route.page(Console.HOME, "encryptionDashboard")
            .summary("Whether the server serves, what it has, and what needs somebody.")
            .tag(Console.TAG)
            .only(Route.SIGNED_IN)
            .handledBy(this::show),
        Api.reads("/status", "getEncryptionStatus")
            .summary("Whether the server serves, what it has, and what needs somebody.")
            .answers(200, "At this moment.", Overview.StatusView.class)
            .handledBy(_ -> Reply.json(overview.status())),
        Console.form(Console.HOME + "/unlock", "unlockForm", Permission.UNLOCK)
            .summary("Opens the vault.")
            .field("passphrase", "The ignition passphrase.", "")
            .handledBy(this::unlock));
  }

  private Reply show(Request in) {
    var cards = new ArrayList<Card>();
    cards.add(vault(in));
    if (Console.may(in, Permission.READ)) {
      cards.addAll(overview.cards());
    }
    return console.page(in, "Encryption server", Console.HOME, new Sheet(cards));
  }

  private Card vault(Request in) {
    return switch (domain.health()) {
      case Health.Ready _ ->
          Card.of("Server", Text.plain("The vault is open and the store works."))
              .with(Cell.good("serving"));
      case Health.Unwell(var message) ->
          Card.of("Server", new Text("notice bad", "The store does not work: " + message))
              .with(Cell.bad("not serving"));
      case Health.Locked(var state) -> locked(in, state);
    };
  }

  private static Card locked(Request in, Vault.State state) {
    boolean fresh = state == Vault.State.UNINITIALISED;
    var sentence =
        fresh
            ? "The store is new. The first ignition passphrase that is given here becomes the one"
                + " that opens it: "
                + Vault.LEAST
                + " characters or more. Without it nothing in the store can ever be read again, so"
                + " keep it in a safe place."
            : "The secrets of the store are closed, and clients are told to come back. The ignition"
                + " passphrase opens them.";
    var word = fresh ? "Begin" : "Unlock";
    return Card.of(fresh ? "New store" : "Locked", Text.plain(sentence))
        .with(Cell.warn("not serving"))
        .and(unlockForm(in, word))
        .and(
            in.csrf(Permission.UNLOCK).isPresent()
                ? Optional.empty()
                : Optional.of(Text.small("Your role does not unlock it.")));
  }

  private static Optional<Form> unlockForm(Request in, String word) {
    return in.csrf(Permission.UNLOCK)
        .map(
            csrf ->
                Form.of(
                    Console.HOME + "/unlock",
                    csrf,
                    word,
                    Input.password("passphrase", "Ignition passphrase")));
  }

  private Reply unlock(Request in) {
    try (var passphrase = Secret.ofText(in.form("passphrase").orElse(""))) {
      var said =
          switch (ignition.light(in, passphrase)) {
            case Vault.Lighting.Lit(boolean first) ->
                first
                    ? "The store has begun. Make an administrator now, so that the node's token can"
                        + " rest."
                    : "The vault is open.";
            case Vault.Lighting.Wrong _ -> "That passphrase opens nothing.";
            case Vault.Lighting.TooShort _ ->
                "A new store begins with a passphrase of " + Vault.LEAST + " characters or more.";
          };
      return Console.said(in, said, Console.HOME);
    }
  }
}
