package org.sallyport.director.log;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What one access line says, before it is formatted. Reusable and mutable: an event loop keeps one,
 * {@link #clear}s it, fills it when a request ends and hands it to {@link AccessLog#write}, which
 * copies it. Not safe for use by several threads.
 *
 * <p>Setters keep references to strings and addresses and copy bytes; a value that is never set is
 * written as absent.
 */
public final class AccessEntry {
  /** A longer target is cut here: an access log is no place for kilobytes of path. */
  static final int MAX_PATH = 1024;

  /** How a connection or request ended. */
  public enum Outcome {
    /** Answered by the member that was chosen first. */
    OK("ok"),
    /** Answered by another member after the first could not. */
    RETRIED("retried"),
    /** Turned away by the director: a filter, a limit, or no member. */
    REFUSED("refused"),
    /** Begun, then cut off by either side. */
    CUT("cut"),
    /** Failed for another reason, such as a malformed request. */
    ERROR("error");

    final String word;

    Outcome(String word) {
      this.word = word;
    }
  }

  long endedMillis;
  @Nullable String service;
  @Nullable InetAddress client;
  int clientPort;
  @Nullable String member;
  @Nullable String reason;
  @Nullable String serverName;
  @Nullable String method;
  byte[] path = new byte[128];
  int pathLength = -1;
  int status;
  long bytesIn;
  long bytesOut;
  long durationNanos;
  Outcome outcome = Outcome.OK;
  @Nullable String rule;

  /** Makes every field absent, for the next request. */
  public AccessEntry clear() {
    service = null;
    client = null;
    clientPort = 0;
    member = null;
    reason = null;
    serverName = null;
    method = null;
    pathLength = -1;
    status = 0;
    bytesIn = 0;
    bytesOut = 0;
    durationNanos = 0;
    outcome = Outcome.OK;
    rule = null;
    return this;
  }

  /** The service's name. */
  public AccessEntry service(String name) {
    service = name;
    return this;
  }

  /** The client's address and port. */
  public AccessEntry client(InetAddress address, int port) {
    client = address;
    clientPort = port;
    return this;
  }

  /** The member, and why it was chosen or why all failed after it had been. */
  public AccessEntry member(String name, String why) {
    member = name;
    reason = why;
    return this;
  }

  /** Why no member answered, or why the one that did was chosen. */
  public AccessEntry reason(String why) {
    reason = why;
    return this;
  }

  /** The server name of the ClientHello; null where there was none. */
  public AccessEntry serverName(@Nullable String name) {
    serverName = name;
    return this;
  }

  /** The request method. */
  public AccessEntry method(String name) {
    method = name;
    return this;
  }

  /** The request target as received; what follows {@code ?} is left out. */
  public AccessEntry path(byte[] buffer, int offset, int length) {
    int end = Math.min(length, MAX_PATH);
    reserve(end);
    int i = 0;
    while (i < end && buffer[offset + i] != '?') {
      path[i] = buffer[offset + i];
      i++;
    }
    pathLength = i;
    return this;
  }

  /** The status that the client was sent, 100 to 599. */
  public AccessEntry status(int code) {
    status = code;
    return this;
  }

  /** Bytes from the client and bytes to it. */
  public AccessEntry bytes(long in, long out) {
    bytesIn = in;
    bytesOut = out;
    return this;
  }

  /** Nanoseconds from the first byte to the last. */
  public AccessEntry duration(long nanos) {
    durationNanos = nanos;
    return this;
  }

  /** How it ended. */
  public AccessEntry outcome(Outcome how) {
    outcome = how;
    return this;
  }

  /** The filter rule that refused it. */
  public AccessEntry rule(String name) {
    rule = name;
    return this;
  }

  /** Takes over every field of {@code that}; allocates only to hold a path longer than before. */
  void copyFrom(AccessEntry that) {
    endedMillis = that.endedMillis;
    service = that.service;
    client = that.client;
    clientPort = that.clientPort;
    member = that.member;
    reason = that.reason;
    serverName = that.serverName;
    method = that.method;
    if (that.pathLength > 0) {
      reserve(that.pathLength);
      System.arraycopy(that.path, 0, path, 0, that.pathLength);
    }
    pathLength = that.pathLength;
    status = that.status;
    bytesIn = that.bytesIn;
    bytesOut = that.bytesOut;
    durationNanos = that.durationNanos;
    outcome = that.outcome;
    rule = that.rule;
  }

  private void reserve(int length) {
    if (path.length < length) {
      path = new byte[Math.min(MAX_PATH, Integer.highestOneBit(length - 1) << 1)];
    }
  }
}
