package org.sallyport.mime.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.mime.structure.Scans.crlf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.mime.structure.Scans;

class DeliveryReportTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final ReportWriter WRITER =
      new ReportWriter(ReportWriter.postmaster("mail.example.com"), NOW);
  private static final String ORIGINAL =
      crlf(
          """
          From: ada@example.com
          To: bob@example.net
          Message-ID: <1@example.com>
          Subject: Gr\u00c3\u00bc\u00c3\u009fe

          secret content
          """);

  private static String written(DeliveryReport report, boolean whole) throws IOException {
    var sink = new ByteArrayOutputStream();
    WRITER.write(
        report,
        "ada@example.com",
        "Nicht zugestellt: Grüße",
        "Your message could not be encrypted to bob@example.net: no key was found.\n\nAsk Bob.",
        Scans.read(ORIGINAL),
        whole,
        sink);
    return sink.toString(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_is_written_is_read(boolean whole) throws IOException {
    var report =
        new DeliveryReport(
            "mail.example.com",
            Optional.of("QQ314159"),
            Optional.of(NOW.minusSeconds(60)),
            List.of(
                DeliveryReport.Outcome.failed("bob@example.net", "5.7.1", "550 no key was found"),
                new DeliveryReport.Outcome(
                    "carol@example.org",
                    Optional.of("c@example.org"),
                    DeliveryReport.Action.DELAYED,
                    "4.4.1",
                    Optional.of("451 busy"),
                    Optional.of("mx.example.org"),
                    Optional.of(NOW.plusSeconds(3600)))));
    var text = written(report, whole);
    var message = Scans.read(text.getBytes(UTF_8));
    assertThat(message.findings()).isEmpty();
    assertThat(ReportReader.read(message)).contains(report);
    assertThat(message.header().text("Subject")).isEqualTo("Nicht zugestellt: Grüße");
    assertThat(message.header().text("Auto-Submitted")).isEqualTo("auto-replied");
    assertThat(message.header().text("In-Reply-To")).isEqualTo("<1@example.com>");
    assertThat(text.contains("secret content")).isEqualTo(whole);
    assertThat(AutomaticMail.whyUnanswered(message.header(), "x@example.com")).isPresent();
  }

  @Test
  void addresses_beyond_ascii_and_what_others_said_fit_into_a_report() throws IOException {
    var report =
        new DeliveryReport(
            "mail.example.com",
            Optional.empty(),
            Optional.empty(),
            List.of(
                DeliveryReport.Outcome.failed(
                    "jörg@exämple.net", "5.1.1", "550 a\r\nBcc: b\u0007")));
    var message = Scans.read(written(report, false).getBytes(UTF_8));
    assertThat(message.root().parts().get(1).type().full())
        .isEqualTo("message/global-delivery-status");
    var outcome = ReportReader.read(message).orElseThrow().outcomes().getFirst();
    assertThat(outcome.recipient()).isEqualTo("jörg@exämple.net");
    assertThat(outcome.diagnostic()).contains("550 a Bcc: b");
  }

  /** As Postfix writes them. */
  @Test
  void reports_of_others_are_read() throws IOException {
    var message =
        Scans.read(
            crlf(
                """
                From: MAILER-DAEMON@mx.example.net
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="a/mx"

                --a/mx
                Content-Description: Notification
                Content-Type: text/plain; charset=us-ascii

                I'm sorry
                --a/mx
                Content-Description: Delivery report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net
                X-Postfix-Queue-ID: 1234
                Arrival-Date: Mon, 23 Nov 2026 10:00:00 +0000 (UTC)

                Final-Recipient: rfc822; bob@example.net
                Original-Recipient: rfc822;bob@example.net
                Action: failed
                Status: 5.1.1 (no such user)
                Remote-MTA: dns; inner.example.net
                Diagnostic-Code: smtp; 550 5.1.1 <bob@example.net>: Recipient address
                    rejected: User unknown

                Final-Recipient: rfc822; x
                Action: unheard of
                Status: 5
                --a/mx--
                """));
    var report = ReportReader.read(message).orElseThrow();
    assertThat(report.reporter()).isEqualTo("mx.example.net");
    assertThat(report.arrival()).contains(NOW);
    assertThat(report.outcomes())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.status()).isEqualTo("5.1.1");
              assertThat(one.diagnostic().orElseThrow()).endsWith("rejected: User unknown");
            });
  }

  @Test
  void what_is_no_report_is_none() throws IOException {
    assertThat(ReportReader.read(Scans.read(ORIGINAL))).isEmpty();
    assertThat(
            ReportReader.read(
                Scans.read(
                    crlf(
                        """
                        Content-Type: multipart/report; boundary=a

                        --a

                        --a

                        --a--
                        """))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "Auto-Submitted: auto-generated|a@b|true",
        "Auto-Submitted: no|a@b|false",
        "Auto-Submitted: No (by hand)|a@b|false",
        "Precedence: bulk|a@b|true",
        "List-Id: <x>|a@b|true",
        "Subject: x|a@b|false",
        "Subject: x|''|true",
      })
  void machines_are_not_answered(String field, String returnPath, boolean silent) {
    assertThat(
            AutomaticMail.whyUnanswered(Scans.read(field + "\r\n\r\n").header(), returnPath)
                .isPresent())
        .isEqualTo(silent);
  }

  @Test
  void circles_are_counted() {
    var header =
        Scans.read(
                "Received: a\r\nX-Sallyport-Passed: n1\r\nReceived: b\r\nX-Sallyport-Passed: N1\r\n"
                    .concat("X-Sallyport-Passed: n2\r\n\r\n"))
            .header();
    assertThat(AutomaticMail.hops(header)).isEqualTo(2);
    assertThat(AutomaticMail.passes(header, "n1")).isEqualTo(2);
  }
}
