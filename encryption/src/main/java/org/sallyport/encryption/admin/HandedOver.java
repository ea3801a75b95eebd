package org.sallyport.encryption.admin;

import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Code;
import org.sallyport.encryption.admin.Sheet.Links;
import org.sallyport.encryption.admin.Sheet.Picture;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.ApiTokens;
import org.sallyport.encryption.administrator.NewCredentials;
import org.sallyport.web.page.QrPicture;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;

/** Pages that show a secret the one time that it is shown. */
final class HandedOver {
  private final Console console;
  private final String issuer;

  /**
   * Pages of an organisation.
   *
   * @param issuer what authenticator apps call it
   */
  HandedOver(Console console, String issuer) {
    this.console = console;
    this.issuer = issuer;
  }

  /** What authenticator apps call the organisation. */
  String issuer() {
    return issuer;
  }

  /** A password and a second factor; closes them. */
  Reply page(Request in, NewCredentials made) {
    try (made;
        var uri = made.uri(issuer)) {
      var sheet =
          Sheet.of(
              Card.of(
                  "Password of " + made.name(),
                  Text.plain(
                      "Hand this over now; it is shown this once. Its owner changes it under My"
                          + " account."),
                  new Code(made.password().revealText())),
              Card.of(
                  "Second factor",
                  Text.plain("Scanned with an authenticator app, now or never."),
                  new Picture(QrPicture.of(uri.revealText())),
                  Text.small("The same as text:"),
                  new Code(uri.revealText())),
              Card.of(
                  "Done?", Links.of(Cell.link("To the administrators", AdministratorsPage.LIST))));
      return console.page(in, "Credentials of " + made.name(), AdministratorsPage.LIST, sheet);
    }
  }

  /** An API token; closes it. */
  Reply page(Request in, String label, ApiTokens.Issued issued) {
    try (var secret = issued.secret()) {
      var sheet =
          Sheet.of(
              Card.of(
                  "API token: " + label,
                  Text.plain(
                      "Programs send it as Authorization: Bearer. It is shown this once, and may do"
                          + " what you may."),
                  new Code(secret.revealText()),
                  Links.of(Cell.link("To my account", AccountPage.PATH))));
      return console.page(in, "API token", AccountPage.PATH, sheet);
    }
  }
}
