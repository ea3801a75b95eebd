package org.sallyport.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.net.tls.CertificateFiles;
import org.sallyport.net.tls.ServerTls;
import org.sallyport.net.tls.ServerTlsParameters;
import org.sallyport.testkit.RawClient;
import org.sallyport.testkit.TestPki;

class TlsTest {
  @TempDir Path folder;
  private ServerTls certificates;

  @BeforeEach
  void write() throws IOException {
    var pair =
        TestPki.write(folder, "mail", TestPki.shared().server("mail.example.com", "localhost"));
    certificates =
        ServerTls.open(ServerTlsParameters.of(CertificateFiles.of(pair.chain(), pair.key())))
            .orElseThrow();
  }

  @AfterEach
  void free() {
    certificates.close();
  }

  private ServerCase server(ListenerTls mode) throws IOException {
    return new ServerCase(ServerCase.plain().with(mode, certificates));
  }

  private static SSLSocket secure(RawClient client) throws IOException {
    var socket =
        (SSLSocket)
            TestPki.shared()
                .clientContext()
                .getSocketFactory()
                .createSocket(client.socket(), "mail.example.com", 25, true);
    socket.startHandshake();
    return socket;
  }

  private static String say(SSLSocket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    while (true) {
      var reply = line(socket.getInputStream());
      if (reply.length() == 3 || reply.charAt(3) == ' ') {
        return reply;
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("ended after " + text);
      }
      text.append((char) c);
    }
    return text.toString().strip();
  }

  @Test
  void a_client_may_begin_tls_and_begins_anew() throws Exception {
    try (var test = server(ListenerTls.OPPORTUNISTIC)) {
      var client = test.greeted();
      assertThat(ServerCase.say(client, "STARTTLS")).startsWith("220");
      try (var tls = secure(client)) {
        assertThat(say(tls, "MAIL FROM:<a@b.example>")).startsWith("503");
        assertThat(say(tls, "EHLO a")).startsWith("250");
        assertThat(say(tls, "STARTTLS")).startsWith("503");
        say(tls, "MAIL FROM:<a@b.example>");
        say(tls, "RCPT TO:<c@d.example>");
        say(tls, "DATA");
        assertThat(say(tls, "x\r\n.")).startsWith("250");
        assertThat(test.hop.taken.getFirst().peer().tls().orElseThrow()).startsWith("TLSv1.3 TLS_");
      }
    }
  }

  @Test
  void nothing_goes_without_tls_where_it_is_required() throws Exception {
    try (var test = server(ListenerTls.REQUIRED)) {
      var client = test.greeted();
      assertThat(ServerCase.say(client, "MAIL FROM:<a@b.example>")).startsWith("530 5.7.0");
      assertThat(ServerCase.say(client, "AUTH PLAIN")).startsWith("530");
      assertThat(ServerCase.say(client, "NOOP")).startsWith("250");
    }
  }

  @Test
  void commands_injected_before_tls_are_not_obeyed_in_it() throws Exception {
    try (var test = server(ListenerTls.REQUIRED)) {
      var client = test.greeted();
      client.send("STARTTLS\r\nEHLO evil\r\nMAIL FROM:<evil@b.example>\r\n");
      ServerCase.expect(client, "220");
      try (var tls = secure(client)) {
        assertThat(say(tls, "EHLO a")).startsWith("250");
        assertThat(say(tls, "MAIL FROM:<a@b.example>")).startsWith("250 2.1.0");
      }
    }
  }

  @Test
  void tls_from_the_first_octet() throws Exception {
    try (var test = server(ListenerTls.IMPLICIT)) {
      var client = test.connect();
      try (var tls = secure(client)) {
        assertThat(line(tls.getInputStream())).startsWith("220");
        assertThat(say(tls, "EHLO a")).startsWith("250");
        assertThat(say(tls, "STARTTLS")).startsWith("502");
      }
    }
  }

  @Test
  void a_client_that_speaks_no_tls_is_gone() throws Exception {
    try (var test = server(ListenerTls.OPPORTUNISTIC)) {
      var client = test.greeted();
      assertThat(ServerCase.say(client, "STARTTLS")).startsWith("220");
      client.send("EHLO a\r\n");
      client.awaitEnd();
      assertThatThrownBy(() -> secure(test.connect())).isInstanceOf(SSLException.class);
    }
  }
}
