package org.sallyport.authority.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.Domain;
import org.sallyport.authority.continuity.PackagePage;
import org.sallyport.authority.continuity.PackageRequest;
import org.sallyport.authority.continuity.Use;
import org.sallyport.authority.user.UserName;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** What gateways take along for the time when the authority is away, and bring back after it. */
final class ContinuityApi {
  private static final String TAG = "continuity";
  private static final int LONGEST_PAGE = 500;
  private static final int MOST_USES = 1000;

  private final Domain domain;

  ContinuityApi(Domain domain) {
    this.domain = domain;
  }

  /** Which packages a gateway wants, and the X25519 key that it opens them with. */
  record PackageBody(
      String publicKey, String horizon, Optional<String> after, Optional<Integer> limit) {}

  /** A user's coming codes, sealed, base64url. */
  record PackageView(String user, String sealed) {}

  /** Some packages; with {@code next}, more follow after it. */
  record PackageList(List<PackageView> packages, Optional<String> next, Instant until) {
    static PackageList of(PackagePage page) {
      var encoder = Base64.getUrlEncoder().withoutPadding();
      return new PackageList(
          page.packages().stream()
              .map(
                  each ->
                      new PackageView(each.user().text(), encoder.encodeToString(each.sealed())))
              .toList(),
          page.next(),
          page.until());
    }
  }

  /** A code that a gateway accepted by itself: give step or counter. */
  record UseBody(
      String user, String credential, Optional<Long> step, Optional<Long> counter, Instant at) {}

  /** Codes that a gateway accepted by itself. */
  record UsesBody(List<UseBody> uses) {}

  /** How many of them named a credential that is known. */
  record UsesView(int recorded) {}

  List<Route> routes() {
    return List.of(
        Route.post("/v1/continuity/packages", "makePackages")
            .summary("Codes of the coming hours, sealed to the gateway's key. Seeds never leave.")
            .tag(TAG)
            .body(PackageBody.class)
            .answers(200, "A page of packages.", PackageList.class)
            .refuses(400, "The body is not as described.")
            .handledBy(this::packages),
        Route.post("/v1/continuity/uses", "recordUses")
            .summary("Records codes that a gateway accepted by itself; never refuses one.")
            .tag(TAG)
            .body(UsesBody.class)
            .answers(200, "Recorded.", UsesView.class)
            .refuses(400, "The body is not as described.")
            .handledBy(this::uses));
  }

  private Reply packages(Request in) {
    var wanted = in.json(ContinuityApi::readPackages);
    return Reply.json(PackageList.of(domain.packages().page(Asking.caller(in), wanted)));
  }

  private static PackageRequest readPackages(Members body) {
    return new PackageRequest(
        key(body, body.text("publicKey", 64)),
        body.duration("horizon", Duration.ofMinutes(1), Duration.ofDays(2))
            .orElseThrow(() -> body.wrong("horizon", "it is missing; expected a duration")),
        body.optionalText("after", 256),
        body.number("limit", 1, LONGEST_PAGE).orElse(100L).intValue());
  }

  private static byte[] key(Members body, String text) {
    try {
      var key = Base64.getUrlDecoder().decode(text);
      if (key.length == 32) {
        return key;
      }
    } catch (IllegalArgumentException _) {
      throw body.wrong("publicKey", "expected base64url");
    }
    throw body.wrong("publicKey", "expected an X25519 key of 32 octets");
  }

  private Reply uses(Request in) {
    var uses = in.json(ContinuityApi::readUses);
    int recorded = domain.store().write(tx -> domain.uses().record(tx, Asking.caller(in), uses));
    return Reply.json(new UsesView(recorded));
  }

  private static List<Use> readUses(Members body) {
    var uses = new ArrayList<Use>();
    for (var each : body.objects("uses", MOST_USES)) {
      uses.add(use(each));
      each.end();
    }
    return uses;
  }

  private static Use use(Members body) {
    var step = body.number("step", 0, Long.MAX_VALUE);
    var counter = body.number("counter", 0, Long.MAX_VALUE);
    if (step.isPresent() == counter.isPresent()) {
      throw body.wrong("step", "expected either step or counter");
    }
    var user =
        UserName.of(body.text("user", 128))
            .orElseThrow(() -> body.wrong("user", "expected a user's name"));
    return new Use(
        user,
        body.text("credential", 64),
        step.or(() -> counter).orElseThrow(),
        body.time("at").orElseThrow(() -> body.wrong("at", "it is missing; expected a time")));
  }
}
