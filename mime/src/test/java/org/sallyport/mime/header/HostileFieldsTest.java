package org.sallyport.mime.header;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A quarter of a megabyte of what costs most must not cost more than a moment, nor the stack. */
class HostileFieldsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=",
        "=?",
        "=?a?b?",
        "=?a?b?=",
        "=?utf-8?q?a?= ",
        "a. ",
        "a.",
        ".",
        "(",
        "()",
        "\\",
        "\"",
        "<",
        "<a",
        "<a>",
        "@",
        "a@",
        "a@b,",
        ":",
        ";",
        "a:;",
        ",",
        " ",
        ";x*0=",
        ";a=b",
        "[",
        "]",
        "> ",
        "=?utf-8?b?=",
        "ü"
      })
  void repetition_costs_no_more_than_its_length(String piece) {
    var body = piece.repeat((1 << 18) / piece.length());
    for (var text :
        new String[] {
          body, "a@" + body, "\"" + body, "a/b;" + body, body + "@x", "=?a?b?" + body + "x?="
        }) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            EncodedWords.decode(text);
            MailDate.read(text);
            MediaType.read(text);
            MessageIds.read(text);
            Addresses.read(text).mailboxes().forEach(one -> assertThat(one.text()).isNotEmpty());
          });
    }
  }
}
