package org.sallyport.encryption.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sallyport.kernel.HostPort;

/**
 * The hosts of others: one web server that answers for all of their names, without TLS. A path it
 * does not know it answers with 404.
 */
final class Elsewhere implements Dial, AutoCloseable {
  private final ServerSocket server;
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();

  Elsewhere() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** A host with an answer at paths that begin so. */
  Elsewhere with(String host, String path, byte[] body) {
    var head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
    var whole = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(ISO_8859_1), 0, whole, 0, head.length());
    System.arraycopy(body, 0, whole, head.length(), body.length);
    return raw(host, path, whole);
  }

  /** A host with an answer, head and all. */
  Elsewhere raw(String host, String path, byte[] answer) {
    answers.put(host + path, answer);
    return this;
  }

  /** A host that knows nothing. */
  Elsewhere host(String host) {
    return raw(host, " ", new byte[0]);
  }

  @Override
  public Socket connect(HostPort host, Deadline deadline) throws IOException {
    asked.add(host.toString());
    if (answers.keySet().stream().noneMatch(each -> each.matches(host.host() + "[/ ].*"))) {
      throw new UnknownHostException(host.host());
    }
    return new Socket(server.getInetAddress(), server.getLocalPort());
  }

  private void accept() {
    while (true) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      var target = in.readLine().split(" ", -1)[1];
      var host = in.readLine().replaceFirst("Host: ", "");
      var header = in.readLine();
      while (!header.isEmpty()) {
        header = in.readLine();
      }
      socket.getOutputStream().write(found(host + target));
    } catch (IOException _) {
      return;
    }
  }

  private byte[] found(String wanted) {
    return answers.entrySet().stream()
        .filter(each -> wanted.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("HTTP/1.1 404 Not Found\r\n\r\n".getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
