package org.sallyport.authority.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.authority.Domain;
import org.sallyport.authority.authentication.Attempt;
import org.sallyport.authority.authentication.Verdict;
import org.sallyport.authority.decision.Decisions;
import org.sallyport.authority.user.UserName;
import org.sallyport.kernel.Secret;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Many logins in one request and one transaction, for gateways that are busy. */
final class BatchApi {
  private static final int MOST = 256;
  private static final Pattern KEY = Pattern.compile("[0-9A-Za-z_-]{16,64}");

  private final Domain domain;
  private final Decisions decisions;

  BatchApi(Domain domain, Decisions decisions) {
    this.domain = domain;
    this.decisions = decisions;
  }

  /** A code to judge; the key does what an Idempotency-Key does. */
  record BatchItem(String user, String code, Optional<String> pin, String key) {}

  /** Codes to judge. */
  record BatchBody(List<BatchItem> items) {}

  /**
   * What became of one.
   *
   * @param result accepted, refused, unknown (no such user), or mismatch (the key was used for
   *     another request)
   */
  record BatchResult(
      String result, Optional<String> id, Optional<String> reason, Optional<String> credential) {
    static BatchResult bare(String result) {
      return new BatchResult(result, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /** What became of them, in their order. */
  record BatchView(List<BatchResult> results) {}

  /** One item as read; a name that nobody can have is not asked for. */
  private record Item(Optional<UserName> user, String code, Optional<Secret> pin, String key) {}

  Route route() {
    return Route.post("/v1/authentications:batch", "authenticateMany")
        .summary("Judges up to 256 codes in one transaction.")
        .tag("authentications")
        .body(BatchBody.class)
        .answers(200, "What became of each, in the same order.", BatchView.class)
        .refuses(400, "The body is not as described.")
        .handledBy(this::judge);
  }

  private Reply judge(Request in) {
    var items = in.json(BatchApi::read);
    long begun = System.nanoTime();
    var attempts = new ArrayList<Attempt>(items.size());
    for (var item : items) {
      item.user.ifPresent(user -> attempts.add(new Attempt(user, item.code, item.pin, item.key)));
    }
    var verdicts =
        attempts.isEmpty()
            ? List.<Verdict>of()
            : domain.authentications().check(Asking.caller(in), attempts);
    var results = new ArrayList<BatchResult>(items.size());
    int at = 0;
    for (var item : items) {
      if (item.user.isEmpty()) {
        results.add(BatchResult.bare("unknown"));
        continue;
      }
      var verdict = verdicts.get(at++);
      decisions.judged(in.caller(), item.user.get(), verdict, begun);
      results.add(result(verdict));
      item.pin.ifPresent(Secret::close);
    }
    return Reply.json(new BatchView(results));
  }

  private static List<Item> read(Members body) {
    var items = new ArrayList<Item>();
    for (var each : body.objects("items", MOST)) {
      var key = each.text("key", 64);
      if (!KEY.matcher(key).matches()) {
        throw each.wrong("key", "expected 16 to 64 of 0-9 A-Z a-z _ and -");
      }
      items.add(
          new Item(
              UserName.of(each.text("user", 128)),
              each.text("code", 16),
              each.optionalText("pin", 64).map(Secret::ofText),
              key));
      each.end();
    }
    return items;
  }

  private static BatchResult result(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accepted(var id, var credential) ->
          new BatchResult("accepted", Optional.of(id), Optional.empty(), Optional.of(credential));
      case Verdict.Refused(var id, var reason) ->
          new BatchResult("refused", Optional.of(id), Optional.of(reason.word()), Optional.empty());
      case Verdict.Unknown _ -> BatchResult.bare("unknown");
      case Verdict.Mismatch _ -> BatchResult.bare("mismatch");
    };
  }
}
