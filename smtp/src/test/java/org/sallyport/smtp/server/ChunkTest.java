package org.sallyport.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sallyport.testkit.RawClient;
import org.sallyport.wire.smtp.Reply;

/** BDAT (RFC 3030). */
class ChunkTest {
  private static RawClient ready(ServerCase test) throws Exception {
    var client = test.greeted();
    ServerCase.say(client, "MAIL FROM:<a@b.example>");
    ServerCase.say(client, "RCPT TO:<c@d.example>");
    return client;
  }

  @Test
  void a_message_comes_in_chunks() throws Exception {
    try (var test = new ServerCase()) {
      var client = ready(test);
      client.send("BDAT 6\r\n.\r\na\r\nBDAT 3\r\n.\r\nBDAT 0 LAST\r\nNOOP\r\n");
      assertThat(ServerCase.reply(client)).isEqualTo("250 2.0.0 6 octets");
      assertThat(ServerCase.reply(client)).isEqualTo("250 2.0.0 3 octets");
      assertThat(ServerCase.reply(client)).isEqualTo("250 2.0.0 taken");
      assertThat(ServerCase.reply(client)).isEqualTo("250 2.0.0 done");
      assertThat(test.hop.taken.getFirst().text()).isEqualTo(".\r\na\r\n.\r\n");
    }
  }

  @Test
  void a_message_is_abandoned_between_chunks() throws Exception {
    try (var test = new ServerCase()) {
      var client = ready(test);
      client.send("BDAT 3\r\na\r\nRSET\r\n");
      ServerCase.expect(client, "250");
      assertThat(ServerCase.reply(client)).isEqualTo("250 2.0.0 done");
      assertThat(test.hop.taken).isEmpty();
      assertThat(test.hop.broken).containsExactly("the client abandoned the message");
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example>")).startsWith("250");
    }
  }

  @Test
  void the_octets_of_a_refused_chunk_are_no_commands() throws Exception {
    try (var test = new ServerCase()) {
      var client = test.greeted();
      client.send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n");
      assertThat(ServerCase.reply(client)).startsWith("503");
      assertThat(ServerCase.reply(client)).startsWith("250");
    }
  }

  @Test
  void a_hop_that_refuses_within_is_the_answer_to_the_chunk() throws Exception {
    try (var test = new ServerCase()) {
      test.hop.message = text -> Reply.of(550, "5.7.1", "no");
      var client = ready(test);
      client.send("BDAT 3 LAST\r\na\r\n");
      assertThat(ServerCase.reply(client)).isEqualTo("550 5.7.1 no");
      assertThat(ServerCase.say(client, "NOOP")).startsWith("250");
    }
  }

  @Test
  void an_lf_by_itself_is_refused_in_chunks_too() throws Exception {
    try (var test = new ServerCase()) {
      var client = ready(test);
      client.send("BDAT 7 LAST\r\na\n.\nb\r\n");
      assertThat(ServerCase.reply(client)).startsWith("554 5.6.0");
      client.awaitEnd();
      assertThat(test.hop.taken).isEmpty();
    }
  }
}
