package org.sallyport.encryption.role;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.encryption.Domain;
import org.sallyport.encryption.ignition.Vault;
import org.sallyport.encryption.settings.EncryptionSettings;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store, the domain over it, and the thread that renews and forgets what is due. */
final class Keeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
  private static final long EVERY_MINUTES = 1;

  private final Store store;
  private final Domain domain;
  private final ScheduledExecutorService tidier =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("encryption-tidier").daemon().factory());

  private final List<Domain.Chore> others = new CopyOnWriteArrayList<>();

  private Keeping(Store store, Domain domain) {
    this.store = store;
    this.domain = domain;
  }

  /**
   * Opens both, and the vault where the settings say with what.
   *
   * @throws StoreException when the store cannot be used
   * @throws IllegalArgumentException with a sentence, when the store's password cannot be read
   */
  static Keeping open(EncryptionSettings settings, InstantSource clock) {
    var password = settings.store().password().map(Keeping::secret);
    Store store;
    try {
      store = Store.open(settings.store(), password, Domain.SCHEMA);
    } finally {
      password.ifPresent(Secret::close);
    }
    var keeping = new Keeping(store, domain(store, settings, clock));
    boolean running = false;
    try {
      settings.ignition().ifPresent(keeping::ignite);
      keeping.tidyFromTimeToTime(settings.auditKept(), settings.logsKept());
      running = true;
      return keeping;
    } finally {
      if (!running) {
        keeping.close();
      }
    }
  }

  private static Domain domain(Store store, EncryptionSettings settings, InstantSource clock) {
    try {
      return Domain.open(store, settings, clock);
    } catch (RuntimeException e) { // told by whoever opens the role
      store.close();
      throw e;
    }
  }

  private static Secret secret(SecretSource source) {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Value(var secret, _) -> secret;
      case Secrets.Found.Missing(var message) -> throw new IllegalArgumentException(message);
    };
  }

  /** What does not open it leaves it locked, where an administrator can still unlock it. */
  private void ignite(SecretSource source) {
    switch (Secrets.read(source)) {
      case Secrets.Found.Missing(var message) -> locked(message);
      case Secrets.Found.Value(var passphrase, _) -> {
        try (passphrase) {
          switch (domain.vault().light(passphrase)) {
            case Vault.Lighting.Lit(boolean first) -> {
              LOG.info("event=ignition first={}", first);
              record("vault-unlocked", first ? "first" : "");
            }
            case Vault.Lighting.Wrong _ -> {
              locked("it opens nothing in this store");
              record("vault-unlock-refused", "wrong passphrase");
            }
            case Vault.Lighting.TooShort _ -> locked("it is shorter than " + Vault.LEAST);
          }
        }
      }
    }
  }

  /** As for somebody who unlocks by hand. */
  private void record(String action, String detail) {
    store.write(
        in -> {
          domain.audit().record(in, "server, at its start", action, "vault", detail);
          return true;
        });
  }

  private static void locked(String why) {
    LOG.warn("event=starts-locked key=encryption.ignition reason=\"{}\"", why);
  }

  private void tidyFromTimeToTime(Duration auditKept, Duration logsKept) {
    tidier.scheduleWithFixedDelay(
        () -> {
          domain.chores(auditKept, logsKept).forEach(Keeping::doOne);
          others.forEach(Keeping::doOne);
        },
        EVERY_MINUTES,
        EVERY_MINUTES,
        TimeUnit.MINUTES);
  }

  /** Something else that is to be done every minute. */
  void also(Domain.Chore chore) {
    others.add(chore);
  }

  /** What throws here would never be done again. */
  static void doOne(Domain.Chore chore) {
    try {
      chore.work().run();
    } catch (RuntimeException e) {
      LOG.atError()
          .addKeyValue("chore", chore.name())
          .addKeyValue("cause", String.valueOf(e.getMessage()))
          .log("chore-failed");
    }
  }

  Domain domain() {
    return domain;
  }

  @Override
  public void close() {
    tidier.shutdownNow();
    domain.close();
    store.close();
  }
}
