package org.sallyport.authority.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.authority.Domain;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.User;
import org.sallyport.authority.user.UserEdit;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.RequestRefused;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Users: made, found, changed, unlocked, deleted. */
final class UserApi {
  static final String ONE = "/v1/users/{id}";
  static final String ADMINISTRATOR = "administrator";
  private static final String TAG = "users";
  private static final Set<String> STATES = Set.of("active", "disabled");
  private static final int NAME = 128;
  private static final int PAGE = 50;
  private static final int LONGEST_PAGE = 500;

  private final Domain domain;
  private final Changes changes;

  UserApi(Domain domain, Changes changes) {
    this.domain = domain;
    this.changes = changes;
  }

  /** A user to make. */
  record NewUserBody(
      String id,
      Optional<String> externalId,
      Optional<String> ownerCluster,
      Optional<UserState> state) {}

  /** What changes of a user; null clears. */
  record UserChange(
      Optional<String> externalId, Optional<String> ownerCluster, Optional<UserState> state) {}

  /** A user as the API shows it. */
  record UserView(
      String id,
      Optional<String> externalId,
      Optional<String> ownerCluster,
      UserState state,
      Optional<Instant> lockedUntil,
      boolean pin,
      Instant created,
      long version) {
    static UserView of(User user) {
      return new UserView(
          user.name().text(),
          user.externalId(),
          user.ownerCluster(),
          user.state(),
          user.lockedUntil(),
          user.pin(),
          user.created(),
          user.version());
    }
  }

  /** Some users; with {@code next}, more follow after it. */
  record UserPage(List<UserView> users, Optional<String> next) {}

  List<Route> routes() {
    return List.of(
        Route.post("/v1/users", "createUser")
            .summary("Makes a user.")
            .tag(TAG)
            .only(ADMINISTRATOR)
            .once()
            .body(NewUserBody.class)
            .answers(201, "Made.", UserView.class)
            .refuses(400, "The body is not as described.")
            .refuses(409, "There is a user of that name.")
            .handledBy(this::create),
        Route.get("/v1/users", "listUsers")
            .summary("Users in the order of their names.")
            .tag(TAG)
            .only(ADMINISTRATOR)
            .query("search", "Part of a name or an external id.", "an")
            .query("after", "Names after this one: next of the page before.", "anna")
            .query("limit", "How many at most, 1 to 500; else 50.", "50")
            .answers(200, "The users.", UserPage.class)
            .refuses(400, "A parameter has no meaning.")
            .handledBy(this::list),
        one(Route.get(ONE, "getUser"))
            .summary("A user.")
            .tagged()
            .answers(200, "The user.", UserView.class)
            .handledBy(this::get),
        one(Route.patch(ONE, "changeUser"))
            .summary("Changes what the body names; null clears (RFC 7396).")
            .only(ADMINISTRATOR)
            .once()
            .guarded()
            .body(UserChange.class)
            .answers(200, "Changed.", UserView.class)
            .refuses(400, "The body is not as described.")
            .handledBy(this::change),
        one(Route.delete(ONE, "deleteUser"))
            .summary("Deletes a user with credentials, codes and devices.")
            .only(ADMINISTRATOR)
            .once()
            .guarded()
            .answers(204, "Deleted.")
            .handledBy(this::delete),
        one(Route.post(ONE + "/unlock", "unlockUser"))
            .summary("Ends a lock and forgets wrong codes.")
            .only(ADMINISTRATOR)
            .once()
            .answers(200, "Unlocked, or not locked.", UserView.class)
            .handledBy(this::unlock));
  }

  static RouteBuilder one(RouteBuilder route) {
    return route
        .tag(TAG)
        .path("id", "The user's name; case does not count.", "anna")
        .refuses(404, "There is no such user.");
  }

  private Reply create(Request in) {
    var user = in.json(UserApi::read);
    return changes.make(
        in,
        transaction ->
            Changes.reply(
                domain.users().create(transaction, Asking.caller(in), user),
                "user",
                made -> Changes.tagged(201, UserView.of(made), made.version())));
  }

  private static NewUser read(Members body) {
    var name =
        UserName.of(body.text("id", NAME))
            .orElseThrow(() -> body.wrong("id", "expected a name of 1 to 128 characters"));
    return new NewUser(
        name,
        body.optionalText("externalId", NAME),
        body.optionalText("ownerCluster", NAME),
        state(body).orElse(UserState.ACTIVE));
  }

  private static Optional<UserState> state(Members body) {
    return body.word("state", STATES)
        .map(word -> word.equals("active") ? UserState.ACTIVE : UserState.DISABLED);
  }

  private Reply list(Request in) {
    int limit = Asking.limit(in, PAGE, LONGEST_PAGE);
    var after = in.query("after").map(UserApi::cursor);
    var users =
        domain
            .store()
            .read(
                transaction ->
                    domain
                        .users()
                        .search(
                            transaction,
                            Asking.tenant(in),
                            in.query("search").orElse(""),
                            after,
                            limit));
    var next =
        users.size() < limit
            ? Optional.<String>empty()
            : Optional.of(users.getLast().name().text());
    return Reply.json(new UserPage(users.stream().map(UserView::of).toList(), next));
  }

  private static UserName cursor(String text) {
    return UserName.of(text)
        .orElseThrow(
            () -> new RequestRefused(Problems.badParameter("after", "expected a user's name")));
  }

  private Reply get(Request in) {
    return domain
        .store()
        .read(transaction -> domain.users().find(transaction, Asking.tenant(in), Asking.user(in)))
        .map(user -> Changes.tagged(200, UserView.of(user), user.version()))
        .orElseGet(() -> Reply.problem(Asking.UNKNOWN_USER));
  }

  private Reply change(Request in) {
    var edit =
        in.json(
            body ->
                new UserEdit(
                    state(body), cleared(body, "externalId"), cleared(body, "ownerCluster")));
    return changes.make(
        in,
        transaction ->
            Changes.reply(
                domain
                    .users()
                    .edit(
                        transaction, Asking.caller(in), Asking.user(in), Asking.version(in), edit),
                "user",
                user -> Changes.tagged(200, UserView.of(user), user.version())));
  }

  /** The domain clears with an empty text. */
  private static Optional<String> cleared(Members body, String name) {
    return body.has(name)
        ? Optional.of(body.clearableText(name, NAME).orElse(""))
        : Optional.empty();
  }

  private Reply delete(Request in) {
    return changes.make(
        in,
        transaction ->
            Changes.reply(
                domain
                    .users()
                    .delete(transaction, Asking.caller(in), Asking.user(in), Asking.version(in)),
                "user",
                _ -> Reply.empty()));
  }

  private Reply unlock(Request in) {
    return changes.make(
        in,
        transaction ->
            Changes.reply(
                domain.users().unlock(transaction, Asking.caller(in), Asking.user(in)),
                "user",
                user -> Changes.tagged(200, UserView.of(user), user.version())));
  }
}
