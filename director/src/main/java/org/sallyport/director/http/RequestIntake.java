package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.filter.ClientAddress;
import org.sallyport.director.filter.Verdict;
import org.sallyport.director.log.AccessEntry;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.wire.http1.RequestHead;
import org.sallyport.wire.http1.ScanResult;

/**
 * Reads the heads of one connection's requests and decides what becomes of them: malformed,
 * filtered, or to be forwarded with which edits. Loop thread only.
 */
final class RequestIntake {
  /** Enough for most heads; what is longer is copied again as a whole. */
  private static final int FIRST_LOOK = 2048;

  private static final byte[] NOTHING = {};

  private final ServiceLoop at;
  private final ClientAddress client;
  private final Request request;
  private final HeadEdits edits = new HeadEdits();
  private final @Nullable HttpAffinity affinity;
  private final @Nullable ForwardedFields forwarded;
  private final @Nullable HostRule hostRule;
  private Verdict verdict = Verdict.ALLOWED;
  private int headBytes;
  private byte[] loggedTarget = NOTHING;
  private @Nullable String rule;

  RequestIntake(
      ServiceLoop at,
      InetSocketAddress client,
      InetSocketAddress called,
      Request request,
      @Nullable Predicate<String> elsewhere) {
    this.at = at;
    this.client = ClientAddress.of(client.getAddress());
    this.request = request;
    this.hostRule = elsewhere == null ? null : new HostRule(elsewhere);
    var settings = at.service().settings();
    var persistence = at.service().persistence();
    this.affinity =
        persistence == null
            ? null
            : new HttpAffinity(
                persistence, client.getAddress(), settings.decrypts(), at.affinityKey());
    this.forwarded =
        settings.forwarded().any()
            ? new ForwardedFields(settings.forwarded(), client, called, settings.decrypts())
            : null;
  }

  /**
   * What becomes of a request.
   *
   * @param pinned the member that it belongs to, if one is known
   * @param rest bytes after the request's head and what there was of its body; owned by the caller
   * @param refusal why it is refused; null when it is to be forwarded
   * @param answer what a refused one is answered
   * @param reason the same for the log
   */
  record Outcome(
      @Nullable Member pinned,
      @Nullable ByteBuf rest,
      @Nullable Refusal refusal,
      Answer answer,
      String reason) {}

  /**
   * Looks for a head at the start of {@code bytes}; the view is {@link ServiceLoop#requestHead}.
   *
   * @param seen how many of the bytes were looked at before
   */
  ScanResult scan(ByteBuf bytes, int seen) {
    var head = at.requestHead();
    var scratch = at.loop().scratch();
    int available = Math.min(bytes.readableBytes(), scratch.length);
    int first = Math.min(available, FIRST_LOOK);
    bytes.getBytes(bytes.readerIndex(), scratch, 0, first);
    var result = head.scan(scratch, 0, first, Math.min(seen, first));
    if (result == ScanResult.NEED_MORE && available > first) {
      bytes.getBytes(bytes.readerIndex(), scratch, 0, available);
      result = head.scan(scratch, 0, available, seen);
    }
    return result;
  }

  /** Forgets the request before, for one whose head could not be read. */
  void unread() {
    request.unread();
    headBytes = 0;
    loggedTarget = NOTHING;
    rule = null;
  }

  /** The status that answers a malformed head. */
  int status() {
    return at.requestHead().status();
  }

  /** Why a head is malformed. */
  String reason() {
    return at.requestHead().errorReason();
  }

  /** Takes the request whose head was just scanned out of {@code bytes}, which is consumed. */
  Outcome begin(ByteBuf bytes) {
    var head = at.requestHead();
    var scratch = at.loop().scratch();
    request.begin(head);
    headBytes = head.headLength();
    edits.clear();
    remember(head, scratch);
    if (hostRule != null && hostRule.misdirected(head, scratch)) {
      return refused(
          bytes,
          Refusal.MISDIRECTED,
          Answer.MISDIRECTED,
          "Host belongs to another service of the listener");
    }
    verdict = at.service().filter().onRequest(client, head, scratch, request.beganNanos());
    if (verdict instanceof Verdict.Denied(String denying, boolean tooLarge)) {
      rule = denying;
      return refused(
          bytes,
          Refusal.FILTER,
          tooLarge ? Answer.CONTENT_TOO_LARGE : Answer.FORBIDDEN,
          "filter rule " + denying);
    }
    if (forwarded != null) {
      if (ForwardedFields.namedInConnection(head)) {
        return refused(
            bytes, Refusal.BAD_REQUEST, Answer.BAD_REQUEST, "Connection names a forwarding field");
      }
      forwarded.edit(head, scratch, head.headLength() - 2, edits);
    }
    var pinned = affinity == null ? null : affinity.pinned(head, scratch, edits);
    return forward(head, scratch, bytes, pinned);
  }

  private Outcome forward(
      RequestHead head, byte[] scratch, ByteBuf bytes, @Nullable Member pinned) {
    int begin = bytes.readerIndex();
    int length = head.headLength();
    int body = request.body().take(bytes, begin + length, bytes.readableBytes() - length);
    if (request.body().malformed()) {
      return refused(
          bytes,
          Refusal.BAD_REQUEST,
          Answer.BAD_REQUEST,
          "malformed chunk: " + request.body().reason());
    }
    if (bodyTooLarge()) {
      return refused(bytes, Refusal.FILTER, Answer.CONTENT_TOO_LARGE, "filter rule " + rule);
    }
    int lead = head.methodOffset();
    boolean more = bytes.readableBytes() > length + body;
    bytes.skipBytes(lead);
    if (!edits.none()) {
      var edited = edits.apply(scratch, lead, length - lead, body, PooledByteBufAllocator.DEFAULT);
      edited.writeBytes(bytes, begin + length, body);
      bytes.skipBytes(length - lead + body);
      request.hold(edited);
    } else if (more) {
      // A slice has no room behind it, where what encrypts it might write over the next request.
      request.hold(bytes.readRetainedSlice(length - lead + body));
    } else {
      request.hold(bytes);
      return new Outcome(pinned, null, null, Answer.BAD_REQUEST, "");
    }
    if (!more) {
      bytes.release();
    }
    return new Outcome(pinned, more ? bytes : null, null, Answer.BAD_REQUEST, "");
  }

  private static Outcome refused(ByteBuf bytes, Refusal refusal, Answer answer, String reason) {
    bytes.release();
    return new Outcome(null, null, refusal, answer, reason);
  }

  /** Whether a chunked body has grown beyond what the filter allows; the rule is then known. */
  boolean bodyTooLarge() {
    while (verdict instanceof Verdict.AllowedUpTo limit
        && request.body().content() > limit.bytes()) {
      verdict = at.service().filter().bodyExceeded(limit, client, System.nanoTime());
    }
    if (verdict instanceof Verdict.Denied(String denying, _)) {
      rule = denying;
      return true;
    }
    return false;
  }

  /** The rule that refused the request. */
  @Nullable String bodyRule() {
    return rule;
  }

  /** What keeps the requests on their member, or null. */
  @Nullable HttpAffinity affinity() {
    return affinity;
  }

  /** The length of the head as it was received. */
  int headBytes() {
    return headBytes;
  }

  private void remember(RequestHead head, byte[] scratch) {
    rule = null;
    if (at.service().accessLog().enabled()) {
      loggedTarget = new byte[head.targetLength()];
      System.arraycopy(scratch, head.targetOffset(), loggedTarget, 0, loggedTarget.length);
    }
  }

  /** Says what the access log tells about the request itself. */
  AccessEntry describe(AccessEntry entry) {
    entry.service(at.service().name()).duration(System.nanoTime() - request.beganNanos());
    if (headBytes > 0) {
      entry.method(request.methodName()).path(loggedTarget, 0, loggedTarget.length);
    }
    if (rule != null) {
      entry.rule(rule);
    }
    return entry;
  }
}
