package org.sallyport.encryption;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.SecretSource;
import org.sallyport.kernel.Secret;
import org.sallyport.store.Store;
import org.sallyport.store.StoreSettings;
import org.sallyport.testkit.PostgresServer;

/**
 * The kinds of store that a domain runs over: what a test that has them as its parameter says holds
 * for both. A folder stands for one store, whose nodes are all those opened with it.
 */
public enum TestStores {
  SQLITE {
    @Override
    public StoreSettings settings(Path folder) {
      return StoreSettings.file(folder.resolve("encryption.db"));
    }

    @Override
    public Store store(Path folder) {
      copy(folder.resolve("encryption.db"));
      return Store.open(settings(folder), Optional.empty(), Domain.SCHEMA);
    }
  },

  /** A database for each folder, in one server for all tests of this process. */
  POSTGRESQL {
    @Override
    public StoreSettings settings(Path folder) {
      return new StoreSettings(
          Optional.empty(),
          Optional.of(DATABASES.computeIfAbsent(folder, _ -> database())),
          Optional.of(PostgresServer.USER),
          Optional.of(new SecretSource.File(password(folder))),
          CONNECTIONS,
          PATIENCE);
    }

    @Override
    public Store store(Path folder) {
      return connected(settings(folder));
    }
  };

  private static final ConcurrentHashMap<Path, String> DATABASES = new ConcurrentHashMap<>();
  private static final int CONNECTIONS = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String TEMPLATE = "migrated";
  private static @Nullable PostgresServer server;

  /** Where a folder's store is. */
  public abstract StoreSettings settings(Path folder);

  /** Another connection to a folder's store. */
  public abstract Store store(Path folder);

  /** A new domain, lit. */
  public TestDomain open(Path folder) {
    return TestDomain.open(this, folder);
  }

  /** A new domain, not lit. */
  public TestDomain locked(Path folder) {
    return TestDomain.locked(this, folder);
  }

  /**
   * Puts the tables there, where there is no file yet: making them takes longer than most tests.
   */
  private static void copy(Path file) {
    try {
      if (Files.notExists(file)) {
        Files.write(file, Tables.FILE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file of a store that has the tables. */
  private static final class Tables {
    static final byte[] FILE = make();

    private static byte[] make() {
      try {
        var folder = Files.createTempDirectory("encryption-tables");
        var file = folder.resolve("encryption.db");
        Store.open(StoreSettings.file(file), Optional.empty(), Domain.SCHEMA).close();
        var octets = Files.readAllBytes(file);
        try (var files = Files.list(folder)) {
          for (var each : files.toList()) {
            Files.delete(each);
          }
        }
        Files.delete(folder);
        return octets;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Path password(Path folder) {
    try {
      return Files.writeString(folder.resolve("store-password"), PostgresServer.PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Store connected(StoreSettings settings) {
    return Store.open(settings, Optional.of(Secret.ofText(PostgresServer.PASSWORD)), Domain.SCHEMA);
  }

  /** A copy of one that has the tables: making them takes longer than most tests. */
  private static synchronized String database() {
    var here = server;
    if (here == null) {
      here = start();
      server = here;
    }
    var name = "store" + NUMBER.incrementAndGet();
    run(here, "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    return here.url().replaceFirst("/postgres$", "/" + name);
  }

  private static PostgresServer start() {
    try {
      var started = PostgresServer.start();
      Runtime.getRuntime().addShutdownHook(new Thread(started::close, "postgres-end"));
      run(started, "CREATE DATABASE " + TEMPLATE);
      var url = started.url().replaceFirst("/postgres$", "/" + TEMPLATE);
      connected(
              new StoreSettings(
                  Optional.empty(),
                  Optional.of(url),
                  Optional.of(PostgresServer.USER),
                  Optional.empty(),
                  2,
                  PATIENCE))
          .close();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void run(PostgresServer on, String statement) {
    try (var connection =
            DriverManager.getConnection(on.url(), PostgresServer.USER, PostgresServer.PASSWORD);
        var open = connection.createStatement()) {
      open.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
