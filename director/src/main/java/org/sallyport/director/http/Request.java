package org.sallyport.director.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.sallyport.wire.http1.Framing;
import org.sallyport.wire.http1.Head;
import org.sallyport.wire.http1.Method;
import org.sallyport.wire.http1.RequestHead;

/**
 * The request in hand: what its head said and the bytes of it that may have to be sent again.
 * Reused for each request of a connection; loop thread only.
 */
final class Request {
  private static final byte[] UPGRADE = "upgrade".getBytes(US_ASCII);
  private static final byte[] WEBSOCKET = "websocket".getBytes(US_ASCII);

  private final BodyTracker body = new BodyTracker();
  private Method method = Method.GET;
  private String methodName = "GET";
  private boolean keepAlive;
  private boolean offersSwitch;
  private boolean webSocket;
  private int minorVersion;
  private long beganNanos;

  private @Nullable ByteBuf held;
  private int heldBegin;
  private int heldEnd;
  private boolean sent;

  /** Takes from {@code head} what is needed once its view is gone. */
  void begin(RequestHead head) {
    method = head.method();
    methodName = method == Method.OTHER ? head.methodName() : method.name();
    keepAlive = head.keepAlive();
    minorVersion = head.minorVersion();
    offersSwitch = head.upgrade();
    webSocket = offersSwitch && namesWebSocketAlone(head);
    beganNanos = System.nanoTime();
    body.begin(head.framing(), head.contentLength());
    sent = false;
  }

  /** Begins with a head that could not be read. */
  void unread() {
    method = Method.OTHER;
    methodName = "-";
    beganNanos = System.nanoTime();
    body.begin(Framing.NONE, 0);
  }

  /**
   * Whether a head has one Upgrade field that names WebSocket and nothing else. Another protocol
   * beside it, in a list or in a field of its own (RFC 9110 section 7.8), could be the one that is
   * switched to.
   */
  static boolean namesWebSocketAlone(Head head) {
    int last = head.upgradeIndex();
    return last >= 0 && head.find(UPGRADE, 0) == last && head.valueIs(last, WEBSOCKET);
  }

  Method method() {
    return method;
  }

  String methodName() {
    return methodName;
  }

  /** Whether the client means to send another request on this connection. */
  boolean keepAlive() {
    return keepAlive;
  }

  /** Whether the client offered to switch protocols, whichever (RFC 9110 section 7.8). */
  boolean offersSwitch() {
    return offersSwitch;
  }

  /**
   * Whether a switch to WebSocket was offered (RFC 6455 section 4.1); no other one is let through.
   */
  boolean webSocket() {
    return webSocket;
  }

  int minorVersion() {
    return minorVersion;
  }

  long beganNanos() {
    return beganNanos;
  }

  BodyTracker body() {
    return body;
  }

  /** Takes over the bytes that begin the request: its head and what there is of its body. */
  void hold(ByteBuf bytes) {
    held = bytes;
    heldBegin = bytes.readerIndex();
    heldEnd = bytes.writerIndex();
  }

  /**
   * The held bytes, to be written now. They stay held as long as the request may be sent again, and
   * are handed over otherwise.
   */
  ByteBuf send() {
    var bytes = held;
    if (bytes == null) {
      throw new IllegalStateException("nothing is held");
    }
    sent = true;
    if (!repeatable()) {
      held = null;
      return bytes;
    }
    return bytes.setIndex(heldBegin, heldEnd).retain();
  }

  /** Adds body bytes that came while a member was searched. */
  void append(ByteBuf more) {
    var first = held;
    if (first == null) {
      throw new IllegalStateException("nothing is held");
    }
    var both = PooledByteBufAllocator.DEFAULT.compositeBuffer();
    hold(both.addComponent(true, first).addComponent(true, more));
  }

  /** Whether it may go to a member after another one has failed with it. */
  boolean mayGoElsewhere() {
    return held != null && (!sent || repeatable());
  }

  private boolean repeatable() {
    return method.isIdempotent() && body.done();
  }

  /** A first byte of the answer was seen, or nobody will send it again: lets the bytes go. */
  void release() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
