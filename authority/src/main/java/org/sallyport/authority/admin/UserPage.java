package org.sallyport.authority.admin;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.authority.Domain;
import org.sallyport.authority.credential.Credential;
import org.sallyport.authority.credential.TemporaryCode;
import org.sallyport.authority.decision.Decision;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.authority.ledger.AuditEntry;
import org.sallyport.authority.push.Device;
import org.sallyport.authority.user.User;
import org.sallyport.store.Transaction;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** One user: state, lock, credentials, devices, what was decided and changed lately. */
final class UserPage {
  private static final int LATEST = 20;
  private static final Problem UNKNOWN =
      new Problem(
          404, "unknown-user", "There is no such user", "no user of the tenant has that name");

  private final Domain domain;
  private final Decisions decisions;
  private final InstantSource clock;
  private final Templates templates;

  UserPage(Domain domain, Decisions decisions, InstantSource clock, Templates templates) {
    this.domain = domain;
    this.decisions = decisions;
    this.clock = clock;
    this.templates = templates;
  }

  /** What {@code user.jte} shows. */
  record Sheet(
      Place place,
      User user,
      Standing standing,
      List<Credential> credentials,
      List<Device> devices,
      List<TemporaryCode> codes,
      List<Decision> decisions,
      List<AuditEntry> changes,
      Optional<String> csrf) {}

  Route route() {
    return Route.page(Place.USER, "userPage")
        .summary("A user.")
        .tag(UserPages.TAG)
        .requiredQuery("tenant", "The user's tenant.", "example")
        .requiredQuery("id", "The user's name.", "anna")
        .refuses(404, "There is no such user.")
        .handledBy(this::show);
  }

  private Reply show(Request in) {
    var place = Place.ofQuery(in);
    return domain
        .store()
        .read(
            tx ->
                domain
                    .users()
                    .find(tx, place.tenant(), place.user())
                    .map(user -> sheet(tx, place, user, in.csrf(""))))
        .<Reply>map(
            sheet ->
                Reply.page(
                    new Page(
                        sheet.user().name().text(),
                        Place.LIST,
                        false,
                        templates.render("user", sheet))))
        .orElseGet(() -> Reply.problem(UNKNOWN));
  }

  private Sheet sheet(Transaction tx, Place place, User user, Optional<String> csrf) {
    var tenant = place.tenant();
    var name = place.user();
    return new Sheet(
        place,
        user,
        Standing.of(user, clock.instant()),
        domain.credentials().of(tx, tenant, name),
        domain.devices().of(tx, tenant, name),
        domain.temporaryCodes().of(tx, tenant, name),
        decisions.of(tenant, name.text(), LATEST),
        domain.audit().entries(tx, tenant, Optional.of(name.text()), OptionalLong.empty(), LATEST),
        csrf);
  }
}
