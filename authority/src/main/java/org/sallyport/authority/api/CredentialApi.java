package org.sallyport.authority.api;

import java.util.List;
import java.util.function.Function;
import org.sallyport.authority.Domain;
import org.sallyport.authority.api.CredentialViews.AddedView;
import org.sallyport.authority.api.CredentialViews.CredentialChange;
import org.sallyport.authority.api.CredentialViews.CredentialList;
import org.sallyport.authority.api.CredentialViews.CredentialView;
import org.sallyport.authority.api.CredentialViews.NewCredentialBody;
import org.sallyport.authority.api.CredentialViews.ResyncBody;
import org.sallyport.authority.api.CredentialViews.TestBody;
import org.sallyport.authority.api.CredentialViews.TestView;
import org.sallyport.authority.credential.Added;
import org.sallyport.authority.credential.Credential;
import org.sallyport.authority.enrolment.Enrolment;
import org.sallyport.authority.ledger.Change;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Credentials: added, shown, tried, changed, synchronised, removed. */
final class CredentialApi {
  private static final String ALL = UserApi.ONE + "/credentials";
  private static final String EACH = ALL + "/{credential}";
  private static final String KIND = "credential";
  private static final Problem SAME_SEED =
      new Problem(
          409,
          "credential-exists",
          "The user has this seed already",
          "one of the user's credentials has this seed, and a second would let each code count"
              + " twice");

  private final Domain domain;
  private final Changes changes;
  private final Function<String, String> issuer;

  /** The issuer of a tenant is what apps call the organisation. */
  CredentialApi(Domain domain, Changes changes, Function<String, String> issuer) {
    this.domain = domain;
    this.changes = changes;
    this.issuer = issuer;
  }

  List<Route> routes() {
    return List.of(
        UserApi.one(Route.get(ALL, "listCredentials"))
            .summary("A user's credentials, oldest first.")
            .only(UserApi.ADMINISTRATOR)
            .answers(200, "The credentials.", CredentialList.class)
            .handledBy(this::list),
        UserApi.one(Route.post(ALL, "addCredential"))
            .summary("Adds a credential; the answer shows its seed, this once.")
            .only(UserApi.ADMINISTRATOR)
            .once()
            .body(NewCredentialBody.class)
            .answers(201, "Added.", AddedView.class)
            .refuses(400, "The body is not as described.")
            .refuses(409, "The user has a credential with this seed already.")
            .handledBy(this::add),
        each(Route.get(EACH, "getCredential"))
            .summary("A credential.")
            .tagged()
            .answers(200, "The credential.", CredentialView.class)
            .handledBy(this::get),
        each(Route.patch(EACH, "changeCredential"))
            .summary("Renames, enables or disables a credential.")
            .once()
            .guarded()
            .body(CredentialChange.class)
            .answers(200, "Changed.", CredentialView.class)
            .refuses(400, "The body is not as described.")
            .handledBy(this::change),
        each(Route.delete(EACH, "deleteCredential"))
            .summary("Removes a credential.")
            .once()
            .guarded()
            .answers(204, "Removed.")
            .handledBy(this::delete),
        each(Route.post(EACH + "/test", "testCredential"))
            .summary("Tries a code, which is used up if it is right. Locks nobody.")
            .once()
            .body(TestBody.class)
            .answers(200, "What the code was found to be.", TestView.class)
            .refuses(400, "The body is not as described.")
            .handledBy(this::test),
        each(Route.post(EACH + "/resync", "resyncCredential"))
            .summary("Finds the device's clock or counter again by two consecutive codes.")
            .once()
            .body(ResyncBody.class)
            .answers(200, "Found.", CredentialView.class)
            .refuses(400, "The body is not as described.")
            .handledBy(this::resync));
  }

  private static RouteBuilder each(RouteBuilder route) {
    return UserApi.one(route)
        .only(UserApi.ADMINISTRATOR)
        .path("credential", "The credential's id.", "c_1");
  }

  private Reply list(Request in) {
    return domain
        .store()
        .read(
            tx ->
                domain.users().find(tx, Asking.tenant(in), Asking.user(in)).isEmpty()
                    ? Reply.problem(Asking.UNKNOWN_USER)
                    : Reply.json(
                        new CredentialList(
                            domain.credentials().of(tx, Asking.tenant(in), Asking.user(in)).stream()
                                .map(CredentialView::of)
                                .toList())));
  }

  private Reply add(Request in) {
    var fresh = in.json(CredentialReading::fresh);
    try {
      return changes.make(
          in,
          tx -> {
            var change = domain.credentials().add(tx, Asking.caller(in), Asking.user(in), fresh);
            return change instanceof Change.Exists<Added>
                ? Reply.problem(SAME_SEED)
                : Changes.reply(change, "user", added -> shown(in, added));
          });
    } finally {
      fresh.seed().ifPresent(Secret::close);
    }
  }

  private Reply shown(Request in, Added added) {
    try (var _ = added.seed()) {
      var enrolment = Enrolment.of(added, issuer.apply(Asking.tenant(in)));
      var credential = CredentialView.of(added.credential());
      return Changes.tagged(
          201, new AddedView(credential, enrolment.uri(), enrolment.svg()), credential.version());
    }
  }

  private Reply get(Request in) {
    return domain
        .store()
        .read(
            tx -> domain.credentials().find(tx, Asking.tenant(in), Asking.user(in), in.path(KIND)))
        .map(CredentialApi::shown)
        .orElseGet(() -> Reply.problem(Asking.unknown(KIND)));
  }

  private static Reply shown(Credential credential) {
    return Changes.tagged(200, CredentialView.of(credential), credential.version());
  }

  private Reply change(Request in) {
    var edit = in.json(CredentialReading::edit);
    return changes.make(
        in,
        tx ->
            Changes.reply(
                domain
                    .credentials()
                    .edit(
                        tx,
                        Asking.caller(in),
                        Asking.user(in),
                        in.path(KIND),
                        Asking.version(in),
                        edit),
                KIND,
                CredentialApi::shown));
  }

  private Reply delete(Request in) {
    return changes.make(
        in,
        tx ->
            Changes.reply(
                domain
                    .credentials()
                    .delete(
                        tx, Asking.caller(in), Asking.user(in), in.path(KIND), Asking.version(in)),
                KIND,
                _ -> Reply.empty()));
  }

  private Reply test(Request in) {
    var code = in.json(body -> body.text("code", 16));
    return changes.make(
        in,
        tx ->
            Changes.reply(
                domain
                    .credentials()
                    .test(tx, Asking.caller(in), Asking.user(in), in.path(KIND), code),
                KIND,
                found -> Reply.json(new TestView(found))));
  }

  private Reply resync(Request in) {
    var codes =
        in.json(
            body -> {
              var given = body.texts("codes", 2, 16);
              if (given.size() != 2) {
                throw body.wrong(
                    "codes", "expected two codes, in the order the device showed them");
              }
              return given;
            });
    return changes.make(
        in,
        tx ->
            Changes.reply(
                domain
                    .credentials()
                    .resync(
                        tx,
                        Asking.caller(in),
                        Asking.user(in),
                        in.path(KIND),
                        codes.getFirst(),
                        codes.getLast()),
                KIND,
                CredentialApi::shown));
  }
}
