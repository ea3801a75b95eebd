package org.sallyport.benchmarks.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A load in progress. Public methods are for the thread that conducts the measurement and wait for
 * the event loop; the rest is for the event loop.
 */
public final class LoadRun implements AutoCloseable {
  private static final long RETRY_MILLIS = 20;
  private static final int CONNECTING_AT_ONCE = 64;

  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final LoadPlan plan;
  private final Tally tally = new Tally();
  private final List<Client> clients = new ArrayList<>();
  private final ArrayDeque<Client> idle = new ArrayDeque<>();
  private final LongQueue waiting = new LongQueue();
  private final Runnable pace = this::pace;
  private long begin;
  private long sent;
  private boolean pacing;
  private @Nullable Future<?> tick;
  private boolean closed;
  private @Nullable Throwable lastError;

  LoadRun(EventLoop loop, Bootstrap bootstrap, LoadPlan plan, SslContext tls) {
    this.loop = loop;
    this.plan = plan;
    this.bootstrap =
        bootstrap
            .clone()
            .remoteAddress(plan.target())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (plan.tls()) {
                      var port = plan.target().getPort();
                      channel
                          .pipeline()
                          .addLast(tls.newHandler(channel.alloc(), plan.host(), port));
                    }
                  }
                });
  }

  void start() {
    onLoop(
        () -> {
          if (plan.newConnectionEach()) {
            while (clients.size() < plan.connections()) {
              idle.add(newClient());
            }
          } else {
            for (var i = 0; i < CONNECTING_AT_ONCE; i++) {
              connectNext();
            }
          }
          return true;
        });
    resume();
  }

  /** Asks at the plan's rate, from now on. */
  public void resume() {
    onLoop(
        () -> {
          if (tick != null) {
            tick.cancel(false);
          }
          begin = System.nanoTime();
          sent = 0;
          pacing = plan.requestsPerSecond() > 0;
          pace();
          return true;
        });
  }

  /** Asks nothing until resumed; connections stay as they are. */
  public void pause() {
    onLoop(() -> pacing = false);
  }

  /** What happened since the last cut, or since the start; counting begins anew. */
  public LoadWindow cut() {
    return onLoop(() -> tally.cut(waiting.size()));
  }

  /** How many of the plan's connections are open now. */
  public int open() {
    return onLoop(() -> (int) clients.stream().filter(Client::isConnected).count());
  }

  /** The last error on a connection, for a person to read; empty when there was none. */
  public String lastError() {
    return onLoop(() -> lastError == null ? "" : lastError.toString());
  }

  /** Stops asking and closes every connection. */
  @Override
  public void close() {
    onLoop(
        () -> {
          closed = true;
          pacing = false;
          clients.forEach(Client::end);
          return true;
        });
  }

  Tally tally() {
    return tally;
  }

  void sawError(Throwable cause) {
    lastError = cause;
  }

  /** Connects a client; it hears of the result itself. */
  void connect(Client client) {
    var connect = bootstrap.connect();
    connect.addListener(
        done -> {
          if (!done.isSuccess()) {
            lastError = done.cause();
          } else {
            connect.channel().pipeline().addLast(client);
          }
          client.connected(connect);
          if (!plan.newConnectionEach()) {
            connectNext();
          }
        });
  }

  /** A member's queue of connections to accept is finite, so only so many are made at once. */
  private void connectNext() {
    if (!closed && clients.size() < plan.connections()) {
      connect(newClient());
    }
  }

  private Client newClient() {
    var client = new Client(this, plan);
    clients.add(client);
    return client;
  }

  /** Takes a client that can send: it gets the request that waited longest, or waits itself. */
  void idle(Client client) {
    if (waiting.size() > 0 && !closed) {
      client.send(waiting.remove());
    } else {
      idle.add(client);
    }
  }

  /** Takes a client whose connection could not be made or broke. */
  void broken(Client client) {
    if (closed) {
      return;
    }
    idle.remove(client);
    loop.schedule(() -> again(client), RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void again(Client client) {
    if (plan.newConnectionEach()) {
      idle(client);
    } else if (!closed) {
      connect(client);
    }
  }

  private void pace() {
    if (!pacing) {
      return;
    }
    var now = System.nanoTime();
    while (dueAt(sent) <= now) {
      dispatch(dueAt(sent++));
    }
    tick = loop.schedule(pace, dueAt(sent) - now, TimeUnit.NANOSECONDS);
  }

  private long dueAt(long sequence) {
    return begin + sequence * 1_000_000_000L / plan.requestsPerSecond();
  }

  private void dispatch(long due) {
    var client = idle.poll();
    if (client == null) {
      waiting.add(due);
    } else {
      client.send(due);
    }
  }

  private <T> T onLoop(Callable<T> call) {
    try {
      return loop.submit(call).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
