package org.sallyport.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.testkit.HttpOrigin;
import org.sallyport.testkit.TestPki;

/** A WebSocket of the JDK's client, through TLS that ends here, to a member that echoes frames. */
final class WebSocketIT {
  private static final String NAME = "localhost";
  private static final int LARGE = 50_000;

  @TempDir private Path folder;

  @Test
  void messages_pass_in_both_directions_after_the_upgrade() throws Exception {
    var pki = TestPki.shared();
    var pair = TestPki.write(folder, "own", pki.server(NAME));
    var received = new Received();
    try (var origin = HttpOrigin.start(WebSocketIT::serve);
        var director =
            LocalDirector.start(
                folder,
                """
                services:
                  localhost:
                    listen: 127.0.0.1:0
                    protocol: http
                    tls: terminate
                    certificates: [{ chain: %s, key: "file:%s" }]
                    pool: web
                pools:
                  web: { kind: stateful, members: { a: { address: 127.0.0.1:%d } } }
                """
                    .formatted(pair.chain(), pair.key(), origin.address().getPort()));
        var client = HttpClient.newBuilder().sslContext(pki.clientContext()).build()) {
      var socket =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create("wss://localhost:" + director.port(NAME) + "/"), received)
              .get(10, TimeUnit.SECONDS);
      var large = "x".repeat(LARGE);
      socket.sendText("hello", true).get(5, TimeUnit.SECONDS);
      assertThat(received.next()).isEqualTo("hello");
      socket.sendText(large, true).get(5, TimeUnit.SECONDS);
      assertThat(received.next()).isEqualTo(large);
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, TimeUnit.SECONDS);
      assertThat(received.next()).isEqualTo("closed 1000");
    }
  }

  /** RFC 6455: the handshake of section 4.2.2, then each frame comes back unmasked. */
  private static void serve(HttpOrigin.Request request, HttpOrigin.Connection connection)
      throws IOException {
    var key = request.field("Sec-WebSocket-Key").orElseThrow();
    connection.send(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(key)
            + "\r\n\r\n");
    var in = new DataInputStream(connection.socket().getInputStream());
    boolean closed = false;
    while (!closed) {
      int first = in.readUnsignedByte();
      connection.send(echo(first, in));
      closed = (first & 0x0F) == 8;
    }
    connection.close();
  }

  /** Section 5.2. Messages of this test are shorter than 64 KiB. */
  private static byte[] echo(int first, DataInputStream in) throws IOException {
    int given = in.readUnsignedByte() & 0x7F;
    int length = given == 126 ? in.readUnsignedShort() : given;
    var mask = in.readNBytes(4);
    var payload = in.readNBytes(length);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % 4];
    }
    var frame = ByteBuffer.allocate(4 + length).put((byte) first);
    if (length < 126) {
      frame.put((byte) length);
    } else {
      frame.put((byte) 126).putShort((short) length);
    }
    frame.put(payload).flip();
    var bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  private static String accept(String key) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-1")
              .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** Whole messages, and the end. */
  private static final class Received implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      messages.add("closed " + status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      messages.add("failed: " + error);
    }

    @Nullable String next() throws InterruptedException {
      return messages.poll(10, TimeUnit.SECONDS);
    }
  }
}
