package org.sallyport.encryption.admin;

import java.time.Instant;
import java.util.List;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Which passphrases open the store, for programs. */
final class SlotApi {
  private static final String ALL = "/ignition/passphrases";

  private final Slots slots;

  SlotApi(Domain domain) {
    slots = new Slots(domain);
  }

  /** One that opens the store; never the passphrase itself. */
  record SlotView(String name, Instant created) {}

  /** All of them. */
  record SlotList(List<SlotView> passphrases) {}

  /** One to be added. */
  record NewSlot(String name, String passphrase) {
    @Override
    public String toString() {
      return "NewSlot[" + name + "]";
    }
  }

  /** What was read of a body; closed by who reads it. */
  private record Wanted(String name, Secret passphrase) {}

  List<Route> routes() {
    return List.of(
        Api.reads(ALL, "listIgnitionPassphrases")
            .summary("The names of the passphrases that open the store.")
            .answers(200, "All of them.", SlotList.class)
            .handledBy(_ -> Reply.json(list())),
        Api.posts(ALL, "addIgnitionPassphrase", Permission.ADMINISTRATORS)
            .summary("Lets another passphrase open the store too.")
            .body(NewSlot.class)
            .answers(201, "It opens the store.", SlotList.class)
            .refuses(409, "There is one of that name.")
            .refuses(422, "It is too short.")
            .handledBy(this::add),
        Api.deletes(ALL + "/{name}", "removeIgnitionPassphrase", Permission.ADMINISTRATORS)
            .summary("Lets a passphrase open the store no longer.")
            .path("name", "Which.", "first")
            .answers(204, "It opens nothing.")
            .refuses(409, "It is the last one, or there is none of that name.")
            .handledBy(this::remove));
  }

  private SlotList list() {
    return new SlotList(
        slots.all().stream().map(slot -> new SlotView(slot.name(), slot.created())).toList());
  }

  private static Wanted wanted(Members body) {
    var name = body.text("name", 64);
    if (!Slots.fits(name)) {
      throw body.wrong("name", "expected 1 to 64 of 0-9 a-z . _ and -");
    }
    return new Wanted(name, Secret.ofText(body.text("passphrase", 1024)));
  }

  private Reply add(Request in) {
    var wanted = in.json(SlotApi::wanted);
    try (var passphrase = wanted.passphrase()) {
      if (passphrase.length() < Vault.LEAST) {
        return Api.unfit("passphrase-short", "expected " + Vault.LEAST + " characters or more");
      }
      boolean added = slots.add(in.actor(), wanted.name(), passphrase);
      return added
          ? Reply.json(201, list())
          : Reply.problem(Problems.conflict(wanted.name() + " is there already"));
    }
  }

  private Reply remove(Request in) {
    boolean removed = slots.remove(in.actor(), in.path("name"));
    return removed
        ? Reply.empty()
        : Reply.problem(
            Problems.conflict(
                "there is none of that name, or it is the last that opens the store"));
  }
}
