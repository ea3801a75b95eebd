package org.sallyport.encryption.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.admin.Sheet.Button;
import org.sallyport.encryption.admin.Sheet.Card;
import org.sallyport.encryption.admin.Sheet.Cell;
import org.sallyport.encryption.admin.Sheet.Fact;
import org.sallyport.encryption.admin.Sheet.Facts;
import org.sallyport.encryption.admin.Sheet.Form;
import org.sallyport.encryption.admin.Sheet.Input;
import org.sallyport.encryption.admin.Sheet.Row;
import org.sallyport.encryption.admin.Sheet.Table;
import org.sallyport.encryption.admin.Sheet.Text;
import org.sallyport.encryption.administrator.Administrator;
import org.sallyport.encryption.administrator.AdministratorName;
import org.sallyport.encryption.administrator.Administrators;
import org.sallyport.encryption.administrator.Administrators.Changed;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Handler;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;
import org.sallyport.web.session.Principal;
import org.sallyport.web.session.Session;

/** What an administrator does about itself: password and API tokens. */
final class AccountPage {
  static final String PATH = Console.HOME + "/account";

  private static final int LABEL = 64;

  private final Administrators administrators;
  private final Console console;
  private final HandedOver handedOver;

  AccountPage(Administrators administrators, Console console, HandedOver handedOver) {
    this.administrators = administrators;
    this.console = console;
    this.handedOver = handedOver;
  }

  List<Route> routes() {
    return List.of(
        Route.page(PATH, "accountPage")
            .summary("The administrator who is signed in.")
            .tag(Console.TAG)
            .only(Permission.ACCOUNT)
            .handledBy(this::show),
        own("password", "Changes one's own password.")
            .field("present", "The present password.", "")
            .field("next", "The new one.", "")
            .handledBy(bySession(this::password)),
        own("token", "Makes an API token and shows it once.")
            .field("label", "What it is for.", "nightly report")
            .answers(200, "The page that shows it.", "text/html")
            .handledBy(bySession(this::token)),
        own("revoke-token", "Ends an API token.")
            .field("id", "Which.", "a_1")
            .handledBy(bySession(this::revoke)));
  }

  private static RouteBuilder own(String verb, String summary) {
    return Console.form(PATH + "/" + verb, verb.replace("-t", "T") + "OwnForm", Permission.ACCOUNT)
        .summary(summary);
  }

  /**
   * Only a browser session is believed: it was opened with a second factor, whereas a token that
   * was stolen would make itself others that outlive it.
   */
  private static Handler bySession(Handler handler) {
    return in ->
        in.session().isPresent()
            ? handler.handle(in)
            : Reply.problem(
                Problems.forbidden(
                    "session-needed",
                    "an account is changed in a browser session, and not with a token"));
  }

  /** The administrator; empty for the node's token, and while the vault is locked. */
  private Optional<Administrator> self(Request in) {
    return in.principal()
        .map(Principal::name)
        .flatMap(AdministratorName::of)
        .flatMap(administrators::find);
  }

  private Reply show(Request in) {
    var self = self(in);
    var csrf = in.session().map(Session::csrf).orElse("");
    var sheet =
        self.map(who -> Sheet.of(about(who), passwordCard(csrf), tokens(who, csrf), newToken(csrf)))
            .orElseGet(
                () ->
                    Sheet.of(
                        Card.of(
                            "The node's own token",
                            Text.plain(
                                "You are signed in with the token of the node, which may do"
                                    + " everything and has no password, second factor or API"
                                    + " token of its own."))));
    return console.page(in, "My account", PATH, sheet);
  }

  private static Card about(Administrator who) {
    return Card.of(
        who.name().text(),
        Facts.of(
            Fact.of("Role", who.role().word()),
            Fact.of("Is for", who.role().purpose()),
            Fact.of("Last sign-in (UTC)", Words.stamp(who.signedIn(), "never"))),
        Text.small(
            "Another second factor is given by an administrator with full access: New credentials"
                + " under Administrators. Your API tokens end with it."));
  }

  private static Card passwordCard(String csrf) {
    return Card.of(
        "Password",
        Form.of(
            PATH + "/password",
            csrf,
            "Change",
            Input.password("present", "Present password"),
            Input.password("next", "New password")
                .hinted(
                    Administrators.LEAST
                        + " characters or more. All your sessions end with it. API tokens stay:"
                        + " revoke those that somebody else may know.")));
  }

  private Card tokens(Administrator who, String csrf) {
    var rows =
        administrators.tokens().of(who.name()).stream()
            .map(
                one ->
                    Row.of(
                            Cell.text(one.label()),
                            Cell.text(Words.stamp(one.created())),
                            Cell.text(Words.stamp(one.used(), "never")))
                        .with(
                            List.of(
                                Button.danger(
                                        PATH + "/revoke-token",
                                        csrf,
                                        Map.of("id", one.id()),
                                        "Revoke")
                                    .about(one.label()))))
            .toList();
    return Card.of(
        "API tokens",
        new Table("Times are UTC.", List.of("For", "Made", "Last used"), rows, "You have none."));
  }

  private static Card newToken(String csrf) {
    return Card.of(
        "New API token",
        Form.line(
            PATH + "/token", csrf, "Make", Input.text("label", "What it is for", "").needed()));
  }

  private Reply password(Request in) {
    var self = self(in);
    if (self.isEmpty()) {
      return Console.cannot("the node's own token has no password");
    }
    try (var present = Secret.ofText(in.form("present").orElse(""));
        var next = Secret.ofText(in.form("next").orElse(""))) {
      return switch (administrators.changePassword(
          in.actor(), self.get().name(), present, next, in.remote())) {
        case Changed.Done _ -> Reply.seeOther("/sign-in?then=" + Words.encoded(PATH));
        case Changed.Wrong _ -> Console.said(in, "The present password is another one.", PATH);
        case Changed.Unfit _ ->
            Console.said(
                in,
                "A password has "
                    + Administrators.LEAST
                    + " to "
                    + Administrators.LONGEST
                    + " characters.",
                PATH);
        case Changed.Busy(var time) ->
            Console.said(
                in, "Too many sign in just now: try again in " + Words.span(time) + ".", PATH);
        case Changed.Locked(var time) ->
            Console.said(in, "Too many were wrong: wait " + Words.span(time) + ".", PATH);
      };
    }
  }

  private Reply token(Request in) {
    var label = Console.needed(in, "label");
    if (label.isEmpty() || label.length() > LABEL) {
      return Console.said(in, "Say what it is for, in " + LABEL + " characters.", PATH);
    }
    return self(in)
        .flatMap(who -> administrators.tokens().issue(in.actor(), who.name(), label))
        .map(issued -> handedOver.page(in, label, issued))
        .orElseGet(() -> Console.cannot("the node's own token has no further ones"));
  }

  private Reply revoke(Request in) {
    boolean done =
        self(in)
            .filter(
                who ->
                    administrators
                        .tokens()
                        .revoke(in.actor(), who.name(), Console.needed(in, "id")))
            .isPresent();
    return Console.said(in, done ? "The token is revoked." : "It was gone already.", PATH);
  }
}
