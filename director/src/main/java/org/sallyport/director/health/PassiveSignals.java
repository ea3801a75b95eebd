package org.sallyport.director.health;

import org.sallyport.director.pool.Member;

/**
 * What live traffic tells about members. For event loops: every method returns at once, takes no
 * lock and allocates nothing unless a member goes down by it.
 */
public interface PassiveSignals {
  /** Nobody listens. */
  PassiveSignals NONE =
      new PassiveSignals() {
        @Override
        public void connectFailed(Member member, String cause) {}

        @Override
        public void responseFailed(Member member, String cause) {}

        @Override
        public void silent(Member member) {}

        @Override
        public void succeeded(Member member) {}
      };

  /**
   * A connection to the member was refused, failed or timed out.
   *
   * @param cause a constant sentence, such as {@code connection refused}
   */
  void connectFailed(Member member, String cause);

  /**
   * The member cut an answer off, or did not begin one in time. Not for a kept connection that the
   * member closed before it took a request.
   */
  void responseFailed(Member member, String cause);

  /**
   * The member owes answers to datagrams, and nothing has come from it since. A reason to check it
   * now and no more: anybody can send, under any address, what a member rightly leaves unanswered
   * (RFC 2865 section 3).
   */
  void silent(Member member);

  /** The member took a new connection or answered a request in full. */
  void succeeded(Member member);
}
