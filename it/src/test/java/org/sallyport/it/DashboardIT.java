package org.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.sallyport.it.Command.curl;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.BeginsFirst;
import org.sallyport.testkit.FreePorts;

/** The dashboard of a running node in Chromium: wide and narrow, with scripts and without. */
@BeginsFirst
final class DashboardIT {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir private Path folder;

  private NodeProcess node(Nginx a, Nginx b) throws Exception {
    var node =
        NodeProcess.start(
            folder,
            """
            services:
              web: { listen: 127.0.0.1:%d, protocol: http, pool: encryption }
            pools:
              encryption:
                kind: stateful
                members: { %s, %s }
            """
                .formatted(FreePorts.take(), a.member(), b.member()));
    node.awaitOutput("member-up", 2);
    return node;
  }

  @ParameterizedTest
  @ValueSource(ints = {1440, 390})
  void every_page_fits_the_window_and_the_overview_shows_members_and_their_states(int width)
      throws Exception {
    try (var a = Nginx.start(folder, "alpha");
        var b = Nginx.start(folder, "beta");
        var node = node(a, b);
        var browser = Browser.start(folder, width, true)) {
      b.kill();
      node.awaitOutput("member-down", 1);
      browser.open(node.dashboard());
      assertThat(browser.find("#pool-encryption").getText())
          .contains("alpha", "Up", "beta", "Down", "takes new sessions");
      for (var page : browser.pages()) {
        browser.open(page);
        assertThat(browser.find("h1").getText()).isNotBlank();
        assertThat(browser.overflow()).as("overflow of %s at %d", page, width).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1440, true", "390, true", "1440, false"})
  void an_administrator_signs_in_with_the_token_and_drains_a_member(int width, boolean scripts)
      throws Exception {
    try (var a = Nginx.start(folder, "alpha");
        var b = Nginx.start(folder, "beta");
        var node = node(a, b);
        var browser = Browser.start(folder, width, scripts)) {
      browser.open(node.dashboard() + "sign-in");
      browser.find("#token").sendKeys("not the token at all");
      browser.find("form.narrow button").click();
      assertThat(browser.find("#refused").getText()).isNotBlank();
      browser.find("#token").sendKeys(node.token());
      browser.find("form.narrow button").click();
      browser.find("#drain-encryption-alpha").click();
      assertThat(browser.find("#resume-encryption-alpha").getText()).isEqualTo("Resume");
      assertThat(browser.find("#pool-encryption").getText()).contains("Draining");
      node.awaitOutput("member-drain", 1);
    }
  }

  @Test
  void a_page_that_is_open_follows_what_happens() throws Exception {
    try (var a = Nginx.start(folder, "alpha");
        var b = Nginx.start(folder, "beta");
        var node = node(a, b);
        var browser = Browser.start(folder, 1440, true)) {
      browser.open(node.dashboard());
      assertThat(browser.find("#pool-encryption").getText()).doesNotContain("Down");
      b.kill();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> browser.find("#pool-encryption").getText().contains("Down"));
    }
  }

  @Test
  void who_does_not_show_the_token_changes_nothing() throws Exception {
    try (var a = Nginx.start(folder, "alpha");
        var b = Nginx.start(folder, "beta");
        var node = node(a, b)) {
      var url = node.dashboard() + "api/v1/pools/encryption/members/alpha/drain";
      var format = "%{http_code}";
      var status = curl("-X", "POST", "-o", "/dev/null", "-w", format, url).expectSuccess();
      assertThat(status).isIn("401", "403");
      assertThat(curl(node.dashboard() + "live").exit()).isZero();
      assertThat(curl(node.dashboard() + "ready").exit()).isZero();
      assertThat(curl(node.dashboard() + "metrics").expectSuccess()).contains("sallyport_");
      assertThat(node.output()).doesNotContain("member-drain");
    }
  }
}
