package org.sallyport.encryption.webmail;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.store.Row;
import org.sallyport.store.Transaction;

/**
 * Browsers that are signed in, on whichever node. What a session's forms carry against forgery is
 * derived from its cookie, so that the store has neither. Any thread; blocks on the store.
 *
 * <p>That a session is in use is written at most once in a tenth of its idle time: whoever clicks
 * every few seconds writes nothing most of the time, and a session ends up to that much early.
 */
public final class BrowserSessions {
  private static final String COLUMNS =
      "s.hash, s.account, s.created, s.touched, a.address, a.language";
  private static final int PART = 10;

  private final Kit kit;
  private final Duration idle;
  private final Duration longest;

  BrowserSessions(Kit kit) {
    this.kit = kit;
    this.idle = kit.settings().sessionIdle();
    this.longest = kit.settings().sessionLongest();
  }

  /** A session that has begun: the cookie's value, and who it is. */
  record Begun(String token, Visitor visitor) {}

  private static String hash(String token) {
    return Token.digest("session", token);
  }

  private static String csrf(String token) {
    return Token.digest("csrf", token);
  }

  /** Begins one; the oldest beyond the allowed number end. */
  Begun begin(Transaction in, KeptAccount account, Instant now) {
    var token = Token.fresh();
    in.run(
        "INSERT INTO web_mail_sessions (hash, account, credentials, created, touched)"
            + " VALUES (?,?,?,?,?)",
        hash(token),
        account.id(),
        account.credentials(),
        now,
        now);
    in.run(
        "DELETE FROM web_mail_sessions WHERE account = ? AND hash NOT IN (SELECT hash FROM"
            + " web_mail_sessions WHERE account = ? ORDER BY created DESC, hash LIMIT ?)"
            + " AND hash <> ?",
        account.id(),
        account.id(),
        kit.settings().sessions(),
        hash(token));
    visited(in, account.id(), now);
    return new Begun(
        token,
        new Visitor(
            account.id(),
            account.address(),
            hash(token),
            csrf(token),
            account.language(),
            now.plus(longest)));
  }

  private static void visited(Transaction in, String account, Instant now) {
    in.run("UPDATE web_mail_accounts SET visited = ?, active = ? WHERE id = ?", now, now, account);
  }

  /**
   * Who a cookie lets in; empty: nobody, sign-in is next.
   *
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Optional<Visitor> enter(String token) {
    kit.vault().needOpen();
    var now = kit.clock().instant();
    var kept = kit.store().read(in -> find(in, token, now));
    kept.filter(one -> !one.touched.plus(idle.dividedBy(PART)).isAfter(now))
        .ifPresent(one -> touch(one, now));
    return kept.map(Kept::visitor);
  }

  private record Kept(Visitor visitor, Instant touched) {}

  private Optional<Kept> find(Transaction in, String token, Instant now) {
    return in.first(
        "SELECT "
            + COLUMNS
            + " FROM web_mail_sessions s JOIN web_mail_accounts a ON a.id = s.account"
            + " AND a.credentials = s.credentials"
            + " WHERE s.hash = ? AND s.touched > ? AND s.created > ?",
        row -> new Kept(visitor(row, token), row.time("touched")),
        hash(token),
        now.minus(idle),
        now.minus(longest));
  }

  private Visitor visitor(Row row, String token) {
    return new Visitor(
        row.text("account"),
        new Address(row.text("address")),
        row.text("hash"),
        csrf(token),
        row.text("language"),
        row.time("created").plus(longest));
  }

  /** Of many clicks at once, on whatever nodes, one writes. */
  private void touch(Kept kept, Instant now) {
    kit.store()
        .write(
            in -> {
              int mine =
                  in.run(
                      "UPDATE web_mail_sessions SET touched = ? WHERE hash = ? AND touched = ?",
                      now,
                      kept.visitor.session(),
                      kept.touched);
              if (mine > 0) {
                visited(in, kept.visitor.account(), now);
              }
              return mine;
            });
  }

  /** What becomes of a request that changes something. */
  public sealed interface Change {
    /** It may. */
    record Allowed(Visitor visitor) implements Change {}

    /** There is no session, or it is over. */
    record NotSignedIn() implements Change {}

    /** The form was not of this session, which is over for that reason. */
    record Ended() implements Change {}
  }

  /**
   * The same for a request that changes something.
   *
   * @param csrf what the form carries; empty where it carries nothing
   */
  public Change change(String token, String csrf) {
    var visitor = enter(token);
    if (visitor.isEmpty()) {
      return new Change.NotSignedIn();
    }
    if (Token.same(visitor.get().csrf(), csrf)) {
      return new Change.Allowed(visitor.get());
    }
    signOut(visitor.get());
    kit.counts().forged();
    return new Change.Ended();
  }

  /** Ends this session. */
  public void signOut(Visitor visitor) {
    kit.write(in -> in.run("DELETE FROM web_mail_sessions WHERE hash = ?", visitor.session()));
  }

  /** Ends all sessions of the person, this one as well; returns how many. */
  public int signOutEverywhere(Visitor visitor) {
    return kit.store().write(in -> endAll(in, visitor.account()));
  }

  static int endAll(Transaction in, String account) {
    return in.run("DELETE FROM web_mail_sessions WHERE account = ?", account);
  }

  /** How many are open; some of them may be idle too long already. */
  long count(Transaction in) {
    return in.first(
            "SELECT count(*) AS n FROM web_mail_sessions WHERE touched > ? AND created > ?",
            row -> row.number("n"),
            kit.clock().instant().minus(idle),
            kit.clock().instant().minus(longest))
        .orElse(0L);
  }

  int forget(Transaction in, Instant now) {
    return in.run(
        "DELETE FROM web_mail_sessions WHERE touched <= ? OR created <= ?",
        now.minus(idle),
        now.minus(longest));
  }
}
