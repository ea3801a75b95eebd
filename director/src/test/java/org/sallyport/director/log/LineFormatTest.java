package org.sallyport.director.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.settings.AccessField;
import org.sallyport.director.settings.AccessLogSettings;
import org.sallyport.director.settings.AccessLogSettings.Format;

class LineFormatTest {
  private static AccessEntry entry() {
    var path = "/keys/42?secret=1".getBytes(StandardCharsets.US_ASCII);
    var entry =
        new AccessEntry()
            .service("keys.example.com")
            .client(InetAddress.ofLiteral("192.0.2.7"), 50_123)
            .member("keys1", "its session is there")
            .serverName("keys.example.com")
            .method("GET")
            .path(path, 0, path.length)
            .status(200)
            .bytes(312, 10_485)
            .duration(1_234_567)
            .outcome(AccessEntry.Outcome.OK);
    entry.endedMillis = Instant.parse("2026-11-22T07:58:00.009Z").toEpochMilli();
    return entry;
  }

  private static String line(AccessEntry entry, Format format, AccessField... fields) {
    var settings = new AccessLogSettings(Optional.empty(), format, List.of(fields));
    var line = new LineBuffer(16);
    LineFormat.of(settings).write(entry, line);
    return text(line);
  }

  private static String text(LineBuffer line) {
    var bytes = ByteBuffer.allocate(line.length());
    line.drainTo(bytes);
    return new String(bytes.array(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_line_of_text_has_every_field_in_order() {
    assertThat(line(entry(), Format.TEXT))
        .isEqualTo(
            "2026-11-22T07:58:00.009Z keys.example.com 192.0.2.7:50123 keys1"
                + " \"its session is there\" keys.example.com GET /keys/42 200 312 10485 1234 ok"
                + " -\n");
  }

  @Test
  void a_line_of_json_has_every_field_in_order() {
    assertThat(line(entry(), Format.JSON))
        .isEqualTo(
            "{\"time\":\"2026-11-22T07:58:00.009Z\",\"service\":\"keys.example.com\","
                + "\"client\":\"192.0.2.7:50123\",\"member\":\"keys1\","
                + "\"reason\":\"its session is there\",\"server-name\":\"keys.example.com\","
                + "\"method\":\"GET\",\"path\":\"/keys/42\",\"status\":200,\"bytes-in\":312,"
                + "\"bytes-out\":10485,\"duration\":1234,\"outcome\":\"ok\",\"rule\":null}\n");
  }

  @Test
  void the_fields_and_their_order_can_be_chosen() {
    assertThat(line(entry(), Format.TEXT, AccessField.STATUS, AccessField.MEMBER))
        .isEqualTo("200 keys1\n");
    assertThat(line(entry(), Format.JSON, AccessField.STATUS, AccessField.MEMBER))
        .isEqualTo("{\"status\":200,\"member\":\"keys1\"}\n");
  }

  @Test
  void what_is_absent_is_a_dash_or_null() {
    var nothing = new AccessEntry().outcome(AccessEntry.Outcome.REFUSED);
    assertThat(line(nothing, Format.TEXT))
        .isEqualTo("1970-01-01T00:00:00.000Z - - - - - - - - 0 0 0 refused -\n");
    assertThat(line(nothing, Format.JSON, AccessField.CLIENT, AccessField.PATH, AccessField.STATUS))
        .isEqualTo("{\"client\":null,\"path\":null,\"status\":null}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | plain | \"plain\"",
        "two words | \"two words\" | \"two words\"",
        "a\"b\\c | \"a\\\"b\\\\c\" | \"a\\\"b\\\\c\"",
        "- | \"-\" | \"-\"",
        "`` | \"\" | \"\"",
      })
  void a_string_that_is_not_a_plain_word_is_quoted(String value, String text, String json) {
    var entry = new AccessEntry().rule(value);
    assertThat(line(entry, Format.TEXT, AccessField.RULE)).isEqualTo(text + "\n");
    assertThat(line(entry, Format.JSON, AccessField.RULE)).isEqualTo("{\"rule\":" + json + "}\n");
  }

  @Test
  void a_line_cannot_be_forged() {
    var entry = new AccessEntry().serverName("a\r\n2026 forged\u001b[2J\u0000\u007f\u00e9\u2028");
    assertThat(line(entry, Format.TEXT, AccessField.SERVER_NAME))
        .isEqualTo("\"a\\x0d\\x0a2026 forged\\x1b[2J\\x00\\x7f\\xc3\\xa9\\xe2\\x80\\xa8\"\n");
    assertThat(line(entry, Format.JSON, AccessField.SERVER_NAME))
        .isEqualTo(
            "{\"server-name\":\"a\\u000d\\u000a2026"
                + " forged\\u001b[2J\\u0000\\u007f\\u00e9\\u2028\"}\n");
  }

  @Test
  void the_bytes_of_a_path_are_shown_as_they_came() {
    var path = "/a b\"\u00ff\u0001".getBytes(StandardCharsets.ISO_8859_1);
    var entry = new AccessEntry().path(path, 0, path.length);
    assertThat(line(entry, Format.TEXT, AccessField.PATH)).isEqualTo("\"/a b\\\"\\xff\\x01\"\n");
    assertThat(line(entry, Format.JSON, AccessField.PATH))
        .isEqualTo("{\"path\":\"/a b\\\"\\u00ff\\u0001\"}\n");
  }

  @Test
  void a_path_is_cut_to_a_kilobyte_and_before_its_query() {
    var path = ("/" + "x".repeat(5000) + "?q").getBytes(StandardCharsets.US_ASCII);
    var entry = new AccessEntry().path(path, 0, path.length);
    assertThat(line(entry, Format.TEXT, AccessField.PATH)).hasSize(1024 + 1);
    assertThat(line(entry.path(path, 4990, 13), Format.TEXT, AccessField.PATH))
        .isEqualTo("x".repeat(11) + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1:443",
    "0.0.0.0, 0.0.0.0:443",
    "255.255.255.255, 255.255.255.255:443",
    "::, [::]:443",
    "::1, [::1]:443",
    "2001:db8::1, [2001:db8::1]:443",
    "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:443",
    "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:443",
    "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:443",
    "fe80::, [fe80::]:443",
    "0:0:1::, [0:0:1::]:443",
    "a:bc:def:1234:5:6:7:8, [a:bc:def:1234:5:6:7:8]:443",
  })
  void addresses_are_written_as_rfc_5952_says(String address, String written) {
    var line = new LineBuffer(8).endpoint(InetAddress.ofLiteral(address), 443);
    assertThat(text(line)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00.000Z",
        "1999-12-31T23:59:59.999Z",
        "2000-02-29T12:00:00.001Z",
        "2024-02-29T00:00:00.010Z",
        "2024-03-01T00:00:00.100Z",
        "2100-02-28T23:59:59.999Z",
        "2100-03-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z"
      })
  void times_are_written_as_rfc_3339_says(String time) {
    var line = new LineBuffer(8).time(Instant.parse(time).toEpochMilli());
    assertThat(text(line)).isEqualTo(time);
  }

  @Test
  void every_day_of_two_centuries_is_written_right() {
    var form = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    for (long day = 0; day < 200 * 366; day++) {
      var at = Instant.ofEpochMilli(day * 86_400_000 + day * 1_171 % 86_400_000);
      assertThat(text(new LineBuffer(24).time(at.toEpochMilli())))
          .isEqualTo(form.format(at.atOffset(ZoneOffset.UTC)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 99, 100, 1_000_000_007, Long.MAX_VALUE})
  void numbers_are_written_in_decimal(long number) {
    assertThat(text(new LineBuffer(1).decimal(number))).isEqualTo(Long.toString(number));
  }
}
