package org.sallyport.mime.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderValuesTest {
  /** RFC 2047 section 8, and what mailers make of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "=?ISO-8859-1?Q?a?=|a",
        "=?ISO-8859-1?Q?a?= b|a b",
        "=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=|ab",
        "=?ISO-8859-1?Q?a?=    =?ISO-8859-1?Q?b?=|ab",
        "=?ISO-8859-1?Q?a_b?=|a b",
        "=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=|a b",
        "=?ISO-8859-1?Q?Andr=E9?= Pirard|André Pirard",
        "=?utf-8*de?B?R3LDvMOfZQ==?=|Grüße",
        "=?utf-8?B?R3LDvMOfZQ?=|Grüße",
        "=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=|ü",
        "=?utf-8?Q?=C3?= x =?utf-8?Q?=BC?=|\ufffd x \ufffd",
        "=?no-such?Q?a?= b|=?no-such?Q?a?= b",
        "=?utf-8?Q?=ZZ?=|=?utf-8?Q?=ZZ?=",
        "=?utf-8?Q?=?=|=?utf-8?Q?=?=",
        "=?utf-8?X?a?=|=?utf-8?X?a?=",
        "=?utf-8?Q?a=0D=0ABcc:_x?=|a  Bcc: x",
        "plain =?|plain =?",
      })
  void encoded_words_are_decoded(String encoded, String text) {
    assertThat(EncodedWords.decode(encoded)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "Grüße aus Köln",
        "日本語のとても長い件名、それは一行に収まらないので折り返されなければならない、本当に長い",
        "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
        "looks =?utf-8?Q?like?= one"
      })
  void what_is_encoded_is_decoded_again_in_lines_of_76(String text) {
    var field = FieldText.field("Subject", EncodedWords.encode(text));
    assertThat(field.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
    assertThat(EncodedWords.decode(FieldText.unfold(field.substring(8)))).isEqualTo(text);
    assertThat(EncodedWords.encode(text)).matches("\\p{ASCII}*");
  }

  @Test
  void a_field_cannot_smuggle_in_another() {
    assertThatThrownBy(() -> FieldText.field("Subject", "a\r\nBcc: b"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(EncodedWords.encode("a\r\nBcc: b")).doesNotContain("\r", "\n");
  }

  /** RFC 5322 appendix A and A.6, RFC 6532, and what is found in the wild. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "John Doe <jdoe@machine.example>|John Doe <jdoe@machine.example>",
        "\"Joe Q. Public\" <john.q.public@example.com>|\"Joe Q. Public\""
            + " <john.q.public@example.com>",
        "Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>|Mary Smith <mary@x.test>,"
            + " jdoe@example.org, Who? <one@y.test>",
        "<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>|boss@nil.test,"
            + " \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
        "A Group:Ed Jones <joe@where.test>,joe@where.test,John <jdoe@one.test>;|A Group: Ed Jones"
            + " <joe@where.test>, joe@where.test, John <jdoe@one.test>;",
        "Undisclosed recipients:;|Undisclosed recipients: ;",
        "Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>|Pete <pete@silly.test>",
        "Joe Q. Public <john.q.public@example.com>|\"Joe Q. Public\" <john.q.public@example.com>",
        "Mary Smith <@node.test:mary@example.net>, , jdoe@test . example|Mary Smith"
            + " <mary@example.net>, jdoe@test.example",
        "jdoe@example.com (John Doe)|John Doe <jdoe@example.com>",
        "\"a b\"@example.com|\"a b\"@example.com",
        "a@[192.0.2.1]|a@[192.0.2.1]",
        "=?utf-8?Q?J=C3=B6rg?= <j@example.com>|=?utf-8?B?SsO2cmc=?= <j@example.com>",
        "\"=?utf-8?Q?J=C3=B6rg?=\" <j@example.com>|=?utf-8?B?SsO2cmc=?= <j@example.com>",
        "Jörg <jörg@exämple.com>|=?utf-8?B?SsO2cmc=?= <jörg@exämple.com>",
        "a@b.c; d@e.f|a@b.c, d@e.f",
      })
  void addresses_are_read(String field, String text) {
    var read = Addresses.read(field);
    assertThat(read.entries().stream().map(Address::text).toList())
        .isEqualTo(Addresses.read(text).entries().stream().map(Address::text).toList());
    assertThat(String.join(", ", read.entries().stream().map(Address::text).toList()))
        .isEqualTo(text);
    assertThat(read.clean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b@c.d",
        "a@b@c.d",
        "<a@b.c",
        "a@b.c>",
        "no address",
        "<>",
        "<a>",
        "\"open",
        "(open",
        "group: a@b.c",
        "a@",
        "@b",
        "<a@b.c> x <d@e.f>"
      })
  void what_names_nobody_surely_is_not_clean(String field) {
    assertThat(Addresses.read(field).clean()).isFalse();
  }

  @Test
  void a_display_name_that_shows_an_address_is_not_one() {
    var read = Addresses.read("\"boss@example.com\" <evil@example.net>");
    assertThat(read.mailboxes())
        .singleElement()
        .extracting(Address.Mailbox::domain)
        .isEqualTo("example.net");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 21 Nov 1997 09:55:06 -0600|1997-11-21T15:55:06Z",
        "21 Nov 97 09:55:06 GMT|1997-11-21T09:55:06Z",
        "Thu,\t13 Feb 1969 23:32 -0330 (Newfoundland Time)|1969-02-14T03:02:00Z",
        "Mon, 2 Jan 2006 15:04:05 PST|2006-01-02T23:04:05Z",
        "1 Apr 2026 10:00:60 +0000|2026-04-01T10:00:59Z",
      })
  void dates_are_read(String body, Instant instant) {
    assertThat(MailDate.read(body)).contains(instant);
    assertThat(MailDate.read(MailDate.format(instant))).contains(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "31 Feb 2026 10:00 +0000",
        "1 Foo 2026 10:00 Z",
        "1 Jan 2026 10:00 +9900"
      })
  void what_is_no_date_has_none(String body) {
    assertThat(MailDate.read(body)).isEmpty();
  }

  /** RFC 2045 section 5.1, RFC 2231 sections 3 to 4.1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; charset=us-ascii (Plain text)|charset|us-ascii",
        "text/plain; charset=\"us-ascii\"|charset|us-ascii",
        "text/plain; name=\"a;b\\\"c\"|name|a;b\"c",
        "a/b; URL*0=\"ftp://\"; URL*1=\"cs.utk.edu/pub\"|url|ftp://cs.utk.edu/pub",
        "a/b; title*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A|title|This is ***fun***",
        "a/b; t*0*=us-ascii'en'This%20is%20even%20; t*1*=%2A%2A%2Afun%2A%2A%2A%20; t*2=\"isn't"
            + " it!\"|t|This is even ***fun*** isn't it!",
        "a/b; name=\"=?utf-8?Q?=C3=BC.txt?=\"|name|ü.txt",
        "a/b; name=x.txt; name*=utf-8''%C3%BC.txt|name|ü.txt",
        "attachment; filename=a.txt;|filename|a.txt",
      })
  void parameters_are_read(String body, String name, String value) {
    var read = MediaType.read(body).orElseThrow();
    assertThat(read.parameter(name)).contains(value);
    assertThat(read.clean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b; x=1; x=2",
        "a/b; x*=a; x*=b",
        "a/b x=1",
        "a/b; x",
        "a/b; x=\"open",
        "a/b; =1",
        "a/b; x*a=1"
      })
  void unclear_parameters_are_told(String body) {
    assertThat(MediaType.read(body).orElseThrow().clean()).isFalse();
  }

  @Test
  void message_ids_are_found_and_made() {
    assertThat(MessageIds.read("<a@b> (c) <d@e>\t<f")).containsExactly("<a@b>", "<d@e>");
    assertThat(MessageIds.read(MessageIds.next("example.com"))).hasSize(1);
  }
}
