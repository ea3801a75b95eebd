package org.sallyport.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.testkit.RawClient;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.Reply;

class SmtpServerTest {
  private static final String SESSION =
      lines(
          "EHLO client.example",
          "MAIL FROM:<a@b.example> BODY=8BITMIME SIZE=20",
          "RCPT TO:<c@d.example>",
          "DATA");
  private static final String TEXT = "Subject: x\r\n\r\n..dot\r\n.\r\n";

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }

  @Test
  void a_message_is_taken() throws Exception {
    try (var test = new ServerCase()) {
      var client = test.connect();
      assertThat(ServerCase.reply(client)).isEqualTo("220 mail.example.com ESMTP");
      client.send("EHLO client.example\r\n");
      assertThat(client.readUntil("250 CHUNKING\r\n"))
          .isEqualTo(
              lines(
                  "250-mail.example.com",
                  "250-8BITMIME",
                  "250-SMTPUTF8",
                  "250-DSN",
                  "250-ENHANCEDSTATUSCODES",
                  "250-SIZE 104857600",
                  "250-PIPELINING",
                  "250 CHUNKING"));
      assertThat(ServerCase.say(client, "MAIL FROM:<>")).isEqualTo("250 2.1.0 sender taken");
      assertThat(ServerCase.say(client, "RCPT TO:<c@d.example>"))
          .isEqualTo("250 2.1.5 recipient taken");
      assertThat(ServerCase.say(client, "DATA")).startsWith("354 ");
      assertThat(ServerCase.say(client, "Subject: x\r\n\r\n..dot\r\n."))
          .isEqualTo("250 2.0.0 taken");
      assertThat(ServerCase.say(client, "QUIT")).isEqualTo("221 2.0.0 bye");
      assertThat(client.awaitEnd()).isEqualTo(RawClient.Ending.CLOSED);
      assertThat(test.hop.taken)
          .extracting(RecordingHop.Taken::from, RecordingHop.Taken::to, RecordingHop.Taken::text)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  "", List.of("c@d.example"), "Subject: x\r\n\r\n.dot\r\n"));
      assertThat(test.hop.taken.getFirst().peer().hello()).contains("client.example");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64, 4096})
  void a_session_is_understood_whatever_pieces_it_comes_in(int piece) throws Exception {
    try (var test = new ServerCase()) {
      var client = test.connect();
      ServerCase.expect(client, "220");
      client.sendInSegments((SESSION + TEXT + "QUIT\r\n").getBytes(ISO_8859_1), piece);
      var replies = new String(client.readToEnd(), ISO_8859_1);
      assertThat(replies).contains("354 ", "250 2.0.0 taken\r\n221 ");
      assertThat(test.hop.taken)
          .extracting(RecordingHop.Taken::text)
          .containsExactly("Subject: x\r\n\r\n.dot\r\n");
    }
  }

  @Test
  void commands_in_one_packet_are_answered_in_their_order() throws Exception {
    try (var test = new ServerCase()) {
      test.hop.recipients =
          to ->
              to.startsWith("no@")
                  ? Reply.of(550, "5.1.1", "no such user")
                  : Reply.of(250, "2.1.5", "taken");
      var client = test.greeted();
      client.send(
          "MAIL FROM:<a@b.example>\r\nRCPT TO:<no@d.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n");
      assertThat(client.readUntil("354 "))
          .contains("250 2.1.0", "550 5.1.1 no such user", "250 2.1.5");
      client.readUntil("\r\n");
      assertThat(ServerCase.say(client, ".")).startsWith("250");
      assertThat(test.hop.taken.getFirst().to()).containsExactly("c@d.example");
    }
  }

  @Test
  void nobody_is_greeted_before_the_hop_agrees() throws Exception {
    try (var test = new ServerCase()) {
      var agreed = new CountDownLatch(1);
      test.hop.greeting =
          peer -> {
            awaitQuietly(agreed);
            return Optional.empty();
          };
      var client = test.connect();
      await().until(() -> !test.hop.opened.isEmpty());
      assertThat(client.socket().getInputStream().available()).isZero();
      agreed.countDown();
      ServerCase.expect(client, "220");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_hop_that_refuses_is_the_greeting() throws Exception {
    try (var test = new ServerCase()) {
      test.hop.greeting = peer -> Optional.of(Reply.of(421, "4.4.1", "the next hop is down"));
      var client = test.connect();
      assertThat(ServerCase.reply(client)).isEqualTo("421 4.4.1 the next hop is down");
      assertThat(client.awaitEnd()).isEqualTo(RawClient.Ending.CLOSED);
    }
  }

  @Test
  void a_message_is_not_ours_before_the_hop_says_so() throws Exception {
    try (var test = new ServerCase()) {
      var kept = new CountDownLatch(1);
      test.hop.message =
          text -> {
            awaitQuietly(kept);
            return Reply.of(250, "2.0.0", "kept");
          };
      var client = test.atData();
      client.send("x\r\n.\r\n");
      assertThat(client.socket().getInputStream().available()).isZero();
      kept.countDown();
      assertThat(ServerCase.reply(client)).isEqualTo("250 2.0.0 kept");
    }
  }

  @Test
  void a_hop_that_fails_takes_no_message_and_the_connection_goes_on() throws Exception {
    try (var test = new ServerCase()) {
      test.hop.message =
          text -> {
            throw new IllegalStateException("the disk is full");
          };
      var client = test.atData();
      assertThat(ServerCase.say(client, "x\r\n.")).startsWith("451 4.3.0");
      assertThat(ServerCase.say(client, "NOOP")).startsWith("250");
    }
  }

  @Test
  void a_421_of_the_hop_ends_the_connection() throws Exception {
    try (var test = new ServerCase()) {
      test.hop.recipients = to -> Reply.of(421, "4.4.2", "the next hop has gone");
      var client = test.greeted();
      ServerCase.say(client, "MAIL FROM:<a@b.example>");
      assertThat(ServerCase.say(client, "RCPT TO:<c@d.example>")).startsWith("421");
      assertThat(client.awaitEnd()).isEqualTo(RawClient.Ending.CLOSED);
      assertThat(test.hop.closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  static Stream<String> ends() {
    return Stream.of(
        "\n.\n",
        "\n.\r\n",
        "\r\n.\n",
        "\r.\r",
        "\r.\r\n",
        "\r\n.\r\r\n",
        "\r\n.\r\0\n",
        "\n\n.\r\n");
  }

  @ParameterizedTest
  @MethodSource("ends")
  void smuggling_ends_the_connection_and_no_message_is_taken(String end) throws Exception {
    try (var test = new ServerCase()) {
      var client = test.atData();
      client.send(
          "Subject: x\r\n\r\ny"
              + end
              + "MAIL FROM:<evil@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nz\r\n.\r\n");
      assertThat(ServerCase.reply(client)).startsWith("554 5.6.0 the message has a");
      client.awaitEnd();
      assertThat(test.hop.taken).isEmpty();
      assertThat(test.hop.broken).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOOP\nNOOP\r\n", "NOOP\rX\r\n", "NO\0OP\r\n"})
  void a_command_with_another_end_ends_the_connection(String line) throws Exception {
    try (var test = new ServerCase()) {
      var client = test.greeted();
      client.send(line);
      assertThat(ServerCase.reply(client)).startsWith("500 5.5.2 the line has");
      client.awaitEnd();
    }
  }

  @Test
  void commands_have_an_order() throws Exception {
    try (var test = new ServerCase()) {
      var client = test.connect();
      ServerCase.expect(client, "220");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example>")).startsWith("503");
      assertThat(ServerCase.say(client, "EHLO a")).startsWith("250");
      assertThat(ServerCase.say(client, "RCPT TO:<a@b.example>")).startsWith("503");
      assertThat(ServerCase.say(client, "DATA")).startsWith("503");
      assertThat(ServerCase.say(client, "MAIL FROM:<bad@b.example>")).startsWith("550 5.1.0");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example>")).startsWith("250");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example>")).startsWith("503");
      assertThat(ServerCase.say(client, "DATA")).startsWith("554 5.5.1");
      assertThat(ServerCase.say(client, "RSET")).startsWith("250");
      assertThat(ServerCase.say(client, "STARTTLS")).startsWith("502");
      assertThat(ServerCase.say(client, "AUTH PLAIN")).startsWith("502");
      assertThat(ServerCase.say(client, "VRFY root")).startsWith("252");
      assertThat(ServerCase.say(client, "HELP")).startsWith("214");
    }
  }

  @Test
  void what_the_hop_cannot_carry_is_not_offered_and_not_taken() throws Exception {
    try (var test = new ServerCase()) {
      test.hop.capabilities = Capabilities.of("8BITMIME").with("SIZE", "1000");
      var client = test.greeted();
      client.send("EHLO a\r\n");
      assertThat(client.readUntil("250 CHUNKING\r\n"))
          .contains("SIZE 1000")
          .doesNotContain("DSN", "SMTPUTF8");
    }
  }

  @Test
  void parameters_that_were_not_offered_are_refused() throws Exception {
    try (var test = new ServerCase()) {
      test.hop.capabilities = Capabilities.NONE.with("SIZE", "1000");
      var client = test.greeted();
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example> SIZE=1001")).startsWith("552");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example> BODY=8BITMIME")).startsWith("555");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example> SMTPUTF8")).startsWith("555");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example> RET=FULL")).startsWith("555");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example> SIZE=1000")).startsWith("250");
      assertThat(ServerCase.say(client, "RCPT TO:<a@b.example> NOTIFY=NEVER")).startsWith("555");
      assertThat(ServerCase.say(client, "HELO a")).isEqualTo("250 mail.example.com");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example> SIZE=1")).startsWith("555");
    }
  }

  @Test
  void a_client_that_speaks_before_the_greeting_is_turned_away() throws Exception {
    try (var test = new ServerCase()) {
      var spoke = new CountDownLatch(1);
      test.hop.greeting =
          peer -> {
            awaitQuietly(spoke);
            return Optional.empty();
          };
      var client = test.connect().send("GET / HTTP/1.1\r\n\r\n");
      spoke.countDown();
      assertThat(ServerCase.reply(client)).startsWith("554 5.5.1");
    }
  }

  @Test
  void a_login_is_passed_on_step_by_step() throws Exception {
    try (var test = new ServerCase()) {
      test.hop.capabilities = Capabilities.NONE.with("AUTH", "LOGIN");
      test.hop.logins =
          exchange -> {
            try {
              var name = exchange.challenge("VXNlcm5hbWU6");
              var word = exchange.challenge("UGFzc3dvcmQ6");
              return name.equals(Optional.of("YQ==")) && word.equals(Optional.of("Yg=="))
                  ? Reply.of(235, "2.7.0", "welcome")
                  : Reply.of(535, "5.7.8", "no");
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          };
      var client = test.greeted();
      assertThat(ServerCase.say(client, "AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
      assertThat(ServerCase.say(client, "YQ==")).isEqualTo("334 UGFzc3dvcmQ6");
      assertThat(ServerCase.say(client, "*")).isEqualTo("535 5.7.8 no");
      ServerCase.say(client, "AUTH LOGIN");
      ServerCase.say(client, "YQ==");
      assertThat(ServerCase.say(client, "Yg==")).isEqualTo("235 2.7.0 welcome");
      assertThat(ServerCase.say(client, "AUTH LOGIN")).startsWith("503");
    }
  }
}
