package org.sallyport.encryption.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.sallyport.encryption.mail.MailSettings.RelayTls;
import org.sallyport.kernel.HostPort;

/** A relay without TLS that keeps what it takes; it can be told to refuse recipients. */
public final class TestRelay implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}");

  private final ServerSocket listening;
  public final BlockingQueue<String> taken = new LinkedBlockingQueue<>();

  /** What it says to RCPT. */
  public volatile String toRecipients = "250 2.1.5 yes";

  public TestRelay() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Settings of a server that uses it. */
  public MailSettings settings() {
    return new MailSettings(
        new HostPort("127.0.0.1", listening.getLocalPort()),
        RelayTls.OFF,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "keys@example.com",
        Duration.ofMinutes(30),
        3,
        5);
  }

  /** The next message, as it was sent. */
  public String next() throws InterruptedException {
    var message = taken.poll(60, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    return message;
  }

  /** The token of the next message. */
  public String token() throws InterruptedException {
    return TOKEN.matcher(next()).results().findFirst().orElseThrow().group();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void talk(Socket socket) {
    try (socket;
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      say(socket, "220 relay.example.com ESMTP");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
          case "EHLO", "HELO", "MAIL", "RSET", "NOOP" -> say(socket, "250 2.0.0 yes");
          case "RCPT" -> say(socket, toRecipients);
          case "DATA" -> {
            say(socket, "354 go on");
            taken.add(message(in));
            say(socket, "250 2.0.0 taken");
          }
          case "QUIT" -> {
            say(socket, "221 2.0.0 bye");
            return;
          }
          default -> say(socket, "500 5.5.1 what?");
        }
      }
    } catch (IOException closed) {
      // the client has gone
    }
  }

  private static String message(BufferedReader in) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      lines.add(line);
    }
    return String.join("\n", lines);
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
