package org.sallyport.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A name server on loopback, by UDP and TCP, that says what it is told to (RFC 1035): MX, A, AAAA
 * and CNAME, whose targets it follows as recursive servers do. Long answers come by TCP alone.
 */
public final class DnsServer implements AutoCloseable {
  private static final int LONGEST_DATAGRAM = 512;
  private static final int NO_SUCH_NAME = 3;
  private static final int SERVER_FAILURE = 2;
  private static final int TRUNCATED = 0x200;
  private static final int ALIAS = 5;
  private static final Map<String, Integer> TYPES = Map.of("A", 1, "MX", 15, "AAAA", 28);

  private final DatagramSocket datagrams;
  private final ServerSocket connections;
  private final Map<String, List<String>> records = new ConcurrentHashMap<>();
  private final List<String> broken = new ArrayList<>();

  public DnsServer() {
    try {
      var loopback = InetAddress.getLoopbackAddress();
      connections = new ServerSocket(0, 50, loopback);
      datagrams = new DatagramSocket(connections.getLocalPort(), loopback);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::answerDatagrams);
    Thread.ofVirtual().start(this::answerConnections);
  }

  /** Where it listens, on loopback. */
  public int port() {
    return connections.getLocalPort();
  }

  /**
   * Adds a record, such as {@code add("example.org", "MX", "10 mail.example.org")}.
   *
   * @return itself
   */
  public DnsServer add(String name, String type, String value) {
    records.computeIfAbsent(key(name, type), _ -> new ArrayList<>()).add(value);
    return this;
  }

  /** Answers SERVFAIL for a name. */
  public synchronized DnsServer breakName(String name) {
    broken.add(name);
    return this;
  }

  private static String key(String name, String type) {
    return name.toLowerCase(Locale.ROOT) + " " + type;
  }

  private void answerDatagrams() {
    while (!datagrams.isClosed()) {
      try {
        var packet = new DatagramPacket(new byte[LONGEST_DATAGRAM], LONGEST_DATAGRAM);
        datagrams.receive(packet);
        var question = Arrays.copyOf(packet.getData(), packet.getLength());
        var answer = answer(question, false);
        if (answer.length > LONGEST_DATAGRAM) {
          answer = answer(question, true);
        }
        datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answerConnections() {
    while (!connections.isClosed()) {
      try {
        var socket = connections.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new DataInputStream(socket.getInputStream());
      var out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        var answer = answer(in.readNBytes(in.readUnsignedShort()), false);
        out.writeShort(answer.length);
        out.write(answer);
        out.flush();
      }
    } catch (IOException gone) {
      // as clients end connections
    }
  }

  private synchronized byte[] answer(byte[] question, boolean truncated) throws IOException {
    var name = new StringBuilder();
    int at = 12;
    while (question[at] != 0) {
      name.append(new String(question, at + 1, question[at], US_ASCII)).append('.');
      at += 1 + question[at];
    }
    int type = question[at + 2] & 0xff;
    var asked = name.isEmpty() ? "" : name.substring(0, name.length() - 1);
    var answers = new ByteArrayOutputStream();
    int count =
        truncated || broken.contains(asked) ? 0 : write(new DataOutputStream(answers), asked, type);
    var message = new ByteArrayOutputStream();
    var out = new DataOutputStream(message);
    out.write(question, 0, 2);
    // an authoritative answer, recursion available
    out.writeShort(0x8580 | code(asked) | (truncated ? TRUNCATED : 0));
    out.writeShort(1);
    out.writeShort(count);
    out.writeShort(0);
    out.writeShort(0);
    out.write(question, 12, at + 5 - 12);
    out.write(answers.toByteArray());
    return message.toByteArray();
  }

  private int code(String name) {
    if (broken.contains(name)) {
      return SERVER_FAILURE;
    }
    var begin = name.toLowerCase(Locale.ROOT) + " ";
    boolean known = records.keySet().stream().anyMatch(each -> each.startsWith(begin));
    return known ? 0 : NO_SUCH_NAME;
  }

  private int write(DataOutputStream out, String name, int type) throws IOException {
    int count = 0;
    for (var alias : records.getOrDefault(key(name, "CNAME"), List.of())) {
      record(out, name, ALIAS, named(alias));
      count += 1 + write(out, alias, type);
    }
    for (var each : TYPES.entrySet()) {
      if (each.getValue() == type) {
        for (var value : records.getOrDefault(key(name, each.getKey()), List.of())) {
          record(out, name, type, data(each.getKey(), value));
          count++;
        }
      }
    }
    return count;
  }

  private static byte[] data(String type, String value) throws IOException {
    if (!type.equals("MX")) {
      return InetAddress.ofLiteral(value).getAddress();
    }
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeShort(Integer.parseInt(value.split(" ")[0]));
    out.write(named(value.split(" ")[1]));
    return bytes.toByteArray();
  }

  private static byte[] named(String name) {
    var bytes = new ByteArrayOutputStream();
    for (var label : name.split("\\.")) {
      bytes.write(label.length());
      bytes.writeBytes(label.getBytes(US_ASCII));
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  private static void record(DataOutputStream out, String name, int type, byte[] data)
      throws IOException {
    out.write(named(name));
    out.writeShort(type);
    out.writeShort(1);
    out.writeInt(60);
    out.writeShort(data.length);
    out.write(data);
  }

  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
  }
}
