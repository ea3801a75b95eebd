package org.sallyport.encryption.admin;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.administrator.Permission;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.webmail.WebMailAccounts;
import org.sallyport.web.route.Problem;
import org.sallyport.web.route.Reply;
import org.sallyport.web.route.Request;
import org.sallyport.web.route.Route;
import org.sallyport.web.route.RouteBuilder;

/** The mailboxes of people outside, for programs; never what is in them. */
final class WebMailApi {
  private static final int PAGE = 100;
  private static final int MOST = 1000;
  private static final String ONE = "/web-mail/{address}";

  private final Domain domain;

  WebMailApi(Domain domain) {
    this.domain = domain;
  }

  /**
   * A mailbox.
   *
   * @param opened whether its owner has chosen a passphrase
   * @param delivery {@code web}, or {@code key}: mail goes out encrypted to the key
   * @param fingerprint null: no key
   * @param visited null: never
   * @param used octets
   * @param quota octets
   * @param locked until when wrong passphrases keep somebody out; null: nobody is
   */
  record MailboxView(
      String address,
      boolean opened,
      String delivery,
      @Nullable String fingerprint,
      Instant created,
      @Nullable Instant visited,
      long messages,
      long used,
      long quota,
      boolean ownQuota,
      @Nullable Instant locked) {
    static MailboxView of(WebMailAccounts.Account one) {
      return new MailboxView(
          one.address().text(),
          one.opened(),
          one.delivery().name().toLowerCase(Locale.ROOT),
          one.fingerprint().orElse(null),
          one.created(),
          one.visited().orElse(null),
          one.messages(),
          one.used(),
          one.quota(),
          one.ownQuota(),
          one.locked().orElse(null));
    }
  }

  /** Mailboxes, by address; {@code next} null: these are the last. */
  record MailboxList(List<MailboxView> mailboxes, @Nullable String next) {}

  /** How much a mailbox holds, in octets; without it, as much as all. */
  record QuotaBody(Optional<Long> octets) {}

  List<Route> routes() {
    return List.of(
        Api.reads("/web-mail", "listMailboxes")
            .summary("The web mailboxes of people outside.")
            .query("search", "Part of an address.", "partner")
            .query("after", "What the page before said is next.", "ada@example.org")
            .query("limit", "How many at most: 1 to 1000, else 100.", "100")
            .answers(200, "Mailboxes.", MailboxList.class)
            .refuses(404, "There is no web mail.")
            .handledBy(in -> with(accounts -> list(in, accounts))),
        one(Api.reads(ONE, "getMailbox"))
            .summary("A web mailbox.")
            .answers(200, "The mailbox.", MailboxView.class)
            .handledBy(in -> with(accounts -> show(in, accounts))),
        one(Api.posts(ONE + "/unlock", "unlockMailbox", Permission.CONSUMERS))
            .summary("Forgets wrong passphrases; audited.")
            .answers(204, "They are forgotten.")
            .handledBy(
                in -> with(accounts -> done(in, (actor, who) -> accounts.unlock(actor, who)))),
        one(Api.posts(ONE + "/reset", "resetMailbox", Permission.CONSUMERS))
            .summary(
                "Takes the passphrase away, ends sessions and mails a link to a new one; audited.")
            .answers(204, "The link is on its way.")
            .handledBy(
                in -> with(accounts -> done(in, (actor, who) -> accounts.reset(actor, who)))),
        one(Api.posts(ONE + "/quota", "limitMailbox", Permission.CONSUMERS))
            .summary("Says how much a web mailbox holds; audited.")
            .body(QuotaBody.class)
            .answers(204, "It is so.")
            .handledBy(in -> with(accounts -> quota(in, accounts))),
        one(Api.deletes(ONE, "deleteMailbox", Permission.CONSUMERS))
            .summary("Deletes a web mailbox with all its messages; audited.")
            .answers(204, "It is deleted.")
            .handledBy(
                in -> with(accounts -> done(in, (actor, who) -> accounts.delete(actor, who)))));
  }

  private static RouteBuilder one(RouteBuilder route) {
    return route
        .path("address", "Whose.", "ada@example.org")
        .refuses(404, "There is none of that address, or no web mail.");
  }

  /** Does something with accounts. */
  private interface Work {
    Reply with(WebMailAccounts accounts);
  }

  private Reply with(Work work) {
    return domain
        .webMail()
        .map(webMail -> work.with(webMail.accounts()))
        .orElseGet(
            () ->
                Reply.problem(
                    new Problem(
                        404,
                        "no-web-mail",
                        "There is no web mail",
                        "the settings have no section encryption.web-mail")));
  }

  private static Reply list(Request in, WebMailAccounts accounts) {
    int limit = Api.limit(in, PAGE, MOST);
    var found = accounts.page(in.query("search").orElse(""), in.query("after").orElse(""), limit);
    return Reply.json(
        new MailboxList(
            found.stream().map(MailboxView::of).toList(),
            found.size() < limit ? null : found.getLast().address().text()));
  }

  private static Reply show(Request in, WebMailAccounts accounts) {
    return Address.of(in.path("address"))
        .flatMap(accounts::find)
        .map(one -> Reply.json(MailboxView.of(one)))
        .orElseGet(() -> unknown(in));
  }

  private static Reply quota(Request in, WebMailAccounts accounts) {
    var octets = in.json(body -> body.number("octets", 1, 1L << 40));
    var wanted = octets.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    return done(in, (actor, who) -> accounts.quota(actor, who, wanted));
  }

  private static Reply done(Request in, BiPredicate<String, Address> change) {
    return Address.of(in.path("address")).filter(who -> change.test(in.actor(), who)).isPresent()
        ? Reply.empty()
        : unknown(in);
  }

  private static Reply unknown(Request in) {
    return Api.unknown("mailbox", in.path("address"));
  }
}
