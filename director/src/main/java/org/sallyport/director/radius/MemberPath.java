package org.sallyport.director.radius;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;
import org.sallyport.net.loop.Loop;

/**
 * The sockets of one loop to one port of a member. A socket carries each identifier once, so there
 * are as many as requests with the same identifier are in flight; at most 64, for 16,384 requests.
 * Loop thread only.
 */
final class MemberPath {
  static final int MOST_SOCKETS = Long.SIZE;

  /**
   * Where a path leads.
   *
   * @param port of the member: for authentication or for accounting
   * @param source the address that the member sees; null for the director's own
   */
  record Key(Member member, int port, @Nullable InetAddress source) {}

  private final Key key;
  private final Loop loop;
  private final InetSocketAddress peer;
  private final RadiusListener listener;
  private final @Nullable MemberSocket[] sockets = new @Nullable MemberSocket[MOST_SOCKETS];

  /** For each identifier the sockets that do not carry it, as bits. */
  private final long[] free = new long[256];

  /** For each identifier the sockets that carry an answered request of it, as bits. */
  private final long[] resting = new long[256];

  private long open;
  private long heard = System.nanoTime();
  private long refused;
  private boolean refusing;

  MemberPath(Key key, InetSocketAddress peer, Loop loop, RadiusListener listener) {
    this.key = key;
    this.peer = peer;
    this.loop = loop;
    this.listener = listener;
  }

  Key key() {
    return key;
  }

  Member member() {
    return key.member();
  }

  /** Where the datagrams go. */
  InetSocketAddress peer() {
    return peer;
  }

  /**
   * A socket on which the identifier is free. Where all are taken, a request that was answered
   * gives its place up; null where every one still waits.
   */
  @Nullable MemberSocket take(int identifier) {
    long bits = free[identifier] & open;
    if (bits == 0 && ~open != 0) {
      return open(Long.numberOfTrailingZeros(~open));
    }
    if (bits == 0) {
      bits = resting[identifier] & open;
      if (bits == 0) {
        return null;
      }
      var socket = socket(bits);
      listener.giveUp(socket.carried(identifier));
      return socket;
    }
    return socket(bits);
  }

  private MemberSocket socket(long bits) {
    var socket = sockets[Long.numberOfTrailingZeros(bits)];
    if (socket == null) {
      throw new IllegalStateException("a bit without a socket");
    }
    return socket;
  }

  private MemberSocket open(int index) {
    var socket = new MemberSocket(this, index, listener);
    socket.open(loop, peer, key.source());
    sockets[index] = socket;
    open |= 1L << index;
    for (int i = 0; i < free.length; i++) {
      free[i] |= 1L << index;
    }
    return socket;
  }

  void carries(int index, int identifier) {
    free[identifier] &= ~(1L << index);
    resting[identifier] &= ~(1L << index);
  }

  void rests(int index, int identifier) {
    resting[identifier] |= 1L << index;
  }

  void isFree(int index, int identifier) {
    free[identifier] |= 1L << index;
    resting[identifier] &= ~(1L << index);
  }

  /** The member has sent something. */
  void heard(long now) {
    heard = now;
    refusing = false;
  }

  /** The member's system says that nobody listens. */
  void refused(long now) {
    refused = now;
    refusing = true;
  }

  /** Whether the member has sent anything since then. */
  boolean heardSince(long then) {
    return heard - then > 0;
  }

  /** Whether it was refused what was sent then. */
  boolean refusedSince(long then) {
    return refusing && refused - then >= 0;
  }

  /** Closes sockets that carry nothing, so that the next ones have other ports. */
  void closeIdle() {
    for (int i = 0; i < MOST_SOCKETS; i++) {
      var socket = sockets[i];
      if (socket != null && socket.isIdle()) {
        socket.close();
        forget(i);
      }
    }
  }

  /** A socket has ended by itself. */
  void forget(int index) {
    sockets[index] = null;
    open &= ~(1L << index);
  }

  boolean isEmpty() {
    return open == 0;
  }

  /** Closes everything. */
  void close() {
    Arrays.stream(sockets).filter(socket -> socket != null).forEach(MemberSocket::close);
    Arrays.fill(sockets, null);
    open = 0;
  }
}
