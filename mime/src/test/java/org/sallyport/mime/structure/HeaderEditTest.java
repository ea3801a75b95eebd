package org.sallyport.mime.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.mime.structure.Scans.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class HeaderEditTest {
  /** Everything that programs like to mend. */
  private static final String ODD =
      String.join(
          "\r\n",
          "Received: by a",
          "\twith b ;  date",
          "received:by c",
          "SUBJECT:  a ",
          "  b  ",
          "From: \u00c3\u00bc <a@b>",
          "X:",
          "X: 2",
          "Content-Type: multipart/mixed;boundary=\"a\"",
          "",
          "pre",
          "--a ",
          "",
          "body ",
          "--a--",
          "",
          "end without line end");

  private static String edited(HeaderEdit edit) throws IOException {
    var out = new ByteArrayOutputStream();
    edit.writeTo(out);
    return out.toString(ISO_8859_1);
  }

  @Test
  void what_nobody_changes_is_the_same_to_the_octet() throws Exception {
    var out = new ByteArrayOutputStream();
    new HeaderEdit(read(ODD)).writeTo(out);
    assertThat(sha256(out.toByteArray())).isEqualTo(sha256(ODD.getBytes(ISO_8859_1)));
    for (var odd :
        new String[] {"", "\r\n", "A: b", "A: b\r\n", "A: b\nno field\nx", "\n\n", "body"}) {
      assertThat(edited(new HeaderEdit(read(odd)))).isEqualTo(odd);
    }
  }

  private static byte[] sha256(byte[] octets) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(octets);
  }

  @Test
  void a_change_changes_what_it_says_alone() throws IOException {
    assertThat(edited(new HeaderEdit(read(ODD)).onTop("X-A", "1").onTop("X-B", "2")))
        .isEqualTo("X-A: 1\r\nX-B: 2\r\n" + ODD);
    assertThat(edited(new HeaderEdit(read(ODD)).atTheEnd("X-A", "1")))
        .isEqualTo(ODD.replace("\"a\"\r\n\r\n", "\"a\"\r\nX-A: 1\r\n\r\n"));
    assertThat(edited(new HeaderEdit(read(ODD)).without(field -> field.isNamed("x"))))
        .isEqualTo(ODD.replace("X:\r\nX: 2\r\n", ""));
    assertThat(edited(new HeaderEdit(read(ODD)).instead("Subject", "c")))
        .isEqualTo(ODD.replace("SUBJECT:  a \r\n  b  \r\n", "Subject: c\r\n"));
    assertThat(edited(new HeaderEdit(read(ODD)).instead("X", "3")))
        .isEqualTo(ODD.replace("X:\r\nX: 2\r\n", "X: 3\r\n"));
    assertThat(edited(new HeaderEdit(read(ODD)).instead("Y", "\u00fc")))
        .isEqualTo(ODD.replace("\"a\"\r\n\r\n", "\"a\"\r\nY: \u00c3\u00bc\r\n\r\n"));
  }
}
