package org.sallyport.authority.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.authority.Domain;
import org.sallyport.authority.credential.Added;
import org.sallyport.authority.credential.IssuedCode;
import org.sallyport.authority.credential.NewCredential;
import org.sallyport.authority.enrolment.Enrolment;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.push.Activation;
import org.sallyport.oath.CodeForm;
import org.sallyport.oath.CodeKind;
import org.sallyport.web.page.Page;
import org.sallyport.web.page.Templates;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** Pages that show a secret the one time that it is shown: a seed, a code, an activation. */
final class ShownOnce {
  private static final Duration CODE_LIFE = Duration.ofHours(1);

  private final Domain domain;
  private final Tenants tenants;
  private final Templates templates;

  ShownOnce(Domain domain, Tenants tenants, Templates templates) {
    this.domain = domain;
    this.tenants = tenants;
    this.templates = templates;
  }

  /** What {@code enrolled.jte} shows. */
  record Enrolled(Place place, String name, Enrolment enrolment) {}

  /** What {@code code.jte} shows. */
  record Code(Place place, String what, String code, Instant expires) {
    /** What it is, and nothing of it. */
    @Override
    public String toString() {
      return "Code[" + what + "]";
    }
  }

  List<Route> routes() {
    return List.of(
        form("add-credential", "Adds a time-based credential and shows its QR code.")
            .field("name", "What to call it.", "phone")
            .handledBy(this::add),
        form("issue-code", "Issues a temporary code: an hour, once.").handledBy(this::issue),
        form("invite-device", "Makes a code with which a device enrols.").handledBy(this::invite));
  }

  private static RouteBuilder form(String verb, String summary) {
    return UserPages.form("/authority/user/" + verb, verb + "Form")
        .summary(summary)
        .answers(200, "The page that shows it.", "text/html")
        .refuses(409, "It cannot be done; the page says why.");
  }

  private Reply add(Request in) {
    var place = Place.ofForm(in);
    var fresh =
        new NewCredential(
            CodeKind.TOTP, in.form("name"), Optional.empty(), CodeForm.USUAL, 30, 0, List.of());
    var added =
        domain
            .store()
            .write(tx -> domain.credentials().add(tx, caller(in, place), place.user(), fresh));
    return reply(added, value -> enrolled(place, value));
  }

  private Reply enrolled(Place place, Added added) {
    try (var _ = added.seed()) {
      var model =
          new Enrolled(
              place,
              added.credential().name(),
              Enrolment.of(added, tenants.issuer(place.tenant())));
      return page("New credential", "enrolled", model);
    }
  }

  private Reply issue(Request in) {
    var place = Place.ofForm(in);
    var issued =
        domain
            .store()
            .write(
                tx ->
                    domain
                        .temporaryCodes()
                        .issue(tx, caller(in, place), place.user(), CODE_LIFE, 1));
    return reply(issued, value -> issued(place, value));
  }

  private Reply issued(Place place, IssuedCode issued) {
    try (var code = issued.code()) {
      return page(
          "Temporary code",
          "code",
          new Code(place, "temporary code", code.revealText(), issued.about().expires()));
    }
  }

  private Reply invite(Request in) {
    var place = Place.ofForm(in);
    var invited =
        domain.store().write(tx -> domain.devices().invite(tx, caller(in, place), place.user()));
    return reply(invited, value -> invited(place, value));
  }

  private Reply invited(Place place, Activation activation) {
    var model = new Code(place, "activation code", activation.code(), activation.expires());
    return page("Enrol a device", "code", model);
  }

  private static Caller caller(Request in, Place place) {
    return new Caller(place.tenant(), in.actor());
  }

  private Reply page(String title, String template, Record model) {
    return Reply.page(new Page(title, Place.LIST, false, templates.render(template, model)));
  }

  private static <T> Reply reply(Change<T> change, Function<T, Reply> done) {
    return switch (change) {
      case Change.Done<T>(var value) -> done.apply(value);
      case Change.Invalid<T>(var message) -> cannot(message);
      case Change.Unknown<T> _ -> cannot("the user is gone");
      case Change.Exists<T> _, Change.Stale<T> _ -> cannot("it has changed meanwhile");
    };
  }

  private static Reply cannot(String why) {
    return Reply.problem(new Problem(409, "impossible", "That cannot be done", why));
  }
}
