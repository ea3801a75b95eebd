package org.sallyport.director.admin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.director.admin.EventView;
import org.sallyport.director.admin.FakeDirector;
import org.sallyport.director.admin.part.DirectorPart;
import org.sallyport.director.persistence.AffinityTable;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.web.AdminSettings;
import org.sallyport.web.admin.AdminHost;
import org.sallyport.web.admin.AdminListener;
import org.sallyport.web.admin.ReloadOutcome;

class AdminClientTest {
  private final FakeDirector director = new FakeDirector();
  @TempDir private Path state;
  private AdminListener listener;
  private AdminClient client;

  @BeforeEach
  void start() throws IOException {
    var settings =
        new AdminSettings(new HostPort("127.0.0.1", 0), Optional.empty(), Optional.empty());
    listener =
        new AdminListener(
            settings,
            state,
            new AdminHost("director1", "0.1.0", Instant.EPOCH, () -> "", director::reload));
    listener.start(List.of(new DirectorPart(director)));
    client = client(Optional.of(TokenFiles.read(state.resolve(AdminListener.TOKEN_FILE))));
  }

  @AfterEach
  void stop() {
    client.close();
    listener.close();
  }

  private AdminClient client(Optional<Secret> token) {
    var address = new HostPort("127.0.0.1", listener.port());
    return new AdminClient(new AdminTarget(address, false, token, Optional.empty()));
  }

  private static <T> T value(AdminAnswer<T> answer) {
    return switch (answer) {
      case AdminAnswer.Done<T>(var value) -> value;
      case AdminAnswer.Refused<T> refused -> throw new AssertionError(refused);
      case AdminAnswer.Unreachable<T> unreachable -> throw new AssertionError(unreachable);
    };
  }

  @Test
  void the_status_comes_back_as_it_was() {
    assertThat(value(client.status())).isEqualTo(director.view());
    assertThat(value(client.pool("encryption"))).isEqualTo(director.view().pools().getFirst());
  }

  @Test
  void what_is_missing_is_told_although_the_status_is_503() {
    assertThat(value(client.missing())).isEmpty();
    director.misses("a first verdict");
    assertThat(value(client.missing())).containsExactly("a first verdict");
  }

  @Test
  void commands_are_carried_out() {
    assertThat(value(client.drain("encryption", "keys1"))).isEqualTo("keys1 of encryption: drain");
    value(client.resume("encryption", "keys1"));
    value(client.maintenance("portal", FakeDirector.HOSTILE.replace("/", "")));
    value(client.switchTo("encryption", "keys2"));
    assertThat(director.commands).hasSize(4).contains("switch encryption/keys2 by api 127.0.0.1");
  }

  @Test
  void an_unknown_name_becomes_a_message() {
    assertThat(client.drain("encryption", "kes1"))
        .isEqualTo(
            new AdminAnswer.Refused<>(
                404, "there is no member named kes1; did you mean keys1 or keys2?", List.of()));
  }

  @Test
  void a_missing_token_says_how_to_name_it() {
    try (var stranger = client(Optional.empty())) {
      assertThat(value(stranger.status())).isNotNull();
      assertThat(stranger.drain("encryption", "keys1"))
          .isInstanceOfSatisfying(
              AdminAnswer.Refused.class,
              refused -> assertThat(refused.message()).contains("--token-file"));
    }
  }

  @Test
  void a_reload_is_accepted_or_rejected() {
    director.reloadsTo(new ReloadOutcome.Accepted(List.of("+ pool mail")));
    assertThat(value(client.reload()))
        .isEqualTo(new ReloadOutcome.Accepted(List.of("+ pool mail")));
    director.reloadsTo(new ReloadOutcome.Rejected(List.of("a.yaml:1:1 x")));
    assertThat(value(client.reload()))
        .isEqualTo(new ReloadOutcome.Rejected(List.of("a.yaml:1:1 x")));
  }

  @Test
  void explanations_sessions_and_events_come_back_as_they_were() {
    var from = InetAddress.ofLiteral("2001:db8::7");
    assertThat(value(client.explain("keys.example.com", from, Optional.of("a&b c"))))
        .isEqualTo(director.explain("keys.example.com", from, Optional.of("a&b c")).orElseThrow());

    var filter = new AffinityTable.Filter(Optional.empty(), Optional.of("keys1"), Optional.empty());
    assertThat(value(client.persistence(filter, 0, 5)))
        .isEqualTo(director.persistence(filter, 0, 5));
    assertThat(value(client.clearSessions(filter))).isEqualTo(40);
    assertThat(value(client.clearSessions(AffinityTable.Filter.ALL))).isEqualTo(80);

    assertThat(value(client.eventsAfter(1)))
        .extracting(EventView::name)
        .containsExactly("member-down", "reload-accepted");
  }

  @Test
  void nobody_listening_is_told_from_a_refusal() throws IOException {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    var nobody = new HostPort("127.0.0.1", free);
    try (var lost =
        new AdminClient(new AdminTarget(nobody, false, Optional.empty(), Optional.empty()))) {
      assertThat(lost.status())
          .isInstanceOfSatisfying(
              AdminAnswer.Unreachable.class,
              gone -> assertThat(gone.message()).contains("is the director running?"));
    }
  }

  @Test
  void a_token_file_that_is_not_there_says_where_it_comes_from() throws IOException {
    assertThatThrownBy(() -> TokenFiles.read(state.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the director writes it");
    var empty = Files.createFile(state.resolve("empty"));
    assertThatThrownBy(() -> TokenFiles.read(empty)).hasMessageContaining("is empty");
  }
}
