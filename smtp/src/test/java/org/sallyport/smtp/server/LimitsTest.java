package org.sallyport.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sallyport.kernel.ByteSize;
import org.sallyport.testkit.RawClient;
import org.sallyport.wire.smtp.Reply;

class LimitsTest {
  private static final SmtpLimits SMALL =
      new SmtpLimits(
          new ByteSize(65_536),
          1000,
          2,
          2,
          3,
          2,
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          3,
          2,
          1000);

  private static ServerCase small() throws Exception {
    return new ServerCase(ServerCase.plain().with(SMALL));
  }

  @Test
  void a_message_larger_than_allowed_is_refused_at_its_end() throws Exception {
    try (var test = small()) {
      var client = test.atData();
      client.send("0123456789\r\n".repeat(6000));
      assertThat(ServerCase.say(client, ".")).startsWith("552 5.3.4");
      assertThat(test.hop.taken).isEmpty();
      assertThat(ServerCase.say(client, "NOOP")).startsWith("250");
    }
  }

  @Test
  void a_chunk_larger_than_allowed_is_refused() throws Exception {
    try (var test = small()) {
      var client = test.greeted();
      ServerCase.say(client, "MAIL FROM:<a@b.example>");
      ServerCase.say(client, "RCPT TO:<c@d.example>");
      client.send("BDAT 72000\r\n" + "0123456789\r\n".repeat(6000));
      assertThat(ServerCase.reply(client)).startsWith("552 5.3.4");
      assertThat(ServerCase.say(client, "NOOP")).startsWith("250");
    }
  }

  @Test
  void a_line_longer_than_allowed_ends_the_connection() throws Exception {
    try (var test = small()) {
      var client = test.atData();
      client.send("x".repeat(1001));
      assertThat(ServerCase.reply(client)).startsWith("554 5.6.0 the message has a line longer");
      var other = test.greeted();
      other.send("NOOP " + "x".repeat(SmtpLimits.COMMAND_LINE));
      assertThat(ServerCase.reply(other)).startsWith("500 5.5.2 the line has a line longer");
    }
  }

  @Test
  void too_many_recipients_are_asked_to_come_again() throws Exception {
    try (var test = small()) {
      var client = test.greeted();
      ServerCase.say(client, "MAIL FROM:<a@b.example>");
      ServerCase.say(client, "RCPT TO:<c@d.example>");
      ServerCase.say(client, "RCPT TO:<c@d.example>");
      assertThat(ServerCase.say(client, "RCPT TO:<c@d.example>")).startsWith("452 4.5.3");
      assertThat(ServerCase.say(client, "DATA")).startsWith("354");
    }
  }

  @Test
  void errors_end_a_connection() throws Exception {
    try (var test = small()) {
      var client = test.greeted();
      assertThat(ServerCase.say(client, "FROB")).startsWith("500");
      assertThat(ServerCase.say(client, "FROB")).startsWith("500");
      assertThat(ServerCase.say(client, "FROB")).startsWith("421 4.7.0");
      client.awaitEnd();
    }
  }

  @Test
  void refused_recipients_end_a_connection() throws Exception {
    try (var test = small()) {
      test.hop.recipients = to -> Reply.of(550, "5.1.1", "no");
      var client = test.greeted();
      ServerCase.say(client, "MAIL FROM:<a@b.example>");
      assertThat(ServerCase.say(client, "RCPT TO:<c@d.example>")).startsWith("550");
      assertThat(ServerCase.say(client, "RCPT TO:<c@d.example>")).startsWith("550");
      assertThat(ServerCase.reply(client)).startsWith("421 4.7.0");
    }
  }

  @Test
  void a_connection_has_so_many_messages() throws Exception {
    try (var test = small()) {
      var client = test.atData();
      ServerCase.say(client, ".");
      ServerCase.say(client, "MAIL FROM:<a@b.example>");
      ServerCase.say(client, "RCPT TO:<c@d.example>");
      ServerCase.say(client, "DATA");
      ServerCase.say(client, ".");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example>")).startsWith("421 4.7.0");
    }
  }

  @Test
  void an_address_has_so_many_connections() throws Exception {
    try (var test = small()) {
      test.greeted();
      var second = test.greeted();
      assertThat(ServerCase.reply(test.connect())).startsWith("421 4.7.0");
      try (var other =
          RawClient.connect(test.server.address(), InetAddress.ofLiteral("127.0.0.7"))
              .patience(ServerCase.PATIENCE)) {
        assertThat(ServerCase.reply(other)).startsWith("220");
      }
      second.close();
      await()
          .atMost(ServerCase.PATIENCE)
          .until(
              () -> {
                try (var again = RawClient.connect(test.server.address())) {
                  return ServerCase.reply(again).startsWith("220");
                }
              });
    }
  }

  @Test
  void whoever_is_silent_is_told_so() throws Exception {
    var limits = SMALL.within(Duration.ofMillis(300), Duration.ofMinutes(5), Duration.ofMinutes(5));
    try (var test = new ServerCase(ServerCase.plain().with(limits))) {
      assertThat(ServerCase.reply(test.greeted())).startsWith("421 4.4.2 nothing came");
      assertThat(ServerCase.reply(test.atData())).startsWith("421 4.4.2");
      assertThat(test.hop.taken).isEmpty();
    }
  }

  @Test
  void a_connection_lasts_so_long() throws Exception {
    var limits = SMALL.within(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMillis(1));
    try (var test = new ServerCase(ServerCase.plain().with(limits))) {
      var client = test.connect();
      client.send("");
      var greeting = ServerCase.reply(client);
      assertThat(greeting.startsWith("220") ? ServerCase.reply(client) : greeting)
          .startsWith("421 4.4.2");
    }
  }

  @Test
  void a_text_may_take_so_long() throws Exception {
    var limits = SMALL.within(Duration.ofMinutes(5), Duration.ofMillis(200), Duration.ofMinutes(5));
    try (var test = new ServerCase(ServerCase.plain().with(limits))) {
      var client = test.atData();
      await()
          .pollInterval(Duration.ofMillis(50))
          .atMost(ServerCase.PATIENCE)
          .until(
              () -> {
                client.send("x\r\n");
                return client.socket().getInputStream().available() > 0;
              });
      assertThat(ServerCase.reply(client)).startsWith("421 4.4.2 the message took too long");
    }
  }

  @Test
  void a_client_that_goes_within_a_message_leaves_none() throws Exception {
    try (var test = small()) {
      var client = test.atData();
      client.send("Subject: x\r\n");
      client.reset();
      assertThat(test.hop.closed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(test.hop.taken).isEmpty();
      assertThat(test.hop.broken).hasSize(1);
      await().atMost(ServerCase.PATIENCE).until(() -> test.server.connections() == 0);
    }
  }

  @Test
  void idle_connections_are_ended_by_a_drain_and_messages_are_not() throws Exception {
    try (var test = small()) {
      var idle = test.greeted();
      var busy = test.atData();
      var drained = new java.util.concurrent.CompletableFuture<Boolean>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  drained.complete(test.server.drain(Duration.ofSeconds(60)));
                } catch (java.io.IOException e) {
                  drained.completeExceptionally(e);
                }
              });
      assertThat(ServerCase.reply(idle)).startsWith("421 4.3.2");
      assertThat(drained).isNotDone();
      assertThat(ServerCase.say(busy, "x\r\n.")).startsWith("250 2.0.0 taken");
      assertThat(ServerCase.reply(busy)).startsWith("421 4.3.2");
      assertThat(drained.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }
}
