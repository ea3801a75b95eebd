package org.sallyport.encryption.webmail;

import java.time.Instant;
import java.util.Optional;
import org.sallyport.store.Transaction;

/** Links that were mailed: each is followed once, on any node. */
final class Links {
  private Links() {}

  /** What one is for. */
  enum Kind {
    /** The first passphrase of an account. */
    FIRST,
    /** Another one. */
    RESET
  }

  /** One as the store has it. */
  record Kept(String account, Kind kind, boolean used) {}

  private static String hash(String token) {
    return Token.digest("link", token);
  }

  /** A new one; what the mail has of it. */
  static String make(Transaction in, String account, Kind kind, Instant expires) {
    var token = Token.fresh();
    in.run(
        "INSERT INTO web_mail_links (hash, account, kind, expires, used) VALUES (?,?,?,?,0)",
        hash(token),
        account,
        kind.name(),
        expires);
    return token;
  }

  /** One that is not over. */
  static Optional<Kept> find(Transaction in, String token, Instant now) {
    return in.first(
        "SELECT account, kind, used FROM web_mail_links WHERE hash = ? AND expires > ?",
        row -> new Kept(row.text("account"), Kind.valueOf(row.text("kind")), row.flag("used")),
        hash(token),
        now);
  }

  /** Uses one; false where somebody was quicker. */
  static boolean use(Transaction in, String token) {
    return in.run("UPDATE web_mail_links SET used = 1 WHERE hash = ? AND used = 0", hash(token))
        > 0;
  }

  /** All of an account are used. */
  static void endAll(Transaction in, String account) {
    in.run("UPDATE web_mail_links SET used = 1 WHERE account = ?", account);
  }

  static int forget(Transaction in, Instant now) {
    return in.run("DELETE FROM web_mail_links WHERE expires <= ?", now);
  }
}
