package org.sallyport.encryption.webmail;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.encryption.administrator.Passwords;
import org.sallyport.encryption.audit.AuditTrail;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.content.Contents;
import org.sallyport.encryption.enrolment.ManagedDomains;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.mailqueue.MailQueue;
import org.sallyport.encryption.mailtrace.MailTraces;
import org.sallyport.mime.structure.Message;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Spool;
import org.sallyport.store.Store;
import org.sallyport.store.Transaction;
import org.sallyport.wire.smtp.MailAddress;

/** Web mail over one store: all but HTTP. Any thread. */
public final class WebMail implements AutoCloseable {
  private final Kit kit;
  private final Intake intake;
  private final BrowserSessions sessions;
  private final Entrance entrance;
  private final Mailbox mailbox;
  private final Composer composer;
  private final Preferences preferences;
  private final WebMailAccounts accounts;
  private final Expiry expiry;

  /**
   * That of a store.
   *
   * @param domains those of our people, who have no mailbox here and are whom people write to
   * @param organisation as messages to people call it
   */
  public WebMail(
      Store store,
      Vault vault,
      Contents contents,
      MailQueue queue,
      MailTraces traces,
      ManagedDomains domains,
      String organisation,
      WebMailSettings settings,
      AuditTrail audit,
      InstantSource clock) {
    kit =
        new Kit(
            store,
            vault,
            contents,
            queue,
            traces,
            domains,
            organisation,
            settings,
            audit,
            new WebMailCounts(),
            clock);
    var notices = new Notices(kit);
    var guesses = Guesses.ofPassphrases(store, clock);
    var passwords = new Passwords();
    intake = new Intake(kit, notices);
    sessions = new BrowserSessions(kit);
    entrance = new Entrance(kit, sessions, notices, guesses, passwords);
    mailbox = new Mailbox(kit);
    composer = new Composer(kit, mailbox, intake);
    preferences = new Preferences(kit, guesses, passwords, sessions, new ProvenKeys(kit), notices);
    accounts = new WebMailAccounts(kit, new Requests(kit, notices));
    expiry = new Expiry(kit, notices, sessions);
  }

  /**
   * Makes the spool's folder and deletes what a killed process left there; for the process that
   * serves people, before it does.
   */
  public void prepare() throws IOException {
    Files.createDirectories(kit.settings().spool());
    Spool.clear(kit.settings().spool());
  }

  /** What becomes of a message for one recipient. */
  public sealed interface Taken {
    /** It is in their mailbox. */
    record Kept() implements Taken {}

    /** It does not fit into their mailbox. */
    record OverQuota() implements Taken {}

    /**
     * They cannot have a mailbox here.
     *
     * @param why a sentence
     */
    record NotHere(String why) implements Taken {}
  }

  /**
   * Puts a message into mailboxes, made where there are none, and tells their owners. All of it is
   * so once the transaction is durable. Accounts stay locked until then, so that quotas are exact
   * on however many nodes; a transaction locks several in the order of their addresses, so this is
   * called once in one.
   *
   * @param content the message's text, kept before or in the same transaction; each mailbox takes a
   *     use of its own
   * @param from whom it was handed in from; empty: the null path
   * @param to each once
   * @return for each of {@code to}
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Map<MailAddress, Taken> accept(
      Transaction in,
      Message message,
      String content,
      Optional<MailAddress> from,
      List<MailAddress> to,
      Instant at) {
    return intake.accept(in, message, content, from, to, at);
  }

  /**
   * The key that somebody wants their mail encrypted to, proven to be theirs; empty: they want it
   * in the browser, or the key is of no use any more.
   *
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Optional<Certificate> preferredKey(Address address) {
    return preferences.preferredKey(address);
  }

  /** The settings that it goes by. */
  public WebMailSettings settings() {
    return kit.settings();
  }

  /** How people come in. */
  public Entrance entrance() {
    return entrance;
  }

  /** Who is in. */
  public BrowserSessions sessions() {
    return sessions;
  }

  /** What they read. */
  public Mailbox mailbox() {
    return mailbox;
  }

  /** How they write. */
  public Composer composer() {
    return composer;
  }

  /** What they choose. */
  public Preferences preferences() {
    return preferences;
  }

  /** What administrators see and do. */
  public WebMailAccounts accounts() {
    return accounts;
  }

  /** What happened, in Prometheus's text format. */
  public String metrics() {
    return kit.counts().text(kit, sessions);
  }

  /** Ends and forgets what is due; every minute or so, on every node. */
  public void tidy() {
    expiry.round();
  }

  /** Lets what is in hand end. */
  @Override
  public void close() {
    entrance.close();
  }
}
