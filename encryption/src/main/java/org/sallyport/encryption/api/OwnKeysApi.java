package org.sallyport.encryption.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.consumer.Consumer;
import org.sallyport.encryption.key.Kept;
import org.sallyport.encryption.key.KeyUpload;
import org.sallyport.encryption.key.OwnKeys.OwnKey;
import org.sallyport.encryption.policy.KeyMode;
import org.sallyport.encryption.session.ClientSession;
import org.sallyport.kernel.Secret;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Revocation;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** The keys of whoever asks. Sending a request again does nothing twice. */
final class OwnKeysApi {
  private static final String PATH = "/v1/keys/own";
  private static final Set<String> REASONS =
      Set.of("unspecified", "superseded", "compromised", "retired");

  private final Domain domain;

  OwnKeysApi(Domain domain) {
    this.domain = domain;
  }

  /** The keys, the newest first. */
  record OwnKeysView(List<OwnKeyView> keys) {}

  /**
   * A key.
   *
   * @param state as {@link org.sallyport.encryption.key.KeyState} has it, in lower case
   * @param mode {@code SKM}, {@code CKM}, {@code GKM} or {@code SCKM}
   * @param certificate armored, with the organisation's certification
   * @param secret armored: the whole key open (SKM), the whole key under its passphrase (GKM), what
   *     decrypts, open (SCKM)
   */
  record OwnKeyView(
      String fingerprint,
      String state,
      String mode,
      String certificate,
      Optional<String> secret,
      Optional<Instant> expires) {
    static OwnKeyView of(OwnKey own) {
      var key = own.key();
      return new OwnKeyView(
          key.fingerprint().hex(),
          key.state().name().toLowerCase(Locale.ROOT),
          key.mode().name(),
          key.armored(),
          own.secret().map(OwnKeyView::revealed),
          key.until());
    }

    private static String revealed(Secret secret) {
      try (secret) {
        return secret.revealText();
      }
    }

    @Override
    public String toString() {
      return "OwnKeyView[" + fingerprint + "]";
    }
  }

  /** What is handed in: a mode alone for server key mode, with armored keys for the others. */
  record NewKeyView(String mode, Optional<String> certificate, Optional<String> secret) {
    @Override
    public String toString() {
      return "NewKeyView[" + mode + "]";
    }
  }

  /** A revocation: armored certificate with it, or a reason where the server is to make it. */
  record RevocationView(
      Optional<String> certificate, Optional<String> reason, Optional<String> comment) {}

  List<Route> routes() {
    return List.of(
        Route.get(PATH, "ownKeys")
            .summary("The keys of the client's person, with the secrets that the server keeps.")
            .tag("keys")
            .answers(200, "The keys, the newest first.", OwnKeysView.class)
            .refuses(401, "There is no session.")
            .handledBy(this::list),
        Route.post(PATH, "keepOwnKey")
            .summary("Makes a key in server key mode, or hands one in, or a renewed one.")
            .tag("keys")
            .once()
            .body(NewKeyView.class)
            .answers(200, "It is as the server has it already.", OwnKeyView.class)
            .answers(201, "The key, certified.", OwnKeyView.class)
            .refuses(401, "There is no session.")
            .refuses(409, "The policy wants another mode.")
            .handledBy(this::keep),
        Route.post(PATH + "/{fingerprint}/revocation", "revokeOwnKey")
            .summary("Revokes a key: by its holder, or by the server in server key mode.")
            .tag("keys")
            .path("fingerprint", "Of the primary key.", "0123456789ABCDEF0123456789ABCDEF01234567")
            .body(RevocationView.class)
            .answers(200, "The revoked key.", OwnKeyView.class)
            .refuses(401, "There is no session.")
            .refuses(404, "The person has no such key.")
            .refuses(422, "That is no revocation of it.")
            .handledBy(this::revoke));
  }

  private Reply list(Request request) {
    return ofConsumer(
        request,
        consumer ->
            Reply.json(
                new OwnKeysView(
                    domain.keys().own().of(consumer).stream().map(OwnKeyView::of).toList())));
  }

  private Reply keep(Request request) {
    var wanted = request.json(OwnKeysApi::newKey);
    return ofConsumer(
        request,
        consumer -> {
          var mode = KeyMode.valueOf(wanted.mode());
          var own = domain.keys().own();
          if (mode == KeyMode.SKM) {
            return reply(consumer, own.make(actor(request), consumer));
          }
          var upload =
              new KeyUpload(
                  mode,
                  wanted.certificate().orElse("").getBytes(UTF_8),
                  wanted.secret().map(Secret::ofText));
          try {
            return reply(consumer, own.keep(actor(request), consumer, upload));
          } finally {
            upload.secret().ifPresent(Secret::close);
          }
        });
  }

  static NewKeyView newKey(Members body) {
    var mode = body.word("mode", Set.of("SKM", "CKM", "GKM", "SCKM"));
    var certificate = body.optionalBlock("certificate", KeyUpload.MOST);
    var secret = body.optionalBlock("secret", KeyUpload.MOST);
    var view =
        new NewKeyView(
            mode.orElseThrow(() -> body.wrong("mode", "it is missing; expected a key mode")),
            certificate,
            secret);
    boolean makes = view.mode().equals("SKM");
    if (makes && (certificate.isPresent() || secret.isPresent())) {
      throw body.wrong("certificate", "the server makes the key in server key mode");
    }
    if (!makes && certificate.isEmpty()) {
      throw body.wrong("certificate", "it is missing; expected an armored certificate");
    }
    return view;
  }

  private Reply revoke(Request request) {
    var wanted = request.json(OwnKeysApi::revocation);
    return ofConsumer(
        request,
        consumer ->
            fingerprint(request)
                .map(fingerprint -> revoke(request, consumer, fingerprint, wanted))
                .orElse(reply(consumer, new Kept.Unknown())));
  }

  private Reply revoke(
      Request request, Consumer consumer, Fingerprint fingerprint, RevocationView wanted) {
    var own = domain.keys().own();
    if (wanted.certificate().isPresent()) {
      return reply(
          consumer, own.revoked(actor(request), consumer, fingerprint, wanted.certificate().get()));
    }
    var why =
        new Revocation(
            Revocation.Reason.valueOf(wanted.reason().orElse("retired").toUpperCase(Locale.ROOT)),
            wanted.comment().orElse(""));
    boolean serverSigns =
        own.find(consumer, fingerprint).filter(each -> each.key().mode().serverSigns()).isPresent();
    if (!serverSigns && own.find(consumer, fingerprint).isPresent()) {
      return reply(
          consumer,
          new Kept.Unfit(
              "only the key itself can sign its revocation, and the server does not have what"
                  + " signs: send a certificate with the revocation in it"));
    }
    return reply(consumer, own.revoke(actor(request), consumer, fingerprint, why));
  }

  static RevocationView revocation(Members body) {
    return new RevocationView(
        body.optionalBlock("certificate", KeyUpload.MOST),
        body.word("reason", REASONS),
        body.optionalText("comment", 200));
  }

  private static Optional<Fingerprint> fingerprint(Request request) {
    try {
      return Optional.of(new Fingerprint(request.path("fingerprint")));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Reply ofConsumer(Request request, Function<Consumer, Reply> work) {
    return domain
        .store()
        .<Optional<Consumer>>read(
            in -> domain.consumers().find(in, ClientSession.of(request.caller()).consumer()))
        .filter(consumer -> consumer.state() == Consumer.State.ACTIVE)
        .map(work)
        .orElseGet(() -> Reply.problem(ClientProblems.SESSION));
  }

  private Reply reply(Consumer consumer, Kept kept) {
    return switch (kept) {
      case Kept.Done(var key, boolean made) ->
          domain
              .keys()
              .own()
              .find(consumer, key.fingerprint())
              .map(own -> Reply.json(made ? 201 : 200, OwnKeyView.of(own)))
              .orElseGet(() -> Reply.problem(UNKNOWN));
      case Kept.OtherMode(KeyMode wanted) ->
          Reply.problem(
              new Problem(
                  409,
                  "mode",
                  "The policy wants another key mode",
                  "keys of this person are made in mode " + wanted + "; fetch the policy anew"));
      case Kept.Unfit(String reason) ->
          Reply.problem(Problems.unprocessable("key", "The key does not fit", reason));
      case Kept.Unknown _ -> Reply.problem(UNKNOWN);
    };
  }

  private static String actor(Request request) {
    return ClientSession.of(request.caller()).actor();
  }

  private static final Problem UNKNOWN =
      new Problem(404, "unknown-key", "There is no such key", "the person has no key of that name");
}
