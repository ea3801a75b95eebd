package org.sallyport.encryption.webmail;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.store.Transaction;

/**
 * What administrators see and do of accounts: never a message, subject or sender. Every change is
 * in the audit trail. Any thread; blocks on the store.
 */
public final class WebMailAccounts {
  private static final int AT_ONCE = 50;

  private final Kit kit;
  private final Requests requests;

  WebMailAccounts(Kit kit, Requests requests) {
    this.kit = kit;
    this.requests = requests;
  }

  /**
   * An account.
   *
   * @param opened whether its person has chosen a passphrase
   * @param visited the last visit; empty: none
   * @param used octets
   * @param quota octets
   * @param ownQuota whether an administrator has said so
   * @param messages in all folders
   * @param fingerprint of the key that mail goes to
   * @param locked until when wrong passphrases keep somebody out; empty: nobody is
   */
  public record Account(
      String id,
      Address address,
      boolean opened,
      Delivery delivery,
      Optional<String> fingerprint,
      Instant created,
      Optional<Instant> visited,
      long used,
      long quota,
      boolean ownQuota,
      long messages,
      Optional<Instant> locked) {}

  /**
   * Some accounts, by address.
   *
   * @param search part of the address; empty: all
   * @param after those behind this address; empty: from the first
   */
  public List<Account> page(String search, String after, int limit) {
    var part = "%" + search.strip().toLowerCase(Locale.ROOT).replaceAll("[\\\\%_]", "\\\\$0") + "%";
    return kit.store()
        .read(
            in ->
                in
                    .all(
                        "SELECT "
                            + KeptAccount.COLUMNS
                            + " FROM web_mail_accounts WHERE address > ? AND address LIKE ?"
                            + " ESCAPE '\\' ORDER BY address LIMIT ?",
                        KeptAccount::read,
                        after,
                        part,
                        limit)
                    .stream()
                    .map(kept -> account(in, kept))
                    .toList());
  }

  /** One. */
  public Optional<Account> find(Address address) {
    return kit.store().read(in -> KeptAccount.of(in, address).map(kept -> account(in, kept)));
  }

  private Account account(Transaction in, KeptAccount kept) {
    long messages =
        in.first(
                "SELECT count(*) AS n FROM web_mail_messages WHERE account = ?",
                row -> row.number("n"),
                kept.id())
            .orElse(0L);
    return new Account(
        kept.id(),
        kept.address(),
        !kept.isNew(),
        kept.byKey() ? Delivery.KEY : Delivery.WEB,
        Optional.of(kept.fingerprint()).filter(text -> !text.isEmpty()),
        kept.created(),
        Optional.of(kept.visited()).filter(time -> time.isAfter(Instant.EPOCH)),
        kept.used(),
        kept.quota().orElse(kit.settings().quota().bytes()),
        kept.quota().isPresent(),
        messages,
        Guesses.shut(in, kept.address().text(), kit.clock().instant()));
  }

  /** Forgets wrong passphrases; false where there is no account. */
  public boolean unlock(String actor, Address address) {
    return change(actor, address, "web-mail-unlocked", "", (in, kept) -> forgive(in, kept));
  }

  private static void forgive(Transaction in, KeptAccount kept) {
    Guesses.forgive(in, kept.address().text());
    Guesses.forgive(in, Requests.NAME + kept.address().text());
  }

  /**
   * Takes the passphrase away, ends all sessions, and mails a link to a new one; messages and the
   * key stay.
   *
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public boolean reset(String actor, Address address) {
    kit.vault().needOpen();
    return change(
        actor,
        address,
        "web-mail-reset",
        "",
        (in, kept) -> {
          Entrance.setPassphrase(in, kept.id(), "");
          forgive(in, kept);
          requests.mail(in, kept);
        });
  }

  /** Says how much a mailbox holds, in octets; empty: as much as all. */
  public boolean quota(String actor, Address address, OptionalLong octets) {
    return change(
        actor,
        address,
        "web-mail-quota",
        octets.isPresent() ? Long.toString(octets.getAsLong()) : "as all",
        (in, kept) ->
            in.run(
                "UPDATE web_mail_accounts SET quota = ? WHERE id = ?",
                octets.isPresent() ? Optional.of(octets.getAsLong()) : Optional.empty(),
                kept.id()));
  }

  /** Deletes an account with all messages; false where there is none. */
  public boolean delete(String actor, Address address) {
    var kept = kit.store().read(in -> KeptAccount.of(in, address));
    if (kept.isEmpty()) {
      return false;
    }
    while (!kit.store().<Boolean>write(in -> delete(in, kit, kept.get().id(), actor, ""))) {
      // some messages at a time
    }
    return true;
  }

  /** A part of deleting an account; true: it is gone. */
  static boolean delete(Transaction in, Kit kit, String account, String actor, String why) {
    KeptAccount.free(in, account, 0); // locks it: nothing comes in meanwhile
    var some =
        in.all(
            "SELECT id FROM web_mail_messages WHERE account = ? LIMIT ?",
            row -> row.text("id"),
            account,
            AT_ONCE);
    some.forEach(id -> Mailbox.delete(in, kit, account, id));
    if (some.size() == AT_ONCE) {
      return false;
    }
    KeptAccount.find(in, account)
        .ifPresent(
            kept -> {
              in.run("DELETE FROM web_mail_accounts WHERE id = ?", account);
              kit.audit().record(in, actor, "web-mail-account-deleted", kept.address().text(), why);
            });
    return true;
  }

  private interface Work {
    void on(Transaction in, KeptAccount kept);
  }

  private boolean change(String actor, Address address, String action, String detail, Work work) {
    return kit.store()
        .write(
            in -> {
              var kept = KeptAccount.of(in, address);
              kept.ifPresent(
                  account -> {
                    work.on(in, account);
                    kit.audit().record(in, actor, action, address.text(), detail);
                  });
              return kept.isPresent();
            });
  }
}
