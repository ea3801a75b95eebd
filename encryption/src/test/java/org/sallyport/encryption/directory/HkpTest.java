package org.sallyport.encryption.directory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.encryption.directory.PublishedKey.Standing.ACTIVE;
import static org.sallyport.encryption.directory.PublishedKey.Standing.REVOKED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.encryption.directory.KeyDirectorySettings.Finding;
import org.sallyport.encryption.directory.KeyDirectorySettings.Submissions;
import org.sallyport.kernel.ByteSize;
import org.sallyport.openpgp.Certificate;
import org.sallyport.openpgp.KeyProfile;

class HkpTest {
  @TempDir Path folder;

  @Test
  void a_key_is_found_by_address_fingerprint_subkey_and_long_id() throws Exception {
    try (var served = Served.standard(folder)) {
      var ada = served.keys.add(ACTIVE, "Ada <ada@example.com>");
      served.keys.add(ACTIVE, "Bob <bob@example.com>");
      var subkey = ada.fingerprints().getLast();
      var searches =
          List.of(
              "ada@example.com",
              "%3CAda@Example.com%3E",
              "0x" + ada.fingerprint(),
              "0x" + ada.fingerprint().hex().toLowerCase(java.util.Locale.ROOT),
              "0x" + ada.fingerprint().keyId(),
              "0x" + subkey,
              subkey.keyId());

      for (var search : searches) {
        var answer = served.get("/pks/lookup?op=get&options=mr&search=" + search);

        assertThat(answer.statusCode()).as(search).isEqualTo(200);
        assertThat(Certificate.read(answer.body()).orThrow()).as(search).isEqualTo(ada);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pgp-keys");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
      }
    }
  }

  @Test
  void lookups_are_counted_by_protocol_and_how_they_ended() throws Exception {
    try (var served = Served.standard(folder)) {
      served.keys.add(ACTIVE, "Ada <ada@example.com>");

      served.get("/pks/lookup?op=get&search=ada@example.com");
      served.get("/pks/lookup?op=get&search=ada@example.com");
      served.get("/vks/v1/by-email/eve@example.com");

      assertThat(served.metrics.text())
          .contains("directory_lookups_total{protocol=\"hkp\",result=\"found\"} 2")
          .contains("directory_lookups_total{protocol=\"vks\",result=\"nothing\"} 1")
          .contains("directory_from_memory_total{protocol=\"hkp\"} 1")
          .contains("directory_lookups_total{protocol=\"wkd\",result=\"found\"} 0");
    }
  }

  @Test
  void keys_of_version_6_are_found() throws Exception {
    try (var served = Served.standard(folder)) {
      var ada = served.keys.add(ACTIVE, KeyProfile.CURVE25519_V6, "Ada <ada@example.com>");

      var answer = served.get("/pks/lookup?op=get&search=0x" + ada.fingerprint());
      var index =
          served.get("/pks/lookup?op=index&options=mr&search=0x" + ada.fingerprint().keyId());

      assertThat(Certificate.read(answer.body()).orThrow()).isEqualTo(ada);
      assertThat(new String(index.body(), UTF_8)).contains("pub:" + ada.fingerprint() + ":27:");
    }
  }

  @Test
  void what_names_no_key_is_refused_and_what_is_unknown_is_not_found() throws Exception {
    try (var served = Served.standard(folder)) {
      var ada = served.keys.add(ACTIVE, "Ada <ada@example.com>");
      var shortId = ada.fingerprint().keyId().substring(8);

      assertThat(status(served, "op=get&search=0x" + shortId)).isEqualTo(400);
      assertThat(status(served, "op=get&search=0xnonsense")).isEqualTo(400);
      assertThat(status(served, "op=get")).isEqualTo(400);
      assertThat(status(served, "op=get&search=eve@example.com")).isEqualTo(404);
      assertThat(status(served, "op=index&search=example.com")).isEqualTo(404);
      assertThat(status(served, "op=stats&search=ada@example.com")).isEqualTo(501);
      assertThat(status(served, "search=ada@example.com")).isEqualTo(501);
    }
  }

  private static int status(Served served, String query) throws Exception {
    return served.get("/pks/lookup?" + query).statusCode();
  }

  @Test
  void an_index_lists_keys_for_programs_and_for_people() throws Exception {
    try (var served = Served.standard(folder)) {
      var ada = served.keys.add(ACTIVE, "Ada: 100% Jürgen <ada@example.com>");
      served.keys.add(REVOKED, "Ada <ada@example.com>");

      var programs = text(served, "/pks/lookup?op=vindex&options=mr&search=ada@example.com");
      var people = text(served, "/pks/lookup?op=index&search=ada@example.com");

      assertThat(programs.lines().toList())
          .startsWith(
              "info:1:2",
              "pub:" + ada.fingerprint() + ":22:256:" + KeysInMemory.MADE.getEpochSecond() + "::",
              "uid:Ada%3A 100%25 J%C3%BCrgen <ada@example.com>:::")
          .anySatisfy(line -> assertThat(line).startsWith("pub:").endsWith(":r"));
      assertThat(people).contains(ada.fingerprint().hex(), "made on 2026-11-01", "revoked");
    }
  }

  private static String text(Served served, String path) throws Exception {
    return new String(served.get(path).body(), UTF_8);
  }

  @Test
  void people_can_be_listed_only_where_the_settings_say_so() throws Exception {
    try (var served = new Served(folder, settings(Finding.TEXT, 0))) {
      var ada = served.keys.add(ACTIVE, "Ada Lovelace <ada@example.com>");

      assertThat(text(served, "/pks/lookup?op=index&options=mr&search=Lovelace"))
          .contains(ada.fingerprint().hex());
      assertThat(status(served, "op=index&exact=on&search=Lovelace")).isEqualTo(404);
      assertThat(status(served, "op=get&search=Lovelace")).isEqualTo(404);
    }
  }

  @Test
  void a_part_of_a_name_has_three_characters() throws Exception {
    try (var served = new Served(folder, settings(Finding.TEXT, 0))) {
      served.keys.add(ACTIVE, "Ada Lovelace <ada@example.com>");

      assertThat(status(served, "op=index&search=Lo")).isEqualTo(400);
      assertThat(status(served, "op=index&search=Lov")).isEqualTo(200);
    }
  }

  @Test
  void texts_are_searched_for_one_at_a_time() throws Exception {
    try (var served = new Served(folder, settings(Finding.TEXT, 0));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      served.keys.add(ACTIVE, "Ada Lovelace <ada@example.com>");
      var going = new CountDownLatch(1);
      var goOn = new CountDownLatch(1);
      served.keys.searching =
          () -> {
            going.countDown();
            await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(goOn.getCount()).isZero());
          };
      var first = threads.submit(() -> status(served, "op=index&search=Lovelace"));
      assertThat(going.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(status(served, "op=index&search=love")).isEqualTo(429);
      assertThat(status(served, "op=index&search=ada@example.com")).isEqualTo(200);
      goOn.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      assertThat(status(served, "op=index&search=love")).as("429 was not kept").isEqualTo(200);
    }
  }

  private static KeyDirectorySettings settings(Finding finding, int perMinute) {
    return new KeyDirectorySettings(
        true,
        finding,
        Submissions.OFF,
        perMinute,
        20,
        ByteSize.ofKibibytes(1024),
        Duration.ofMinutes(1));
  }

  @Test
  void an_answer_is_kept_until_something_is_published() throws Exception {
    try (var served = Served.standard(folder)) {
      served.keys.add(ACTIVE, "Ada <ada@example.com>");
      var path = "/pks/lookup?op=get&search=ada@example.com";

      var first = served.get(path);
      var tag = first.headers().firstValue("ETag").orElseThrow();
      assertThat(served.get(path, "If-None-Match", tag).statusCode()).isEqualTo(304);
      assertThat(served.keys.asked).hasValue(1);
      served.keys.add(ACTIVE, "Ada <ada@example.com>");
      var second = served.get(path, "If-None-Match", tag);

      assertThat(second.statusCode()).isEqualTo(200);
      assertThat(Certificate.readAll(second.body()).orThrow()).hasSize(2);
      assertThat(second.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
    }
  }

  @Test
  void whoever_asks_too_much_is_told_to_wait() throws Exception {
    try (var served = new Served(folder, settings(Finding.EXACT, 6))) {
      var path = "/pks/lookup?op=get&search=ada@example.com";

      assertThat(served.get(path).statusCode()).isEqualTo(404);
      var second = served.get(path);

      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After")).hasValue("60");
    }
  }

  @Test
  void a_directory_that_is_off_serves_nothing() throws Exception {
    var off =
        new KeyDirectorySettings(
            false,
            Finding.EXACT,
            Submissions.OFF,
            0,
            20,
            ByteSize.ofKibibytes(1024),
            Duration.ZERO);
    try (var served = new Served(folder, off)) {
      assertThat(status(served, "op=get&search=ada@example.com")).isEqualTo(404);
      assertThat(served.keys.asked).hasValue(0);
    }
  }
}
