package org.sallyport.authority.api;

import java.util.List;
import java.util.Optional;
import org.sallyport.authority.Domain;
import org.sallyport.authority.user.Pins;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** PINs that are asked for beside a code. */
final class PinApi {
  private static final String PIN = UserApi.ONE + "/pin";
  private static final int LONGEST = 64;

  private final Domain domain;
  private final Changes changes;

  PinApi(Domain domain, Changes changes) {
    this.domain = domain;
    this.changes = changes;
  }

  /** A PIN to ask for. */
  record PinBody(String pin) {}

  List<Route> routes() {
    return List.of(
        UserApi.one(Route.post(PIN, "setPin"))
            .summary("Asks the user for a PIN from now on.")
            .only(UserApi.ADMINISTRATOR)
            .once()
            .body(PinBody.class)
            .answers(204, "Set.")
            .refuses(400, "The body is not as described.")
            .handledBy(this::set),
        UserApi.one(Route.delete(PIN, "removePin"))
            .summary("Asks for no PIN from now on.")
            .only(UserApi.ADMINISTRATOR)
            .once()
            .answers(204, "Removed, or there was none.")
            .handledBy(in -> change(in, Optional.empty())));
  }

  private Reply set(Request in) {
    try (var pin = in.json(body -> Secret.ofText(body.text("pin", LONGEST)))) {
      return change(in, Optional.of(Pins.hash(pin)));
    }
  }

  private Reply change(Request in, Optional<String> hash) {
    return changes.make(
        in,
        transaction ->
            Changes.reply(
                domain.users().setPin(transaction, Asking.caller(in), Asking.user(in), hash),
                "user",
                _ -> Reply.empty()));
  }
}
