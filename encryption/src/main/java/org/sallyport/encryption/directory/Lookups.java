package org.sallyport.encryption.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.sallyport.openpgp.Armor;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;

/** Answers questions, from memory where it can, and counts them. Any thread. */
final class Lookups {
  /** The most keys in an answer. */
  static final int MOST = 50;

  /** RFC 3156 section 7, draft-ietf-openpgp-hkp. */
  static final String KEYS = "application/pgp-keys";

  static final Reply NOTHING =
      Reply.problem(
          new Problem(404, "no-key", "No key is published", "nothing is published for that")
              .withHeader("Access-Control-Allow-Origin", "*"));

  private static final Problem SEARCHING =
      new Problem(429, "searching", "Texts are being searched for", "try again in a few seconds")
          .withHeader("Retry-After", "5");

  private static final Problem TOO_MANY =
      new Problem(429, "too-many", "Too many questions from there", "try again in a minute")
          .withHeader("Retry-After", "60");

  private final PublishedKeys keys;
  private final Answers answers;
  private final RateLimit limit;

  /** Who searches for a text: it reads everybody, so that one does at a time. */
  private final Semaphore searching = new Semaphore(1);

  private final Map<String, String> headers;

  private final LookupMetrics metrics;

  Lookups(PublishedKeys keys, KeyDirectorySettings settings, LookupMetrics metrics) {
    this.keys = keys;
    this.metrics = metrics;
    answers = new Answers(settings.memory().bytes(), settings.cachedFor(), System::nanoTime);
    limit = new RateLimit(settings.lookupsPerMinute());
    headers =
        Map.of(
            // draft-ietf-openpgp-hkp, "Cross-Origin Resource Sharing"
            "Access-Control-Allow-Origin",
            "*",
            "Cache-Control",
            "public, max-age=" + settings.cachedFor().toSeconds());
  }

  /**
   * The answer to a question about a term.
   *
   * @param protocol whose question it is, for the metrics
   * @param question what else matters of it
   */
  Reply answer(
      Request request,
      LookupMetrics.Protocol protocol,
      String question,
      SearchTerm term,
      Supplier<Reply> made) {
    long now =
        term instanceof SearchTerm.OfAddress(var address)
            ? keys.generation(address)
            : keys.generation();
    return answer(request, protocol, question + " " + term, now, made);
  }

  /**
   * The answer to a question.
   *
   * @param question all that matters of it
   * @param generation of the keys that it is about
   */
  Reply answer(
      Request request,
      LookupMetrics.Protocol protocol,
      String question,
      long generation,
      Supplier<Reply> made) {
    if (limit.isOver(request.remote(), System.nanoTime())) {
      return metrics.count(protocol, Reply.problem(TOO_MANY));
    }
    boolean[] asked = {false};
    var reply =
        answers.answer(
            question,
            generation,
            () -> {
              asked[0] = true;
              return made.get();
            });
    if (!asked[0]) {
      metrics.fromMemory(protocol);
    }
    return metrics.count(protocol, reply);
  }

  /** What is made of a search for a text, unless another one goes on. */
  Reply searching(Supplier<Reply> made) {
    if (!searching.tryAcquire()) {
      return Reply.problem(SEARCHING);
    }
    try {
      return made.get();
    } finally {
      searching.release();
    }
  }

  /** Keys that fit a term. */
  List<PublishedKey> found(SearchTerm term, boolean texts) {
    var found =
        switch (term) {
          case SearchTerm.OfAddress(var address) -> keys.byAddress(address);
          case SearchTerm.OfFingerprint(var fingerprint) -> keys.byFingerprint(fingerprint);
          case SearchTerm.OfKeyId(var keyId) -> keys.byKeyId(keyId);
          case SearchTerm.OfText(var text) ->
              texts ? keys.search(text, MOST) : List.<PublishedKey>of();
          case SearchTerm.Refused _ -> List.<PublishedKey>of();
        };
    return found.size() > MOST ? found.subList(0, MOST) : found;
  }

  /** Certificates as text. */
  Reply armored(List<PublishedKey> found) {
    if (found.isEmpty()) {
      return NOTHING;
    }
    if (found.size() == 1) {
      return tagged(KEYS, found.getFirst().armored().getBytes(US_ASCII));
    }
    var all = new ByteArrayOutputStream();
    found.forEach(each -> all.writeBytes(each.certificate().bytes()));
    return tagged(
        KEYS, Armor.of(Armor.Kind.PUBLIC_KEY_BLOCK, all.toByteArray()).getBytes(US_ASCII));
  }

  /** An answer that others may keep for a while. */
  Reply tagged(String mediaType, byte[] body) {
    var all = new HashMap<>(headers);
    all.put("ETag", tag(body));
    return new Reply.Content(200, mediaType, body, all);
  }

  private static String tag(byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(body);
      return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, 12)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static Reply bad(String reason) {
    return Reply.problem(
        Problems.badRequest(reason).withHeader("Access-Control-Allow-Origin", "*"));
  }
}
