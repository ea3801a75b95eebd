package org.sallyport.mime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.mime.structure.Scans.crlf;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.mime.structure.Scans;

class MailReaderTest {
  private static Display display(String message) throws IOException {
    var read = Scans.read(crlf(message));
    return MailReader.display(read, read.root(), file -> "inline/" + file.path());
  }

  private static String html(String html) throws IOException {
    return ((Display.Html)
            display("Content-Type: text/html; charset=utf-8\n\n" + html).bodies().getFirst())
        .html();
  }

  private static String plain(String message) throws IOException {
    return ((Display.Plain) display(message).bodies().getFirst()).text();
  }

  @Test
  void the_best_alternative_is_shown_with_its_pictures() throws IOException {
    var shown =
        display(
            """
            Content-Type: multipart/mixed; boundary=m

            --m
            Content-Type: multipart/alternative; boundary=a

            --a
            Content-Type: text/plain

            plain
            --a
            Content-Type: multipart/related; boundary=r

            --r
            Content-Type: text/html

            <p>rich <img src="cid:1@x"><img src="cid:2@x"><img src="http://evil.example/x.png">
            --r
            Content-Type: image/png; name="a.png"
            Content-ID: <1@x>
            Content-Transfer-Encoding: base64

            iVBORw0KGgo=
            --r
            Content-Type: image/png
            Content-ID: <2@x>

            <svg onload=alert(1)>
            --r--
            --a
            Content-Type: text/calendar

            BEGIN:VCALENDAR
            --a--
            --m
            Content-Type: application/pdf
            Content-Disposition: attachment; filename="../../etc/r\u00c3\u00a9sum\u00c3\u00a9.pdf"

            %PDF-1.4
            --m
            Content-Type: message/rfc822

            Subject: forwarded

            x
            --m--
            """);
    assertThat(shown.bodies()).hasSize(1);
    assertThat(((Display.Html) shown.bodies().getFirst()).html())
        .contains("rich", "inline/1.2.2")
        .doesNotContain("evil.example", "1.2.3", "cid:");
    assertThat(shown.blocked()).isGreaterThan(0);
    assertThat(shown.files())
        .extracting(MailFile::name)
        .containsExactly(
            "a.png", "part-1.2.3.bin", "part-1.3.bin", "_.._etc_résumé.pdf", "part-3.eml");
    assertThat(shown.files())
        .extracting(MailFile::sniffed)
        .containsExactly(
            "image/png", "image/svg+xml", "text/plain", "application/pdf", "text/plain");
    assertThat(shown.complete()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; charset=utf-8|Gr\u00c3\u00bc\u00c3\u009fe|Grüße",
        "text/plain; charset=iso-8859-1|Gr\u00fc\u00dfe|Grüße",
        "text/plain; charset=windows-1252|\u0080|€",
        "text/plain; charset=us-ascii|Gr\u00c3\u00bc\u00c3\u009fe|Grüße",
        "text/plain|Gr\u00fc\u00dfe|Grüße",
        "text/plain; charset=nonsense|Gr\u00c3\u00bc\u00c3\u009fe|Grüße",
        "text/plain; charset=utf-7|+ADw-script+AD4-|+ADw-script+AD4-",
      })
  void charsets_are_what_they_say_or_what_they_look_like(String type, String body, String text)
      throws IOException {
    assertThat(plain("Content-Type: " + type + "\n\n" + body)).isEqualTo(text);
  }

  @Test
  void flowing_text_is_put_together() throws IOException {
    var head = "Content-Type: text/plain; format=flowed";
    assertThat(plain(head + "\n\na \nb\n\n> c \n> d\n> > e\n-- \nAda \n"))
        .isEqualTo("a b\n\n> c d\n> > e\n-- \nAda ");
    assertThat(plain(head + "; delsp=yes\n\n\u00e6\u0097\u00a5 \n\u00e6\u009c\u00ac\n"))
        .isEqualTo("日本\n");
  }

  @Test
  void what_is_encrypted_is_no_text() throws IOException {
    var shown =
        display(
            """
            Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=a

            --a
            Content-Type: application/pgp-encrypted

            Version: 1
            --a
            Content-Type: application/octet-stream

            -----BEGIN PGP MESSAGE-----
            --a--
            """);
    assertThat(shown.bodies()).isEmpty();
    assertThat(shown.files()).hasSize(2);
  }

  /** What runs, loads, hides or leaves its frame. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<img src=\"https://evil.example/1.png\">",
        "<img src=\"//evil.example/1.png\">",
        "<img src=\"data:text/html,x\">",
        "<img srcset=\"https://evil.example/1.png 2x\">",
        "<svg onload=alert(1)><use href=\"https://evil.example/\"></svg>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"JaVa\tScRiPt:alert(1)\">x</a>",
        "<a href=\"&#106;avascript:alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<iframe src=\"https://evil.example/\"></iframe>",
        "<object data=\"https://evil.example/\"></object>",
        "<embed src=\"https://evil.example/\">",
        "<link rel=stylesheet href=\"https://evil.example/x.css\">",
        "<style>@import url(https://evil.example/x.css); p{}</style>",
        "<p style=\"background:url(https://evil.example/x.png)\">x</p>",
        "<p style=\"background-image:url(https://evil.example/x.png)\">x</p>",
        "<p style=\"position:fixed;top:0;left:0\">x</p>",
        "<p style=\"display:none\">x</p>",
        "<table background=\"https://evil.example/x.png\"><tr><td>x</table>",
        "<base href=\"https://evil.example/\">",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example/\">",
        "<form action=\"https://evil.example/\"><input name=p></form>",
        "<video poster=\"https://evil.example/\"><source src=\"https://evil.example/\"></video>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<!--><script>alert(1)</script>-->",
        "<p id=login class=form name=x>",
      })
  void nothing_runs_loads_or_hides(String attack) throws IOException {
    assertThat(html("<p>before</p>" + attack + "<p>behind"))
        .contains("before")
        .doesNotContainIgnoringCase(
            "<script", "<svg", "<iframe", "<object", "<embed", "<link", "<style")
        .doesNotContainIgnoringCase(
            "<base", "<meta", "<form", "<input", "<video", "<source", "<math")
        .doesNotContainIgnoringCase(
            "javascript:", "data:", "url(", "position", "display:", "class=", " id=")
        .doesNotContainPattern("(?i)(src|href|background|poster|action)=\"(https?:)?//evil")
        .doesNotContainPattern("(?i)<[^>]* on[a-z]+=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/inbox?done=passphrase", "inbox", "//evil.example/", "?a", "cid:1", ""})
  void relative_links_of_a_message_are_taken_out(String link) throws IOException {
    assertThat(html("<a href=\"" + link + "\">text</a>")).contains("text").doesNotContain("href");
  }

  @Test
  void text_links_and_tables_stay() throws IOException {
    assertThat(
            html(
                "<h1 style=\"color:#ff0000;text-align:center\">T</h1><table width=\"100\"><tr><td"
                    + " colspan=2>x</td></tr></table><a"
                    + " href=\"https://example.com/?a=1&amp;b=2\">y</a>"))
        .contains("color:#ff0000", "colspan=\"2\"", "href=\"https://example.com/?a")
        .contains("noopener", "noreferrer");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report.pdf|report.pdf",
        "a/b\\c.txt|a_b_c.txt",
        "..|part",
        ".htaccess|htaccess",
        "CON.txt|_CON.txt",
        "inv\u202Efdp.exe|invfdp.exe",
        "a\u0000b\u0007c|abc",
        "x.|x",
      })
  void names_are_safe(String name, String safe) {
    assertThat(FileName.safe(name, "part")).isEqualTo(safe);
  }

  @Test
  void long_names_keep_their_ending_and_programs_are_told() {
    assertThat(FileName.safe("x".repeat(500) + ".pdf", "part")).hasSize(120).endsWith(".pdf");
    assertThat(FileName.isProgram("invoice.pdf.EXE")).isTrue();
    assertThat(FileName.isProgram("invoice.pdf")).isFalse();
    assertThat(Sniffing.isProgram(Sniffing.type(new byte[] {'M', 'Z', 0}))).isTrue();
  }

  @Test
  void a_text_beyond_reading_is_cut() throws IOException {
    assertThat(display("Content-Type: text/plain\n\n" + "long \n".repeat(500_000)).complete())
        .isFalse();
  }

  @Test
  void html_of_any_depth_ends() throws IOException {
    assertThat(html("<div>".repeat(50_000) + "deep")).isNotNull();
  }
}
