package org.sallyport.mime.pgp;

import static org.sallyport.mime.structure.Scans.crlf;

import java.util.List;

/** Messages in the shapes that mailers give them. */
final class Samples {
  private static final String HEAD =
      """
      Received: from client (client [192.0.2.1])
      \tby mail.example.com; Mon, 23 Nov 2026 10:00:00 +0000
      DKIM-Signature: v=1; a=rsa-sha256; d=example.com; h=From:Subject; bh=x; b=y
      From: Ada <ada@example.com>
      To: Bob <bob@example.net>
      Cc: =?utf-8?Q?J=C3=B6rg?= <joerg@example.net>
      Date: Mon, 23 Nov 2026 10:00:00 +0000
      Message-ID: <1@example.com>
      Subject: Quarterly =?utf-8?Q?Zahlen_f=C3=BCr?=
       the board
      """;

  static final String PLAIN =
      crlf(
          HEAD
              + """
              Content-Type: text/plain; charset=us-ascii

              Hello,
              world.
              --\040
              Ada
              """);

  static final String NO_MIME = crlf(HEAD + "\nHello without a type.\n");

  /** As Thunderbird writes them: format=flowed, mixed with an attachment. */
  static final String THUNDERBIRD =
      crlf(
          HEAD
              + """
              MIME-Version: 1.0
              User-Agent: Mozilla Thunderbird
              Content-Type: multipart/mixed; boundary="------------0N6qkPzP2S"

              This is a multi-part message in MIME format.
              --------------0N6qkPzP2S
              Content-Type: multipart/alternative;
               boundary="------------tY0a"

              --------------tY0a
              Content-Type: text/plain; charset=UTF-8; format=flowed
              Content-Transfer-Encoding: base64

              SGFsbG8=
              --------------tY0a
              Content-Type: text/html; charset=UTF-8
              Content-Transfer-Encoding: 8bit

              <html><body>Gr\u00c3\u00bc\u00c3\u009fe</body></html>

              --------------tY0a--

              --------------0N6qkPzP2S
              Content-Type: application/pdf; name="a.pdf"
              Content-Disposition: attachment; filename="a.pdf"
              Content-Transfer-Encoding: base64

              JVBERi0xLjQK

              --------------0N6qkPzP2S--
              """);

  /** As Apple Mail writes them: alternative around related, boundaries with equals signs. */
  static final String APPLE =
      crlf(
          HEAD
              + """
              Mime-Version: 1.0 (Mac OS X Mail 16.0)
              Content-Type: multipart/alternative;
              \tboundary="Apple-Mail=_A1B2"
              X-Mailer: Apple Mail

              --Apple-Mail=_A1B2
              Content-Transfer-Encoding: quoted-printable
              Content-Type: text/plain;
              \tcharset=utf-8

              Gr=C3=BC=C3=9Fe =
              ...

              --Apple-Mail=_A1B2
              Content-Type: multipart/related;
              \ttype="text/html";
              \tboundary="Apple-Mail=_C3D4"

              --Apple-Mail=_C3D4
              Content-Transfer-Encoding: 7bit
              Content-Type: text/html; charset=us-ascii

              <img src="cid:1@apple">
              --Apple-Mail=_C3D4
              Content-Transfer-Encoding: base64
              Content-Disposition: inline; filename=a.png
              Content-Type: image/png; name="a.png"
              Content-Id: <1@apple>

              iVBORw0KGgo=
              --Apple-Mail=_C3D4--

              --Apple-Mail=_A1B2--
              """);

  /** As Outlook writes them: related around alternative, long folds, no preamble. */
  static final String OUTLOOK =
      crlf(
          HEAD
              + """
              Thread-Topic: Zahlen
              X-MS-Has-Attach: yes
              Content-Type: multipart/related;
              \tboundary="_004_DB7PR_";
              \ttype="multipart/alternative"
              MIME-Version: 1.0

              --_004_DB7PR_
              Content-Type: multipart/alternative;
              \tboundary="_000_DB7PR_"

              --_000_DB7PR_
              Content-Type: text/plain; charset="iso-8859-1"
              Content-Transfer-Encoding: quoted-printable

              Gr=FC=DFe

              --_000_DB7PR_
              Content-Type: text/html; charset="iso-8859-1"
              Content-Transfer-Encoding: quoted-printable

              <html xmlns:o=3D"urn:x"><head><style>p {}</style></head><body>Gr=FC=DFe</body></html>

              --_000_DB7PR_--

              --_004_DB7PR_
              Content-Type: image/png; name="image001.png"
              Content-Description: image001.png
              Content-Disposition: inline; filename="image001.png"; size=8;
              \tcreation-date="Mon, 23 Nov 2026 10:00:00 GMT"
              Content-ID: <image001.png@01D>
              Content-Transfer-Encoding: base64

              iVBORw0KGgo=

              --_004_DB7PR_--
              """);

  /** As mutt writes them: the disposition inline, a forwarded message. */
  static final String MUTT =
      crlf(
          HEAD
              + """
              MIME-Version: 1.0
              Content-Type: multipart/mixed; boundary="k+w/mQv8wyuph6w0"
              Content-Disposition: inline
              Content-Transfer-Encoding: 8bit
              User-Agent: Mutt/2.2

              --k+w/mQv8wyuph6w0
              Content-Type: text/plain; charset=utf-8
              Content-Disposition: inline
              Content-Transfer-Encoding: 8bit

              Gr\u00c3\u00bc\u00c3\u009fe\040

              --k+w/mQv8wyuph6w0
              Content-Type: message/rfc822
              Content-Disposition: inline
              Content-Transfer-Encoding: 8bit

              From: a@example.org
              Subject: inside
              Content-Transfer-Encoding: 8bit
              Content-Type: text/plain; charset=utf-8

              \u00c3\u00bc

              --k+w/mQv8wyuph6w0--
              """);

  static final String BINARY =
      crlf(
              HEAD
                  + """
                  Content-Type: application/octet-stream
                  Content-Transfer-Encoding: 8bit

                  """)
          + "\0\u0001\n\r\u00ff";

  static final List<String> ALL =
      List.of(PLAIN, NO_MIME, THUNDERBIRD, APPLE, OUTLOOK, MUTT, BINARY);

  private Samples() {}
}
