package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
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
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.ServiceSettings.OnMemberDown;
import org.sallyport.net.loop.Deadline;
import org.sallyport.wire.http1.Framing;
import org.sallyport.wire.http1.Method;
import org.sallyport.wire.http1.ResponseHead;
import org.sallyport.wire.http1.ScanResult;

/**
 * A connection to a member of an HTTP service: carries one request at a time and waits in its lane
 * between two. Loop thread only.
 */
@SuppressWarnings("ReferenceEquality") // the first context of a pipeline is known by identity
final class HttpMember extends MemberSide implements IdleConnection {
  /** Shorter than what servers keep an idle connection for. */
  private static final long IDLE_MILLIS = 15_000;

  private static final int FIRST_LOOK = 2048;

  private enum Phase {
    OPENING,
    IDLE,
    AWAITING_HEAD,
    BODY,
    TUNNEL,
    CLOSED
  }

  private final ServiceLoop at;
  private final Lane lane;
  private final BodyTracker body = new BodyTracker();
  private final HeadEdits edits = new HeadEdits();
  private final IdleTimer idleTimer = new IdleTimer();

  private Phase phase = Phase.OPENING;
  private @Nullable HttpSession session;
  private @Nullable SocketChannel channel;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf partialHead;
  private Method method;
  private boolean established;
  private boolean reused;
  private boolean keep;
  private boolean requestCounted;
  private long idleSince;

  HttpMember(ServiceLoop at, Lane lane, HttpSession session, Method method) {
    this.at = at;
    this.lane = lane;
    this.session = session;
    this.method = method;
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
    phase = Phase.AWAITING_HEAD;
    countRequest();
    if (session != null) {
      session.search().opened(this);
    }
  }

  private void failOpening(String cause) {
    var waiting = session;
    close();
    if (waiting != null) {
      waiting.search().failed(this, cause);
    }
  }

  /** Takes the connection out of its rest for another request. */
  void reuse(HttpSession next, Method requestMethod) {
    at.loop().deadlines().clear(idleTimer);
    session = next;
    method = requestMethod;
    reused = true;
    phase = Phase.AWAITING_HEAD;
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
    switch (phase) {
      case AWAITING_HEAD -> readHead(from, bytes);
      case BODY -> readBody(bytes);
      case TUNNEL -> give(bytes);
      case OPENING, IDLE -> {
        // A member that speaks before it is asked would answer the wrong request.
        bytes.release();
        lose("the member spoke before it was asked");
      }
      case CLOSED -> bytes.release();
    }
  }

  private void give(ByteBuf bytes) {
    if (session == null) {
      bytes.release();
      return;
    }
    traffic().addBytesOut(bytes.readableBytes());
    session.toClient(bytes);
  }

  private void readHead(ChannelHandlerContext from, ByteBuf bytes) {
    var all =
        partialHead == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(from.alloc(), partialHead, bytes);
    partialHead = null;
    var head = at.responseHead().inAnswerTo(method);
    while (phase == Phase.AWAITING_HEAD) {
      var result = scan(head, all);
      if (result == ScanResult.NEED_MORE) {
        if (all.isReadable()) {
          partialHead = all;
        } else {
          all.release();
        }
        return;
      }
      if (result == ScanResult.MALFORMED) {
        all.release();
        lose("malformed answer: " + head.errorReason());
        return;
      }
      if (head.informational() && !head.upgrade()) {
        giveInformational(head, all);
      } else {
        giveFinal(head, all, from);
        return;
      }
    }
    all.release();
  }

  private ScanResult scan(ResponseHead head, ByteBuf bytes) {
    var scratch = at.loop().scratch();
    int available = Math.min(bytes.readableBytes(), scratch.length);
    int first = Math.min(available, FIRST_LOOK);
    bytes.getBytes(bytes.readerIndex(), scratch, 0, first);
    var result = head.scan(scratch, 0, first);
    if (result == ScanResult.NEED_MORE && available > first) {
      bytes.getBytes(bytes.readerIndex(), scratch, 0, available);
      result = head.scan(scratch, 0, available);
    }
    return result;
  }

  /** HTTP/1.0 has no informational answers (RFC 9110 section 15.2). */
  private void giveInformational(ResponseHead head, ByteBuf all) {
    if (session != null && session.request().minorVersion() == 1) {
      give(all.readRetainedSlice(head.headLength()));
    } else {
      all.skipBytes(head.headLength());
    }
  }

  private void giveFinal(ResponseHead head, ByteBuf all, ChannelHandlerContext from) {
    var asking = session;
    if (asking == null) {
      all.release();
      close();
      return;
    }
    if (head.upgrade()) {
      upgrade(asking, all);
      return;
    }
    int length = head.headLength();
    int begin = all.readerIndex();
    keep = head.keepAlive() && head.framing() != Framing.UNTIL_CLOSE;
    body.begin(head.framing(), head.contentLength());
    phase = Phase.BODY;
    asking.answered(head.statusCode(), keep);
    edits.clear();
    var affinity = asking.affinity();
    if (affinity != null) {
      affinity.answered(head, at.loop().scratch(), length - 2, member(), edits);
    }
    if (edits.none()) {
      int taken = body.take(all, begin + length, all.readableBytes() - length);
      forward(all, begin, length + taken);
    } else {
      var edited = edits.apply(at.loop().scratch(), 0, length, 0, from.alloc());
      give(edited);
      int taken = body.take(all, begin + length, all.readableBytes() - length);
      forward(all, begin + length, taken);
    }
  }

  private void upgrade(HttpSession asking, ByteBuf all) {
    if (!asking.request().webSocket()) {
      all.release();
      lose("a switch of protocols that was not asked for");
      return;
    }
    phase = Phase.TUNNEL;
    keep = false;
    give(all);
    asking.switched();
    asking.flushToClient();
  }

  private void readBody(ByteBuf bytes) {
    int begin = bytes.readerIndex();
    forward(bytes, begin, body.take(bytes, begin, bytes.readableBytes()));
  }

  /**
   * Gives {@code length} bytes to the client; what is left after a whole answer is not asked for.
   */
  private void forward(ByteBuf bytes, int begin, int length) {
    boolean excess = begin + length < bytes.writerIndex();
    if (length == 0) {
      bytes.release();
    } else {
      give(bytes.setIndex(begin, begin + length));
    }
    if (body.malformed()) {
      broken("malformed chunk: " + body.reason());
    } else if (body.done()) {
      complete(!excess);
    }
  }

  private void complete(boolean clean) {
    var asking = session;
    session = null;
    endRequest();
    if (!reused) {
      // A member that takes connections and breaks off its answers is not well.
      at.service().signals().succeeded(member());
    }
    // The request may still be on its way: then nobody can tell where the next one would begin.
    if (asking != null && keep && clean && asking.request().body().done() && !closing() && rest()) {
      asking.answerComplete();
      return;
    }
    if (asking != null) {
      asking.answerComplete();
    }
    close();
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
    if (session != null) {
      session.flushToClient();
      if (!session.clientWritable()) {
        from.channel().config().setAutoRead(false);
      }
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext from) {
    if (session != null && from.channel().isWritable()) {
      session.resumeClient();
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
      case BODY -> {
        if (cleanly && body.untilClose()) {
          complete(false);
        } else {
          lose("the member closed in the middle of its answer");
        }
      }
      case TUNNEL -> {
        var asking = session;
        session = null;
        endRequest();
        close();
        if (asking != null) {
          asking.endOfTunnel();
        }
      }
      case OPENING, AWAITING_HEAD, IDLE -> lose("the member closed the connection");
      case CLOSED -> {}
    }
  }

  private void broken(String cause) {
    if (phase == Phase.BODY) {
      at.service().signals().responseFailed(member(), cause);
    }
    var asking = session;
    session = null;
    close();
    if (asking != null) {
      asking.abort(cause);
    }
  }

  /** The connection is of no more use; the session, if any, decides what becomes of its request. */
  private void lose(String cause) {
    switch (phase) {
      case OPENING -> failOpening(cause);
      case AWAITING_HEAD -> {
        var asking = session;
        boolean stale = reused && partialHead == null;
        session = null;
        close();
        if (asking != null) {
          asking.memberLost(this, cause, stale);
        }
      }
      case BODY, TUNNEL -> broken(cause);
      case IDLE -> {
        lane.forget(this);
        close();
      }
      case CLOSED -> {}
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
      keep = false;
    }
  }

  // What the session tells.

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
    session = null;
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
    session = null;
    lane.leave(this);
    at.loop().deadlines().remove(idleTimer);
    endRequest();
    if (partialHead != null) {
      partialHead.release();
      partialHead = null;
    }
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
