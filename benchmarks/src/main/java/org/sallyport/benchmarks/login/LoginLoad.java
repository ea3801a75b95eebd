package org.sallyport.benchmarks.login;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.HdrHistogram.Histogram;
import org.sallyport.kernel.Secret;
import org.sallyport.wire.radius.Attribute;
import org.sallyport.wire.radius.AttributeType;
import org.sallyport.wire.radius.Code;
import org.sallyport.wire.radius.RadiusPacketEncoder;
import org.sallyport.wire.radius.UserPassword;

/**
 * A client that keeps so many logins in flight: with each reply the next one begins. Nothing is
 * sent twice; what is not answered within five seconds counts as lost. One thread, the caller's.
 */
final class LoginLoad implements AutoCloseable {
  private static final int IDENTIFIERS = 256;
  private static final int ACCEPT = 2;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final Selector selector = Selector.open();
  private final InetSocketAddress server;
  private final List<Client> people;
  private final Function<Client, String> password;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
  private final Random random = new SecureRandom();
  private final ArrayDeque<Lane> lanes = new ArrayDeque<>();
  private int turn;

  /**
   * Opens the sockets.
   *
   * @param inFlight at most so many logins at a time
   * @param password what somebody types
   */
  LoginLoad(int port, int inFlight, List<Client> people, Function<Client, String> password)
      throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.people = people;
    this.password = password;
    int left = inFlight;
    while (left > 0) {
      // A quarter of the identifiers at a time, so that none comes again while its reply is kept.
      int own = Math.min(left, IDENTIFIERS / 4);
      lanes.add(new Lane(own));
      left -= own;
    }
  }

  /** One socket with its identifiers. */
  private final class Lane {
    private final DatagramChannel socket = DatagramChannel.open();
    private final long[] sentAt = new long[IDENTIFIERS];
    private final int share;
    private int identifier;
    private int waiting;

    Lane(int share) throws IOException {
      this.share = share;
      socket.configureBlocking(false);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket.register(selector, SelectionKey.OP_READ, this);
    }

    void fill() throws IOException {
      while (waiting < share) {
        send();
      }
    }

    private void send() throws IOException {
      do {
        identifier = (identifier + 1) % IDENTIFIERS;
      } while (sentAt[identifier] != 0);
      var person = people.get(turn);
      turn = (turn + 1) % people.size();
      var authenticator = new byte[16];
      random.nextBytes(authenticator);
      var typed = Secret.ofText(password.apply(person));
      var packet =
          RadiusPacketEncoder.request(
              Code.ACCESS_REQUEST,
              identifier,
              authenticator,
              List.of(
                  Attribute.text(AttributeType.USER_NAME, person.name()),
                  UserPassword.hide(typed, authenticator, LoginScene.SECRET),
                  Attribute.integer(AttributeType.SERVICE_TYPE, 8)),
              LoginScene.SECRET);
      sentAt[identifier] = System.nanoTime();
      socket.send(ByteBuffer.wrap(packet.toBytes()), server);
      waiting++;
    }

    void receive(Count count) throws IOException {
      while (socket.receive(buffer.clear()) != null) {
        int answered = buffer.get(1) & 0xFF;
        if (sentAt[answered] != 0) {
          count.latency.recordValue(System.nanoTime() - sentAt[answered]);
          sentAt[answered] = 0;
          waiting--;
          if (buffer.get(0) == ACCEPT) {
            count.accepted++;
          } else {
            count.refused++;
          }
        }
      }
    }

    void forget(Count count, long now) {
      for (int i = 0; i < IDENTIFIERS; i++) {
        if (sentAt[i] != 0 && now - sentAt[i] > PATIENCE) {
          sentAt[i] = 0;
          waiting--;
          count.lost++;
        }
      }
    }
  }

  private static final class Count {
    private final Histogram latency = new Histogram(TimeUnit.SECONDS.toNanos(30), 3);
    private long accepted;
    private long refused;
    private long lost;
  }

  /**
   * What a window saw.
   *
   * @param perSecond logins accepted, without those that were awaited at the end
   * @param p50 and p99 in microseconds
   */
  record Window(double perSecond, long accepted, long refused, long lost, double p50, double p99) {}

  /** Keeps them in flight for so long; what is in flight at its end is awaited. */
  Window run(long nanos) throws IOException {
    var count = new Count();
    long begin = System.nanoTime();
    do {
      for (var lane : lanes) {
        lane.fill();
      }
      take(count);
    } while (System.nanoTime() - begin < nanos);
    double took = (System.nanoTime() - begin) / 1e9;
    double perSecond = count.accepted / took;
    while (lanes.stream().anyMatch(lane -> lane.waiting > 0)) {
      take(count);
    }
    return new Window(
        perSecond,
        count.accepted,
        count.refused,
        count.lost,
        count.latency.getValueAtPercentile(50) / 1e3,
        count.latency.getValueAtPercentile(99) / 1e3);
  }

  private void take(Count count) throws IOException {
    selector.select(100);
    selector.selectedKeys().clear();
    long now = System.nanoTime();
    for (var lane : lanes) {
      lane.receive(count);
      lane.forget(count, now);
    }
  }

  @Override
  public void close() throws IOException {
    for (var lane : lanes) {
      lane.socket.close();
    }
    selector.close();
  }
}
