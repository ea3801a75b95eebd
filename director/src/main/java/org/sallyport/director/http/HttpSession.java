package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.log.AccessEntry.Outcome;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.ClientSession;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.net.loop.Deadline;
import org.sallyport.wire.http1.Method;
import org.sallyport.wire.http1.ScanResult;

/**
 * One client's connection to an HTTP service, one request at a time. What a client sends ahead
 * waits until its turn (RFC 9112 section 9.3.2).
 */
@SuppressWarnings("ReferenceEquality") // a buffer that was not cut is the same object
public final class HttpSession extends ChannelInboundHandlerAdapter implements ClientSession {
  /** Bytes that may wait for their turn before the client is read no further. */
  private static final int WAITING_MOST = 64 * 1024;

  private static final int LINGER_MILLIS = 2000;

  private enum Phase {
    WAITING,
    SEARCHING,
    EXCHANGING,
    TUNNEL,
    LINGERING,
    CLOSED
  }

  private final ServiceLoop at;
  private final InetSocketAddress client;
  private final @Nullable String serverName;
  private final Timer timer = new Timer();
  private final Request request = new Request();
  private final MemberSearch search;
  private final RequestIntake intake;

  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf waiting;
  private Phase phase = Phase.WAITING;
  private int scanned;
  private boolean clientEnded;
  private boolean closeAfter;
  private long sentNanos;
  private long bytesOut;
  private int status;
  private @Nullable HttpMember member;

  /**
   * A session that begins when it is told that the connection is open ({@code channelActive}).
   *
   * @param client who the client is, which a PROXY protocol header may have said
   * @param called the address that the client called
   * @param serverName the name of the ClientHello, if one was read
   */
  public HttpSession(
      ServiceLoop at,
      InetSocketAddress client,
      InetSocketAddress called,
      @Nullable String serverName) {
    this.at = at;
    this.client = client;
    this.serverName = serverName;
    this.intake = new RequestIntake(at, client, called, request);
    this.search = new MemberSearch(this, at, client, called, request, intake);
  }

  // The client's connection.

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    begin();
  }

  private void begin() {
    at.enter(this);
    arm(at.service().settings().timeouts().head().toMillis());
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    var bytes = (ByteBuf) message;
    switch (phase) {
      case TUNNEL -> tunnel(bytes);
      case LINGERING, CLOSED -> bytes.release();
      case EXCHANGING -> {
        if (request.body().done()) {
          queue(from, bytes);
        } else {
          sendBody(from, bytes);
        }
      }
      case SEARCHING -> queue(from, bytes);
      case WAITING -> {
        queue(from, bytes);
        readHead(from);
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    if (member != null) {
      member.flush();
      if (!member.writable()) {
        from.channel().config().setAutoRead(false);
      }
    }
  }

  private void queue(ChannelHandlerContext from, ByteBuf bytes) {
    waiting =
        waiting == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(from.alloc(), waiting, bytes);
    if (phase != Phase.WAITING && waiting.readableBytes() > WAITING_MOST) {
      from.channel().config().setAutoRead(false);
    }
  }

  private void tunnel(ByteBuf bytes) {
    if (member == null) {
      bytes.release();
      return;
    }
    touch();
    at.service().counters().received(bytes.readableBytes());
    member.send(bytes);
  }

  private void sendBody(ChannelHandlerContext from, ByteBuf bytes) {
    touch();
    int begin = bytes.readerIndex();
    int length = request.body().take(bytes, begin, bytes.readableBytes());
    if (request.body().malformed()) {
      bytes.release();
      abort("malformed chunk: " + request.body().reason());
      return;
    }
    if (intake.bodyTooLarge()) {
      bytes.release();
      abort("the body is larger than filter rule " + intake.bodyRule() + " allows");
      return;
    }
    // A slice has no room behind it, where what encrypts it might write over the next request.
    var own = length < bytes.readableBytes() ? bytes.readRetainedSlice(length) : bytes;
    if (own != bytes) {
      queue(from, bytes);
    }
    if (member != null) {
      member.send(own);
    } else {
      own.release();
    }
    if (request.body().done()) {
      arm(at.service().settings().timeouts().response().toMillis());
    }
  }

  /** Reads the next request from what waits, as far as it goes. */
  private void readHead(ChannelHandlerContext from) {
    var bytes = waiting;
    if (bytes == null || phase != Phase.WAITING) {
      return;
    }
    if (scanned == 0) {
      arm(at.service().settings().timeouts().head().toMillis());
    }
    var result = intake.scan(bytes, scanned);
    if (result == ScanResult.NEED_MORE) {
      scanned = bytes.readableBytes();
      return;
    }
    scanned = 0;
    if (result == ScanResult.MALFORMED) {
      answer(Answer.of(intake.status()), Refusal.BAD_REQUEST, intake.reason());
      return;
    }
    startRequest(from, bytes);
  }

  private void startRequest(ChannelHandlerContext from, ByteBuf bytes) {
    waiting = null;
    status = 0;
    bytesOut = 0;
    var outcome = intake.begin(bytes, from.alloc());
    waiting = outcome.rest();
    if (outcome.refusal() != null) {
      answer(outcome.answer(), outcome.refusal(), outcome.reason());
      return;
    }
    phase = Phase.SEARCHING;
    closeAfter = !request.keepAlive();
    search.begin(outcome.pinned());
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext from) {
    if (member != null && from.channel().isWritable()) {
      touch();
      member.resume();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      endOfClient();
    } else if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      at.service().counters().refused(Refusal.HANDSHAKE);
      finish();
    }
  }

  /** The client sends no more; an answer in hand is still wanted (RFC 9112 section 9.6). */
  private void endOfClient() {
    clientEnded = true;
    switch (phase) {
      case WAITING, LINGERING -> finish();
      case TUNNEL -> {
        if (member != null) {
          member.endOfClient();
        }
      }
      case SEARCHING, EXCHANGING -> {
        closeAfter = true;
        if (!request.body().done()) {
          abort("the client left in the middle of its request");
        }
      }
      case CLOSED -> {}
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    if (phase == Phase.SEARCHING || phase == Phase.EXCHANGING) {
      log(Outcome.CUT, "the client left");
    }
    finish();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    abort(String.valueOf(cause.getMessage()));
  }

  // What the search and the member tell.

  /** A member is reached: the request goes to it. */
  void exchange(HttpMember reached) {
    member = reached;
    phase = Phase.EXCHANGING;
    sentNanos = System.nanoTime();
    var early = waiting;
    if (early != null && !request.body().done()) {
      takeEarlyBody(early);
      if (phase != Phase.EXCHANGING) {
        return;
      }
    }
    at.service().counters().received(request.heldLength());
    reached.traffic().addBytesIn(request.heldLength());
    reached.send(request.send());
    reached.flush();
    var timeouts = at.service().settings().timeouts();
    arm(request.body().done() ? timeouts.response().toMillis() : timeouts.idle().toMillis());
    if (context != null) {
      context.channel().config().setAutoRead(true);
    }
  }

  private void takeEarlyBody(ByteBuf early) {
    waiting = null;
    int begin = early.readerIndex();
    int length = request.body().take(early, begin, early.readableBytes());
    if (request.body().malformed() || intake.bodyTooLarge()) {
      early.release();
      answer(Answer.BAD_REQUEST, Refusal.BAD_REQUEST, "malformed body");
      return;
    }
    var own = length < early.readableBytes() ? early.readRetainedSlice(length) : early;
    if (own != early) {
      waiting = early;
    }
    if (context != null) {
      request.append(own, context.alloc());
    }
  }

  /** No member takes the request. */
  void noMember(Answer answer, Refusal refusal, String cause) {
    answer(answer, refusal, cause);
  }

  MemberSearch search() {
    return search;
  }

  @Nullable HttpAffinity affinity() {
    return intake.affinity();
  }

  int minorVersion() {
    return request.minorVersion();
  }

  boolean offeredWebSocket() {
    return request.webSocket();
  }

  /** Whether all of the request was given to the member. */
  boolean requestSent() {
    return request.body().done();
  }

  void connecting(long millis) {
    arm(millis);
  }

  /** Bytes of an answer, untouched. */
  void toClient(ByteBuf bytes) {
    if (context == null || phase == Phase.CLOSED) {
      bytes.release();
      return;
    }
    touch();
    int length = bytes.readableBytes();
    bytesOut += length;
    at.service().counters().sent(length);
    context.write(bytes, context.voidPromise());
  }

  void flushToClient() {
    if (context != null) {
      context.flush();
    }
  }

  boolean clientWritable() {
    return context == null || context.channel().isWritable();
  }

  void resumeClient() {
    if (context != null) {
      touch();
      context.channel().config().setAutoRead(true);
    }
  }

  /** The head of the final answer has come; nothing is sent again from here on. */
  void answered(int code, boolean keepAlive) {
    request.release();
    status = code;
    closeAfter |= !keepAlive;
    if (member != null) {
      member.member().latency().record(System.nanoTime() - sentNanos);
    }
  }

  /** Both sides agreed on another protocol. */
  void switched() {
    request.release();
    phase = Phase.TUNNEL;
    touch();
    if (waiting != null && member != null) {
      var ahead = waiting;
      waiting = null;
      member.send(ahead);
      member.flush();
    }
  }

  /** The whole answer was given to the client's side. */
  void answerComplete() {
    boolean whole = request.body().done();
    member = null;
    at.service().counters().answered(status);
    log(search.retried() ? Outcome.RETRIED : Outcome.OK, search.reason());
    if (context == null) {
      return;
    }
    if (closeAfter || !whole || clientEnded || at.draining()) {
      closeGracefully(whole);
      return;
    }
    context.flush();
    phase = Phase.WAITING;
    if (waiting != null) {
      context.channel().config().setAutoRead(true);
      readHead(context);
    } else {
      arm(at.service().settings().timeouts().keepAlive().toMillis());
    }
  }

  /** The tunnel's other end sends no more. */
  void endOfTunnel() {
    log(Outcome.OK, search.reason());
    closeGracefully(true);
  }

  /** The member is lost; no byte of an answer was given to the client. */
  void memberLost(HttpMember lost, String cause, boolean stale) {
    member = null;
    if (phase != Phase.EXCHANGING && phase != Phase.SEARCHING) {
      return;
    }
    if (request.mayGoElsewhere()) {
      phase = Phase.SEARCHING;
      search.again(lost.member(), cause, stale);
    } else {
      answer(Answer.BAD_GATEWAY, Refusal.UNREACHABLE, cause);
    }
  }

  /**
   * The answer broke off after some of it was given to the client, who must not take it for whole.
   */
  void answerBroken(String cause) {
    abort(cause);
  }

  // Ending.

  private void answer(Answer answer, Refusal refusal, String cause) {
    if (context == null || phase == Phase.CLOSED || phase == Phase.LINGERING) {
      return;
    }
    at.service().counters().refused(refusal);
    at.service().counters().answered(answer.status());
    status = answer.status();
    var bytes = answer.bytes(request.method() == Method.HEAD && refusal != Refusal.BAD_REQUEST);
    bytesOut += bytes.readableBytes();
    context.write(bytes, context.voidPromise());
    log(refusal == Refusal.BAD_REQUEST ? Outcome.ERROR : Outcome.REFUSED, cause);
    leaveMember();
    closeGracefully(false);
  }

  /**
   * Closes once what was written has left.
   *
   * @param whole whether all that the client sent was read: else what still comes is read for a
   *     while, because closing over unread bytes resets the connection and may destroy the answer
   *     on its way (RFC 9112 section 9.6)
   */
  private void closeGracefully(boolean whole) {
    if (context == null || phase == Phase.CLOSED) {
      return;
    }
    var flushed = context.writeAndFlush(Unpooled.EMPTY_BUFFER);
    if (whole && waiting == null) {
      phase = Phase.LINGERING;
      arm(at.service().settings().timeouts().idle().toMillis());
      flushed.addListener(ChannelFutureListener.CLOSE);
      return;
    }
    phase = Phase.LINGERING;
    arm(LINGER_MILLIS);
    releaseWaiting();
    context.channel().config().setAutoRead(true);
    var channel = (SocketChannel) context.channel();
    var tls = context.pipeline().get(SslHandler.class);
    flushed.addListener(
        done -> {
          if (tls != null) {
            tls.closeOutbound();
          } else {
            channel.shutdownOutput();
          }
        });
  }

  /** Ends at once and so that the client notices. */
  void abort(String cause) {
    if (phase == Phase.CLOSED) {
      return;
    }
    if (phase != Phase.WAITING && phase != Phase.LINGERING) {
      log(Outcome.CUT, cause);
    }
    if (context != null && context.channel().isOpen()) {
      context.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      context.channel().unsafe().close(context.voidPromise());
    }
    finish();
  }

  @Override
  public void drain() {
    if (phase == Phase.WAITING && waiting == null) {
      closeGracefully(true);
    }
  }

  @Override
  public void stop(String cause) {
    abort(cause);
  }

  private void finish() {
    if (phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.CLOSED;
    at.loop().deadlines().remove(timer);
    leaveMember();
    search.stop();
    request.release();
    releaseWaiting();
    if (context != null) {
      context.close();
    }
    at.leave(this);
    at.service().release(client.getAddress());
  }

  private void leaveMember() {
    var left = member;
    member = null;
    if (left != null) {
      left.abandon();
    }
    request.release();
  }

  private void releaseWaiting() {
    if (waiting != null) {
      waiting.release();
      waiting = null;
    }
  }

  private void arm(long millis) {
    at.loop().deadlines().set(timer, millis);
  }

  private void touch() {
    arm(at.service().settings().timeouts().idle().toMillis());
  }

  private void log(Outcome outcome, String cause) {
    if (!at.service().accessLog().enabled()) {
      return;
    }
    var entry =
        at.accessEntry()
            .service(at.service().name())
            .client(client.getAddress(), client.getPort())
            .serverName(serverName)
            .status(status)
            .bytes(intake.headBytes() + request.body().passed(), bytesOut)
            .duration(System.nanoTime() - request.beganNanos())
            .outcome(outcome);
    intake.describe(entry);
    Member answered = search.member();
    if (answered != null) {
      entry.member(answered.name(), search.reason());
    } else {
      entry.reason(cause);
    }
    at.service().accessLog().write(entry);
  }

  private final class Timer extends Deadline {
    @Override
    protected void expired() {
      switch (phase) {
        case WAITING -> {
          if (waiting == null) {
            closeGracefully(true);
          } else {
            answer(Answer.REQUEST_TIMEOUT, Refusal.SLOW, "the head took too long");
          }
        }
        case SEARCHING -> search.expired();
        case EXCHANGING -> {
          if (member != null && status == 0 && request.body().done()) {
            at.service().signals().responseFailed(member.member(), "no answer in time");
            answer(Answer.GATEWAY_TIMEOUT, Refusal.UNREACHABLE, "the member took too long");
          } else {
            abort("idle for too long");
          }
        }
        case TUNNEL -> abort("idle for too long");
        case LINGERING -> finish();
        case CLOSED -> {}
      }
    }
  }
}
