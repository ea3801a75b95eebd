package org.sallyport.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacketEncoder;

/**
 * Clients that log people in at a fixed rate, each from a port of its own, with identifiers in
 * turn; nothing is sent twice. One thread, the caller's.
 */
public final class RadiusLoad implements AutoCloseable {
  private static final int CLIENTS = 16;
  private static final int NAME_AT = 22;
  private static final int NAME_DIGITS = 10;

  private final Selector selector = Selector.open();
  private final List<DatagramChannel> clients = new ArrayList<>();
  private final InetSocketAddress proxy;
  private final long[][] due = new long[CLIENTS][256];
  private final ByteBuffer request;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
  private final Random random = new Random(1812);
  private long sent;

  /** Clients of a proxy on 127.0.0.1. */
  public RadiusLoad(int port) throws IOException {
    proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(RadiusMembers.bound(selector));
    }
    var packet =
        RadiusPacketEncoder.unsigned(
            Code.ACCESS_REQUEST,
            0,
            new byte[16],
            List.of(
                Attribute.text(AttributeType.USER_NAME, "0".repeat(NAME_DIGITS)),
                Attribute.of(AttributeType.USER_PASSWORD, new byte[16]),
                Attribute.address(AttributeType.NAS_IP_ADDRESS, InetAddress.ofLiteral("192.0.2.1")),
                Attribute.integer(AttributeType.SERVICE_TYPE, 8),
                Attribute.of(AttributeType.MESSAGE_AUTHENTICATOR, new byte[16])));
    request = ByteBuffer.allocateDirect(packet.length()).put(packet.toBytes()).flip();
  }

  /**
   * What a window saw.
   *
   * @param sent requests
   * @param answered replies
   * @param p50 and p99 in microseconds from the instant a request was due to its reply
   */
  public record Window(long sent, long answered, double p50, double p99) {}

  /** Sends at {@code rate} a second for so long, and waits a little for the last replies. */
  public Window run(int rate, long nanos) throws IOException {
    var latency = new Histogram(TimeUnit.SECONDS.toNanos(10), 3);
    // What comes late from the run before is of no run.
    Arrays.stream(due).forEach(of -> Arrays.fill(of, 0));
    long begin = System.nanoTime();
    long count = Math.max(1, nanos * rate / TimeUnit.SECONDS.toNanos(1));
    long next = 0;
    while (next < count) {
      long now = System.nanoTime() - begin;
      while (next < count && next * TimeUnit.SECONDS.toNanos(1) / rate <= now) {
        send(begin + next * TimeUnit.SECONDS.toNanos(1) / rate);
        next++;
      }
      receive(latency);
      long wait = next * TimeUnit.SECONDS.toNanos(1) / rate - (System.nanoTime() - begin);
      if (wait > 0) {
        LockSupport.parkNanos(Math.min(wait, 200_000));
      }
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    while (latency.getTotalCount() < count && System.nanoTime() < end) {
      receive(latency);
      LockSupport.parkNanos(100_000);
    }
    return new Window(
        count,
        latency.getTotalCount(),
        latency.getValueAtPercentile(50) / 1e3,
        latency.getValueAtPercentile(99) / 1e3);
  }

  private void send(long dueNanos) throws IOException {
    int client = (int) (sent % CLIENTS);
    int identifier = (int) (sent / CLIENTS % 256);
    request.put(1, (byte) identifier).putLong(4, random.nextLong()).putLong(12, random.nextLong());
    var name = "%010d".formatted(sent).getBytes(StandardCharsets.US_ASCII);
    request.put(NAME_AT, name);
    due[client][identifier] = dueNanos;
    clients.get(client).send(request.rewind(), proxy);
    sent++;
  }

  private void receive(Histogram latency) throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      while (clients.get(i).receive(buffer.clear()) != null) {
        int identifier = buffer.get(1) & 0xFF;
        if (due[i][identifier] != 0) {
          latency.recordValue(
              Math.clamp(System.nanoTime() - due[i][identifier], 0, TimeUnit.SECONDS.toNanos(10)));
          due[i][identifier] = 0;
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (var client : clients) {
      client.close();
    }
    selector.close();
  }
}
