package org.sallyport.smtp.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.smtp.client.ClientParameters;
import org.sallyport.smtp.client.Content;
import org.sallyport.smtp.client.Dialled;
import org.sallyport.smtp.client.Envelope;
import org.sallyport.smtp.client.NextHop;
import org.sallyport.smtp.client.Outcome;
import org.sallyport.smtp.client.SmtpClient;
import org.sallyport.smtp.client.SmtpConnection;
import org.sallyport.smtp.server.Conversation;
import org.sallyport.smtp.server.Hop;
import org.sallyport.smtp.server.MessageText;
import org.sallyport.smtp.server.Peer;
import org.sallyport.smtp.server.ServerParameters;
import org.sallyport.smtp.server.SmtpServer;
import org.sallyport.smtp.server.Transaction;
import org.sallyport.wire.smtp.Capabilities;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.RecipientParameters;
import org.sallyport.wire.smtp.Reply;

/** Our client, our server with an inline relay, our client, our server with a sink. */
class InlineRelayTest {
  private static final MailAddress ANNA = new MailAddress("anna", "example.org");
  private static final MailAddress BERT = new MailAddress("bert", "example.com");
  private static final MailAddress NOBODY = new MailAddress("nobody", "example.com");

  private final Sink sink = new Sink();
  private final SmtpClient sender = SmtpClient.open(ClientParameters.named("sender.example"));
  private final SmtpClient between = SmtpClient.open(ClientParameters.named("relay.example"));
  private SmtpServer last;
  private SmtpServer relay;

  @BeforeEach
  void start() throws IOException {
    last = SmtpServer.start(parameters("last.example"), sink);
    relay = relay(between, last);
  }

  private static SmtpServer relay(SmtpClient client, SmtpServer next) throws IOException {
    return SmtpServer.start(
        parameters("relay.example"), new InlineRelay(client, List.of(hop(next))));
  }

  private static ServerParameters parameters(String name) {
    return ServerParameters.plain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), name);
  }

  private static NextHop hop(SmtpServer server) {
    return NextHop.plain(new HostPort("127.0.0.1", server.address().getPort()));
  }

  @AfterEach
  void stop() {
    relay.close();
    last.close();
    sender.close();
    between.close();
  }

  private SmtpConnection connection(SmtpServer server) {
    return switch (sender.call(List.of(hop(server)))) {
      case Dialled.Ready(var connection, _) -> connection;
      case Dialled.Unreachable unreachable -> throw new AssertionError(unreachable.reason());
    };
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_text_passes_octet_by_octet(boolean chunks) throws Exception {
    var random = new Random(7);
    var text = new StringBuilder();
    for (int line = 0; line < 3000; line++) {
      text.append(random.nextBoolean() ? "." : "");
      for (int i = random.nextInt(90); i > 0; i--) {
        text.append((char) (random.nextInt(0xE0) + 0x20));
      }
      text.append("\r\n");
    }
    var octets = text.toString().getBytes(ISO_8859_1);
    try (var plain = SmtpClient.open(ClientParameters.named("x").withoutChunking());
        var other = relay(chunks ? between : plain, last);
        var connection = connection(other)) {
      var outcomes = connection.deliver(Envelope.plain(ANNA, BERT), Content.of(octets));
      assertThat(outcomes.getFirst())
          .isEqualTo(new Outcome.Accepted(Reply.of(250, "2.0.0", "kept as 1")));
      assertThat(sink.texts).singleElement().isEqualTo(text.toString());
    }
  }

  @Test
  void each_recipient_is_answered_by_the_next_hop() {
    try (var connection = connection(relay)) {
      var outcomes =
          connection.deliver(
              Envelope.plain(ANNA, NOBODY, BERT), Content.of("x\r\n".getBytes(ISO_8859_1)));
      assertThat(outcomes.get(0))
          .isEqualTo(new Outcome.Refused(Reply.of(550, "5.1.1", "no such user")));
      assertThat(outcomes.get(1)).isInstanceOf(Outcome.Accepted.class);
      assertThat(sink.recipients).containsExactly(BERT.toString());
    }
  }

  @Test
  void a_refused_text_is_refused_with_the_words_of_the_next_hop() {
    sink.answer = Reply.of(554, "5.7.1", "this is spam");
    try (var connection = connection(relay)) {
      var content = Content.of("x\r\n".getBytes(ISO_8859_1));
      assertThat(connection.deliver(Envelope.plain(ANNA, BERT), content).getFirst())
          .isEqualTo(new Outcome.Refused(sink.answer));
      sink.answer = Reply.of(250, "2.0.0", "fine");
      assertThat(connection.deliver(Envelope.plain(ANNA, BERT), content).getFirst())
          .isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void what_the_next_hop_cannot_do_is_not_offered() {
    sink.capabilities = Capabilities.NONE.with("SIZE", "70000");
    try (var connection = connection(relay)) {
      assertThat(connection.capabilities().has(Capabilities.DSN)).isFalse();
      assertThat(connection.capabilities().has(Capabilities.SMTPUTF8)).isFalse();
      assertThat(connection.capabilities().largest()).hasValue(70_000);
    }
  }

  @Test
  void nobody_is_greeted_while_the_next_hop_is_down() {
    last.close();
    assertThat(sender.call(List.of(hop(relay))))
        .isInstanceOfSatisfying(
            Dialled.Unreachable.class,
            unreachable ->
                assertThat(unreachable.failed().getFirst().reply())
                    .contains(Reply.of(421, "4.4.1", "the next hop is not there")));
  }

  @Test
  void a_next_hop_that_goes_within_a_message_leaves_it_with_the_sender() {
    try (var connection = connection(relay)) {
      sink.dies = () -> last.close();
      var outcome =
          connection
              .deliver(
                  Envelope.plain(ANNA, BERT), Content.of("x\r\n".repeat(9).getBytes(ISO_8859_1)))
              .getFirst();
      assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
    }
  }

  /** The last server: keeps everything. */
  private static final class Sink implements Hop {
    final List<String> texts = new CopyOnWriteArrayList<>();
    final List<String> recipients = new CopyOnWriteArrayList<>();
    volatile Reply answer = Reply.of(250, "2.0.0", "kept as 1");
    volatile Runnable dies = () -> {};
    volatile Capabilities capabilities =
        Capabilities.of("8BITMIME", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES");

    @Override
    public Opened open(Peer peer) {
      return new Opened.Ready(
          new Conversation() {
            @Override
            public Capabilities capabilities() {
              return capabilities;
            }

            @Override
            public Begun begin(Peer client, Optional<MailAddress> from, MailParameters with) {
              return new Begun.Ready(new Keeping(), Reply.of(250, "2.1.0", "fine"));
            }

            @Override
            public void close() {
              // nothing is kept open
            }
          });
    }

    private final class Keeping implements Transaction {
      private final List<String> to = new ArrayList<>();

      @Override
      public Reply recipient(MailAddress address, RecipientParameters parameters) {
        if (address.equals(NOBODY)) {
          return Reply.of(550, "5.1.1", "no such user");
        }
        to.add(address.toString());
        return Reply.of(250, "2.1.5", "fine");
      }

      @Override
      public Reply message(MessageText text) throws IOException {
        dies.run();
        texts.add(new String(text.readAllBytes(), ISO_8859_1));
        recipients.addAll(to);
        return answer;
      }

      @Override
      public void close() {
        // nothing is kept open
      }
    }
  }
}
