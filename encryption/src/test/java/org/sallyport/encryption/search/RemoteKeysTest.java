package org.sallyport.encryption.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.encryption.TestDomain;
import org.sallyport.encryption.TestStores;
import org.sallyport.encryption.consumer.Address;
import org.sallyport.encryption.consumer.WebKeyHash;
import org.sallyport.openpgp.AlgorithmPolicy;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.Key;
import org.sallyport.openpgp.KeyProfile;
import org.sallyport.openpgp.KeyRequest;
import org.sallyport.openpgp.Revocation;

@ParameterizedClass
@EnumSource
class RemoteKeysTest {
  private static final Address EVE = Address.of("eve@elsewhere.test").orElseThrow();
  private static final String WKD =
      "/.well-known/openpgpkey/elsewhere.test/hu/" + WebKeyHash.of("eve") + "?l=eve";

  @Parameter private TestStores stores = TestStores.SQLITE;
  @TempDir Path folder;
  private TestDomain domain;
  private Elsewhere elsewhere;

  @BeforeEach
  void open() throws IOException {
    domain = stores.open(folder);
    elsewhere = new Elsewhere();
  }

  @AfterEach
  void close() throws IOException {
    elsewhere.close();
    domain.close();
  }

  private static RemoteKeysSettings settings(String... sources) {
    return new RemoteKeysSettings(
        List.of(sources),
        Duration.ofSeconds(20),
        Duration.ofSeconds(10),
        Duration.ofDays(1),
        Duration.ofMinutes(15),
        Duration.ofDays(7),
        Duration.ofMinutes(1),
        Optional.empty(),
        false);
  }

  private RemoteKeys search(String... sources) {
    return new RemoteKeys(
        domain.store,
        settings(sources),
        () -> domain.domain.organisation().certificates(),
        domain.clock,
        elsewhere,
        () -> {});
  }

  private Key key(String... userIds) {
    return Key.generate(
        new KeyRequest(
            KeyProfile.CURVE25519_V4,
            List.of(userIds),
            Optional.of(Duration.ofDays(30)),
            domain.clock.instant().minusSeconds(60)));
  }

  @Test
  void a_key_is_found_in_the_web_key_directory_of_its_domain() {
    var eve = key("Eve <eve@elsewhere.test>", "Eve <eve@home.test>");
    elsewhere.with("openpgpkey.elsewhere.test", WKD, eve.certificate().bytes());

    var found = search("wkd").find(EVE);

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().certificate().userIds())
        .containsExactly("Eve <eve@elsewhere.test>");
    assertThat(found.getFirst().source()).isEqualTo("wkd");
    assertThat(elsewhere.asked).containsExactly("openpgpkey.elsewhere.test:443");
  }

  @Test
  void the_direct_way_is_for_domains_without_the_advanced_one() {
    var eve = key("eve@elsewhere.test");
    var direct = "/.well-known/openpgpkey/hu/" + WebKeyHash.of("eve");
    elsewhere.with("elsewhere.test", direct, eve.certificate().bytes());
    assertThat(search("wkd").find(EVE)).hasSize(1);

    elsewhere.host("openpgpkey.elsewhere.test");
    domain.clock.advance(Duration.ofDays(2));
    assertThat(search("wkd").find(EVE)).isEmpty();
  }

  @Test
  void sources_are_asked_in_order_until_one_has_a_key() {
    var eve = key("eve@elsewhere.test").certificate().armored().getBytes(US_ASCII);
    elsewhere
        .with("one.test", "/pks/lookup?op=get&", key("somebody@else.test").certificate().bytes())
        .with("two.test", "/vks/v1/by-email/eve%40elsewhere.test", eve)
        .with("three.test", "/pks/lookup", eve);

    var found = search("wkd", "hkps://one.test", "vks://two.test", "hkps://three.test").find(EVE);

    assertThat(found.getFirst().source()).isEqualTo("vks");
    assertThat(elsewhere.asked)
        .containsExactly(
            "openpgpkey.elsewhere.test:443", "elsewhere.test:443", "one.test:443", "two.test:443");
  }

  @Test
  void what_was_found_is_remembered_for_its_time_and_so_is_that_nothing_was() {
    var eve = key("eve@elsewhere.test");
    var search = search("hkps://one.test");
    elsewhere.host("one.test");
    assertThat(search.find(EVE)).isEmpty();
    elsewhere.with("one.test", "/pks/lookup", eve.certificate().bytes());

    assertThat(search.find(EVE)).as("remembered").isEmpty();
    domain.clock.advance(Duration.ofMinutes(16));
    assertThat(search.find(EVE)).hasSize(1);
    domain.clock.advance(Duration.ofHours(23));
    assertThat(search.find(EVE)).hasSize(1);
    assertThat(elsewhere.asked).hasSize(2);
    domain.clock.advance(Duration.ofHours(2));
    assertThat(search.find(EVE)).hasSize(1);

    assertThat(elsewhere.asked).hasSize(3);
    search.tidy();
  }

  @Test
  void keys_that_may_not_be_used_are_not_found() {
    var revoked =
        key("eve@elsewhere.test")
            .revoked(
                new Revocation(Revocation.Reason.COMPROMISED),
                domain.clock.instant(),
                AlgorithmPolicy.standard())
            .orThrow();
    var others = key("mallory@elsewhere.test");
    var all = new java.io.ByteArrayOutputStream();
    all.writeBytes(revoked.certificate().bytes());
    all.writeBytes(others.certificate().bytes());
    elsewhere.with("one.test", "/pks/lookup", all.toByteArray());

    assertThat(search("hkps://one.test").find(EVE)).isEmpty();
  }

  @Test
  void a_user_id_that_the_key_does_not_vouch_for_is_not_believed() {
    var mallory = key("mallory@elsewhere.test").certificate().bytes();
    var eve = "eve@elsewhere.test".getBytes(UTF_8);
    var forged = new java.io.ByteArrayOutputStream();
    forged.writeBytes(mallory);
    forged.write(0xcd); // a user id packet (RFC 9580 section 5.11) that nothing signs
    forged.write(eve.length);
    forged.writeBytes(eve);
    elsewhere.with("one.test", "/pks/lookup", forged.toByteArray());

    assertThat(search("hkps://one.test").find(EVE)).isEmpty();
  }

  @Test
  void a_source_that_does_not_answer_is_left_alone_and_nothing_is_concluded() {
    elsewhere.raw("one.test", "/", "HTTP/1.1 500 Oh\r\n\r\n".getBytes(ISO_8859_1));
    var search = search("hkps://one.test");

    for (int i = 0; i < 5; i++) {
      assertThat(search.find(EVE)).isEmpty();
    }
    assertThat(elsewhere.asked).as("three failures").hasSize(3);
    domain.clock.advance(Duration.ofMinutes(2));
    assertThat(search.find(EVE)).isEmpty();

    assertThat(elsewhere.asked).as("asked again").hasSize(4);
  }

  private long remembered() {
    return domain.store.read(
        in ->
            in.first("SELECT COUNT(*) AS n FROM remote_searches", row -> row.number("n"))
                .orElseThrow());
  }

  @Test
  void keys_are_used_beyond_their_time_while_nobody_answers_and_are_marked() {
    var eve = key("Eve <eve@elsewhere.test>");
    elsewhere.with("openpgpkey.elsewhere.test", WKD, eve.certificate().bytes());
    var search = search("wkd");
    assertThat(search.find(EVE)).extracting(RemoteKey::stale).containsExactly(false);
    elsewhere.raw(
        "openpgpkey.elsewhere.test",
        WKD,
        "HTTP/1.1 500 Away\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));

    domain.clock.advance(Duration.ofDays(2));
    search.tidy();
    assertThat(search.find(EVE)).extracting(RemoteKey::stale).containsExactly(true);
    domain.clock.advance(Duration.ofDays(7));
    assertThat(search.find(EVE)).isEmpty();

    assertThat(search.metrics())
        .contains("searches_total{result=\"found\"} 1", "searches_total{result=\"stale\"} 1")
        .contains("asked_total{source=\"wkd\",result=\"failed\"} 2", "left_alone 0");
  }

  @Test
  void who_has_no_key_any_longer_is_believed() {
    var eve = key("Eve <eve@elsewhere.test>");
    elsewhere.with("openpgpkey.elsewhere.test", WKD, eve.certificate().bytes());
    var search = search("wkd");
    assertThat(search.find(EVE)).hasSize(1);
    elsewhere.raw(
        "openpgpkey.elsewhere.test",
        WKD,
        "HTTP/1.1 404 Gone\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));

    domain.clock.advance(Duration.ofDays(2));
    assertThat(search.find(EVE)).isEmpty();
  }

  @Test
  void what_was_nobodys_fault_but_the_files_is_told_by_its_name() throws IOException {
    var empty = Files.writeString(folder.resolve("trust.pem"), "");
    assertThat(RemoteKeys.problem(settings("wkd"))).isEmpty();
    for (var file : List.of(empty, folder.resolve("none.pem"))) {
      var wrong =
          new RemoteKeysSettings(
              List.of("wkd"),
              Duration.ofSeconds(20),
              Duration.ofSeconds(10),
              Duration.ofDays(1),
              Duration.ofMinutes(15),
              Duration.ofDays(7),
              Duration.ofMinutes(1),
              Optional.of(file),
              false);
      assertThat(RemoteKeys.problem(wrong).orElseThrow())
          .startsWith("remote-keys.trust: ")
          .contains(file.getFileName().toString());
    }
  }

  @Test
  void what_nobody_was_asked_for_is_not_remembered() {
    var inside = Address.of("eve@10.0.0.1").orElseThrow();

    assertThat(search("wkd", "ldaps").find(inside)).isEmpty();

    assertThat(elsewhere.asked).isEmpty();
    assertThat(remembered()).isZero();
  }

  @Test
  void tidying_ends_when_no_more_is_remembered_than_may_be() {
    var now = domain.clock.instant();
    domain.store.<Integer>write(
        in -> {
          for (int i = 0; i < 2105; i++) {
            in.run(
                "INSERT INTO remote_searches (address, searched, expires) VALUES (?,?,?)",
                i + "@elsewhere.test",
                now,
                now.plusSeconds(60 + i));
          }
          return 0;
        });
    var cache =
        new RemoteCache(domain.store, 5, Duration.ofDays(1), Duration.ofDays(1), Duration.ZERO);

    cache.tidy(now);

    assertThat(remembered()).isEqualTo(5);
    assertThat(cache.find(new Address("2104@elsewhere.test"), now)).isPresent();
  }

  @Test
  void a_search_that_breaks_is_over_for_whoever_asks_next() {
    var broken =
        new RemoteKeys(
            domain.store,
            settings("hkps://one.test"),
            List::of,
            domain.clock,
            (_, _) -> {
              elsewhere.asked.add("broken");
              throw new StackOverflowError("test");
            },
            () -> {});

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> broken.find(EVE)).hasRootCauseInstanceOf(StackOverflowError.class);
    }
    assertThat(elsewhere.asked).hasSize(2);
  }

  @Test
  void many_who_ask_at_once_cause_one_search() throws Exception {
    elsewhere.with("one.test", "/pks/lookup", key("eve@elsewhere.test").certificate().bytes());
    var search = search("hkps://one.test");
    var asking = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 20; i++) {
      asking.add(() -> search.find(EVE).size());
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(asking)) {
        assertThat(answer.get()).isEqualTo(1);
      }
    }

    // One who looked before the search was over may begin another after it.
    assertThat(elsewhere.asked.size()).isLessThan(20);
  }

  @Test
  void the_organisation_can_have_vouched_for_somebody_elsewhere() {
    var eve = key("eve@elsewhere.test").certificate();
    var vouched =
        domain
            .domain
            .organisation()
            .certify(eve, List.of("eve@elsewhere.test"), Optional.empty())
            .orThrow();
    elsewhere.with("one.test", "/pks/lookup", vouched.bytes());

    Certificate found = search("hkps://one.test").find(EVE).getFirst().certificate();

    assertThat(domain.domain.organisation().certified(found)).containsExactly("eve@elsewhere.test");
  }
}
