package org.sallyport.encryption.webmail;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.sallyport.encryption.administrator.Passwords;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.kernel.Secret;
import org.sallyport.store.PassphraseHash;
import org.sallyport.store.StoreException;
import org.sallyport.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How people come in: by a link that was mailed to them, or with their passphrase. Nothing that a
 * stranger can call tells whether an address has an account: neither the answer, nor the time that
 * it takes. Any thread; blocks on the store and on passphrases.
 */
public final class Entrance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
  private static final int REQUESTS = 16;
  private static final int REQUESTS_OF_NETWORK = 2;

  private final Kit kit;
  private final BrowserSessions sessions;
  private final Guesses guesses;
  private final Passwords passwords;
  private final Requests requests;
  private final Semaphore room = new Semaphore(REQUESTS);
  private final ConcurrentMap<String, Integer> asking = new ConcurrentHashMap<>();
  private final ExecutorService later = Executors.newVirtualThreadPerTaskExecutor();

  Entrance(
      Kit kit, BrowserSessions sessions, Notices notices, Guesses guesses, Passwords passwords) {
    this.kit = kit;
    this.sessions = sessions;
    this.guesses = guesses;
    this.passwords = passwords;
    this.requests = new Requests(kit, notices);
  }

  /** What comes of a sign-in. */
  public sealed interface SignIn {
    /**
     * It worked.
     *
     * @param token the cookie's value
     */
    record In(String token, Visitor visitor) implements SignIn {
      @Override
      public String toString() {
        return "In[" + visitor + "]";
      }
    }

    /** Address or passphrase is wrong. */
    record Refused() implements SignIn {}

    /** Too many were wrong; the next is looked at after that time, or after a new passphrase. */
    record Locked(Duration pause) implements SignIn {}

    /** Too many are looked at just now. */
    record Busy(Duration pause) implements SignIn {}
  }

  /**
   * Signs somebody in.
   *
   * @param typed the address, as it was typed
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public SignIn signIn(String typed, Secret passphrase, InetAddress from) {
    kit.vault().needOpen();
    var outcome = signInNow(typed, passphrase, from);
    kit.counts()
        .signIn(
            switch (outcome) {
              case SignIn.In _ -> WebMailCounts.SignedIn.IN;
              case SignIn.Refused _ -> WebMailCounts.SignedIn.REFUSED;
              case SignIn.Locked _ -> WebMailCounts.SignedIn.LOCKED;
              case SignIn.Busy _ -> WebMailCounts.SignedIn.BUSY;
            });
    return outcome;
  }

  private SignIn signInNow(String typed, Secret passphrase, InetAddress from) {
    var address = Address.of(typed);
    if (address.isEmpty() || passphrase.length() > PassphraseHash.LONGEST) {
      return new SignIn.Refused();
    }
    var name = address.get().text();
    var shut = guesses.begin(name, from);
    if (shut.isPresent()) {
      return new SignIn.Locked(shut.get());
    }
    var kept =
        kit.store()
            .read(in -> KeptAccount.of(in, address.get()))
            .filter(account -> !account.isNew());
    var look =
        kept.isPresent()
            ? passwords.look(passphrase, kept.get().passphrase())
            : passwords.pretend(passphrase);
    if (look == Passwords.Look.BUSY) {
      guesses.unseen(name, from);
      return new SignIn.Busy(Passwords.PAUSE);
    }
    if (kept.isEmpty() || look != Passwords.Look.RIGHT) {
      return new SignIn.Refused();
    }
    return kit.store()
        .<SignIn>write(
            in -> {
              guesses.right(in, name, from);
              // Another passphrase may have been chosen meanwhile.
              return KeptAccount.find(in, kept.get().id())
                  .filter(now -> now.credentials() == kept.get().credentials())
                  .<SignIn>map(now -> begun(in, now))
                  .orElseGet(SignIn.Refused::new);
            });
  }

  private SignIn.In begun(Transaction in, KeptAccount account) {
    var begun = sessions.begin(in, account, kit.clock().instant());
    return new SignIn.In(begun.token(), begun.visitor());
  }

  /** What a link that was mailed leads to. */
  public sealed interface Link {
    /**
     * A form for a passphrase.
     *
     * @param first whether there is none yet
     */
    record Choose(Address address, boolean first) implements Link {}

    /** It was used, or there is a passphrase already: sign-in. */
    record SignInInstead() implements Link {}

    /** It is over, or there was never such a link: a new one can be asked for. */
    record Over() implements Link {}
  }

  /**
   * Looks at a link; programs that look at mail may do so, as it changes nothing.
   *
   * @param token what follows {@code /link/}
   */
  public Link look(String token) {
    var now = kit.clock().instant();
    return kit.store().read(in -> look(in, token, now).link());
  }

  private record Looked(Link link, Optional<KeptAccount> account) {}

  private static Looked look(Transaction in, String token, Instant now) {
    var kept = Links.find(in, token, now);
    var account = kept.flatMap(link -> KeptAccount.find(in, link.account()));
    if (account.isEmpty()) {
      return new Looked(new Link.Over(), account);
    }
    boolean first = kept.get().kind() == Links.Kind.FIRST;
    return kept.get().used() || (first && !account.get().isNew())
        ? new Looked(new Link.SignInInstead(), account)
        : new Looked(new Link.Choose(account.get().address(), account.get().isNew()), account);
  }

  /** What comes of choosing a passphrase. */
  public sealed interface Chosen {
    /**
     * It is the one; all other sessions are over, and a lock is too.
     *
     * @param token the cookie's value
     */
    record In(String token, Visitor visitor) implements Chosen {
      @Override
      public String toString() {
        return "In[" + visitor + "]";
      }
    }

    /** It is not taken; the link still leads to the form. */
    record Unfit(Weak why) implements Chosen {}

    /** Too many choose one just now; the link still leads to the form. */
    record Busy(Duration pause) implements Chosen {}

    /** As for {@link Link.SignInInstead}. */
    record SignInInstead() implements Chosen {}

    /** As for {@link Link.Over}. */
    record Over() implements Chosen {}
  }

  /**
   * Sets a passphrase by a link, which is used with it.
   *
   * @param again the passphrase, typed a second time
   * @param language that the page is in, such as {@code de}
   * @throws org.sallyport.encryption.ignition.LockedException while the vault is locked
   */
  public Chosen choose(String token, Secret passphrase, Secret again, String language) {
    kit.vault().needOpen();
    if (!(look(token) instanceof Link.Choose(var address, _))) {
      return instead(look(token));
    }
    var weak = Weak.of(passphrase, again, address);
    if (weak.isPresent()) {
      return new Chosen.Unfit(weak.get());
    }
    // Once it is its turn: of many who follow one link at once, one takes the time of a hash.
    var hash = passwords.hashInTime(passphrase, () -> look(token) instanceof Link.Choose);
    if (hash.isPresent()) {
      return kit.store().write(in -> choose(in, token, hash.get(), language));
    }
    var link = look(token);
    return link instanceof Link.Choose ? new Chosen.Busy(Passwords.PAUSE) : instead(link);
  }

  private static Chosen instead(Link link) {
    return link instanceof Link.SignInInstead ? new Chosen.SignInInstead() : new Chosen.Over();
  }

  private Chosen choose(Transaction in, String token, String hash, String language) {
    var looked = look(in, token, kit.clock().instant());
    if (!(looked.link() instanceof Link.Choose(var address, boolean first))) {
      return instead(looked.link());
    }
    if (!Links.use(in, token)) { // another node was quicker by a moment
      return new Chosen.SignInInstead();
    }
    var id = looked.account().orElseThrow().id();
    setPassphrase(in, id, hash);
    if (Languages.ALL.contains(language)) {
      in.run("UPDATE web_mail_accounts SET language = ? WHERE id = ?", language, id);
    }
    Guesses.forgive(in, address.text());
    kit.audit()
        .record(
            in,
            "web mail",
            first ? "web-mail-account-opened" : "web-mail-passphrase-reset",
            address.text(),
            "by a link that was mailed");
    var begun = sessions.begin(in, KeptAccount.find(in, id).orElseThrow(), kit.clock().instant());
    return new Chosen.In(begun.token(), begun.visitor());
  }

  /** All that let somebody in before does so no more: sessions, and links that were mailed. */
  static void setPassphrase(Transaction in, String account, String hash) {
    in.run(
        "UPDATE web_mail_accounts SET passphrase = ?, credentials = credentials + 1 WHERE id = ?",
        hash,
        account);
    BrowserSessions.endAll(in, account);
    Links.endAll(in, account);
  }

  /**
   * Mails a link to a new passphrase, or to the first one, if the address has an account and none
   * was mailed in the last {@code reset-life}. Returns at once, whatever becomes of it.
   */
  public void askForLink(String typed, InetAddress from) {
    kit.vault().needOpen();
    var address = Address.of(typed);
    var network = Guesses.network(from);
    if (address.isEmpty() || !enter(network)) {
      return;
    }
    later.execute(
        () -> {
          try {
            requests.mail(address.get(), from);
          } catch (StoreException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("web-mail-link-not-mailed");
          } catch (RuntimeException e) { // nobody waits for it
            LOG.error("event=web-mail-link-broken", e);
          } finally {
            room.release();
            leave(network);
          }
        });
  }

  /** The network's place first, so that one network leaves places to the others. */
  private boolean enter(String network) {
    if (asking.merge(network, 1, Integer::sum) <= REQUESTS_OF_NETWORK && room.tryAcquire()) {
      return true;
    }
    leave(network);
    return false;
  }

  private void leave(String network) {
    asking.computeIfPresent(network, (_, count) -> count == 1 ? null : count - 1);
  }

  @Override
  public void close() {
    later.close();
  }
}
