package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.UserPassword;

/**
 * People whom their devices ask and who do not answer: each holds a request of the gateway's. One
 * thread.
 */
final class PendingPushes implements AutoCloseable {
  private static final int PER_SECOND = 500;
  private static final int PER_SOCKET = 200;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final String METRIC = "sallyport_gateway_requests_in_hand";

  private final InetSocketAddress server;
  private final URI metrics;
  private final List<Client> people;
  private final List<DatagramChannel> sockets = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  /**
   * Pushes to these people, in turn.
   *
   * @param port where the gateway waits for devices without a challenge
   * @param adminPort where it has its metrics
   */
  PendingPushes(int port, int adminPort, List<Client> people) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.metrics = URI.create("http://127.0.0.1:" + adminPort + "/metrics");
    this.people = people;
  }

  /** Begins so many, and returns when the gateway holds all of them. */
  void begin(int count) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      LockSupport.parkNanos(
          start + i * TimeUnit.SECONDS.toNanos(1) / PER_SECOND - System.nanoTime());
      send(i);
    }
    long end = System.nanoTime() + PATIENCE;
    while (held() < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "only " + held() + " of " + count + " pushes are pending, " + answered() + " answered");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
  }

  private void send(int number) throws IOException {
    if (number % PER_SOCKET == 0) {
      var socket = DatagramChannel.open();
      socket.configureBlocking(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      sockets.add(socket);
    }
    var person = people.get(number % people.size());
    var authenticator = new byte[16];
    random.nextBytes(authenticator);
    var password = Secret.ofText(person.password());
    var packet =
        RadiusPacketEncoder.request(
            Code.ACCESS_REQUEST,
            number % PER_SOCKET,
            authenticator,
            List.of(
                Attribute.text(AttributeType.USER_NAME, person.name()),
                UserPassword.hide(password, authenticator, LoginScene.SECRET)),
            LoginScene.SECRET);
    sockets.getLast().send(ByteBuffer.wrap(packet.toBytes()), server);
  }

  /** Requests that the gateway holds without a decision. */
  long held() throws IOException {
    try (var http = HttpClient.newHttpClient()) {
      var text = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
      return text.lines()
          .filter(line -> line.startsWith(METRIC) && !line.startsWith("#"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Those that got an answer since this was asked last; nobody should. */
  int answered() throws IOException {
    int answered = 0;
    var buffer = ByteBuffer.allocate(4096);
    for (var socket : sockets) {
      while (socket.receive(buffer.clear()) != null) {
        answered++;
      }
    }
    return answered;
  }

  @Override
  public void close() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }
}
