package org.sallyport.encryption.admin;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.administrator.Administrator;
import org.sallyport.encryption.administrator.AdministratorName;
import org.sallyport.encryption.administrator.AdministratorRole;
import org.sallyport.encryption.administrator.Administrators;
import org.sallyport.encryption.administrator.ApiTokens.ApiToken;
import org.sallyport.encryption.administrator.NewCredentials;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Administrators and their API tokens, for programs. */
final class AdministratorApi {
  private static final String ALL = "/administrators";
  private static final String ONE = ALL + "/{name}";
  private static final Set<String> ROLES =
      Arrays.stream(AdministratorRole.values())
          .map(AdministratorRole::word)
          .collect(Collectors.toSet());

  private final Administrators administrators;
  private final String issuer;

  AdministratorApi(Administrators administrators, String issuer) {
    this.administrators = administrators;
    this.issuer = issuer;
  }

  /** An administrator; {@code signedIn} null: never. */
  record AdministratorView(
      String name, String role, boolean enabled, Instant created, @Nullable Instant signedIn) {
    static AdministratorView of(Administrator one) {
      return new AdministratorView(
          one.name().text(),
          one.role().word(),
          one.enabled(),
          one.created(),
          one.signedIn().orElse(null));
    }
  }

  /** All of them. */
  record AdministratorList(List<AdministratorView> administrators) {}

  /** What makes one. */
  record NewAdministrator(String name, String role) {}

  /** What changes one; what is absent stays. */
  record AdministratorChange(Optional<String> role, Optional<Boolean> enabled) {}

  /**
   * What is handed over once.
   *
   * @param uri what an authenticator app reads
   */
  record CredentialsView(String name, String password, String uri) {
    @Override
    public String toString() {
      return "CredentialsView[" + name + "]";
    }
  }

  /** What a token is for. */
  record NewToken(String label) {}

  /** A token, the one time that it is shown. */
  record TokenView(String id, String token) {
    @Override
    public String toString() {
      return "TokenView[" + id + "]";
    }
  }

  /** The tokens of an administrator. */
  record TokenList(List<TokenLine> tokens) {}

  /** One of them; {@code used} null: never. */
  record TokenLine(String id, String label, Instant created, @Nullable Instant used) {
    static TokenLine of(ApiToken one) {
      return new TokenLine(one.id(), one.label(), one.created(), one.used().orElse(null));
    }
  }

  List<Route> routes() {
    return List.of(
        Api.reads(ALL, "listAdministrators")
            .summary("The administrators.")
            .answers(200, "All of them.", AdministratorList.class)
            .handledBy(_ -> list()),
        Api.posts(ALL, "createAdministrator", Permission.ADMINISTRATORS)
            .summary("Makes an administrator; its credentials are answered once.")
            .body(NewAdministrator.class)
            .answers(201, "What to hand over.", CredentialsView.class)
            .refuses(409, "There is one of that name.")
            .handledBy(this::create),
        one(Api.posts(ONE, "changeAdministrator", Permission.ADMINISTRATORS))
            .summary("Gives another role, keeps out, lets in again.")
            .body(AdministratorChange.class)
            .answers(200, "Changed.", AdministratorView.class)
            .handledBy(this::change),
        one(Api.posts(ONE + "/credentials", "renewAdministrator", Permission.ADMINISTRATORS))
            .summary("Makes another password and second factor; sessions and API tokens end.")
            .answers(200, "What to hand over.", CredentialsView.class)
            .handledBy(this::renew),
        one(Api.deletes(ONE, "removeAdministrator", Permission.ADMINISTRATORS))
            .summary("Removes an administrator with its tokens.")
            .answers(204, "Removed.")
            .handledBy(
                in ->
                    named(in).filter(name -> administrators.remove(in.actor(), name)).isPresent()
                        ? Reply.empty()
                        : unknown(in)),
        one(Api.reads(ONE + "/tokens", "listApiTokens"))
            .summary("The API tokens of an administrator.")
            .answers(200, "All of them.", TokenList.class)
            .handledBy(this::tokens),
        one(Api.posts(ONE + "/tokens", "issueApiToken", Permission.ADMINISTRATORS))
            .summary("Makes an API token, which is answered once; for the node's own token.")
            .body(NewToken.class)
            .answers(201, "The token.", TokenView.class)
            .handledBy(this::issue),
        one(Api.deletes(ONE + "/tokens/{id}", "revokeApiToken", Permission.ADMINISTRATORS))
            .summary("Ends an API token.")
            .path("id", "Which.", "a_1")
            .answers(204, "It is over.")
            .handledBy(
                in ->
                    named(in)
                            .filter(
                                name ->
                                    administrators.tokens().revoke(in.actor(), name, in.path("id")))
                            .isPresent()
                        ? Reply.empty()
                        : unknown(in)));
  }

  private static RouteBuilder one(RouteBuilder route) {
    return route
        .path("name", "The administrator.", "ada")
        .refuses(404, "There is no such administrator.");
  }

  private static Optional<AdministratorName> named(Request in) {
    return AdministratorName.of(in.path("name"));
  }

  private static Reply unknown(Request in) {
    return Api.unknown("administrator", in.path("name"));
  }

  private Reply list() {
    return Reply.json(
        new AdministratorList(administrators.all().stream().map(AdministratorView::of).toList()));
  }

  private record Wanted(AdministratorName name, AdministratorRole role) {}

  private static Wanted wanted(Members body) {
    var name =
        AdministratorName.of(body.text("name", 64))
            .orElseThrow(() -> body.wrong("name", AdministratorName.EXPECTED));
    return new Wanted(
        name, role(body).orElseThrow(() -> body.wrong("role", "expected one of " + ROLES)));
  }

  private static Optional<AdministratorRole> role(Members body) {
    return body.word("role", ROLES).flatMap(AdministratorRole::named);
  }

  private Reply create(Request in) {
    var wanted = in.json(AdministratorApi::wanted);
    return administrators
        .create(in.actor(), wanted.name(), wanted.role())
        .map(made -> handed(201, made))
        .orElseGet(() -> Reply.problem(Problems.conflict(wanted.name() + " is there already")));
  }

  private Reply renew(Request in) {
    return named(in)
        .flatMap(name -> administrators.renew(in.actor(), name))
        .map(made -> handed(200, made))
        .orElseGet(() -> unknown(in));
  }

  private Reply handed(int status, NewCredentials made) {
    try (made;
        var uri = made.uri(issuer)) {
      return Reply.json(
          status,
          new CredentialsView(made.name().text(), made.password().revealText(), uri.revealText()));
    }
  }

  private Reply change(Request in) {
    var change =
        in.json(body -> new AdministratorChange(body.word("role", ROLES), body.flag("enabled")));
    var name = named(in).filter(one -> administrators.find(one).isPresent());
    if (name.isEmpty()) {
      return unknown(in);
    }
    change
        .role()
        .flatMap(AdministratorRole::named)
        .ifPresent(role -> administrators.assign(in.actor(), name.get(), role));
    change.enabled().ifPresent(to -> administrators.enable(in.actor(), name.get(), to));
    return administrators
        .find(name.get())
        .map(one -> Reply.json(AdministratorView.of(one)))
        .orElseGet(() -> unknown(in));
  }

  private Reply tokens(Request in) {
    return named(in)
        .filter(name -> administrators.find(name).isPresent())
        .map(
            name ->
                Reply.json(
                    new TokenList(
                        administrators.tokens().of(name).stream().map(TokenLine::of).toList())))
        .orElseGet(() -> unknown(in));
  }

  private Reply issue(Request in) {
    var label = in.json(body -> body.text("label", 64));
    return named(in)
        .flatMap(name -> administrators.tokens().issue(in.actor(), name, label))
        .map(
            issued -> {
              try (var secret = issued.secret()) {
                return Reply.json(201, new TokenView(issued.id(), secret.revealText()));
              }
            })
        .orElseGet(() -> unknown(in));
  }
}
