package org.sallyport.encryption.admin;

import java.util.List;
import java.util.Locale;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Unlocks a node, and says whether it is. */
final class IgnitionApi {
  private static final String PATH = "/api/v1/encryption/ignition";

  private final Domain domain;
  private final Ignition ignition;

  IgnitionApi(Domain domain) {
    this.domain = domain;
    ignition = new Ignition(domain);
  }

  /**
   * The vault of this node.
   *
   * @param state {@code uninitialised}, {@code locked} or {@code open}
   */
  record IgnitionView(String state) {}

  /** What opens it. */
  record UnlockView(String passphrase) {
    @Override
    public String toString() {
      return "UnlockView[hidden]";
    }
  }

  List<Route> routes() {
    return List.of(
        Route.get(PATH, "ignitionState")
            .summary("Whether the secrets of this node's store are open.")
            .tag("ignition")
            .answers(200, "The state.", IgnitionView.class)
            .handledBy(_ -> Reply.json(view())),
        Route.post(PATH, "ignite")
            .summary("Opens the secrets; begins a new store with the passphrase.")
            .tag("ignition")
            .only(Permission.UNLOCK)
            .body(UnlockView.class)
            .answers(200, "They are open.", IgnitionView.class)
            .refuses(403, "That passphrase opens nothing.")
            .refuses(422, "It is too short to begin a store with.")
            .handledBy(this::ignite));
  }

  private IgnitionView view() {
    return new IgnitionView(domain.vault().state().name().toLowerCase(Locale.ROOT));
  }

  private Reply ignite(Request request) {
    try (var passphrase = request.json(IgnitionApi::passphrase)) {
      return switch (ignition.light(request, passphrase)) {
        case Vault.Lighting.Lit _ -> Reply.json(view());
        case Vault.Lighting.Wrong _ ->
            Reply.problem(
                new Problem(403, "passphrase", "That passphrase opens nothing", "try another one"));
        case Vault.Lighting.TooShort _ ->
            Reply.problem(
                new Problem(
                    422,
                    "passphrase-short",
                    "The passphrase is too short",
                    "a new store begins with one of " + Vault.LEAST + " characters or more"));
      };
    }
  }

  private static Secret passphrase(Members body) {
    return Secret.ofText(body.text("passphrase", 1024));
  }
}
