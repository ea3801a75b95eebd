package org.sallyport.wire.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.wire.smtp.ReplyResult.Decoded;
import org.sallyport.wire.smtp.ReplyResult.Malformed;
import org.sallyport.wire.smtp.ReplyResult.NeedMore;

class ReplyTest {
  private static ReplyResult decode(String text) {
    var bytes = text.getBytes(UTF_8);
    return ReplyDecoder.decode(bytes, 0, bytes.length);
  }

  @Test
  void a_reply_of_several_lines_has_its_status_in_each() {
    var reply =
        new Reply(550, Optional.of(EnhancedStatus.of("5.7.1")), List.of("no", "not even then", ""));
    var text = "550-5.7.1 no\r\n550-5.7.1 not even then\r\n550 5.7.1 \r\n";
    assertThat(reply.format()).isEqualTo(text);
    assertThat(decode(text)).isEqualTo(new Decoded(reply, text.length()));
  }

  @Test
  void a_reply_is_decoded_whatever_pieces_it_comes_in() {
    var text = "250-mail.example greets you\r\n250-SIZE 1000\r\n250 DSN\r\n";
    for (int cut = 0; cut < text.length(); cut++) {
      assertThat(decode(text.substring(0, cut))).isEqualTo(NeedMore.INSTANCE);
    }
    assertThat(decode(text + "354 go"))
        .isEqualTo(
            new Decoded(
                new Reply(
                    250, Optional.empty(), List.of("mail.example greets you", "SIZE 1000", "DSN")),
                text.length()));
  }

  @Test
  void a_code_alone_is_a_reply() {
    assertThat(decode("250\r\n")).isEqualTo(new Decoded(Reply.plain(250, ""), 5));
  }

  @Test
  void a_status_of_another_class_is_text() {
    assertThat(decode("550 2.1.1 what\r\n"))
        .isEqualTo(new Decoded(Reply.plain(550, "2.1.1 what"), 16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n",
        "25\r\n",
        "2500 ok\r\n",
        "100 ok\r\n",
        "650 ok\r\n",
        "250_ok\r\n",
        "250 ok\n",
        "250 ok\r250 ok\r\n",
        "250-a\r\n251 b\r\n",
        "250 \u0007\r\n",
      })
  void what_is_no_reply_is_malformed(String text) {
    assertThat(decode(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void a_reply_without_end_is_malformed() {
    assertThat(decode("250-x\r\n".repeat(ReplyDecoder.MOST_LINES))).isInstanceOf(Malformed.class);
    assertThat(decode("250 " + "x".repeat(ReplyDecoder.LONGEST_LINE)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void no_reply_carries_a_line_end_of_its_own() {
    assertThatThrownBy(() -> Reply.plain(250, "ok\r\n250 more"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void capabilities_are_read_and_what_two_have_in_common() {
    var hop =
        Capabilities.of(
            new Reply(
                250,
                Optional.empty(),
                List.of("hop", "size 5000", "DSN", "AUTH PLAIN login", "AUTH=PLAIN", "8BITMIME")));
    assertThat(hop.largest()).hasValue(5000);
    assertThat(hop.details("AUTH")).containsExactly("PLAIN", "LOGIN");
    var ours = Capabilities.of("PIPELINING", "SIZE", "DSN", "AUTH", "SMTPUTF8");
    assertThat(ours.both(hop).lines()).containsExactly("SIZE 5000", "DSN", "AUTH PLAIN login");
    assertThat(ours.with("SIZE", "100").both(hop).largest()).hasValue(100);
  }

  @Test
  void xtext_is_the_one_of_rfc_3461() {
    assertThat(Xtext.encode("e=mc2+ü ")).isEqualTo("e+3Dmc2+2B+C3+BC+20");
    assertThat(Xtext.decode("e+3Dmc2+2B+C3+BC+20")).contains("e=mc2+ü ");
    for (var wrong : List.of("+", "+2", "+2b", "a=b", "a b", "+FF", "ü")) {
      assertThat(Xtext.decode(wrong)).isEmpty();
    }
  }
}
