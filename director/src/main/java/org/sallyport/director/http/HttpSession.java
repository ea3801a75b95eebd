package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.log.AccessEntry.Outcome;
import org.sallyport.director.service.ClientSession;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.TimeoutSettings;
import org.sallyport.net.loop.Deadline;
import org.sallyport.wire.http1.Method;
import org.sallyport.wire.http1.ScanResult;

/**
 * One client's connection to an HTTP service, one request at a time. What a client sends ahead
 * waits until its turn (RFC 9112 section 9.3.2). The phases are in the package's description.
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
  private final InetSocketAddress clientAddress;
  private final @Nullable String serverName;
  private final TimeoutSettings timeouts;
  private final Timer timer = new Timer();
  private final Request request = new Request();
  private final MemberSearch search;
  private final RequestIntake intake;

  private @Nullable ClientSide client;
  private @Nullable HttpMember member;
  private @Nullable ByteBuf waiting;
  private Phase phase = Phase.WAITING;
  private int scanned;
  private boolean clientEnded;
  private boolean closeAfter;
  private long sentNanos;
  private int status;

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
    this.clientAddress = client;
    this.serverName = serverName;
    this.timeouts = at.service().settings().timeouts();
    this.intake = new RequestIntake(at, client, called, request);
    this.search = new MemberSearch(this, at, client, called, request, intake);
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
        readHead();
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
    give(member, bytes);
  }

  private void give(HttpMember to, ByteBuf bytes) {
    int length = bytes.readableBytes();
    at.service().counters().received(length);
    to.traffic().addBytesIn(length);
    to.send(bytes);
  }

  private void sendBody(ChannelHandlerContext from, ByteBuf bytes) {
    touch();
    int length = request.body().take(bytes, bytes.readerIndex(), bytes.readableBytes());
    if (request.body().malformed() || intake.bodyTooLarge()) {
      bytes.release();
      refuseBody();
      return;
    }
    // A slice has no room behind it, where what encrypts it might write over the next request.
    var own = length < bytes.readableBytes() ? bytes.readRetainedSlice(length) : bytes;
    if (own != bytes) {
      queue(from, bytes);
    }
    if (member != null) {
      give(member, own);
    } else {
      own.release();
    }
    if (request.body().done()) {
      arm(timeouts.response().toMillis());
    }
  }

  /**
   * The rest of a body is not to be sent: the member has seen a part and must not take it for all.
   */
  private void refuseBody() {
    if (status != 0) {
      abort("the rest of the body is refused, and its answer has begun");
    } else if (request.body().malformed()) {
      answer(Answer.BAD_REQUEST, Refusal.BAD_REQUEST, "body: " + request.body().reason());
    } else {
      answer(Answer.CONTENT_TOO_LARGE, Refusal.FILTER, "filter rule " + intake.bodyRule());
    }
  }

  /** Reads the next request from what waits, as far as it goes. */
  private void readHead() {
    var bytes = waiting;
    if (bytes == null || phase != Phase.WAITING) {
      return;
    }
    if (scanned == 0) {
      arm(timeouts.head().toMillis());
    }
    var result = intake.scan(bytes, scanned);
    if (result == ScanResult.NEED_MORE) {
      scanned = bytes.readableBytes();
      return;
    }
    scanned = 0;
    if (result == ScanResult.MALFORMED) {
      request.unread();
      answer(Answer.of(intake.status()), Refusal.BAD_REQUEST, intake.reason());
      return;
    }
    startRequest(bytes);
  }

  private void startRequest(ByteBuf bytes) {
    waiting = null;
    status = 0;
    if (client != null) {
      client.begin();
    }
    var outcome = intake.begin(bytes);
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
      case SEARCHING -> {
        // What waits may be the rest of the body: that is seen once a member is reached.
      }
      case EXCHANGING -> checkWhole();
      case CLOSED -> {}
    }
  }

  private void checkWhole() {
    if (clientEnded && !request.body().done()) {
      abort("the client left in the middle of its request");
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

  // What the search and the member ask and tell.

  MemberSearch search() {
    return search;
  }

  @Nullable HttpAffinity affinity() {
    return intake.affinity();
  }

  Request request() {
    return request;
  }

  /** A step towards a member begins, which may take so long. */
  void connecting(long millis) {
    arm(millis);
  }

  /** A member is reached: the request goes to it. */
  void exchange(HttpMember reached) {
    member = reached;
    phase = Phase.EXCHANGING;
    sentNanos = System.nanoTime();
    var early = waiting;
    if (early != null && !request.body().done() && !takeEarlyBody(early)) {
      return;
    }
    give(reached, request.send());
    reached.flush();
    arm(request.body().done() ? timeouts.response().toMillis() : timeouts.idle().toMillis());
    if (client != null) {
      client.read(true);
    }
    checkWhole();
  }

  /** Adds what came of the body while a member was searched; false where that was refused. */
  private boolean takeEarlyBody(ByteBuf early) {
    waiting = null;
    int length = request.body().take(early, early.readerIndex(), early.readableBytes());
    if (request.body().malformed() || intake.bodyTooLarge()) {
      early.release();
      refuseBody();
      return false;
    }
    var own = length < early.readableBytes() ? early.readRetainedSlice(length) : early;
    if (own != early) {
      waiting = early;
    }
    request.append(own);
    return true;
  }

  /** Bytes of an answer, untouched. */
  void toClient(ByteBuf bytes) {
    if (client == null || phase == Phase.CLOSED) {
      bytes.release();
      return;
    }
    touch();
    client.write(bytes);
  }

  void flushToClient() {
    if (client != null) {
      client.flush();
    }
  }

  boolean clientWritable() {
    return client == null || client.writable();
  }

  void resumeClient() {
    if (client != null) {
      touch();
      client.read(true);
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
    status = 101;
    touch();
    var ahead = waiting;
    waiting = null;
    if (ahead != null && member != null) {
      give(member, ahead);
      member.flush();
    }
    if (clientEnded && member != null) {
      member.endOfClient();
    }
  }

  /** The whole answer was given to the client's side. */
  void answerComplete() {
    boolean whole = request.body().done();
    member = null;
    at.service().counters().answered(status);
    log(search.retried() ? Outcome.RETRIED : Outcome.OK, search.reason());
    if (client == null) {
      return;
    }
    if (closeAfter || !whole || (clientEnded && waiting == null) || at.draining()) {
      closeGracefully(whole);
      return;
    }
    client.flush();
    nextRequest();
  }

  private void nextRequest() {
    phase = Phase.WAITING;
    if (client != null) {
      // It may rest since the member took the end of the request slowly.
      client.read(true);
    }
    if (waiting != null) {
      readHead();
      if (clientEnded && phase == Phase.WAITING) {
        closeGracefully(false);
      }
    } else {
      arm(timeouts.keepAlive().toMillis());
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
      at.service().signals().responseFailed(lost.member(), cause);
      answer(Answer.BAD_GATEWAY, Refusal.UNREACHABLE, cause);
    }
  }

  // Ending.

  /** Answers for the member, and ends the connection. */
  void answer(Answer answer, Refusal refusal, String cause) {
    if (client == null || phase == Phase.CLOSED || phase == Phase.LINGERING) {
      return;
    }
    at.service().counters().refused(refusal);
    at.service().counters().answered(answer.status());
    status = answer.status();
    client.write(answer.bytes(request.method() == Method.HEAD));
    log(refusal == Refusal.BAD_REQUEST ? Outcome.ERROR : Outcome.REFUSED, cause);
    leaveMember();
    closeGracefully(false);
  }

  /**
   * Closes once what was written has left.
   *
   * @param whole whether all that the client sent was read: else what still comes is read for a
   *     while
   */
  private void closeGracefully(boolean whole) {
    if (client == null || phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.LINGERING;
    if (whole && waiting == null) {
      arm(timeouts.idle().toMillis());
      client.closeAfterFlush();
    } else {
      arm(LINGER_MILLIS);
      releaseWaiting();
      client.endAfterFlush();
    }
  }

  /**
   * Ends at once and so that the client notices: it must not take what it has for a whole answer.
   */
  void abort(String cause) {
    if (phase == Phase.CLOSED) {
      return;
    }
    if (phase != Phase.WAITING && phase != Phase.LINGERING) {
      log(Outcome.CUT, cause);
    }
    if (client != null) {
      client.reset();
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
    releaseWaiting();
    if (client != null) {
      client.close();
    }
    at.leave(this);
    at.service().release(clientAddress.getAddress());
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
    arm(timeouts.idle().toMillis());
  }

  private void log(Outcome outcome, String cause) {
    if (at.service().accessLog().enabled()) {
      var entry = intake.describe(at.accessEntry());
      entry
          .client(clientAddress.getAddress(), clientAddress.getPort())
          .serverName(serverName)
          .status(status)
          .outcome(outcome);
      entry.bytes(
          intake.headBytes() + request.body().passed(), client == null ? 0 : client.written());
      var answering = search.member();
      if (answering != null) {
        entry.member(answering.name(), search.reason());
      } else {
        entry.reason(cause);
      }
      at.service().accessLog().write(entry);
    }
  }

  private final class Timer extends Deadline {
    @Override
    protected void expired() {
      switch (phase) {
        case WAITING -> {
          if (waiting == null) {
            closeGracefully(true);
          } else {
            request.unread();
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
