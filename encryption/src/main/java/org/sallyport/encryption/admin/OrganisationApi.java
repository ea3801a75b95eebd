package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The organisation key, for programs. */
final class OrganisationApi {
  private static final String PATH = "/organisation-key";

  private final Domain domain;

  OrganisationApi(Domain domain) {
    this.domain = domain;
  }

  /** A key; {@code until} null: without an end. */
  record KeyView(
      String fingerprint, List<String> userIds, Instant created, @Nullable Instant until) {}

  /** The one that signs, and those that it followed, the latest first. */
  record KeysView(KeyView active, List<KeyView> former) {}

  /** Which key is to be replaced. */
  record Replacement(String fingerprint) {}

  /** What the exported key is to be under. */
  record Export(String passphrase) {
    @Override
    public String toString() {
      return "Export[hidden]";
    }
  }

  List<Route> routes() {
    return List.of(
        Api.reads(PATH, "getOrganisationKey")
            .summary("The key that signs policies and vouches for people's keys.")
            .answers(200, "It, and those before it.", KeysView.class)
            .handledBy(_ -> Reply.json(keys(domain))),
        Api.reads(PATH + "/certificate", "getOrganisationCertificate")
            .summary("Its certificate.")
            .answers(200, "Armored.", "application/pgp-keys")
            .handledBy(_ -> certificate(domain)),
        Api.posts(PATH + "/renewal", "renewOrganisationKey", Permission.ADMINISTRATORS)
            .summary("Lets it last its whole time again. Clients go on as they are.")
            .answers(200, "It lasts longer.", KeysView.class)
            .handledBy(
                in -> {
                  domain.organisation().renew(in.actor());
                  return Reply.json(keys(domain));
                }),
        Api.posts(PATH + "/replacement", "replaceOrganisationKey", Permission.ADMINISTRATORS)
            .summary(
                "Makes another one, which the former one vouches for. Clients that have pinned the"
                    + " former go over to it.")
            .body(Replacement.class)
            .answers(201, "It signs from now on.", KeysView.class)
            .refuses(409, "Another key than that is active.")
            .handledBy(this::replace),
        Api.posts(PATH + "/export", "exportOrganisationKey", Permission.ADMINISTRATORS)
            .summary("The organisation key under a passphrase; backups open with nothing else.")
            .body(Export.class)
            .answers(200, "The key in armor.", "application/pgp-keys")
            .refuses(422, "The passphrase is too short.")
            .handledBy(
                in -> {
                  try (var passphrase =
                      Secret.ofText(in.json(body -> body.text("passphrase", 1024)))) {
                    return export(domain, in, passphrase);
                  }
                }));
  }

  /** All keys of the organisation. */
  static KeysView keys(Domain domain) {
    var all =
        domain.organisation().certificates().stream()
            .map(each -> view(each, domain.clock().instant()))
            .toList();
    return new KeysView(all.getFirst(), all.subList(1, all.size()));
  }

  private static KeyView view(Certificate one, Instant now) {
    var listing = one.listing(now, AlgorithmPolicy.standard());
    return new KeyView(
        one.fingerprint().hex(),
        one.userIds(),
        listing.keys().getFirst().created(),
        listing.until().orElse(null));
  }

  /** The certificate of the active key, as a file. */
  static Reply certificate(Domain domain) {
    domain.vault().needOpen();
    var certificate = domain.organisation().certificate().orElseThrow();
    return new Reply.Content(
        200,
        "application/pgp-keys",
        certificate.armored().getBytes(US_ASCII),
        Map.of("Content-Disposition", "attachment; filename=\"organisation.asc\""));
  }

  /** The active key under a passphrase, as a file. */
  static Reply export(Domain domain, Request in, Secret passphrase) {
    if (passphrase.length() < Vault.LEAST) {
      return Api.unfit("passphrase-short", "expected " + Vault.LEAST + " characters or more");
    }
    try (var key = domain.organisation().export(in.actor(), passphrase)) {
      return new Reply.Content(
          200,
          "application/pgp-keys",
          key.reveal(),
          Map.of("Content-Disposition", "attachment; filename=\"organisation-secret.asc\""));
    }
  }

  private Reply replace(Request in) {
    var known = in.json(body -> body.text("fingerprint", 200));
    return KeyFilter.fingerprint(known)
        .flatMap(former -> domain.organisation().replace(in.actor(), former))
        .map(_ -> Reply.json(201, keys(domain)))
        .orElseGet(
            () ->
                Reply.problem(
                    Problems.conflict(
                        "the active key is "
                            + domain.organisation().fingerprint().hex()
                            + ": name that one to replace it")));
  }
}
