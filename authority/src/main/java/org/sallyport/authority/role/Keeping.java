package org.sallyport.authority.role;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sallyport.authority.Domain;
import org.sallyport.authority.Policies;
import org.sallyport.authority.credential.CodePolicy;
import org.sallyport.authority.settings.AuthoritySettings;
import org.sallyport.authority.user.LockOut;
import org.sallyport.config.SecretSource;
import org.sallyport.config.Secrets;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store, the domain over it, and the thread that forgets what need not be kept. */
final class Keeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
  private static final long EVERY_MINUTES = 5;
  private static final Duration ANSWERS_KEPT = Duration.ofHours(1);

  private final Store store;
  private final Domain domain;
  private final ScheduledExecutorService cleaner =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("authority-cleaner").daemon().factory());

  private Keeping(Store store, Domain domain) {
    this.store = store;
    this.domain = domain;
  }

  /**
   * Opens both.
   *
   * @throws StoreException when the store cannot be used, or was sealed with another key
   * @throws IllegalArgumentException with a sentence, when a secret cannot be read or is short
   */
  static Keeping open(AuthoritySettings settings, InstantSource clock) {
    try (var ignition = secret(settings.ignition())) {
      if (ignition.length() < 32) {
        throw new IllegalArgumentException("the key material is shorter than 32 characters");
      }
      var store = store(settings);
      try {
        var keeping = new Keeping(store, Domain.open(store, ignition, policies(settings), clock));
        keeping.cleaner.scheduleWithFixedDelay(
            keeping::clean, EVERY_MINUTES, EVERY_MINUTES, TimeUnit.MINUTES);
        return keeping;
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    }
  }

  private static Store store(AuthoritySettings settings) {
    var password = settings.store().password().map(Keeping::secret);
    try {
      return Store.open(settings.store(), password, Domain.SCHEMA);
    } finally {
      password.ifPresent(Secret::close);
    }
  }

  private static Policies policies(AuthoritySettings settings) {
    var codes = settings.codes();
    return new Policies(
        new LockOut(settings.lockOut().wrongCodes(), settings.lockOut().duration()),
        new CodePolicy(codes.window(), codes.lookAhead(), codes.resyncWindow()),
        ANSWERS_KEPT,
        settings.auditKept());
  }

  private static Secret secret(SecretSource source) {
    return switch (Secrets.read(source)) {
      case Secrets.Found.Value(var secret, Optional<String> _) -> secret;
      case Secrets.Found.Missing(var message) -> throw new IllegalArgumentException(message);
    };
  }

  Domain domain() {
    return domain;
  }

  private void clean() {
    try {
      domain.clean();
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("kind", e.kind())
          .addKeyValue("cause", e.getMessage())
          .log("clean-failed");
    }
  }

  @Override
  public void close() {
    cleaner.shutdownNow();
    domain.close();
    store.close();
  }
}
