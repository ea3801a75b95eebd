package org.sallyport.client.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.client.json.Json;
import org.sallyport.client.link.Answer;
import org.sallyport.client.link.Question;
import org.sallyport.client.policy.KeyMode;
import org.sallyport.client.session.Calls;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.Result;

/** The server's calls about the person's keys. */
final class KeyService {
  private static final String OWN = "/v1/keys/own";
  private static final int UNPROCESSABLE = 422;

  private final Calls calls;

  KeyService(Calls calls) {
    this.calls = calls;
  }

  /**
   * A key as the server has it.
   *
   * @param secret what the server gives of it: open, or under the person's passphrase
   */
  record Held(Certificate certificate, OwnKey.State state, KeyMode mode, Optional<Key> secret) {}

  /** What the server says. */
  sealed interface Reply {
    record Keys(List<Held> keys) implements Reply {}

    record Not(KeyNews why) implements Reply {}

    /** The key itself is refused: sending it again is of no use. */
    record Unfit(KeyNews why) implements Reply {}
  }

  private record View(
      @Nullable String state,
      @Nullable String mode,
      @Nullable String certificate,
      Optional<String> secret) {
    @Override
    public String toString() {
      return "View[" + state + "]";
    }
  }

  private record Views(@Nullable List<View> keys) {}

  Reply own() throws IOException, InterruptedException {
    return reply(
        calls.ask(Question.get(OWN)),
        body ->
            Json.read(body, Views.class)
                .map(Views::keys)
                .orElseThrow(() -> new IllegalArgumentException("it has no keys")));
  }

  /** Lets the server make a key. */
  Reply ask(KeyMode mode) throws IOException, InterruptedException {
    return post(Map.of("mode", mode), "mode-" + mode + "-" + java.util.UUID.randomUUID());
  }

  /** Gives the server a certificate and what the mode gives it of the secret. */
  Reply give(KeyMode mode, Certificate certificate, Optional<Key> secret)
      throws IOException, InterruptedException {
    var body = new LinkedHashMap<String, Object>();
    body.put("mode", mode);
    body.put("certificate", certificate.armored());
    secret.ifPresent(key -> body.put("secret", key.armored().revealText()));
    return post(body, "key-" + digest(certificate));
  }

  private static String digest(Certificate certificate) {
    try {
      var hash = java.security.MessageDigest.getInstance("SHA-256").digest(certificate.bytes());
      return java.util.HexFormat.of().formatHex(hash, 0, 16);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Reply post(Object body, String idempotencyKey) throws IOException, InterruptedException {
    var question =
        Question.of("POST", OWN, body).with(() -> Map.of("Idempotency-Key", idempotencyKey));
    return reply(calls.ask(question), KeyService::oneView);
  }

  private static List<View> oneView(byte[] body) {
    return List.of(Json.readOrThrow(body, View.class));
  }

  /** Tells the server that a key is revoked; without a certificate it revokes the key itself. */
  Optional<KeyNews> revoke(Fingerprint key, Optional<Certificate> revoked)
      throws IOException, InterruptedException {
    Map<String, String> body =
        revoked.map(one -> Map.of("certificate", one.armored())).orElse(Map.of());
    return switch (calls.ask(Question.of("POST", OWN + "/" + key + "/revocation", body))) {
      case Answer.Given _ -> Optional.empty();
      case Answer.Refused refused -> Optional.of(refusal(refused));
      case Answer.Unreachable unreachable ->
          Optional.of(new KeyNews.Unreachable(unreachable.sentence()));
    };
  }

  private interface Reading {
    List<View> views(byte[] body);
  }

  private static Reply reply(Answer answer, Reading reading) {
    return switch (answer) {
      case Answer.Unreachable unreachable ->
          new Reply.Not(new KeyNews.Unreachable(unreachable.sentence()));
      case Answer.Refused refused
          when refused.status() == UNPROCESSABLE && refused.problem().equals("key") ->
          new Reply.Unfit(refusal(refused));
      case Answer.Refused refused -> new Reply.Not(refusal(refused));
      case Answer.Given(_, var body, _) -> {
        try {
          yield new Reply.Keys(held(reading.views(body)));
        } catch (IllegalArgumentException | IllegalStateException e) {
          yield new Reply.Not(
              new KeyNews.Refused("the server's answer about keys: " + e.getMessage()));
        }
      }
    };
  }

  private static KeyNews refusal(Answer.Refused refused) {
    return new KeyNews.Refused(refused.detail());
  }

  private static List<Held> held(List<View> views) {
    var all = new ArrayList<Held>();
    for (var view : views) {
      if (view.certificate() == null || view.mode() == null || view.state() == null) {
        throw new IllegalArgumentException("a key lacks certificate, mode or state");
      }
      all.add(
          new Held(
              Certificate.read(view.certificate().getBytes(StandardCharsets.UTF_8)).orThrow(),
              OwnKey.State.of(view.state()),
              KeyMode.valueOf(view.mode()),
              view.secret().map(armored -> OwnKey.read(armored).orThrow())));
    }
    return all;
  }

  static <T> Optional<T> value(Result<T> result) {
    return result instanceof Result.Of<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
