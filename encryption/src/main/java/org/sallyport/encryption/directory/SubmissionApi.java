package org.sallyport.encryption.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.directory.SubmittedKeys.Submitted;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Fingerprint;
import org.sallyport.openpgp.Result;
import org.sallyport.openpgp.UserIds;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Problems;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/**
 * Certificates that are sent to the directory, over HKP and VKS. They can revoke or renew a key
 * that is known; none makes somebody known, so no address has to be verified here.
 */
final class SubmissionApi {
  private static final int MOST = 5;
  private static final int MOST_ADDRESSES = 20;
  private static final int LONGEST = 256 * 1024;
  private static final String TAG = "key directory";

  private static final Reply TOO_MANY =
      Reply.problem(
          new Problem(429, "too-many", "Too many submissions from there", "try again in a minute")
              .withHeader("Retry-After", "60"));

  private final PublishedKeys published;
  private final SubmittedKeys submitted;
  private final boolean taken;
  private final RateLimit limit;

  SubmissionApi(PublishedKeys published, SubmittedKeys submitted, KeyDirectorySettings settings) {
    this.published = published;
    this.submitted = submitted;
    taken = settings.submissions() == KeyDirectorySettings.Submissions.VERIFIED;
    limit = new RateLimit(settings.submissionsPerMinute());
  }

  /** What VKS is sent. */
  record Upload(String keytext) {
    static Upload read(Members in) {
      return new Upload(
          in.optionalBlock("keytext", LONGEST)
              .orElseThrow(() -> in.wrong("keytext", "expected a certificate in armor")));
    }
  }

  /** What VKS is asked for next. */
  record Verification(String token, List<String> addresses) {
    static Verification read(Members in) {
      in.texts("locale", MOST_ADDRESSES, 35); // RFC 5646 section 4.4.1; nothing is written here
      return new Verification(in.text("token", 64), in.texts("addresses", MOST_ADDRESSES, 320));
    }
  }

  List<Route> routes() {
    return List.of(
        Route.post("/pks/add", "hkpAdd")
            .summary("Adds a revocation or renewal to a key that is known (HKP).")
            .tag(TAG)
            .open()
            .answers(200, "It is known now.", "text/plain")
            .refuses(403, "Nothing is taken here.")
            .refuses(422, "It is no certificate, or of nobody here.")
            .refuses(429, "Too many submissions from there.")
            .handledBy(this::add),
        Route.post("/vks/v1/upload", "vksUpload")
            .summary("Adds a revocation or renewal to a key that is known (VKS).")
            .tag(TAG)
            .open()
            .body(Upload.class)
            .answers(200, "The key as it is published.", "application/json")
            .refuses(403, "Nothing is taken here.")
            .refuses(422, "It is no certificate, or of nobody here.")
            .refuses(429, "Too many submissions from there.")
            .handledBy(this::upload),
        Route.post("/vks/v1/request-verify", "vksRequestVerify")
            .summary("Says how addresses of a key stand: enrolment verifies them, nothing else.")
            .tag(TAG)
            .open()
            .body(Verification.class)
            .answers(200, "The key as it is published.", "application/json")
            .refuses(403, "Nothing is taken here.")
            .refuses(422, "The token is none.")
            .refuses(429, "Too many submissions from there.")
            .handledBy(this::verify));
  }

  private Optional<Reply> refusal(Request request) {
    if (!taken) {
      return Optional.of(
          Reply.problem(
              Problems.forbidden("submissions-off", "keys come into this directory by enrolment")));
    }
    return limit.isOver(request.remote(), System.nanoTime())
        ? Optional.of(TOO_MANY)
        : Optional.empty();
  }

  private Reply add(Request request) {
    return refusal(request).orElseGet(() -> added(keytext(request.bytes())));
  }

  /** draft-ietf-openpgp-hkp, "Submitting Keys": a form with the member keytext. */
  private static String keytext(byte[] form) {
    for (var pair : new String(form, UTF_8).split("&", -1)) {
      if (pair.startsWith("keytext=")) {
        try {
          return URLDecoder.decode(pair.substring("keytext=".length()), UTF_8);
        } catch (IllegalArgumentException _) {
          return "";
        }
      }
    }
    return "";
  }

  private Reply added(String keytext) {
    if (!(Certificate.readAll(keytext.getBytes(UTF_8))
            instanceof Result.Of<List<Certificate>>(var all))
        || all.size() > MOST) {
      return unfit("expected keytext with one to " + MOST + " certificates in armor");
    }
    for (var each : all) {
      switch (submitted.submit(each)) {
        case Submitted.Known _ -> {}
        case Submitted.Unknown _ -> {
          return unfit("the key " + each.fingerprint() + " is of nobody here");
        }
        case Submitted.Refused(var reason) -> {
          return unfit(reason);
        }
      }
    }
    return Reply.text("text/plain", "known\n");
  }

  private static Reply unfit(String reason) {
    return Reply.problem(
        Problems.unprocessable("certificate", "The certificate is not taken", reason));
  }

  private Reply upload(Request request) {
    return refusal(request).orElseGet(() -> uploaded(request.json(Upload::read)));
  }

  private Reply uploaded(Upload upload) {
    return switch (Certificate.read(upload.keytext().getBytes(UTF_8))) {
      case Result.Refused<Certificate>(var refusal) -> error(422, refusal.reason());
      case Result.Of<Certificate>(var certificate) ->
          switch (submitted.submit(certificate)) {
            case Submitted.Known(var key) -> view(key, certificate.userIds());
            case Submitted.Unknown _ -> error(422, "the key is of nobody here");
            case Submitted.Refused(var reason) -> error(422, reason);
          };
    };
  }

  /** Failures of VKS are objects with one member. */
  private static Reply error(int status, String reason) {
    return Reply.json(status, Map.of("error", reason));
  }

  private Reply verify(Request request) {
    return refusal(request).orElseGet(() -> verified(request.json(Verification::read)));
  }

  private Reply verified(Verification asked) {
    if (!asked.token().matches("[0-9A-F]{40}|[0-9A-F]{64}")) {
      return error(422, "the token is none of this server's");
    }
    return published.byFingerprint(new Fingerprint(asked.token())).stream()
        .findFirst()
        .map(key -> view(key, asked.addresses()))
        .orElseGet(() -> error(422, "the token is none of this server's"));
  }

  private static Reply view(PublishedKey key, List<String> asked) {
    var certificate = key.certificate();
    var mine = certificate.userIds().stream().flatMap(each -> address(each).stream()).toList();
    var status = new LinkedHashMap<String, String>();
    asked.stream()
        .flatMap(each -> address(each).stream())
        .limit(MOST_ADDRESSES)
        .forEach(each -> status.put(each.text(), status(key, mine.contains(each))));
    var name = certificate.fingerprint().hex();
    var answer = new LinkedHashMap<String, Object>();
    answer.put("token", name);
    answer.put("key_fpr", name);
    answer.put("status", status);
    return Reply.json(answer);
  }

  private static String status(PublishedKey key, boolean mine) {
    if (!mine) {
      return "unpublished";
    }
    return key.standing() == PublishedKey.Standing.REVOKED ? "revoked" : "published";
  }

  private static Optional<Address> address(String userId) {
    return UserIds.address(userId).flatMap(Address::of);
  }
}
