package org.sallyport.smtp.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sallyport.kernel.HostPort;

/**
 * A server that says what it is told to, whatever it hears. Each step of a script is {@code ">
 * text"} for something to say, {@code "< prefix"} for a line to wait for, {@code "text"} for a text
 * up to its dot, {@code "octets N"}, or {@code "close"}.
 */
final class ScriptedServer implements AutoCloseable {
  final List<String> heard = new CopyOnWriteArrayList<>();
  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final String[] script;

  ScriptedServer(String... script) throws IOException {
    this.script = script;
    Thread.ofVirtual().start(this::serve);
  }

  NextHop hop() {
    return NextHop.plain(address());
  }

  HostPort address() {
    return new HostPort("127.0.0.1", listening.getLocalPort());
  }

  private void serve() {
    try (var socket = listening.accept()) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (var step : script) {
        play(step, socket, in);
      }
      while (in.read() >= 0) {
        // until the client has gone
      }
    } catch (IOException over) {
      // the test sees what came of it
    }
  }

  private void play(String step, Socket socket, InputStream in) throws IOException {
    if (step.startsWith("> ")) {
      socket.getOutputStream().write((step.substring(2) + "\r\n").getBytes(ISO_8859_1));
    } else if (step.startsWith("< ")) {
      var line = until(in, "\r\n").strip();
      heard.add(line);
      if (!line.startsWith(step.substring(2))) {
        throw new IOException("expected " + step + ", found " + line);
      }
    } else if (step.equals("text")) {
      heard.add(until(in, "\r\n.\r\n"));
    } else if (step.startsWith("octets ")) {
      heard.add(new String(in.readNBytes(Integer.parseInt(step.substring(7))), ISO_8859_1));
    } else {
      throw new IOException(step);
    }
  }

  private static String until(InputStream in, String end) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end, Math.max(0, text.length() - end.length())) < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("the client has gone");
      }
      text.append((char) octet);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
