package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.log.AccessEntry.Outcome;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.TimeoutSettings;
import org.sallyport.wire.http1.Method;

/**
 * A request and its answer, from the head that was read to the answer's last byte; used again for
 * the next request of the connection. The search finds the member, this class gives the request to
 * it and the answer back. Loop thread only.
 */
@SuppressWarnings("ReferenceEquality") // a buffer that was not cut is the same object
final class Exchange {
  private enum Phase {
    /** No request is in hand. */
    NONE,
    SEARCHING,
    EXCHANGING,
    TUNNEL
  }

  private final HttpSession session;
  private final ServiceLoop at;
  private final TimeoutSettings timeouts;
  private final Request request = new Request();
  private final RequestIntake intake;
  private final MemberSearch search;
  private final RequestLog log;

  private Phase phase = Phase.NONE;
  private @Nullable HttpMember member;
  private boolean closeAfter;
  private long sentNanos;
  private int status;

  Exchange(
      HttpSession session,
      ServiceLoop at,
      InetSocketAddress client,
      InetSocketAddress called,
      @Nullable String serverName,
      @Nullable Predicate<String> elsewhere) {
    this.session = session;
    this.at = at;
    this.timeouts = at.service().settings().timeouts();
    this.intake = new RequestIntake(at, client, called, request, elsewhere);
    this.search = new MemberSearch(this, at, client, called, request, intake.affinity());
    this.log = new RequestLog(at, client, serverName, intake, request, search);
  }

  // What the session asks and tells.

  RequestIntake intake() {
    return intake;
  }

  Request request() {
    return request;
  }

  /** Whether a request is in hand, or a tunnel open. */
  boolean busy() {
    return phase != Phase.NONE;
  }

  /** Whether the client's bytes belong to what is in hand now. */
  boolean takesBytes() {
    return phase == Phase.TUNNEL || (phase == Phase.EXCHANGING && !request.body().done());
  }

  /** Takes the request whose head was just scanned; bytes after it are left with the session. */
  void begin(ByteBuf bytes) {
    status = 0;
    search.reset();
    var outcome = intake.begin(bytes);
    session.leave(outcome.rest());
    if (outcome.refusal() != null) {
      answer(outcome.answer(), outcome.refusal(), outcome.reason());
      return;
    }
    phase = Phase.SEARCHING;
    closeAfter = !request.keepAlive();
    search.begin(outcome.pinned());
  }

  /** Refuses a request whose head could not be read. */
  void refuseUnread(Answer answer, Refusal refusal, String cause) {
    intake.unread();
    search.reset();
    answer(answer, refusal, cause);
  }

  /** Bytes of the client that {@link #takesBytes} was true for. */
  void fromClient(ByteBuf bytes) {
    session.touch();
    var to = member;
    if (to == null) {
      bytes.release();
    } else if (phase == Phase.TUNNEL) {
      give(to, bytes);
    } else {
      giveBody(to, bytes);
    }
  }

  private void giveBody(HttpMember to, ByteBuf bytes) {
    var own = ownBody(bytes);
    if (own == null) {
      return;
    }
    give(to, own);
    if (request.body().done()) {
      session.arm(timeouts.response().toMillis());
    }
  }

  /** What of the bytes is the body's; the rest is left. Null where the body was refused. */
  private @Nullable ByteBuf ownBody(ByteBuf bytes) {
    int length = request.body().take(bytes, bytes.readerIndex(), bytes.readableBytes());
    if (request.body().malformed() || intake.bodyTooLarge()) {
      bytes.release();
      refuseBody();
      return null;
    }
    if (length == bytes.readableBytes()) {
      return bytes;
    }
    // A slice has no room behind it, where what encrypts it might write over the next request.
    var own = bytes.readRetainedSlice(length);
    session.leave(bytes);
    return own;
  }

  /** The member has seen a part of the body and must not take it for all. */
  private void refuseBody() {
    if (status != 0) {
      abort("the rest of the body is refused, and its answer has begun");
    } else if (request.body().malformed()) {
      answer(Answer.BAD_REQUEST, Refusal.BAD_REQUEST, "body: " + request.body().reason());
    } else {
      answer(Answer.CONTENT_TOO_LARGE, Refusal.FILTER, "filter rule " + intake.bodyRule());
    }
  }

  private void give(HttpMember to, ByteBuf bytes) {
    int length = bytes.readableBytes();
    at.service().counters().received(length);
    to.traffic().addBytesIn(length);
    to.send(bytes);
  }

  /** The client's bytes were all given for now; false where the member takes no more of them. */
  boolean flushToMember() {
    if (member == null) {
      return true;
    }
    member.flush();
    return member.writable();
  }

  /** The client takes bytes again, which tells nothing about an answer that has not begun. */
  void resumeMember() {
    if (member != null) {
      if (!awaitsAnswer()) {
        session.touch();
      }
      member.resume();
    }
  }

  /** Whether the request was given to the member in full, and its answer has not begun. */
  private boolean awaitsAnswer() {
    return phase == Phase.EXCHANGING && status == 0 && request.body().done();
  }

  /** Bytes of the request have left: the time for its rest, or for the answer, begins again. */
  private void armForMember() {
    session.arm((awaitsAnswer() ? timeouts.response() : timeouts.idle()).toMillis());
  }

  /** The client sends no more; an answer in hand is still wanted (RFC 9112 section 9.6). */
  void endOfClient() {
    switch (phase) {
      case TUNNEL -> {
        if (member != null) {
          member.endOfClient();
        }
      }
      case EXCHANGING -> checkWhole();
      // What was left with the session may be the rest of the body: that is seen once a member is
      // reached.
      case SEARCHING, NONE -> {}
    }
  }

  private void checkWhole() {
    if (session.clientEnded() && !request.body().done()) {
      abort("the client left in the middle of its request");
    }
  }

  /** The time for the present step is over. */
  void expired() {
    switch (phase) {
      case SEARCHING -> search.expired();
      case EXCHANGING -> {
        if (member != null && awaitsAnswer()) {
          at.service().signals().responseFailed(member.member(), "no answer in time");
          answer(Answer.GATEWAY_TIMEOUT, Refusal.UNREACHABLE, "the member took too long");
        } else {
          abort("idle for too long");
        }
      }
      case TUNNEL -> abort("idle for too long");
      case NONE -> {}
    }
  }

  /** The connection has ended, and with it what was in hand. */
  void end(String cause) {
    if (phase != Phase.NONE) {
      log.write(status, session.written(), Outcome.CUT, cause);
    }
    leaveMember();
    search.stop();
  }

  // What the search and the member ask and tell.

  MemberSearch search() {
    return search;
  }

  @Nullable HttpAffinity affinity() {
    return intake.affinity();
  }

  /** A step towards a member begins, which may take so long. */
  void connecting(long millis) {
    session.arm(millis);
  }

  /** A member is reached: the request goes to it. */
  void reached(HttpMember found) {
    member = found;
    phase = Phase.EXCHANGING;
    sentNanos = System.nanoTime();
    var early = request.body().done() ? null : session.takeLeft();
    if (early != null) {
      var own = ownBody(early);
      if (own == null) {
        return;
      }
      request.append(own);
    }
    give(found, request.send());
    found.flush();
    armForMember();
    session.readClient();
    checkWhole();
  }

  /** Bytes of an answer, untouched. */
  void toClient(ByteBuf bytes) {
    session.write(bytes);
    if (awaitsAnswer()) {
      // An informational answer, after which the final one has its time again.
      session.arm(timeouts.response().toMillis());
    }
  }

  void flushToClient() {
    session.flush();
  }

  boolean clientWritable() {
    return session.writable();
  }

  /** The member takes bytes again. */
  void resumeClient() {
    armForMember();
    session.readClient();
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
    at.service().counters().answered(status);
    session.touch();
    var ahead = session.takeLeft();
    if (ahead != null && member != null) {
      give(member, ahead);
      member.flush();
    }
    session.readClient();
    if (session.clientEnded() && member != null) {
      member.endOfClient();
    }
  }

  /** The whole answer was given to the client's side. */
  void complete() {
    boolean whole = request.body().done();
    phase = Phase.NONE;
    member = null;
    at.service().counters().answered(status);
    log.write(
        status,
        session.written(),
        search.retried() ? Outcome.RETRIED : Outcome.OK,
        search.reason());
    if (closeAfter || !whole || at.draining()) {
      session.closeGracefully(whole);
    } else {
      session.next();
    }
  }

  /** The tunnel's other end sends no more. */
  void endOfTunnel() {
    phase = Phase.NONE;
    member = null;
    log.write(status, session.written(), Outcome.OK, search.reason());
    session.closeGracefully(true);
  }

  /** The member is lost; no byte of an answer has come. */
  void memberLost(Member lost, String cause, boolean stale) {
    member = null;
    if (phase == Phase.NONE) {
      return;
    }
    if (request.mayGoElsewhere()) {
      phase = Phase.SEARCHING;
      search.again(lost, cause, stale);
    } else {
      badAnswer(lost, cause);
    }
  }

  /** The member began an answer that cannot be given on; asking elsewhere would ask twice. */
  void badAnswer(Member lost, String cause) {
    member = null;
    if (phase != Phase.NONE) {
      at.service().signals().responseFailed(lost, cause);
      answer(Answer.BAD_GATEWAY, Refusal.UNREACHABLE, cause);
    }
  }

  /** Answers for the member, and ends the connection. */
  void answer(Answer answer, Refusal refusal, String cause) {
    phase = Phase.NONE;
    status = answer.status();
    at.service().counters().refused(refusal);
    at.service().counters().answered(status);
    session.write(answer.bytes(request.method() == Method.HEAD));
    log.write(
        status,
        session.written(),
        refusal == Refusal.BAD_REQUEST ? Outcome.ERROR : Outcome.REFUSED,
        cause);
    leaveMember();
    session.closeGracefully(false);
  }

  /**
   * Ends at once and so that the client notices: it must not take what it has for a whole answer.
   */
  void abort(String cause) {
    session.abort(cause);
  }

  private void leaveMember() {
    phase = Phase.NONE;
    var left = member;
    member = null;
    if (left != null) {
      left.abandon();
    }
    request.release();
  }
}
