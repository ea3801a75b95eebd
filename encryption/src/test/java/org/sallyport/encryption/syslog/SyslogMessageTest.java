package org.sallyport.encryption.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sallyport.encryption.audit.AuditEntry;
import org.sallyport.encryption.log.LogLevel;
import org.sallyport.encryption.log.LogLine;
import org.sallyport.encryption.log.LoggedLine;

class SyslogMessageTest {
  private static final Instant AT = Instant.parse("2026-11-22T08:00:00.120456Z");
  private static final Messages MESSAGES = new Messages("keys1", SyslogSettings.Facility.LOCAL0);

  private static LoggedLine line(String text, Map<String, String> fields) {
    return new LoggedLine(
        513,
        "c_one",
        "u_ada",
        "ada@example.com",
        AT,
        new LogLine(
            AT,
            LogLevel.WARN,
            "policy-late",
            text.isEmpty() ? Optional.empty() : Optional.of(text),
            fields));
  }

  private static final String HEAD =
      "<132>1 2026-11-22T08:00:00.120Z keys1 sallyport - policy-late [line@32473"
          + " position=\"513\" client=\"c_one\" consumer=\"u_ada\" address=\"ada@example.com\"]";

  private static String text(SyslogMessage message) {
    return new String(message.bytes(), UTF_8);
  }

  @Test
  void a_line_of_a_client_byte_for_byte() {
    assertThat(text(MESSAGES.of(line("three days old", Map.of("server", "keys.example.com")))))
        .isEqualTo(HEAD + "[fields@32473 server=\"keys.example.com\"] three days old");
  }

  @Test
  void an_entry_of_the_audit_trail_byte_for_byte() {
    var entry =
        new AuditEntry(7, AT, "administrator ada", "key-recovered", "bob@example.com", "by ADK");

    assertThat(text(MESSAGES.of(entry)))
        .isEqualTo(
            "<109>1 2026-11-22T08:00:00.120Z keys1 sallyport - key-recovered [audit@32473"
                + " sequence=\"7\" actor=\"administrator ada\" subject=\"bob@example.com\"] by"
                + " ADK");
  }

  @Test
  void without_text_nothing_follows_the_data() {
    assertThat(text(MESSAGES.of(line("", Map.of())))).isEqualTo(HEAD);
  }

  @Test
  void what_would_end_a_value_is_escaped_and_names_are_made_fit() {
    assertThat(text(MESSAGES.of(line("x", Map.of("a=\"]b", "\"]\\\n", "größe", "ü")))))
        .isEqualTo(HEAD + "[fields@32473 a___b=\"\\\"\\]\\\\ \" gr__e=\"ü\"] x");
  }

  @Test
  void text_beyond_ascii_has_the_mark_of_utf_8() {
    assertThat(text(MESSAGES.of(line("Schlüssel", Map.of())))).isEqualTo(HEAD + " \uFEFFSchlüssel");
  }

  @Test
  void no_line_end_gets_through() {
    assertThat(text(MESSAGES.of(line("one\r\n<0>1 two", Map.of()))))
        .isEqualTo(HEAD + " one  <0>1 two");
  }

  @Test
  void a_frame_counts_octets_and_not_characters() {
    var message = MESSAGES.of(line("Schlüssel", Map.of()));

    assertThat(new String(message.frame(), UTF_8))
        .isEqualTo((HEAD.length() + 1 + 3 + 10) + " " + text(message));
  }

  @Test
  void what_is_too_long_is_cut_between_characters() {
    var long1 = MESSAGES.of(line("ü".repeat(4000), Map.of("a", "b".repeat(500)))).bytes();
    var text = new String(long1, UTF_8);

    assertThat(long1.length).isBetween(SyslogMessage.LARGEST - 1, SyslogMessage.LARGEST);
    assertThat(text).endsWith("ü").startsWith(HEAD + "[fields@32473 a=\"b");
  }

  @Test
  void fields_that_do_not_fit_are_left_out() {
    var fields = new java.util.HashMap<String, String>();
    for (int i = 0; i < 20; i++) {
      fields.put("field" + i, "€".repeat(500));
    }

    assertThat(text(MESSAGES.of(line("kept", fields)))).isEqualTo(HEAD + " kept");
  }

  @Test
  void nothing_at_all_is_a_hyphen() {
    var bare = new SyslogMessage(16, 6, AT, "", "", List.of(), "");

    assertThat(text(bare)).isEqualTo("<134>1 2026-11-22T08:00:00.120Z - sallyport - - -");
  }
}
