package org.sallyport.wire.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
  private static Command command(String line) {
    return switch (CommandParser.parse(line)) {
      case CommandResult.Parsed(var command) -> command;
      case CommandResult.Refused(var reply) -> throw new AssertionError(line + ": " + reply);
    };
  }

  private static Reply refusal(String line) {
    return switch (CommandParser.parse(line)) {
      case CommandResult.Parsed(var command) -> throw new AssertionError(line + ": " + command);
      case CommandResult.Refused(var reply) -> reply;
    };
  }

  @Test
  void the_sample_of_rfc_5321_appendix_d_is_understood() {
    assertThat(command("EHLO bar.com")).isEqualTo(new Command.Hello("bar.com", true));
    assertThat(command("MAIL FROM:<Smith@bar.com>"))
        .isEqualTo(
            new Command.Mail(
                Optional.of(new MailAddress("Smith", "bar.com")), MailParameters.NONE));
    assertThat(command("RCPT TO:<Jones@foo.com>"))
        .isEqualTo(
            new Command.Recipient(new MailAddress("Jones", "foo.com"), RecipientParameters.NONE));
    assertThat(command("DATA")).isEqualTo(Command.Data.INSTANCE);
    assertThat(command("QUIT")).isEqualTo(Command.Quit.INSTANCE);
  }

  @Test
  void a_sender_with_every_parameter_is_read_and_written_alike() {
    var line =
        "MAIL FROM:<a@b.example> SIZE=1000 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=QQ314159"
            + " AUTH=e+3Dmc2@example.com";
    var mail = (Command.Mail) command(line);
    var server =
        Capabilities.of(
            Capabilities.SIZE,
            Capabilities.EIGHT_BIT_MIME,
            Capabilities.SMTPUTF8,
            Capabilities.DSN,
            Capabilities.AUTH);
    assertThat("MAIL FROM:<a@b.example>" + mail.parameters().format(server)).isEqualTo(line);
    assertThat(mail.parameters().format(Capabilities.NONE)).isEmpty();
  }

  @Test
  void a_recipient_with_every_parameter_is_read_and_written_alike() {
    var line = "RCPT TO:<a@b.example> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;Bob+2B1@Example.ORG";
    var recipient = (Command.Recipient) command(line);
    assertThat(recipient.parameters().reports()).isEqualTo(Set.of(Notify.SUCCESS, Notify.DELAY));
    assertThat(
            "RCPT TO:<a@b.example>"
                + recipient.parameters().format(Capabilities.of(Capabilities.DSN)))
        .isEqualTo(line);
  }

  @Test
  void the_null_path_sends_and_does_not_receive() {
    assertThat(((Command.Mail) command("MAIL FROM:<>")).from()).isEmpty();
    assertThat(refusal("RCPT TO:<>").code()).isEqualTo(501);
  }

  @Test
  void postmaster_needs_no_domain_as_a_recipient_alone() {
    assertThat(((Command.Recipient) command("rcpt to:<Postmaster>")).to().toString())
        .isEqualTo("Postmaster");
    assertThat(refusal("MAIL FROM:<postmaster>").code()).isEqualTo(501);
  }

  @Test
  void a_source_route_is_dropped() {
    assertThat(((Command.Recipient) command("RCPT TO:<@a.example,@b.example:c@d.example>")).to())
        .isEqualTo(new MailAddress("c", "d.example"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MAIL",
        "MAIL FROM:",
        "MAIL FROM:a@b.example",
        "MAIL FROM:<a@b.example",
        "MAIL FROM:<a@b.example>SIZE=1",
        "MAIL FROM:<a@b.example> SIZE=-1",
        "MAIL FROM:<a@b.example> SIZE=1234567890123456789",
        "MAIL FROM:<a@b.example> SIZE=1 SIZE=2",
        "MAIL FROM:<a@b.example> BODY=BINARYMIME",
        "MAIL FROM:<a@b.example> RET=SOME",
        "MAIL FROM:<a@b.example> ENVID=a+2",
        "MAIL FROM:<a@b.example> AUTH=",
        "MAIL FROM:<a@b.example> SMTPUTF8=yes",
        "MAIL FROM:<a@b@c.example>",
        "MAIL FROM:< >",
        "MAIL FROM:<a b@c.example>",
        "MAIL FROM:<.a@c.example>",
        "MAIL FROM:<a@-c.example>",
        "MAIL FROM:<a@[1.2.3.256]>",
        "RCPT TO:<a@b.example> NOTIFY=NEVER,DELAY",
        "RCPT TO:<a@b.example> NOTIFY=",
        "RCPT TO:<a@b.example> ORCPT=a@b.example",
        "RCPT TO:<@a.example>",
        "RCPT TO:<\"a@b.example>",
        "DATA now",
        "BDAT",
        "BDAT -1",
        "BDAT 1 FIRST",
        "BDAT 12345678901234567890",
        "EHLO",
        "EHLO a b",
        "QUIT now",
        "STARTTLS now",
        "AUTH",
        "AUTH PLAIN =x",
        "XCLIENT",
        "XCLIENT IDENT=1",
        "XCLIENT ADDR=1.2.3.4 ADDR=1.2.3.4",
        "XCLIENT NAME=+0D+0A",
      })
  void what_breaks_the_grammar_is_501(String line) {
    assertThat(refusal(line).code()).isEqualTo(501);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FROB|500",
        "''|500",
        "GET / HTTP/1.1|500",
        "MAIL FROM:<a@b.example> REQUIRETLS|555",
        "MAIL FROM:<a@b.example> NOTIFY=NEVER|555",
        "RCPT TO:<a@b.example> SIZE=1|555",
        "MAIL FROM:<jürgen@b.example>|553",
      })
  void what_is_not_known_has_a_code_of_its_own(String line, int code) {
    assertThat(refusal(line).code()).isEqualTo(code);
  }

  @Test
  void an_address_beyond_ascii_is_taken_with_smtputf8() {
    assertThat(((Command.Mail) command("MAIL FROM:<jürgen@bücher.example> SMTPUTF8")).from())
        .contains(new MailAddress("jürgen", "bücher.example"));
  }

  @Test
  void a_bracket_within_quotes_ends_no_path() {
    var mail = (Command.Mail) command("MAIL FROM:<\"a> b\\\"c\"@d.example> SIZE=3");
    assertThat(mail.from().orElseThrow().unquoted()).isEqualTo("a> b\"c");
    assertThat(mail.parameters().size()).hasValue(3);
  }

  @Test
  void chunks_are_read() {
    assertThat(command("BDAT 86 LAST")).isEqualTo(new Command.Chunk(86, true));
    assertThat(command("bdat 0")).isEqualTo(new Command.Chunk(0, false));
  }

  @Test
  void a_response_of_a_login_does_not_show() {
    var login = command("AUTH plain dGVzdAB0ZXN0ADEyMzQ=");
    assertThat(login).isEqualTo(new Command.Login("PLAIN", Optional.of("dGVzdAB0ZXN0ADEyMzQ=")));
    assertThat(login).hasToString("Login[PLAIN]");
  }

  @Test
  void attributes_of_xclient_are_decoded() {
    var client =
        ((Command.ActFor)
                command(
                    "XCLIENT NAME=spike.example ADDR=IPV6:2001:db8::1 LOGIN=a+3Db"
                        + " HELO=[UNAVAILABLE]"))
            .client();
    assertThat(client.value(Attributes.NAME)).contains("spike.example");
    assertThat(client.value(Attributes.ADDR)).contains("IPV6:2001:db8::1");
    assertThat(client.value(Attributes.LOGIN)).contains("a=b");
    assertThat(client.value(Attributes.HELO)).isEmpty();
    assertThat(client.words()).containsKey(Attributes.HELO);
    assertThat(command("XCLIENT" + client.format())).isEqualTo(new Command.ActFor(client));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.example",
        "\"a b\"@c.example",
        "a+tag@[192.0.2.1]",
        "a@[IPv6:2001:db8::1]",
        "a@[IPv6:::ffff:192.0.2.1]",
        "o'neil@sub_domain.example",
        "用户@例子.example",
      })
  void addresses_are_written_as_they_were_read(String text) {
    assertThat(MailAddress.parse(text)).map(MailAddress::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b",
        "a..b@c.example",
        "a@b..example",
        "\"a\"b@c.example",
        "\"@c.example",
        "\"a\\\"@c.example",
        "a@[::1]",
        "a@[IPv6:1.2.3.4]",
        "a@[tag:x]",
        "a\u0085@b.example",
        "a@b.example\r\nRCPT TO:<c@d.example>",
        "a123456789012345678901234567890123456789012345678901234567890123456@b.example",
      })
  void what_is_no_address_is_none(String text) {
    assertThat(MailAddress.parse(text)).isEmpty();
  }
}
