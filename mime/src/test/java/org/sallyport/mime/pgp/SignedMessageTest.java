package org.sallyport.mime.pgp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.sallyport.mime.structure.Scans;

class SignedMessageTest {
  static final List<String> SAMPLES = Samples.ALL;

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void a_message_is_signed_in_ascii_lines(String sample) throws IOException {
    var signed = People.signed(sample, People.ADA);
    assertThat(signed).matches("(?s)[\\x09\\x0a\\x0d\\x20-\\x7e]*");
    assertThat(Scans.read(signed).findings()).isEmpty();
    try (var reading = (Reading.Signed) People.open(signed, People.BOB)) {
      assertThat(reading.isSignedBySender()).isTrue();
      assertThat(reading.fields().protection()).isEqualTo(ReadFields.Protection.STANDARD);
      assertThat(reading.fields().header().text("Subject"))
          .isEqualTo("Quarterly Zahlen für the board");
      assertThat(reading.fragments()).isEmpty();
      assertThat(contents(signed, reading.part().path())).isEqualTo(contents(sample, ""));
    }
  }

  /** Types and decoded contents of all leaves. */
  private static List<String> contents(String text, String path) throws IOException {
    var message = Scans.read(text);
    var part =
        message.root().all().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
    var contents = new java.util.ArrayList<String>();
    for (var leaf : part.leaves().toList()) {
      try (var in = message.content(leaf)) {
        contents.add(
            leaf.type().full()
                + new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }

  @Test
  void what_is_ascii_already_is_signed_to_the_octet() throws IOException {
    for (var sample : List.of(Samples.PLAIN, Samples.APPLE, Samples.OUTLOOK)) {
      assertThat(People.signed(sample, People.ADA))
          .contains(sample.substring(sample.indexOf("\r\n\r\n")));
    }
  }

  @Test
  void a_change_anywhere_in_the_signed_part_is_seen() throws IOException {
    var signed = People.signed(Samples.PLAIN, People.ADA);
    int boundary = signed.indexOf("\r\n--sallyport-");
    int begin = signed.indexOf("\r\n", boundary + 2) + 2;
    int end = signed.indexOf("\r\n--sallyport-", begin);
    for (int at = begin; at < end; at += 5) {
      var changed = new StringBuilder(signed);
      changed.setCharAt(at, signed.charAt(at) == 'x' ? 'y' : 'x');
      try (var reading = People.open(changed.toString(), People.BOB)) {
        assertThat(reading instanceof Reading.Signed still && still.isSignedBySender()).isFalse();
      }
    }
  }

  @Test
  void fields_outside_do_not_count_where_they_are_signed_inside() throws IOException {
    var forged =
        People.signed(Samples.PLAIN, People.ADA)
            .replaceFirst("(?s)Subject: .*?board", "Subject: pay at once");
    try (var reading = (Reading.Signed) People.open(forged, People.BOB)) {
      assertThat(reading.fields().header().text("Subject")).startsWith("Quarterly");
    }
    var broken = forged.replace("Hello", "Hallo");
    try (var reading = (Reading.Signed) People.open(broken, People.BOB)) {
      assertThat(reading.signatures()).noneMatch(Signature::isGood);
      assertThat(reading.fields().protection()).isEqualTo(ReadFields.Protection.NONE);
    }
  }

  @Test
  void a_signature_of_somebody_else_is_not_the_senders() throws IOException {
    try (var reading =
        (Reading.Signed) People.open(People.signed(Samples.PLAIN, People.EVE), People.BOB)) {
      assertThat(reading.signatures()).allMatch(Signature::isGood);
      assertThat(reading.isSignedBySender()).isFalse();
    }
    var two = Samples.PLAIN.replace("Ada <ada@example.com>", "ada@example.com, eve@example.org");
    try (var reading = (Reading.Signed) People.open(People.signed(two, People.EVE), People.BOB)) {
      assertThat(reading.isSignedBySender()).isFalse();
    }
  }

  @Test
  void a_signed_message_within_is_left_as_it_is() throws IOException {
    var inner = People.signed(Samples.PLAIN, People.EVE);
    var outer = People.signed(inner, People.ADA);
    assertThat(outer).contains(inner.substring(inner.indexOf("\r\n\r\n")));
    try (var reading = (Reading.Signed) People.open(outer, People.BOB)) {
      assertThat(reading.fragments())
          .singleElement()
          .satisfies(one -> assertThat(one.verdicts()).hasSize(1));
    }
  }
}
