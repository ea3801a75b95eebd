package org.sallyport.director.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.director.harness.NoLeaks;
import org.sallyport.director.harness.RunningDirector;
import org.sallyport.director.harness.Text;
import org.sallyport.director.pool.Health;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.RawClient.Ending;

/**
 * What h2c carries past a switch of protocols would be seen by no filter (RFC 9110 section 7.8).
 */
@ExtendWith(NoLeaks.class)
final class UpgradeTest {
  private static final String WEB = HttpBytesTest.WEB;

  @TempDir Path folder;

  private static String switchTo(String... upgrades) {
    return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
        + String.join("", upgrades)
        + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: websocket\r\nUpgrade: h2c",
        "Upgrade: h2c\r\nUpgrade: websocket",
        "Upgrade: websocket\r\nUpgrade: websocket",
        "Upgrade: websocket, h2c",
        "Upgrade: websocket\r\nupgrade:"
      })
  void an_offer_of_anything_beside_websocket_is_no_offer_of_websocket(String offers)
      throws IOException {
    try (var origin =
            HttpOrigin.start((asked, to) -> to.send(switchTo("Upgrade: websocket\r\n") + "data"));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/", "Connection: Upgrade", offers));
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502").doesNotContain("data");
      assertThat(client.awaitEnd()).isEqualTo(Ending.CLOSED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: h2c\r\n",
        "Upgrade: websocket, h2c\r\n",
        "Upgrade: websocket\r\nUpgrade: h2c\r\n",
        "Upgrade: h2c\r\nUpgrade: websocket\r\n",
        ""
      })
  void a_member_that_switches_to_anything_but_websocket_is_a_502(String chosen) throws IOException {
    try (var origin = HttpOrigin.start((asked, to) -> to.send(switchTo(chosen) + "data"));
        var director = RunningDirector.start(folder, WEB, origin.address());
        var client = director.connect("web")) {
      client.send(Text.get("/", "Connection: Upgrade", "Upgrade: WebSocket"));
      assertThat(client.readResponse()).startsWith("HTTP/1.1 502").doesNotContain("data");
      assertThat(client.awaitEnd()).isEqualTo(Ending.CLOSED);
    }
  }

  @Test
  void a_client_that_asks_for_a_forbidden_switch_does_not_take_the_member_down()
      throws IOException {
    var passive = WEB.replace("members:", "passive: {failures: 1}\n    members:");
    try (var origin = HttpOrigin.start((asked, to) -> to.send(switchTo("Upgrade: h2c\r\n")));
        var director = RunningDirector.start(folder, passive, origin.address())) {
      for (int i = 0; i < 5; i++) {
        try (var client = director.connect("web")) {
          client.send(Text.get("/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"));
          assertThat(client.readResponse()).startsWith("HTTP/1.1 502");
        }
      }
      assertThat(director.member("p", "a").status().health()).isEqualTo(Health.UP);
      assertThat(origin.requests()).hasSize(5);
    }
  }
}
