package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.service.ClientSession;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.TimeoutSettings;
import org.sallyport.net.loop.Deadline;
import org.sallyport.wire.http1.ScanResult;

/**
 * One client's connection to an HTTP service: reads heads, and hands each request to the {@link
 * Exchange}, one at a time. What a client sends ahead waits until its turn (RFC 9112 section
 * 9.3.2).
 */
public final class HttpSession extends ChannelInboundHandlerAdapter implements ClientSession {
  /** Bytes that may wait for their turn before the client is read no further. */
  private static final int WAITING_MOST = 64 * 1024;

  private static final int LINGER_MILLIS = 2000;

  private enum Phase {
    OPEN,
    LINGERING,
    CLOSED
  }

  private final ServiceLoop at;
  private final InetSocketAddress clientAddress;
  private final TimeoutSettings timeouts;
  private final Timer timer = new Timer();
  private final Exchange exchange;

  private @Nullable ClientSide client;
  private @Nullable ByteBuf waiting;
  private Phase phase = Phase.OPEN;
  private int scanned;
  private boolean clientEnded;

  /**
   * A session that begins when it is told that the connection is open ({@code channelActive}).
   *
   * @param client who the client is, which a PROXY protocol header may have said
   * @param called the address that the client called
   * @param serverName the name of the ClientHello, if one was read
   * @param elsewhere whether a name in lower case belongs to another service that shares the
   *     listener; null where none does
   */
  public HttpSession(
      ServiceLoop at,
      InetSocketAddress client,
      InetSocketAddress called,
      @Nullable String serverName,
      @Nullable Predicate<String> elsewhere) {
    this.at = at;
    this.clientAddress = client;
    this.timeouts = at.service().settings().timeouts();
    this.exchange = new Exchange(this, at, client, called, serverName, elsewhere);
  }

  // What comes from the client.

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    client = new ClientSide(added, at.service().counters());
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    at.enter(this);
    arm(timeouts.head().toMillis());
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    var bytes = (ByteBuf) message;
    if (phase != Phase.OPEN) {
      bytes.release();
    } else if (exchange.takesBytes()) {
      exchange.fromClient(bytes);
    } else {
      waiting =
          waiting == null
              ? bytes
              : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(from.alloc(), waiting, bytes);
      readHead();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    if (!exchange.flushToMember() || full()) {
      from.channel().config().setAutoRead(false);
    }
  }

  private boolean full() {
    return waiting != null && waiting.readableBytes() > WAITING_MOST;
  }

  /** Whether the next request waits until the client has taken earlier answers. */
  private boolean blocked() {
    return waiting != null && !writable();
  }

  /**
   * Reads the next request from what waits, as far as it goes; not while the client has still to
   * take earlier answers, which would heap up.
   */
  private void readHead() {
    var bytes = waiting;
    if (bytes == null || exchange.busy() || blocked()) {
      return;
    }
    if (scanned == 0) {
      arm(timeouts.head().toMillis());
    }
    var intake = exchange.intake();
    var result = intake.scan(bytes, scanned);
    if (result == ScanResult.NEED_MORE) {
      scanned = bytes.readableBytes();
      return;
    }
    scanned = 0;
    if (result == ScanResult.MALFORMED) {
      refuse(Answer.of(intake.status()), Refusal.BAD_REQUEST, intake.reason());
    } else {
      if (client != null) {
        client.begin();
      }
      waiting = null;
      exchange.begin(bytes);
    }
  }

  private void refuse(Answer answer, Refusal refusal, String cause) {
    if (client != null) {
      client.begin();
    }
    exchange.refuseUnread(answer, refusal, cause);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext from) {
    if (!from.channel().isWritable()) {
      return;
    }
    if (exchange.busy()) {
      exchange.resumeMember();
    } else if (phase == Phase.OPEN && waiting != null) {
      next();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      endOfClient();
    } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      at.service().counters().refused(Refusal.HANDSHAKE);
      finish("TLS handshake failed");
    }
  }

  /** The client sends no more, but may still take what is on its way to it. */
  private void endOfClient() {
    clientEnded = true;
    switch (phase) {
      case OPEN -> {
        if (exchange.busy()) {
          exchange.endOfClient();
        } else if (!blocked()) {
          closeGracefully(true);
        }
      }
      // It was told that nothing more is read: once it has the answer, all is over.
      case LINGERING -> {
        if (client != null) {
          client.closeAfterFlush();
        }
      }
      case CLOSED -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    finish("the client left");
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    abort(String.valueOf(cause.getMessage()));
  }

  // What the exchange asks and tells.

  /**
   * Bytes of the client that are not for the request in hand; they come before what is yet to come.
   */
  void leave(@Nullable ByteBuf rest) {
    waiting = rest;
  }

  /** The bytes that were left, for the exchange to go on with; or null. */
  @Nullable ByteBuf takeLeft() {
    var left = waiting;
    waiting = null;
    return left;
  }

  /** The request is over and the connection stays: on to the next one. */
  void next() {
    flush();
    readHead();
    // It may rest since the member took the end of the request slowly.
    readClient();
    if (exchange.busy() || phase != Phase.OPEN || blocked()) {
      return;
    }
    if (clientEnded) {
      closeGracefully(waiting == null);
    } else if (waiting == null) {
      arm(timeouts.keepAlive().toMillis());
    }
  }

  void write(ByteBuf bytes) {
    if (client == null || phase != Phase.OPEN) {
      bytes.release();
      return;
    }
    touch();
    client.write(bytes);
  }

  void flush() {
    if (client != null) {
      client.flush();
    }
  }

  boolean writable() {
    return client == null || client.writable();
  }

  /** Bytes written to the client for the present request. */
  long written() {
    return client == null ? 0 : client.written();
  }

  /** Whether the client has said that it sends no more. */
  boolean clientEnded() {
    return clientEnded;
  }

  /** Reads on, unless enough waits for its turn. */
  void readClient() {
    if (client != null && !full()) {
      client.read(true);
    }
  }

  void arm(long millis) {
    at.loop().deadlines().set(timer, millis);
  }

  void touch() {
    arm(timeouts.idle().toMillis());
  }

  // Ending.

  /**
   * Closes once what was written has left.
   *
   * @param whole whether all that the client sent was read: else what still comes is read for a
   *     while
   */
  void closeGracefully(boolean whole) {
    if (client == null || phase != Phase.OPEN) {
      return;
    }
    phase = Phase.LINGERING;
    arm(timeouts.idle().toMillis());
    boolean ended = clientEnded || (whole && waiting == null);
    releaseWaiting();
    if (ended) {
      client.closeAfterFlush();
    } else {
      client.endAfterFlush(this::linger);
    }
  }

  private void linger() {
    if (phase == Phase.LINGERING) {
      arm(LINGER_MILLIS);
    }
  }

  /** Ends at once and so that the client notices. */
  void abort(String cause) {
    if (client != null && phase != Phase.CLOSED) {
      client.reset();
    }
    finish(cause);
  }

  @Override
  public void drain() {
    if (!exchange.busy() && waiting == null) {
      closeGracefully(true);
    }
  }

  @Override
  public void stop(String cause) {
    abort(cause);
  }

  private void finish(String cause) {
    if (phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.CLOSED;
    at.loop().deadlines().remove(timer);
    exchange.end(cause);
    releaseWaiting();
    if (client != null) {
      client.close();
    }
    at.leave(this);
    at.service().release(clientAddress.getAddress());
  }

  private void releaseWaiting() {
    if (waiting != null) {
      waiting.release();
      waiting = null;
    }
  }

  private final class Timer extends Deadline {
    @Override
    protected void expired() {
      if (phase == Phase.LINGERING) {
        finish("");
      } else if (exchange.busy()) {
        exchange.expired();
      } else if (waiting == null) {
        closeGracefully(true);
      } else if (blocked()) {
        abort("idle for too long");
      } else {
        refuse(Answer.REQUEST_TIMEOUT, Refusal.SLOW, "the head took too long");
      }
    }
  }
}
