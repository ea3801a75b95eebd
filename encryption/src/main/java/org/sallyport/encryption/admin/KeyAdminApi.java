package org.sallyport.encryption.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.key.ConsumerKey;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.Recovered;
import org.sallyport.encryption.key.TrustLevel;
import org.sallyport.encryption.key.TrustedKey;
import org.sallyport.encryption.key.Trusting;
import org.sallyport.kernel.Secret;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Keys of people and of outsiders, for programs. */
final class KeyAdminApi {
  private static final int PAGE = 100;
  private static final int MOST = 1000;
  private static final int LONGEST_CERTIFICATE = 256 * 1024;

  private final Domain domain;
  private final KeysPage keys;
  private final TrustedPage trusted;

  KeyAdminApi(Domain domain, KeysPage keys, TrustedPage trusted) {
    this.domain = domain;
    this.keys = keys;
    this.trusted = trusted;
  }

  /** A key; {@code until} null: without an end. */
  record KeyView(
      String fingerprint,
      String consumer,
      String mode,
      String state,
      Instant created,
      @Nullable Instant until,
      String certificate) {
    static KeyView of(ConsumerKey one) {
      return new KeyView(
          one.fingerprint().hex(),
          one.consumer(),
          one.mode().name(),
          Words.of(one.state()),
          one.created(),
          one.until().orElse(null),
          one.armored());
    }
  }

  /** Keys, by their consumers' addresses; {@code next} null: these are the last. */
  record KeyList(List<KeyView> keys, @Nullable String next) {}

  /** Why a key is revoked: {@code retired}, {@code compromised} or {@code superseded}. */
  record RevocationBody(String reason, Optional<String> comment) {}

  /** Why a key is recovered, and what its file is put under. */
  record RecoveryBody(String reason, String passphrase) {
    @Override
    public String toString() {
      return "RecoveryBody[hidden]";
    }
  }

  /** An OpenPGP message whose content is the secret key. */
  record RecoveredView(String mode, String message) {
    @Override
    public String toString() {
      return "RecoveredView[" + mode + "]";
    }
  }

  /** A certificate with {@code refused} or {@code trusted}. */
  record TrustBody(String certificate, String trust, Optional<String> note) {}

  /** A certificate of an outsider. */
  record TrustedView(
      String fingerprint, String trust, String note, String author, String certificate) {
    static TrustedView of(TrustedKey one) {
      return new TrustedView(
          one.fingerprint().hex(), Words.of(one.trust()), one.note(), one.author(), one.armored());
    }
  }

  /** Certificates of outsiders, by fingerprint; {@code next} null: these are the last. */
  record TrustedList(List<TrustedView> keys, @Nullable String next) {}

  List<Route> routes() {
    return List.of(
        Api.reads("/keys", "listKeys")
            .summary("Keys of the organisation's people.")
            .query("search", "Part of an address or name, a fingerprint or key id.", "ada")
            .query("state", "Only those: active, superseded, revoked, expired.", "active")
            .query("ending", "Only those that end within so many days.", "30")
            .query("after", "What the page before said is next.", "0123")
            .query("limit", "How many at most: 1 to 1000, else 100.", "100")
            .answers(200, "Keys.", KeyList.class)
            .handledBy(this::list),
        Api.reads("/keys/{fingerprint}", "getKey")
            .summary("A key.")
            .path("fingerprint", "Which.", "0123")
            .answers(200, "The key.", KeyView.class)
            .refuses(404, "There is none of that fingerprint.")
            .handledBy(
                in ->
                    keys.find(in.path("fingerprint"))
                        .map(key -> Reply.json(KeyView.of(key)))
                        .orElseGet(() -> unknown(in))),
        Api.posts("/keys/{fingerprint}/revocation", "revokeKey", Permission.KEYS)
            .summary("Revokes a key.")
            .path("fingerprint", "Which.", "0123")
            .body(RevocationBody.class)
            .answers(200, "It is revoked.", KeyView.class)
            .refuses(404, "There is none of that fingerprint.")
            .handledBy(this::revoke),
        Api.posts("/keys/{fingerprint}/recovery", "recoverKey", Permission.KEYS)
            .summary("Hands out what the server has of a secret, encrypted; audited.")
            .path("fingerprint", "Which.", "0123")
            .body(RecoveryBody.class)
            .answers(200, "The secret, encrypted.", RecoveredView.class)
            .refuses(404, "There is none of that fingerprint.")
            .refuses(422, "The server has nothing of it, or it cannot be handed out so.")
            .handledBy(this::recover),
        Api.reads("/trusted", "listTrustedKeys")
            .summary("Keys of outsiders.")
            .query("search", "Part of an address, or a fingerprint.", "partner")
            .query("after", "What the page before said is next.", "0123")
            .query("limit", "How many at most: 1 to 1000, else 100.", "100")
            .answers(200, "Keys.", TrustedList.class)
            .handledBy(this::outsiders),
        Api.posts("/trusted", "trustKey", Permission.KEYS)
            .summary("Says how far a certificate is believed.")
            .body(TrustBody.class)
            .answers(200, "It is kept.", TrustedView.class)
            .refuses(422, "The certificate cannot be used.")
            .handledBy(this::trust),
        Api.deletes("/trusted/{fingerprint}", "forgetTrustedKey", Permission.KEYS)
            .summary("Forgets a certificate.")
            .path("fingerprint", "Which.", "0123")
            .answers(204, "Forgotten.")
            .refuses(404, "There is none of that fingerprint.")
            .handledBy(
                in ->
                    trusted.forget(in.actor(), in.path("fingerprint"))
                        ? Reply.empty()
                        : unknown(in)));
  }

  private static Reply unknown(Request in) {
    return Api.unknown("key", in.path("fingerprint"));
  }

  private Reply list(Request in) {
    int limit = Api.limit(in, PAGE, MOST);
    var query = KeyFilter.query(in, domain.clock().instant());
    var found = domain.keys().page(query, KeyFilter.after(in, domain), limit);
    return Reply.json(
        new KeyList(
            found.stream().map(line -> KeyView.of(line.key())).toList(),
            found.size() < limit ? null : found.getLast().key().fingerprint().hex()));
  }

  private Reply outsiders(Request in) {
    int limit = Api.limit(in, PAGE, MOST);
    var search = Console.query(in, "search").orElse("");
    var after = Console.query(in, "after").orElse("").toUpperCase(Locale.ROOT);
    var found = domain.keys().trusted().page(search, after, limit);
    return Reply.json(
        new TrustedList(
            found.stream().map(TrustedView::of).toList(),
            found.size() < limit ? null : found.getLast().fingerprint().hex()));
  }

  private record Why(String reason, String comment) {}

  private Reply revoke(Request in) {
    var why =
        in.json(
            body ->
                new Why(
                    body.word("reason", Set.of("retired", "compromised", "superseded"))
                        .orElse("retired"),
                    body.optionalText("comment", 200).orElse("")));
    return keys.revoke(in.actor(), in.path("fingerprint"), why.reason(), why.comment())
        .map(kept -> revoked(in, kept))
        .orElseGet(() -> unknown(in));
  }

  private static Reply revoked(Request in, Kept kept) {
    return switch (kept) {
      case Kept.Done(var key, _) -> Reply.json(KeyView.of(key));
      case Kept.Unfit(var why) -> Api.unfit("key", why);
      case Kept.Unknown _, Kept.OtherMode _ -> unknown(in);
    };
  }

  private Reply recover(Request in) {
    var wanted =
        in.json(body -> new RecoveryBody(body.text("reason", 500), body.text("passphrase", 1024)));
    try (var passphrase = Secret.ofText(wanted.passphrase())) {
      return keys.recover(in.actor(), in.path("fingerprint"), wanted.reason(), passphrase)
          .map(recovered -> recovered(in, recovered))
          .orElseGet(() -> unknown(in));
    }
  }

  private static Reply recovered(Request in, Recovered recovered) {
    return switch (recovered) {
      case Recovered.Done(var mode, var message) ->
          Reply.json(new RecoveredView(mode.name(), message));
      case Recovered.Unknown _ -> unknown(in);
      case Recovered.NothingKept _ ->
          Api.unfit("nothing-kept", "the server has nothing of this key's secret");
      case Recovered.Unfit(var why) -> Api.unfit("recovery", why);
    };
  }

  private record Wanted(String certificate, TrustLevel trust, String note) {}

  private Reply trust(Request in) {
    var wanted =
        in.json(
            body ->
                new Wanted(
                    body.optionalBlock("certificate", LONGEST_CERTIFICATE)
                        .orElseThrow(() -> body.wrong("certificate", "it is missing")),
                    body.word("trust", Set.of("refused", "trusted"))
                        .flatMap(TrustedPage::level)
                        .orElse(TrustLevel.TRUSTED),
                    body.optionalText("note", 500).orElse("")));
    return switch (domain
        .keys()
        .trusted()
        .trust(
            in.actor(), wanted.certificate().getBytes(US_ASCII), wanted.trust(), wanted.note())) {
      case Trusting.Done(var key) -> Reply.json(TrustedView.of(key));
      case Trusting.Unfit(var why) -> Api.unfit("certificate", why);
    };
  }
}
