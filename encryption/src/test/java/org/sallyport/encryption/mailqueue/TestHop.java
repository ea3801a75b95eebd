package org.sallyport.encryption.mailqueue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.kernel.HostPort;

/** A next hop that says what it is told to at each step, or dies, or falls silent. */
public final class TestHop implements AutoCloseable {
  /** Ends the connection instead of a reply. */
  public static final String DIE = "die";

  /** Says nothing instead of a reply, until the other side goes. */
  public static final String STALL = "stall";

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Messages that it answered with 2xx, or swallowed. */
  public final BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();

  /** What it offers. */
  public volatile List<String> offers = List.of("PIPELINING", "8BITMIME", "DSN");

  /** What it says. */
  public volatile Script script = Script.OBLIGING;

  /** A message. */
  public record Taken(String from, List<String> to, String text) {}

  /** What is said at a step: CONNECT, EHLO, MAIL, RCPT, DATA, TEXT, RSET. */
  public interface Script {
    /** Takes everything. */
    Script OBLIGING =
        (step, _) ->
            switch (step) {
              case "CONNECT" -> "220 hop.test ready";
              case "DATA" -> "354 go on";
              default -> "250 2.0.0 yes";
            };

    String reply(String step, String line);

    /** The same but for one step. */
    static Script at(String step, String reply) {
      return (each, line) -> each.equals(step) ? reply : OBLIGING.reply(each, line);
    }
  }

  public TestHop() {
    this(0);
  }

  public TestHop(int port) {
    try {
      listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public HostPort address() {
    return new HostPort("127.0.0.1", listener.getLocalPort());
  }

  public int connections() {
    return connections.get();
  }

  /** At the same time. */
  public int most() {
    return most.get();
  }

  /** The next message. */
  public Taken next() throws InterruptedException {
    var message = taken.poll(60, TimeUnit.SECONDS);
    if (message == null) {
      throw new AssertionError("no message came");
    }
    return message;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        open.add(socket);
        connections.incrementAndGet();
        most.accumulateAndGet(open.size(), Math::max);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      new Talk(socket).run();
    } catch (IOException gone) {
      // as tests end connections
    } finally {
      open.remove(socket);
    }
  }

  private final class Talk {
    private final Socket socket;
    private final BufferedReader in;
    private String from = "";
    private List<String> to = new ArrayList<>();

    private Talk(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    }

    private void run() throws IOException {
      if (!say("CONNECT", "")) {
        return;
      }
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var step = line.split("[ :]")[0];
        if (step.equals("QUIT") || !obey(step, line)) {
          return;
        }
      }
    }

    private boolean obey(String step, String line) throws IOException {
      return switch (step) {
        case "EHLO" -> ehlo(line);
        case "MAIL" -> {
          from = line.substring("MAIL FROM:".length());
          to = new ArrayList<>();
          yield say(step, line);
        }
        case "RCPT" -> {
          if (script.reply(step, line).startsWith("2")) {
            to.add(line.substring("RCPT TO:".length()));
          }
          yield say(step, line);
        }
        case "DATA" -> say(step, line) && (!script.reply(step, line).startsWith("354") || text());
        default -> say(step, line);
      };
    }

    private boolean ehlo(String line) throws IOException {
      if (!script.reply("EHLO", line).startsWith("250")) {
        return say("EHLO", line);
      }
      var reply = new StringBuilder("250-hop.test\r\n");
      offers.forEach(each -> reply.append("250-").append(each).append("\r\n"));
      write(reply + "250 ENHANCEDSTATUSCODES\r\n");
      return true;
    }

    private boolean text() throws IOException {
      var text = new StringBuilder();
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals(".")) {
          var reply = script.reply("TEXT", text.toString());
          if (!reply.startsWith("4") && !reply.startsWith("5")) {
            taken.add(new Taken(from, List.copyOf(to), text.toString()));
          }
          return say("TEXT", text.toString());
        }
        text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
      }
      return false;
    }

    private boolean say(String step, String line) throws IOException {
      var reply = script.reply(step, line);
      if (reply.equals(DIE)) {
        return false;
      }
      if (reply.equals(STALL)) {
        while (in.readLine() != null) {
          // until the other side goes
        }
        return false;
      }
      write(reply + "\r\n");
      return !reply.startsWith("421");
    }

    private void write(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }
  }

  /** Ends the connections that are open. */
  public void endAll() {
    try {
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      endAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
