package org.sallyport.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.gateway.audit.AuditEntry.Result;
import org.sallyport.gateway.settings.AuditLogSettings;
import org.sallyport.gateway.settings.AuditLogSettings.Format;

final class LineFormatTest {
  private static AuditEntry entry(String user) {
    return new AuditEntry(
        Instant.parse("2026-11-22T10:00:00.5Z"),
        "vpn",
        "vpn1",
        InetAddress.ofLiteral("10.0.0.1"),
        user,
        "password-code",
        Result.ACCEPT,
        "static password",
        "corp",
        "c_1",
        "first-factor-alone",
        Duration.ofNanos(1_234_567),
        "gO0Q2HPi0piNIhgD");
  }

  @Test
  void text_has_its_fields_in_order() {
    assertThat(LineFormat.TEXT.line(entry("ann")))
        .isEqualTo(
            "2026-11-22T10:00:00.500Z vpn vpn1 10.0.0.1 ann password-code accept"
                + " \"static password\" corp c_1 first-factor-alone 1234 gO0Q2HPi0piNIhgD");
  }

  @Test
  void json_names_them() {
    assertThat(LineFormat.JSON.line(entry("ann")))
        .isEqualTo(
            "{\"time\":\"2026-11-22T10:00:00.500Z\",\"server\":\"vpn\",\"client\":\"vpn1\","
                + "\"address\":\"10.0.0.1\",\"user\":\"ann\",\"mode\":\"password-code\","
                + "\"result\":\"accept\",\"reason\":\"static password\",\"store\":\"corp\","
                + "\"credential\":\"c_1\",\"continuity\":\"first-factor-alone\","
                + "\"duration\":1234,\"id\":\"gO0Q2HPi0piNIhgD\"}");
  }

  @Test
  void a_user_name_cannot_make_another_line_or_field() {
    assertThat(LineFormat.TEXT.line(entry("ann x\n2026 \"é\\")))
        .contains(" \"ann x\\u000a2026 \\\"\\u00e9\\\\\" ");
    assertThat(LineFormat.TEXT.line(entry(""))).contains(" 10.0.0.1 - password-code ");
    assertThat(LineFormat.TEXT.line(entry("-"))).contains(" 10.0.0.1 \"-\" password-code ");
  }

  @Test
  void lines_reach_the_file_and_one_that_was_moved_away_is_opened_anew(@TempDir Path folder)
      throws IOException {
    var file = folder.resolve("audit.log");
    var settings = new AuditLogSettings(Optional.of(file), Format.TEXT);
    var log = new AuditLog();
    log.direct(settings);
    log.write(entry("ann"));
    log.direct(settings);
    var moved = Files.move(file, folder.resolve("audit.log.1"));
    log.direct(settings);
    log.write(entry("bob"));
    log.close();

    assertThat(Files.readString(moved)).contains(" ann ").endsWith("\n");
    assertThat(Files.readString(file)).contains(" bob ").doesNotContain(" ann ");
    assertThat(log.recent()).extracting(AuditEntry::user).containsExactly("bob", "ann");
  }
}
