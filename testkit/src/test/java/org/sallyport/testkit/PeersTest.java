package org.sallyport.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {
  @TempDir Path folder;

  @Test
  void a_program_on_the_path_is_found_and_another_is_not() {
    assertThat(Peers.find("sh")).isPresent();
    assertThat(Peers.find("no-such-program")).isEmpty();
  }

  @Test
  void a_peer_is_ready_when_its_output_says_so_and_ends_when_closed()
      throws IOException, InterruptedException {
    var command = List.of("sh", "-c", "echo ready; exec sleep 60");
    var peer = PeerProcess.start(command, folder, Readiness.output("^ready"));
    assertThat(peer.isAlive()).isTrue();
    peer.close();
    assertThat(peer.isAlive()).isFalse();
  }

  @Test
  void a_peer_that_ends_too_early_fails_with_its_output() {
    var command = List.of("sh", "-c", "echo broken configuration; exit 3");
    assertThatThrownBy(() -> PeerProcess.start(command, folder, Readiness.port(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("status 3")
        .hasMessageContaining("broken configuration");
  }

  @Test
  void a_clock_stands_until_it_is_moved() {
    var clock = new MutableClock(Instant.EPOCH);
    clock.advance(Duration.ofSeconds(5));
    assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(5));
  }
}
