package org.sallyport.authority.admin;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.authority.Domain;
import org.sallyport.authority.ledger.Caller;
import org.sallyport.authority.ledger.Change;
import org.sallyport.authority.user.UserEdit;
import org.sallyport.authority.user.UserState;
import org.sallyport.store.Transaction;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** What the buttons of a user's page do; each leads back to the page. */
final class UserForms {
  private final Domain domain;

  UserForms(Domain domain) {
    this.domain = domain;
  }

  /** A change of a user. */
  @FunctionalInterface
  private interface Doing {
    Change<?> make(Transaction tx, Caller caller, Place place, Request in);
  }

  List<Route> routes() {
    return List.of(
        route(
            "unlock",
            "Ends a lock and forgets wrong codes.",
            "The lock is gone.",
            (tx, caller, place, _) -> domain.users().unlock(tx, caller, place.user())),
        route(
            "enable",
            "Lets the user authenticate.",
            "The user may authenticate again.",
            (tx, caller, place, _) -> state(tx, caller, place, UserState.ACTIVE)),
        route(
            "disable",
            "Keeps the user from authenticating.",
            "The user may not authenticate any more.",
            (tx, caller, place, _) -> state(tx, caller, place, UserState.DISABLED)),
        route(
            "remove-credential",
            "Removes a credential.",
            "The credential is gone.",
            (tx, caller, place, in) ->
                domain
                    .credentials()
                    .delete(tx, caller, place.user(), item(in), OptionalLong.empty())),
        route(
            "remove-device",
            "Removes a device.",
            "The device is gone.",
            (tx, caller, place, in) -> domain.devices().remove(tx, caller, place.user(), item(in))),
        route(
            "revoke-codes",
            "Takes all temporary codes back.",
            "No temporary code counts any more.",
            (tx, caller, place, _) -> domain.temporaryCodes().revoke(tx, caller, place.user())));
  }

  private Change<?> state(Transaction tx, Caller caller, Place place, UserState state) {
    var edit = new UserEdit(Optional.of(state), Optional.empty(), Optional.empty());
    return domain.users().edit(tx, caller, place.user(), OptionalLong.empty(), edit);
  }

  private static String item(Request in) {
    return in.form("item").orElse("");
  }

  private Route route(String verb, String summary, String done, Doing doing) {
    return UserPages.form("/authority/user/" + verb, verb + "Form")
        .summary(summary)
        .field("item", "The credential or device that is meant.", "c_1")
        .handledBy(in -> make(in, done, doing));
  }

  private Reply make(Request in, String done, Doing doing) {
    var place = Place.ofForm(in);
    var caller = new Caller(place.tenant(), in.actor());
    var change = domain.store().write(tx -> doing.make(tx, caller, place, in));
    UserPages.say(
        in,
        switch (change) {
          case Change.Done<?> _ -> done;
          case Change.Unknown<?> _ -> "It was gone already.";
          case Change.Exists<?> _ -> "There is one of that name already.";
          case Change.Stale<?> _ -> "Somebody else has changed it meanwhile; nothing was done.";
          case Change.Invalid<?>(var message) -> message;
        });
    return Reply.seeOther(place.address());
  }
}
