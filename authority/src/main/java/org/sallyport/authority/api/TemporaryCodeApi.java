package org.sallyport.authority.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sallyport.authority.Domain;
import org.sallyport.authority.credential.IssuedCode;
import org.sallyport.authority.credential.TemporaryCode;
import org.sallyport.web.json.Members;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;

/** Codes that stand in for a device that is lost or at home. */
final class TemporaryCodeApi {
  private static final String ALL = UserApi.ONE + "/temporary-codes";

  private final Domain domain;
  private final Changes changes;

  TemporaryCodeApi(Domain domain, Changes changes) {
    this.domain = domain;
    this.changes = changes;
  }

  /** How long the code lasts and how often it may be used; else an hour, once. */
  record TemporaryCodeBody(Optional<String> expires, Optional<Integer> uses) {}

  /** A code; this is the only time it is shown. */
  record IssuedView(String id, String code, Instant expires, int uses) {
    static IssuedView of(IssuedCode issued) {
      try (var code = issued.code()) {
        var about = issued.about();
        return new IssuedView(about.id(), code.revealText(), about.expires(), about.uses());
      }
    }

    /** Which one, and no code. */
    @Override
    public String toString() {
      return "IssuedView[" + id + "]";
    }
  }

  /** A code without its digits. */
  record TemporaryCodeView(String id, int digits, Instant expires, int uses, Instant created) {
    static TemporaryCodeView of(TemporaryCode code) {
      return new TemporaryCodeView(
          code.id(), code.digits(), code.expires(), code.uses(), code.created());
    }
  }

  /** Those that still count. */
  record TemporaryCodeList(List<TemporaryCodeView> temporaryCodes) {}

  /** How many were taken back. */
  record Revoked(int revoked) {}

  private record Wish(Duration life, int uses) {}

  List<Route> routes() {
    return List.of(
        UserApi.one(Route.post(ALL, "issueTemporaryCode"))
            .summary("Issues a code that stands in for a device; shown this once.")
            .only(UserApi.ADMINISTRATOR)
            .once()
            .body(TemporaryCodeBody.class)
            .answers(201, "Issued.", IssuedView.class)
            .refuses(400, "The body is not as described.")
            .handledBy(this::issue),
        UserApi.one(Route.get(ALL, "listTemporaryCodes"))
            .summary("A user's codes that still count, without digits.")
            .only(UserApi.ADMINISTRATOR)
            .answers(200, "The codes.", TemporaryCodeList.class)
            .handledBy(this::list),
        UserApi.one(Route.delete(ALL, "revokeTemporaryCodes"))
            .summary("Takes all of a user's back.")
            .only(UserApi.ADMINISTRATOR)
            .once()
            .answers(200, "Taken back.", Revoked.class)
            .handledBy(this::revoke));
  }

  private Reply issue(Request in) {
    var wish = in.json(TemporaryCodeApi::read);
    return changes.make(
        in,
        tx ->
            Changes.reply(
                domain
                    .temporaryCodes()
                    .issue(tx, Asking.caller(in), Asking.user(in), wish.life, wish.uses),
                "user",
                issued -> Reply.json(201, IssuedView.of(issued))));
  }

  private static Wish read(Members body) {
    return new Wish(
        body.duration("expires", Duration.ofMinutes(1), Duration.ofDays(30))
            .orElse(Duration.ofHours(1)),
        body.number("uses", 1, 100).orElse(1L).intValue());
  }

  private Reply list(Request in) {
    return domain
        .store()
        .read(
            tx ->
                domain.users().find(tx, Asking.tenant(in), Asking.user(in)).isEmpty()
                    ? Reply.problem(Asking.UNKNOWN_USER)
                    : Reply.json(
                        new TemporaryCodeList(
                            domain
                                .temporaryCodes()
                                .of(tx, Asking.tenant(in), Asking.user(in))
                                .stream()
                                .map(TemporaryCodeView::of)
                                .toList())));
  }

  private Reply revoke(Request in) {
    return changes.make(
        in,
        tx ->
            Changes.reply(
                domain.temporaryCodes().revoke(tx, Asking.caller(in), Asking.user(in)),
                "user",
                count -> Reply.json(new Revoked(count))));
  }
}
