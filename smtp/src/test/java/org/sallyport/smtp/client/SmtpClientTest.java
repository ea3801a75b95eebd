package org.sallyport.smtp.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.kernel.HostPort;
import org.sallyport.kernel.Secret;
import org.sallyport.testkit.FreePorts;
import org.sallyport.wire.smtp.Body;
import org.sallyport.wire.smtp.MailAddress;
import org.sallyport.wire.smtp.MailParameters;
import org.sallyport.wire.smtp.Notify;
import org.sallyport.wire.smtp.RecipientParameters;

class SmtpClientTest {
  private static final MailAddress ANNA = new MailAddress("anna", "example.org");
  private static final MailAddress BERT = new MailAddress("bert", "example.com");
  private static final MailAddress CARL = new MailAddress("carl", "example.com");

  private final SmtpClient client =
      SmtpClient.open(
          ClientParameters.named("client.example")
              .within(ClientTimeouts.each(Duration.ofSeconds(30))));

  @AfterEach
  void close() {
    client.close();
  }

  private SmtpConnection connection(NextHop... hops) {
    return switch (client.call(List.of(hops))) {
      case Dialled.Ready(var connection, _) -> connection;
      case Dialled.Unreachable unreachable -> throw new AssertionError(unreachable.reason());
    };
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(ISO_8859_1));
  }

  private List<Outcome> deliver(ScriptedServer server, Envelope envelope, String text) {
    try (var connection = connection(server.hop())) {
      return connection.deliver(envelope, content(text));
    }
  }

  private static String[] script(String greeting, String... more) {
    var all = new ArrayList<>(List.of("> 220 x", "< EHLO client.example", greeting));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void a_message_is_sent_to_those_who_were_taken() throws Exception {
    try (var server =
        new ScriptedServer(
            script(
                "> 250-x\r\n250-PIPELINING\r\n250 SIZE 1000",
                "< MAIL FROM:<anna@example.org> SIZE=10",
                "< RCPT TO:<bert@example.com>",
                "< RCPT TO:<carl@example.com>",
                "> 250 2.1.0 ok\r\n550 5.1.1 no such user\r\n250 2.1.5 ok",
                "< DATA",
                "> 354 go",
                "text",
                "> 250 2.0.0 queued as 1"))) {
      var outcomes = deliver(server, Envelope.plain(ANNA, BERT, CARL), "a\r\n\r\n.b\r\nc");
      assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
      assertThat(outcomes.get(1)).asString().contains("Accepted").contains("250 2.0.0 queued as 1");
      assertThat(server.heard.getLast()).isEqualTo("a\r\n\r\n..b\r\nc\r\n.\r\n");
    }
  }

  @Test
  void parameters_go_only_to_those_who_offer_them() throws Exception {
    var envelope =
        new Envelope(
            Optional.of(ANNA),
            new MailParameters(
                OptionalLong.empty(),
                Optional.of(Body.SEVEN_BIT),
                false,
                Optional.empty(),
                Optional.of("abc"),
                Optional.empty()),
            List.of(
                new Envelope.To(
                    BERT, new RecipientParameters(Set.of(Notify.FAILURE), Optional.empty()))));
    try (var server =
        new ScriptedServer(
            script(
                "> 250-x\r\n250 DSN",
                "< MAIL FROM:<anna@example.org> ENVID=abc",
                "> 550 no",
                "< RSET",
                "> 250 ok"))) {
      assertThat(deliver(server, envelope, "x").getFirst()).isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void chunks_arrive_octet_by_octet() throws Exception {
    try (var server =
        new ScriptedServer(
            script(
                "> 250-x\r\n250-PIPELINING\r\n250 CHUNKING",
                "< MAIL",
                "< RCPT",
                "> 250 ok\r\n250 ok",
                "< BDAT 65536",
                "octets 65536",
                "< BDAT 3 LAST",
                "octets 3",
                "> 250 ok\r\n250 2.0.0 all of it"))) {
      var text = "x".repeat(1022) + "\r\n";
      var outcome = deliver(server, Envelope.plain(ANNA, BERT), text.repeat(64) + "end").getFirst();
      assertThat(outcome).asString().contains("all of it");
      assertThat(server.heard.getLast()).isEqualTo("end");
    }
  }

  @Test
  void a_refused_chunk_is_the_answer() throws Exception {
    try (var server =
        new ScriptedServer(
            script(
                "> 250-x\r\n250 CHUNKING",
                "< MAIL",
                "> 250 ok",
                "< RCPT",
                "> 250 ok",
                "< BDAT 65536",
                "octets 65536",
                "> 552 5.2.2 full",
                "< BDAT",
                "octets 65536",
                "> 503 5.5.1 no",
                "< RSET",
                "> 250 ok"))) {
      var text = ("x".repeat(1022) + "\r\n").repeat(200);
      assertThat(deliver(server, Envelope.plain(ANNA, BERT), text).getFirst())
          .asString()
          .contains("552 5.2.2 full");
    }
  }

  @Test
  void a_data_that_is_refused_is_forgotten_before_the_next_message() throws Exception {
    try (var server =
        new ScriptedServer(
            script(
                "> 250 x",
                "< MAIL",
                "> 250 ok",
                "< RCPT",
                "> 250 ok",
                "< DATA",
                "> 451 4.7.1 not now",
                "< RSET",
                "> 250 ok",
                "< MAIL",
                "> 250 ok",
                "< RCPT",
                "> 250 ok",
                "< DATA",
                "> 354 go",
                "text",
                "> 250 2.0.0 kept"))) {
      try (var connection = connection(server.hop())) {
        assertThat(connection.deliver(Envelope.plain(ANNA, BERT), content("a\r\n")).getFirst())
            .asString()
            .contains("451 4.7.1 not now");
        assertThat(connection.deliver(Envelope.plain(ANNA, CARL), content("b\r\n")).getFirst())
            .isInstanceOf(Outcome.Accepted.class);
      }
    }
  }

  @Test
  void what_a_next_hop_cannot_carry_is_not_sent() throws Exception {
    try (var server = new ScriptedServer(script("> 250-x\r\n250 SIZE 3"))) {
      assertThat(deliver(server, Envelope.plain(ANNA, BERT), "four").getFirst())
          .asString()
          .contains("552 5.3.4");
    }
    try (var server = new ScriptedServer(script("> 250 x"))) {
      var envelope = Envelope.plain(ANNA, new MailAddress("jürgen", "example.com"));
      assertThat(deliver(server, envelope, "x").getFirst()).asString().contains("553 5.6.7");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n.\nMAIL FROM:<x@y>\n", "a\r.\r\n", "a\r\n.\n", "a\r"})
  void a_text_that_smuggles_is_never_ended(String text) throws Exception {
    try (var server =
        new ScriptedServer(
            script(
                "> 250 x",
                "< MAIL",
                "> 250 ok",
                "< RCPT",
                "> 250 ok",
                "< DATA",
                "> 354 go",
                "text"))) {
      assertThat(deliver(server, Envelope.plain(ANNA, BERT), text).getFirst())
          .asString()
          .contains("Refused", "554 5.6.0");
      assertThat(server.heard.getLast()).isEqualTo("DATA");
    }
  }

  @Test
  void a_connection_that_breaks_before_the_end_defers() throws Exception {
    try (var server =
        new ScriptedServer(script("> 250 x", "< MAIL", "> 250 ok", "< RCPT", "gone"))) {
      assertThat(deliver(server, Envelope.plain(ANNA, BERT), "x").getFirst())
          .isInstanceOf(Outcome.Deferred.class);
    }
  }

  @Test
  void a_connection_that_breaks_after_the_end_leaves_it_unknown() throws Exception {
    try (var server =
        new ScriptedServer(
            script(
                "> 250 x",
                "< MAIL",
                "> 250 ok",
                "< RCPT",
                "> 250 ok",
                "< DATA",
                "> 354 go",
                "text",
                "gone"))) {
      assertThat(deliver(server, Envelope.plain(ANNA, BERT), "x\r\n").getFirst())
          .isInstanceOf(Outcome.Unknown.class);
    }
  }

  @Test
  void a_content_that_breaks_is_never_ended() throws Exception {
    Content broken =
        new Content() {
          @Override
          public java.io.InputStream open() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public OptionalLong size() {
            return OptionalLong.empty();
          }
        };
    try (var server =
            new ScriptedServer(
                script(
                    "> 250 x",
                    "< MAIL",
                    "> 250 ok",
                    "< RCPT",
                    "> 250 ok",
                    "< DATA",
                    "> 354 go",
                    "text"));
        var connection = connection(server.hop())) {
      assertThat(connection.deliver(Envelope.plain(ANNA, BERT), broken).getFirst())
          .isInstanceOf(Outcome.Deferred.class);
      assertThat(server.heard.getLast()).isEqualTo("DATA");
    }
  }

  @Test
  void a_refused_sender_is_everybodys_answer() throws Exception {
    try (var server =
        new ScriptedServer(
            script(
                "> 250-x\r\n250 PIPELINING",
                "< MAIL",
                "< RCPT",
                "> 450 4.1.8 later\r\n503 5.5.1 what",
                "< RSET",
                "> 250 ok"))) {
      assertThat(deliver(server, Envelope.plain(ANNA, BERT), "x").getFirst())
          .asString()
          .contains("Deferred", "450 4.1.8");
    }
  }

  @Test
  void the_next_hop_in_order_is_called_when_one_refuses_or_is_gone() throws Exception {
    var gone = NextHop.plain(new HostPort("127.0.0.1", FreePorts.take()));
    try (var refusing = new ScriptedServer("> 554 5.3.2 go away");
        var silent = new ScriptedServer("> hello, I am no mail server");
        var last = new ScriptedServer(script("> 250 x"))) {
      switch (client.call(List.of(gone, refusing.hop(), silent.hop(), last.hop()))) {
        case Dialled.Ready(var connection, var failed) -> {
          assertThat(connection.hop()).isEqualTo(last.hop());
          assertThat(failed).hasSize(3);
          assertThat(failed.get(0).reason()).contains("refused");
          assertThat(failed.get(1).reply().orElseThrow().code()).isEqualTo(554);
          assertThat(failed.get(2).reason()).contains("no SMTP reply");
          connection.close();
        }
        case Dialled.Unreachable unreachable -> throw new AssertionError(unreachable.reason());
      }
    }
  }

  @Test
  void a_server_that_says_nothing_is_given_up() throws Exception {
    try (var impatient =
            SmtpClient.open(
                ClientParameters.named("a").within(ClientTimeouts.each(Duration.ofMillis(200))));
        var silent = new ScriptedServer("< never")) {
      assertThat(impatient.call(List.of(silent.hop())))
          .isInstanceOfSatisfying(
              Dialled.Unreachable.class,
              unreachable -> assertThat(unreachable.reason()).contains("no answer in"));
    }
  }

  @Test
  void helo_serves_where_ehlo_is_not_known() throws Exception {
    try (var server = new ScriptedServer(script("> 502 what", "< HELO client.example", "> 250 x"));
        var connection = connection(server.hop())) {
      assertThat(connection.capabilities().words()).isEmpty();
    }
  }

  @Test
  void a_login_by_plain_and_one_by_login() throws Exception {
    var credentials = new Credentials("anna", () -> Secret.ofText("word"));
    try (var server =
            new ScriptedServer(
                script(
                    "> 250-x\r\n250 AUTH PLAIN LOGIN",
                    "< AUTH PLAIN AGFubmEAd29yZA==",
                    "> 235 2.7.0 yes"));
        var connection =
            connection(
                new NextHop(
                    server.address(), ClientTls.OFF, Optional.empty(), Optional.of(credentials)))) {
      assertThat(connection.greeting().code()).isEqualTo(220);
    }
    try (var server =
        new ScriptedServer(
            script(
                "> 250-x\r\n250 AUTH LOGIN",
                "< AUTH LOGIN",
                "> 334 VXNlcm5hbWU6",
                "< YW5uYQ==",
                "> 334 UGFzc3dvcmQ6",
                "< d29yZA==",
                "> 535 5.7.8 no"))) {
      var hop =
          new NextHop(server.address(), ClientTls.OFF, Optional.empty(), Optional.of(credentials));
      assertThat(client.call(List.of(hop)))
          .isInstanceOfSatisfying(
              Dialled.Unreachable.class,
              unreachable ->
                  assertThat(unreachable.reason())
                      .contains("the login of anna was answered with 535 5.7.8 no"));
    }
  }

  @Test
  void a_server_without_tls_is_refused_where_tls_is_required() throws Exception {
    try (var server = new ScriptedServer(script("> 250 x"))) {
      var hop =
          NextHop.open(server.address(), ClientTls.REQUIRED, Optional.empty(), Optional.empty())
              .orElseThrow();
      assertThat(client.call(List.of(hop)))
          .isInstanceOfSatisfying(
              Dialled.Unreachable.class,
              unreachable -> assertThat(unreachable.reason()).contains("STARTTLS is not offered"));
    }
  }

  @Test
  void answers_injected_before_tls_end_the_call() throws Exception {
    try (var server =
        new ScriptedServer(
            script("> 250-x\r\n250 STARTTLS", "< STARTTLS", "> 220 go\r\n250 evil"))) {
      var hop =
          NextHop.open(server.address(), ClientTls.REQUIRED, Optional.empty(), Optional.empty())
              .orElseThrow();
      assertThat(client.call(List.of(hop)))
          .isInstanceOfSatisfying(
              Dialled.Unreachable.class,
              unreachable -> assertThat(unreachable.reason()).contains("spoke in clear"));
    }
  }
}
