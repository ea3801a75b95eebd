package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Cut;
import org.sallyport.director.pool.Member;
import org.sallyport.director.pool.MemberTraffic;
import org.sallyport.director.service.Ending;
import org.sallyport.director.service.IdleConnection;
import org.sallyport.director.service.Lane;
import org.sallyport.director.service.MemberSide;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;
import org.sallyport.director.settings.ServiceSettings.OnMemberDown;
import org.sallyport.net.loop.Deadline;
import org.sallyport.wire.http1.Method;

/**
 * A connection to a member of an HTTP service: carries one request at a time and waits in its lane
 * between two. Loop thread only.
 */
final class HttpMember extends MemberSide implements IdleConnection {
  /** Shorter than what servers keep an idle connection for. */
  private static final long IDLE_MILLIS = 15_000;

  private enum Phase {
    OPENING,
    IDLE,
    ASKED,
    TUNNEL,
    CLOSED
  }

  private final ServiceLoop at;
  private final Lane lane;
  private final AnswerReader reader;
  private final IdleTimer idleTimer = new IdleTimer();

  private Phase phase = Phase.OPENING;
  private @Nullable Exchange exchange;
  private @Nullable SocketChannel channel;
  private @Nullable ChannelHandlerContext context;
  private boolean established;
  private boolean reused;
  private boolean spent;
  private boolean requestCounted;
  private long idleSince;

  HttpMember(ServiceLoop at, Lane lane, Exchange exchange, Method method) {
    this.at = at;
    this.lane = lane;
    this.exchange = exchange;
    this.reader = new AnswerReader(at, lane.member());
    reader.begin(method, false);
  }

  Member member() {
    return lane.member();
  }

  MemberTraffic traffic() {
    return lane.member().traffic();
  }

  // Opening.

  void open(@Nullable ByteBuf proxyGreeting) {
    lane.enter(this);
    var address = member().address();
    if (address.isUnresolved()) {
      if (proxyGreeting != null) {
        proxyGreeting.release();
      }
      failOpening("the name " + address.getHostString() + " is not known");
      return;
    }
    at.loop().connect(address, proxyGreeting, at.service().tls().towardsMember(member()), this);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    channel = (SocketChannel) added.channel();
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    if (active.pipeline().get(SslHandler.class) == null) {
      ready();
    }
  }

  private void ready() {
    if (phase != Phase.OPENING) {
      return;
    }
    if (member().status().takesNothing()) {
      failOpening(member().status().cause());
      return;
    }
    established = true;
    traffic().connectionOpened();
    phase = Phase.ASKED;
    countRequest();
    if (exchange != null) {
      exchange.search().opened(this);
    }
  }

  private void failOpening(String cause) {
    var waiting = exchange;
    close();
    if (waiting != null) {
      waiting.search().failed(this, cause);
    }
  }

  /** Takes the connection out of its rest for another request. */
  void reuse(Exchange next, Method requestMethod) {
    at.loop().deadlines().clear(idleTimer);
    exchange = next;
    reader.begin(requestMethod, true);
    reused = true;
    phase = Phase.ASKED;
    countRequest();
  }

  private void countRequest() {
    requestCounted = true;
    traffic().requestBegan();
  }

  long idleNanos() {
    return System.nanoTime() - idleSince;
  }

  // What comes from the member.

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    var bytes = (ByteBuf) message;
    var asking = exchange;
    if (asking == null || phase == Phase.OPENING || phase == Phase.IDLE) {
      // A member that speaks before it is asked would answer the wrong request.
      bytes.release();
      lose("the member spoke before it was asked");
      return;
    }
    if (phase == Phase.TUNNEL) {
      traffic().addBytesOut(bytes.readableBytes());
      asking.toClient(bytes);
      return;
    }
    switch (reader.read(bytes, asking)) {
      case MORE -> {}
      case WHOLE -> complete(asking, true);
      case EXCESS -> complete(asking, false);
      case SWITCHED -> {
        phase = Phase.TUNNEL;
        asking.switched();
        asking.flushToClient();
      }
      // The member did what it was asked to: a client cannot discredit it so.
      case FORBIDDEN -> asking.answer(Answer.BAD_GATEWAY, Refusal.UNREACHABLE, reader.fault());
      case STALE -> {
        exchange = null;
        close();
        asking.memberLost(member(), "the member closed the kept connection with 408", true);
      }
      case MALFORMED -> lose(reader.fault());
    }
  }

  private void complete(Exchange asking, boolean clean) {
    exchange = null;
    endRequest();
    // Not at connecting: a member that takes connections and breaks off its answers is not well.
    at.service().signals().succeeded(member());
    // The request may still be on its way: then nobody can tell where the next one would begin.
    boolean keep = clean && reader.keepAlive() && asking.request().body().done() && !spent;
    if (keep && !closing() && !presentsClient(member()) && rest()) {
      asking.complete();
    } else {
      asking.complete();
      close();
    }
  }

  /** A connection that began with one client's address serves that client alone. */
  static boolean presentsClient(Member member) {
    return member.settings().proxyProtocol() != ProxyProtocol.NONE;
  }

  private boolean closing() {
    return member().status().takesNothing() || at.draining();
  }

  private boolean rest() {
    if (!lane.offer(this)) {
      return false;
    }
    phase = Phase.IDLE;
    idleSince = System.nanoTime();
    at.loop().deadlines().set(idleTimer, IDLE_MILLIS);
    if (channel != null && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
    return true;
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    if (exchange != null) {
      exchange.flushToClient();
      if (!exchange.clientWritable()) {
        from.channel().config().setAutoRead(false);
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext from) {
    if (exchange != null && from.channel().isWritable()) {
      exchange.resumeClient();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        ready();
      } else {
        failOpening("TLS: " + handshake.cause().getMessage());
      }
    } else if (event instanceof SslCloseCompletionEvent closed) {
      ended(closed.isSuccess());
    } else if (event instanceof ChannelInputShutdownEvent) {
      // Behind TLS an end without close_notify may be an attacker's (RFC 8446 section 6.1).
      ended(from.pipeline().get(SslHandler.class) == null);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    ended(false);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    lose(String.valueOf(cause.getMessage()));
  }

  private void ended(boolean cleanly) {
    switch (phase) {
      case ASKED -> {
        var asking = exchange;
        if (cleanly && asking != null && reader.untilClose()) {
          complete(asking, false);
        } else {
          lose("the member closed before its answer was whole");
        }
      }
      case TUNNEL -> {
        var asking = exchange;
        exchange = null;
        endRequest();
        close();
        if (asking != null) {
          asking.endOfTunnel();
        }
      }
      case OPENING, IDLE -> lose("the member closed the connection");
      case CLOSED -> {}
    }
  }

  private void broken(String cause) {
    if (phase == Phase.ASKED) {
      at.service().signals().responseFailed(member(), cause);
    }
    var asking = exchange;
    exchange = null;
    close();
    if (asking != null) {
      asking.abort(cause);
    }
  }

  /**
   * The connection is of no more use; the exchange, if any, decides what becomes of its request.
   */
  private void lose(String cause) {
    switch (phase) {
      case OPENING -> failOpening(cause);
      case ASKED -> {
        if (reader.headRead()) {
          broken(cause);
        } else {
          loseUnanswered(cause);
        }
      }
      case TUNNEL -> broken(cause);
      case IDLE -> {
        lane.forget(this);
        close();
      }
      case CLOSED -> {}
    }
  }

  private void loseUnanswered(String cause) {
    var asking = exchange;
    exchange = null;
    close();
    if (asking != null && reader.begun()) {
      asking.badAnswer(member(), cause);
    } else if (asking != null) {
      asking.memberLost(member(), cause, reused);
    }
  }

  @Override
  public void cut(Cut cut) {
    boolean cuts = at.service().settings().onMemberDown() == OnMemberDown.CUT;
    // A request ends by itself, so that maintenance and fail-back wait for it; a tunnel does not.
    boolean now =
        phase == Phase.TUNNEL
            ? cuts || cut.kind() == Cut.Kind.FAIL_BACK
            : cuts && cut.kind() == Cut.Kind.MEMBER_DOWN;
    if (now) {
      reused = false;
      lose(cut.cause());
    } else {
      spent = true;
    }
  }

  // What the exchange tells.

  void send(ByteBuf bytes) {
    if (context == null || phase == Phase.CLOSED) {
      bytes.release();
      return;
    }
    context.write(bytes, context.voidPromise());
  }

  void flush() {
    if (context != null) {
      context.flush();
    }
  }

  boolean writable() {
    return channel == null || channel.isWritable();
  }

  void resume() {
    if (channel != null) {
      channel.config().setAutoRead(true);
    }
  }

  /** The client of a tunnel sends no more; the member may still have something to say. */
  void endOfClient() {
    if (context != null && phase != Phase.CLOSED) {
      Ending.afterFlush(context, () -> {});
    }
  }

  /** The client is gone, or was answered otherwise. */
  void abandon() {
    exchange = null;
    close();
  }

  @Override
  public void discard() {
    close();
  }

  private void endRequest() {
    if (requestCounted) {
      requestCounted = false;
      traffic().requestEnded();
    }
  }

  private void close() {
    if (phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.CLOSED;
    exchange = null;
    lane.leave(this);
    at.loop().deadlines().remove(idleTimer);
    endRequest();
    reader.close();
    if (established) {
      traffic().connectionClosed();
    }
    if (channel != null) {
      if (!established && channel.isOpen()) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
      }
      channel.close();
    }
  }

  private final class IdleTimer extends Deadline {
    @Override
    protected void expired() {
      lane.forget(HttpMember.this);
      close();
    }
  }
}
