package org.sallyport.authority.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.Domain;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.NewUser;
import org.sallyport.authority.user.User;
import org.sallyport.authority.user.UserName;
import org.sallyport.authority.user.UserState;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Users of a tenant: listed, searched, made. */
final class UserListPage {
  private static final int ROWS = 50;

  private final Domain domain;
  private final Tenants tenants;
  private final InstantSource clock;
  private final Templates templates;

  UserListPage(Domain domain, Tenants tenants, InstantSource clock, Templates templates) {
    this.domain = domain;
    this.tenants = tenants;
    this.clock = clock;
    this.templates = templates;
  }

  /** A line of the table. */
  record Row(User user, Standing standing, String address) {}

  /**
   * What {@code users.jte} shows.
   *
   * @param next the path of the page after; empty on the last
   */
  record Listing(
      List<String> tenants,
      String tenant,
      String search,
      List<Row> rows,
      Optional<String> next,
      Optional<String> csrf) {}

  List<Route> routes() {
    return List.of(
        Route.page(Place.LIST, "usersPage")
            .summary("Users of a tenant.")
            .tag(UserPages.TAG)
            .query("tenant", "Of this tenant; else of the first.", "example")
            .query("search", "Part of a name or an external id.", "an")
            .query("after", "Names after this one.", "anna")
            .handledBy(this::show),
        UserPages.form("/authority/users", "createUserForm")
            .summary("Makes a user.")
            .handledBy(this::create));
  }

  private Reply show(Request in) {
    var known = tenants.names();
    var tenant = in.query("tenant").filter(known::contains).orElseGet(known::getFirst);
    var search = in.query("search").map(String::strip).orElse("");
    var after = in.query("after").flatMap(UserName::of);
    var users =
        domain.store().read(tx -> domain.users().search(tx, tenant, search, after, ROWS + 1));
    var rows = users.stream().limit(ROWS).map(user -> row(tenant, user)).toList();
    var next =
        users.size() > ROWS
            ? Optional.of(Place.list(tenant, search, rows.getLast().user().name().text()))
            : Optional.<String>empty();
    var model = new Listing(known, tenant, search, rows, next, in.csrf(""));
    return Reply.page(new Page("Users", Place.LIST, false, templates.render("users", model)));
  }

  private Row row(String tenant, User user) {
    return new Row(
        user, Standing.of(user, clock.instant()), new Place(tenant, user.name()).address());
  }

  private Reply create(Request in) {
    var place = Place.ofForm(in);
    if (!tenants.names().contains(place.tenant())) {
      return Reply.problem(Problems.unknown("tenant", place.tenant(), tenants.names()));
    }
    var user = new NewUser(place.user(), Optional.empty(), Optional.empty(), UserState.ACTIVE);
    var made =
        domain
            .store()
            .write(tx -> domain.users().create(tx, new Caller(place.tenant(), in.actor()), user));
    UserPages.say(
        in,
        made instanceof Change.Done<User>
            ? "Made. Give " + place.user() + " a credential now."
            : place.user() + " was there already.");
    return Reply.seeOther(place.address());
  }
}
