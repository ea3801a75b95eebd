package org.sallyport.mime.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.mime.structure.Scans.crlf;
import static org.sallyport.mime.structure.Scans.read;
import static org.sallyport.mime.structure.Scans.scan;
import static org.sallyport.mime.structure.Scans.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.openpgp.Spool;

class ScannerTest {
  private static final String NESTED =
      crlf(
          """
          From: Ada <ada@example.com>
          To: bob@example.com
          Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=
           and more
          X-Same: 1
          x-same: 2
          Content-Type: multipart/mixed;
           boundary="outer"

          preamble
          --outer
          Content-Type: multipart/alternative; boundary=outer-inner

          --outer-inner

          plain
          --outer-inner
          Content-Type: text/html

          <p>html
          --outer-inner--
          epilogue of the inner
          --outer
          Content-Type: message/rfc822

          Subject: inside
          Content-Type: text/plain

          forwarded
          --outer  \t
          Content-Disposition: attachment; filename="a.txt"

          --outer--
          epilogue
          """);

  @Test
  void parts_are_found_with_their_octets() {
    var message = read(NESTED);
    assertThat(message.findings()).isEmpty();
    assertThat(message.root().all().map(part -> part.path() + " " + part.type().full()))
        .containsExactly(
            " multipart/mixed",
            "1 multipart/alternative",
            "1.1 text/plain",
            "1.2 text/html",
            "2 message/rfc822",
            "2.1 text/plain",
            "3 text/plain");
    assertThat(message.root().leaves().map(part -> text(message, part.body())))
        .containsExactly("plain", "<p>html", "forwarded", "");
    var forwarded = message.root().parts().get(1);
    assertThat(text(message, forwarded.body()))
        .isEqualTo("Subject: inside\r\nContent-Type: text/plain\r\n\r\nforwarded");
    assertThat(forwarded.parts().getFirst().header().text("subject")).isEqualTo("inside");
    assertThat(message.root().parts().get(2).fileName()).contains("a.txt");
  }

  @Test
  void fields_keep_their_octets_their_order_and_their_doubles() {
    var header = read(NESTED).header();
    assertThat(header.first("SUBJECT").orElseThrow().raw())
        .isEqualTo("Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\n and more\r\n");
    assertThat(header.text("Subject")).isEqualTo("Grüße and more");
    assertThat(header.all("X-Same").map(Field::body)).containsExactly("1", "2");
    assertThat(header.addresses("From").mailboxes()).hasSize(1);
    assertThat(String.join("", header.fields().stream().map(Field::raw).toList()))
        .isEqualTo(NESTED.substring(0, NESTED.indexOf("\r\n\r\n") + 2));
  }

  /** Gives octets up to a place, then the rest, then one at a time. */
  private static final class Split extends InputStream {
    private final ByteArrayInputStream all;
    private int first;

    Split(byte[] octets, int first) {
      this.all = new ByteArrayInputStream(octets);
      this.first = first;
    }

    @Override
    public int read() {
      return all.read();
    }

    @Override
    public int read(byte[] into, int from, int most) {
      int wanted = first > 0 ? Math.min(first, most) : Math.min(most, 7);
      first -= Math.max(0, first);
      return all.read(into, from, wanted);
    }
  }

  @Test
  void it_is_the_same_at_every_split() throws IOException {
    var octets = NESTED.getBytes(ISO_8859_1);
    var whole = Octets.of(octets);
    var expected = read(NESTED);
    for (int at = 1; at < octets.length; at++) {
      var scan = new Scanner(whole, new Split(octets, at), Bounds.standard()).scan();
      assertThat(((Scan.Read) scan).message().root()).isEqualTo(expected.root());
    }
  }

  @Test
  void every_beginning_of_a_message_is_a_value() {
    for (int length = 0; length < NESTED.length(); length++) {
      assertThat(scan(NESTED.substring(0, length).getBytes(ISO_8859_1)))
          .isInstanceOf(Scan.Read.class);
    }
  }

  @Test
  void what_is_against_the_standards_is_found() {
    finds(Finding.Kind.BARE_LF, "A: b\n\r\nc\r\n");
    finds(Finding.Kind.BARE_CR, "A: b\r\n\r\nc\rd\r\n");
    finds(Finding.Kind.BARE_CR, "A: b\r\n\r\nc\r\r\nd");
    finds(Finding.Kind.NUL, "A: b\r\n\r\nc\0");
    finds(Finding.Kind.LONG_LINE, "A: b\r\n\r\n" + "c".repeat(999));
    finds(Finding.Kind.LONG_LINE, "A: " + "c".repeat(200_000) + "\r\n\r\n");
    finds(Finding.Kind.OTHER_THAN_UTF8, "Subject: \u00fc\r\n\r\n");
    finds(Finding.Kind.NO_FIELD, "A: b\r\nno field\r\nC: d\r\n\r\n");
    finds(Finding.Kind.NO_FIELD, "From someone Sat Jan  1\r\nA: b\r\n\r\n");
    finds(Finding.Kind.NO_FIELD, " fold\r\nA: b\r\n\r\n");
    finds(Finding.Kind.SPACE_BEFORE_COLON, "A : b\r\n\r\n");
    finds(Finding.Kind.BLANK_FOLD, "A: b\r\n \r\nC: d\r\n\r\n");
    finds(Finding.Kind.FIELD_TWICE, "From: a@b\r\nfrom: c@d\r\n\r\n");
    finds(Finding.Kind.NO_EMPTY_LINE, "A: b\r\n");
    finds(Finding.Kind.UNREADABLE_TYPE, "Content-Type: text\r\n\r\n");
    finds(Finding.Kind.UNCLEAR_TYPE, "Content-Type: a/b; x=1; x=2\r\n\r\n");
    finds(Finding.Kind.UNKNOWN_ENCODING, "Content-Transfer-Encoding: uuencode\r\n\r\n");
    finds(
        Finding.Kind.ENCODED_STRUCTURE,
        "Content-Type: multipart/mixed; boundary=a\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    finds(
        Finding.Kind.ENCODED_STRUCTURE,
        "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    finds(Finding.Kind.NO_BOUNDARY, "Content-Type: multipart/mixed\r\n\r\n");
    finds(Finding.Kind.NO_PARTS, "Content-Type: multipart/mixed; boundary=a\r\n\r\n--b\r\n");
    finds(Finding.Kind.NO_PARTS, "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a--\r\n");
    finds(Finding.Kind.NOT_CLOSED, "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n");
    finds(
        Finding.Kind.BOUNDARY_REUSED,
        crlf(
            """
            Content-Type: multipart/mixed; boundary=a

            --a
            Content-Type: multipart/mixed; boundary=a

            --a--
            """));
  }

  private static void finds(Finding.Kind kind, String message) {
    assertThat(read(message).findings()).extracting(Finding::kind).contains(kind);
  }

  @ParameterizedTest
  @EnumSource
  void a_finding_says_what_was_found(Finding.Kind kind) {
    assertThat(new Finding(kind, "1.2", 0).sentence()).startsWith("part 1.2 ");
  }

  @Test
  void a_part_without_an_empty_line_ends_with_its_header() {
    var message =
        read("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nX: y\r\n--a\r\n--a--");
    assertThat(message.root().parts()).hasSize(2);
    assertThat(message.root().parts().getFirst().header().text("X")).isEqualTo("y");
    assertThat(message.root().parts().getFirst().body().size()).isZero();
  }

  @Test
  void a_line_that_only_begins_like_a_delimiter_is_none() {
    var message =
        read(
            crlf(
                """
                Content-Type: multipart/mixed; boundary=a

                --a

                --ab
                 --a
                --a-
                --a--x
                -- a
                --a--
                """));
    assertThat(message.root().parts()).hasSize(1);
    assertThat(text(message, message.root().parts().getFirst().body()))
        .isEqualTo("--ab\r\n --a\r\n--a-\r\n--a--x\r\n-- a");
  }

  @Test
  void an_outer_delimiter_ends_what_is_inside() {
    var message =
        read(
            crlf(
                """
                Content-Type: multipart/mixed; boundary=a

                --a
                Content-Type: multipart/mixed; boundary=b

                --b

                inner
                --a

                outer
                --a--
                """));
    assertThat(message.root().leaves().map(part -> text(message, part.body())))
        .containsExactly("inner", "outer");
    assertThat(message.findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.NOT_CLOSED);
  }

  @Test
  void parts_of_a_digest_are_messages() {
    var message =
        read(
            crlf(
                """
                Content-Type: multipart/digest; boundary=a

                --a

                Subject: x

                y
                --a--
                """));
    assertThat(message.root().parts().getFirst().parts().getFirst().header().text("Subject"))
        .isEqualTo("x");
  }

  @Test
  void a_message_beyond_the_bounds_cannot_be_read() {
    var deep = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      deep.append("Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n");
    }
    assertThat(refused(deep.toString())).contains("more than 50 levels deep");
    assertThat(refused("Content-Type: message/rfc822\r\n\r\n".repeat(60))).contains("50 levels");
    var many = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n".repeat(3_000);
    assertThat(refused(many)).contains("more than 2000 parts");
    assertThat(refused("A: b\r\n".repeat(2_000))).contains("more than 1000 fields");
    assertThat(refused("A: " + "b".repeat(1 << 21))).contains("more than 1048576 octets");
    assertThat(refused("A: b\r\n" + " c\r\n".repeat(1 << 19))).contains("more than 1048576 octets");
  }

  private static String refused(String message) {
    return ((Scan.Unreadable) scan(message.getBytes(ISO_8859_1))).reason();
  }

  @Test
  void a_large_message_is_read_where_it_lies(@TempDir Path folder) throws IOException {
    var octets =
        (crlf(
                    """
                    Content-Type: multipart/mixed; boundary=a

                    --a

                    """)
                + "line\r\n".repeat(500_000)
                + crlf(
                    """
                    --a

                    the end
                    --a--
                    """))
            .getBytes(UTF_8);
    var file = java.nio.file.Files.write(folder.resolve("message"), octets);
    try (var spool = new Spool(folder)) {
      spool.write(octets, 0, octets.length);
      for (var where : List.of(Octets.of(octets), Octets.of(file), Octets.of(spool))) {
        var message = ((Scan.Read) Message.scan(where)).message();
        assertThat(text(message, message.root().parts().getLast().body())).isEqualTo("the end");
        assertThat(message.root().parts().getFirst().body().size()).isEqualTo(3_000_000 - 2);
      }
    }
  }
}
