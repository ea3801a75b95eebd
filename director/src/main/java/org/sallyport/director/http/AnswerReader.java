package org.sallyport.director.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.net.loop.Loop;
import org.sallyport.wire.http1.Framing;
import org.sallyport.wire.http1.Method;
import org.sallyport.wire.http1.ResponseHead;
import org.sallyport.wire.http1.ScanResult;

/**
 * Reads the answers of one connection to a member and gives their bytes to the exchange as they
 * come. Loop thread only.
 */
final class AnswerReader {
  /** Enough for most heads; what is longer is copied again as a whole. */
  private static final int FIRST_LOOK = 2048;

  private static final int REQUEST_TIMEOUT = 408;

  /** What some bytes have brought. */
  enum Progress {
    /** More is to come. */
    MORE,
    /** The answer is whole, and nothing came after it. */
    WHOLE,
    /** The answer is whole, and bytes came after it that nobody asked for. */
    EXCESS,
    /** The protocol is switched: what comes from now on is not HTTP. */
    SWITCHED,
    /** The protocol is switched to one that is not let through, as the client had offered. */
    FORBIDDEN,
    /** The member gave the kept connection up before it had read the request. */
    STALE,
    /** This is no answer; {@link #fault} says why. */
    MALFORMED
  }

  private final ServiceLoop at;
  private final Member member;
  private final BodyTracker body = new BodyTracker();
  private final HeadEdits edits = new HeadEdits();

  private @Nullable ByteBuf partialHead;
  private Method method = Method.GET;
  private boolean kept;
  private boolean begun;
  private boolean headRead;
  private boolean keepAlive;
  private String fault = "";

  AnswerReader(ServiceLoop at, Member member) {
    this.at = at;
    this.member = member;
  }

  /**
   * Expects the answer to a request of that method.
   *
   * @param onKept whether the connection has carried another request before
   */
  void begin(Method requestMethod, boolean onKept) {
    kept = onKept;
    method = requestMethod;
    begun = false;
    headRead = false;
    keepAlive = false;
  }

  /** Whether the final answer's head was read, and some of it given to the client. */
  boolean headRead() {
    return headRead;
  }

  /** Whether a byte of the answer has come. */
  boolean begun() {
    return begun;
  }

  /** Whether the member keeps the connection open after this answer. */
  boolean keepAlive() {
    return keepAlive;
  }

  /** Whether the answer lasts until the member closes the connection. */
  boolean untilClose() {
    return headRead && body.untilClose();
  }

  /** Why the answer is malformed. */
  String fault() {
    return fault;
  }

  /** Takes bytes of the member, and gives those that are the answer's to {@code asking}. */
  Progress read(ByteBuf bytes, Exchange asking) {
    begun = true;
    return headRead ? readBody(bytes, bytes.readerIndex(), 0, asking) : readHead(bytes, asking);
  }

  private Progress readHead(ByteBuf bytes, Exchange asking) {
    var all =
        partialHead == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(
                PooledByteBufAllocator.DEFAULT, partialHead, bytes);
    partialHead = null;
    var head = at.responseHead().inAnswerTo(method);
    while (all.isReadable()) {
      switch (scan(head, all)) {
        case NEED_MORE -> {
          partialHead = all;
          return Progress.MORE;
        }
        case MALFORMED -> {
          fault = "malformed answer: " + head.errorReason();
          all.release();
          return Progress.MALFORMED;
        }
        case COMPLETE -> {
          if (head.upgrade()) {
            return upgrade(all, asking);
          }
          if (kept && isFarewell(head, asking)) {
            all.release();
            return Progress.STALE;
          }
          if (!head.informational()) {
            return giveHead(head, all, asking);
          }
          giveInformational(head, all, asking);
        }
      }
    }
    all.release();
    return Progress.MORE;
  }

  private ScanResult scan(ResponseHead head, ByteBuf bytes) {
    Loop loop = at.loop();
    int available = Math.min(bytes.readableBytes(), loop.scratch().length);
    int first = Math.min(available, FIRST_LOOK);
    bytes.getBytes(bytes.readerIndex(), loop.scratch(), 0, first);
    var result = head.scan(loop.scratch(), 0, first);
    if (result == ScanResult.NEED_MORE && available > first) {
      bytes.getBytes(bytes.readerIndex(), loop.scratch(), 0, available);
      result = head.scan(loop.scratch(), 0, available);
    }
    return result;
  }

  /**
   * A server that has waited long enough for a request may say so and close (RFC 9110 section
   * 15.5.9). Where that meets a request on its way, it is no answer to it.
   */
  private static boolean isFarewell(ResponseHead head, Exchange asking) {
    return head.statusCode() == REQUEST_TIMEOUT
        && !head.keepAlive()
        && asking.request().mayGoElsewhere();
  }

  /** HTTP/1.0 has no informational answers (RFC 9110 section 15.2). */
  private void giveInformational(ResponseHead head, ByteBuf all, Exchange asking) {
    if (asking.request().minorVersion() == 1) {
      give(all.readRetainedSlice(head.headLength()), asking);
    } else {
      all.skipBytes(head.headLength());
    }
  }

  /** Only WebSocket is let through: what h2c carries would pass every rule for requests. */
  private Progress upgrade(ByteBuf all, Exchange asking) {
    if (asking.request().webSocket() && Request.namesWebSocketAlone(at.responseHead())) {
      give(all, asking);
      return Progress.SWITCHED;
    }
    all.release();
    boolean offered = asking.request().offersSwitch() && !asking.request().webSocket();
    fault =
        offered
            ? "a switch to another protocol than WebSocket"
            : "a switch of protocols that was not asked for";
    return offered ? Progress.FORBIDDEN : Progress.MALFORMED;
  }

  private Progress giveHead(ResponseHead head, ByteBuf all, Exchange asking) {
    int length = head.headLength();
    int begin = all.readerIndex();
    keepAlive = head.keepAlive() && head.framing() != Framing.UNTIL_CLOSE;
    body.begin(head.framing(), head.contentLength());
    headRead = true;
    asking.answered(head.statusCode(), keepAlive);
    edits.clear();
    var affinity = asking.affinity();
    if (affinity != null) {
      affinity.answered(head, at.loop().scratch(), length - 2, member, edits);
    }
    if (edits.none()) {
      return readBody(all, begin, length, asking);
    }
    var scratch = at.loop().scratch();
    give(edits.apply(scratch, 0, length, 0, PooledByteBufAllocator.DEFAULT), asking);
    return readBody(all, begin + length, 0, asking);
  }

  /** Gives {@code lead} bytes and what follows of the body. */
  private Progress readBody(ByteBuf bytes, int begin, int lead, Exchange asking) {
    int end = bytes.writerIndex();
    int length = lead + body.take(bytes, begin + lead, end - begin - lead);
    if (length == 0) {
      bytes.release();
    } else {
      give(bytes.setIndex(begin, begin + length), asking);
    }
    if (body.malformed()) {
      fault = "malformed chunk: " + body.reason();
      return Progress.MALFORMED;
    }
    if (!body.done()) {
      return Progress.MORE;
    }
    return begin + length == end ? Progress.WHOLE : Progress.EXCESS;
  }

  private void give(ByteBuf bytes, Exchange asking) {
    member.traffic().addBytesOut(bytes.readableBytes());
    asking.toClient(bytes);
  }

  /** Lets go of what is held. */
  void close() {
    if (partialHead != null) {
      partialHead.release();
      partialHead = null;
    }
  }
}
