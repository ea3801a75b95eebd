package org.sallyport.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.sallyport.kernel.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in PostgreSQL, which several processes may share. Connections go to the primary alone;
 * one that finds itself demoted (SQLSTATE 25006) leaves the pool.
 */
final class PostgresStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresStore.class);

  /**
   * Tries of what ends at a unique index. Work that looks first and then inserts sees at its next
   * try what another one has inserted meanwhile; what still collides is a mistake.
   */
  private static final int COLLISIONS = 3;

  private final HikariDataSource pool;
  private final Duration patience;
  private final String where;

  private PostgresStore(HikariDataSource pool, Duration patience, String where) {
    this.pool = pool;
    this.patience = patience;
    this.where = where;
  }

  static PostgresStore open(StoreSettings settings, Optional<Secret> password, Schema schema) {
    var url = settings.url().orElseThrow(() -> new IllegalArgumentException("no path and no url"));
    var where = "PostgreSQL " + url.replaceFirst("[?].*", "").substring("jdbc:".length());
    var pool = new HikariDataSource(pool(url, settings, password));
    try {
      Migrations.run(pool, Dialect.POSTGRES, schema, where);
      return new PostgresStore(pool, settings.patience(), where);
    } catch (RuntimeException failure) {
      pool.close();
      throw failure;
    }
  }

  private static HikariConfig pool(String url, StoreSettings settings, Optional<Secret> password) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    settings.user().ifPresent(config::setUsername);
    password.ifPresent(secret -> config.setPassword(secret.revealText()));
    config.setAutoCommit(false);
    config.setPoolName("store");
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(Math.min(2, settings.connections()));
    config.setConnectionTimeout(Math.max(250, settings.patience().toMillis()));
    config.setValidationTimeout(Math.max(250, Math.min(2000, settings.patience().toMillis())));
    config.setInitializationFailTimeout(-1);
    config.setMaxLifetime(Duration.ofMinutes(10).toMillis());
    config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
    config.setKeepaliveTime(Duration.ofSeconds(30).toMillis());
    config.setExceptionOverride(new Demoted());
    config.addDataSourceProperty("targetServerType", "primary");
    config.addDataSourceProperty("connectTimeout", "2");
    config.addDataSourceProperty("loginTimeout", "4");
    config.addDataSourceProperty("socketTimeout", "10");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("ApplicationName", "sallyport");
    // Details of the server's errors hold values of rows.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    return config;
  }

  @Override
  public <T> T read(Work<T> work) {
    return repeat(work, true);
  }

  @Override
  public <T> T write(Work<T> work) {
    return repeat(work, false);
  }

  @Override
  public void probe() {
    var now = Instant.now();
    write(transaction -> transaction.run(Migrations.PROBE, now));
  }

  private <T> T repeat(Work<T> work, boolean readOnly) {
    long end = System.nanoTime() + patience.toNanos();
    for (int tries = 1; ; tries++) {
      try {
        return once(work, readOnly);
      } catch (SqlFailure failure) {
        var diagnosis = Diagnosis.of(failure.reason());
        boolean hopeless = diagnosis.kind() == StoreException.Kind.FAULT && tries >= COLLISIONS;
        if (!diagnosis.again() || hopeless || System.nanoTime() > end) {
          throw Diagnosis.told(failure.reason(), where);
        }
        pause(tries);
      }
    }
  }

  private <T> T once(Work<T> work, boolean readOnly) {
    try (var connection = pool.getConnection()) {
      connection.setReadOnly(readOnly);
      var transaction = new SessionTransaction(new Session(connection, Dialect.POSTGRES));
      T value;
      try {
        value = work.in(transaction);
      } catch (RuntimeException | Error failure) {
        undo(connection, failure);
        throw failure;
      }
      commit(connection);
      transaction.hooks().forEach(Hooks::run);
      return value;
    } catch (SQLException failure) {
      throw new SqlFailure(failure);
    }
  }

  /** A commit that is not answered may have happened: it is not tried again. */
  private void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException failure) {
      if (Diagnosis.of(failure).kind() == StoreException.Kind.UNREACHABLE) {
        throw Diagnosis.told(failure, where + ", while committing");
      }
      throw failure;
    }
  }

  private static void undo(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException also) {
      failure.addSuppressed(also);
    }
  }

  private static void pause(int tries) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(2, 10 + Math.min(200, 20L * tries)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Kind.BUSY, "interrupted between tries", stopped);
    }
  }

  @Override
  public void close() {
    pool.close();
    LOG.atDebug().addKeyValue("event", "store-closed").log(where);
  }
}
