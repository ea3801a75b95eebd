package org.sallyport.encryption.webmail;

import java.time.Instant;
import java.util.List;
import org.sallyport.store.Transaction;

/**
 * The end of messages and accounts, and what their owners are told before. Run by every node from
 * time to time, some of each at a time; what another node does meanwhile is done once.
 */
final class Expiry {
  private static final int AT_ONCE = 50;

  private final Kit kit;
  private final Notices notices;
  private final BrowserSessions sessions;

  Expiry(Kit kit, Notices notices, BrowserSessions sessions) {
    this.kit = kit;
    this.notices = notices;
    this.sessions = sessions;
  }

  /** Does what is due. */
  void round() {
    var now = kit.clock().instant();
    kit.write(
        in -> {
          sessions.forget(in, now);
          Links.forget(in, now);
          Guesses.forget(in, now);
          ProvenKeys.forget(in, now);
        });
    while (endMessages(now)) {
      // there may be more
    }
    if (kit.vault().isOpen()) {
      kit.write(in -> warnOfMessages(in, now));
      kit.write(in -> warnOfAccounts(in, now));
    }
    endAccounts(now);
  }

  private record Due(String id, String account) {}

  private boolean endMessages(Instant now) {
    return kit.store()
            .<Integer>write(
                in -> {
                  var due =
                      in.all(
                          "SELECT id, account FROM web_mail_messages WHERE expires <= ?"
                              + " ORDER BY account, id LIMIT ?",
                          row -> new Due(row.text("id"), row.text("account")),
                          now,
                          AT_ONCE);
                  due.forEach(one -> Mailbox.delete(in, kit, one.account(), one.id()));
                  return due.size();
                })
        == AT_ONCE;
  }

  private record Ending(String account, Instant first) {}

  /** Of unseen messages alone: whoever has read one knows. */
  private void warnOfMessages(Transaction in, Instant now) {
    var ending =
        in.all(
            "SELECT account, min(expires) AS first FROM web_mail_messages WHERE expires <= ?"
                + " AND seen = 0 AND warned = 0 GROUP BY account ORDER BY account LIMIT ?",
            row -> new Ending(row.text("account"), row.time("first")),
            now.plus(kit.settings().noticeBefore()),
            AT_ONCE);
    for (var each : ending) {
      int mine =
          in.run(
              "UPDATE web_mail_messages SET warned = 1 WHERE account = ? AND expires <= ?"
                  + " AND seen = 0 AND warned = 0",
              each.account(),
              now.plus(kit.settings().noticeBefore()));
      if (mine > 0) {
        KeptAccount.find(in, each.account())
            .ifPresent(kept -> write(in, kept, Letters.Kind.MESSAGES, each.first(), now));
      }
    }
  }

  private void warnOfAccounts(Transaction in, Instant now) {
    var settings = kit.settings();
    var end = now.minus(settings.accountKept());
    var ending =
        in.all(
            "SELECT "
                + KeptAccount.COLUMNS
                + " FROM web_mail_accounts WHERE active <= ? AND warned <= active"
                + " ORDER BY id LIMIT ?",
            KeptAccount::read,
            end.plus(settings.noticeBefore()),
            AT_ONCE);
    for (var each : ending) {
      int mine =
          in.run(
              "UPDATE web_mail_accounts SET warned = ? WHERE id = ? AND warned <= active",
              now,
              each.id());
      if (mine > 0 && !each.isNew()) {
        write(in, each, Letters.Kind.ACCOUNT, now.plus(settings.noticeBefore()), now);
      }
    }
  }

  /** Whoever has never been here needs a link to come in. */
  private void write(Transaction in, KeptAccount to, Letters.Kind kind, Instant end, Instant now) {
    var path = "/";
    if (to.isNew()) {
      var until = now.plus(kit.settings().linkLife());
      path = Notices.LINK + Links.make(in, to.id(), Links.Kind.FIRST, until);
    }
    notices.send(in, to, kind, path, end, "");
  }

  /** An account ends once its owner was told, and the time since then is over. */
  private void endAccounts(Instant now) {
    kit.store().read(in -> ended(in, "", now, AT_ONCE)).forEach(id -> end(id, now));
  }

  private List<String> ended(Transaction in, String which, Instant now, int limit) {
    var settings = kit.settings();
    return in.all(
        "SELECT id FROM web_mail_accounts WHERE active <= ? AND warned > active AND warned <= ?"
            + " AND (? = '' OR id = ?) AND NOT EXISTS (SELECT 1 FROM web_mail_messages m"
            + " WHERE m.account = web_mail_accounts.id AND m.expires > ?) ORDER BY id LIMIT ?",
        row -> row.text("id"),
        now.minus(settings.accountKept()),
        now.minus(settings.noticeBefore()),
        which,
        which,
        now,
        limit);
  }

  /** Somebody may have written to it, or signed in, since it was found: with the lock it is so. */
  private void end(String account, Instant now) {
    kit.write(
        in -> {
          KeptAccount.free(in, account, 0);
          if (!ended(in, account, now, 1).isEmpty()) {
            WebMailAccounts.delete(in, kit, account, "server", "nobody has used it");
          }
        });
  }
}
