package org.sallyport.encryption.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.admin.OrganisationApi.KeyView;
import org.sallyport.encryption.admin.OrganisationApi.KeysView;
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
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.organisation.OrganisationKeys;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The organisation key: looked at, renewed, exported, replaced. */
final class OrganisationPage {
  static final String PATH = Console.HOME + "/organisation";

  private final Domain domain;
  private final Console console;

  OrganisationPage(Domain domain, Console console) {
    this.domain = domain;
    this.console = console;
  }

  List<Route> routes() {
    return List.of(
        Console.reads(PATH, "organisationPage")
            .summary("The key that signs policies and vouches for people's keys.")
            .handledBy(this::show),
        Console.reads(PATH + "/certificate", "organisationCertificateFile")
            .summary("Its certificate as a file.")
            .answers(200, "Armored.", "application/pgp-keys")
            .handledBy(_ -> OrganisationApi.certificate(domain)),
        Console.form(PATH + "/renew", "renewOrganisationKeyForm", Permission.ADMINISTRATORS)
            .summary("Lets it last its whole time again.")
            .handledBy(
                in -> {
                  domain.organisation().renew(in.actor());
                  return Console.said(in, "The organisation key is renewed.", PATH);
                }),
        Console.form(PATH + "/export", "exportOrganisationKeyForm", Permission.ADMINISTRATORS)
            .summary("The key under a passphrase.")
            .field("passphrase", "What it is put under.", "")
            .answers(200, "The key in armor.", "application/pgp-keys")
            .handledBy(this::export),
        Console.form(PATH + "/replace", "replaceOrganisationKeyForm", Permission.ADMINISTRATORS)
            .summary("Makes another one.")
            .field("former", "The fingerprint of the one to be replaced.", "0123")
            .field("typed", "The same, typed by whoever is sure.", "0123")
            .handledBy(this::replace));
  }

  private Reply show(Request in) {
    domain.vault().needOpen();
    var keys = OrganisationApi.keys(domain);
    var cards = new ArrayList<Card>();
    cards.add(active(keys.active()).and(in.csrf(Permission.ADMINISTRATORS).map(this::renewal)));
    if (!keys.former().isEmpty()) {
      cards.add(former(keys));
    }
    in.csrf(Permission.ADMINISTRATORS)
        .ifPresent(
            csrf -> {
              cards.add(exporting(csrf));
              cards.add(replacement(keys.active(), csrf));
            });
    return console.page(in, "Organisation key", PATH, new Sheet(cards));
  }

  private static Card active(KeyView key) {
    return Card.of(
        "Organisation key",
        Text.plain(
            "It signs the policies that clients believe, and vouches for people's keys. Backups are"
                + " encrypted to it."),
        Facts.of(
            new Fact("Fingerprint", Cell.mono(Words.fingerprint(key.fingerprint()))),
            Fact.of("Of", String.join(", ", key.userIds())),
            Fact.of("Made (UTC)", Words.stamp(key.created())),
            Fact.of("Ends (UTC)", Words.stamp(Optional.ofNullable(key.until()), "never")),
            Fact.of(
                "Renewed by itself",
                Words.span(OrganisationKeys.RENEWED_BEFORE) + " before its end")),
        Links.of(
            Cell.link("Download the certificate", PATH + "/certificate"),
            Cell.link("Audit trail", AuditPage.PATH + "?subject=" + key.fingerprint())));
  }

  private Buttons renewal(String csrf) {
    return new Buttons(List.of(Button.of(PATH + "/renew", csrf, Map.of(), "Renew it now")));
  }

  private static Card former(KeysView keys) {
    return Card.of(
        "Former keys",
        new Table(
            "They stay for what they have signed. Times are UTC.",
            List.of("Fingerprint", "Made", "Ends"),
            keys.former().stream()
                .map(
                    key ->
                        Row.of(
                            Cell.mono(Words.fingerprint(key.fingerprint())),
                            Cell.text(Words.stamp(key.created())),
                            Cell.text(Words.stamp(Optional.ofNullable(key.until()), "never"))))
                .toList(),
            ""));
  }

  private static Card exporting(String csrf) {
    return Card.of(
        "Export",
        Text.plain(
            "Backups open with this key and an ignition passphrase, and with nothing else. Keep a"
                + " copy where a fire that takes the servers does not reach. Whoever has it and its"
                + " passphrase can speak for the organisation. The export is audited."),
        Form.of(
            PATH + "/export",
            csrf,
            "Export the secret key",
            Input.password("passphrase", "Passphrase for the file")
                .hinted(Vault.LEAST + " characters or more.")));
  }

  private static Card replacement(KeyView key, String csrf) {
    return Card.of(
        "Replace",
        Text.warning(
            "Clients have pinned the present key. It signs that the new one follows it, and they go"
                + " over to that at their next poll. Bundles that are about have the wrong stamp."
                + " This cannot be taken back. Where somebody else may have the secret of the"
                + " present key, they can sign such a thing too: revoke the machines as well, so"
                + " that each enrols anew. A key that ends is renewed, not replaced."),
        Text.plain(
            "The new key is vouched for by the present one, vouches for people's keys anew, and"
                + " opens the backups that are made from then on. Export it at once; older backups"
                + " need the present key."),
        Form.of(
            PATH + "/replace",
            csrf,
            "Replace the organisation key",
            new Hidden("former", key.fingerprint()),
            Input.text("typed", "Last eight characters of the present fingerprint", "")
                .needed()
                .hinted("So that it does not happen by a slip.")));
  }

  private Reply export(Request in) {
    try (var passphrase = Secret.ofText(in.form("passphrase").orElse(""))) {
      return OrganisationApi.export(domain, in, passphrase);
    }
  }

  private Reply replace(Request in) {
    var former = KeyFilter.fingerprint(Console.needed(in, "former"));
    var typed = Console.needed(in, "typed").replace(" ", "");
    if (former.isEmpty()
        || typed.length() < 8
        || !former
            .get()
            .hex()
            .regionMatches(
                true, former.get().hex().length() - typed.length(), typed, 0, typed.length())) {
      return Console.said(
          in, "That is not the end of the present fingerprint; nothing was done.", PATH);
    }
    return Console.said(
        in,
        domain.organisation().replace(in.actor(), former.get()).isPresent()
            ? "The organisation key is replaced. Export the new one, and make new bundles."
            : "Another key is active by now; nothing was done.",
        PATH);
  }
}
