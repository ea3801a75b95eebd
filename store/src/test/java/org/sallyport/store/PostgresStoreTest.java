package org.sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sallyport.kernel.Secret;
import org.sallyport.store.StoreException.Kind;
import org.sallyport.testkit.FreePorts;
import org.sallyport.testkit.PostgresServer;

/** The contract over a real PostgreSQL, where there is one; each test has a schema of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
// Its tests in turn; @Execution(SAME_THREAD) would put all such classes into one thread.
@ResourceLock("PostgresStoreTest")
class PostgresStoreTest implements StoreContract {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private PostgresServer server;
  private Store store;
  private String url;

  @BeforeAll
  void start() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    var schema = "test" + SCHEMAS.incrementAndGet();
    try (var connection =
            DriverManager.getConnection(
                server.url(), PostgresServer.USER, PostgresServer.PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
    }
    url = server.url() + "?currentSchema=" + schema;
    store = open(url, PostgresServer.PASSWORD);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Store open(String url, String password) {
    return open(url, password, 8);
  }

  private static Store open(String url, String password, int connections) {
    var settings =
        new StoreSettings(
            Optional.empty(),
            Optional.of(url),
            Optional.of(PostgresServer.USER),
            Optional.empty(),
            connections,
            Duration.ofSeconds(3));
    return Store.open(settings, Optional.of(Secret.ofText(password)), SCHEMA);
  }

  @Override
  public Store store() {
    return store;
  }

  @Test
  void a_wrong_password_is_told_without_it() {
    assertThatThrownBy(() -> open(url, "battery staple"))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PERMISSION))
        .hasMessageContaining("127.0.0.1")
        .hasMessageNotContaining("battery");
  }

  @Test
  void a_pool_whose_connections_are_all_in_use_is_busy() throws Exception {
    var inUse = new CountDownLatch(2);
    var enough = new CountDownLatch(1);
    try (var small = open(url, PostgresServer.PASSWORD, 2);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2; i++) {
        threads.execute(
            () ->
                small.read(
                    in -> {
                      inUse.countDown();
                      return waited(enough);
                    }));
      }
      assertThat(inUse.await(30, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(small::probe)
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY));
      enough.countDown();
    }
  }

  private static boolean waited(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void nobody_there_is_told_with_the_address() {
    int port = FreePorts.take();
    var nowhere = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    assertThatThrownBy(() -> open(nowhere, PostgresServer.PASSWORD))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
        .hasMessageContaining("127.0.0.1:" + port);
  }

  @Test
  void a_server_that_becomes_read_only_is_told_and_used_again_when_it_is_primary()
      throws Exception {
    store.probe();
    readOnly("on");
    try {
      // The server tells its sessions of the change when it gets to it.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThatThrownBy(store::probe)
                      .isInstanceOfSatisfying(
                          StoreException.class,
                          e -> assertThat(e.kind()).isIn(Kind.READ_ONLY, Kind.UNREACHABLE)));
    } finally {
      readOnly("off");
    }
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(store::probe);
  }

  private void readOnly(String onOrOff) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                server.url(), PostgresServer.USER, PostgresServer.PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute("SET default_transaction_read_only = off");
      statement.execute("ALTER SYSTEM SET default_transaction_read_only = " + onOrOff);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @Test
  void a_server_that_dies_is_unreachable_and_used_again_when_it_is_back() throws Exception {
    server.kill();
    assertThatThrownBy(store::probe)
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
    server.restart();
    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(store::probe);
  }
}
