package org.sallyport.director.service;

import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Member;

/** TLS of a service: with its clients, and with its members. Loop threads. */
public interface ServiceTls {

  /** A service that leaves TLS alone. */
  ServiceTls NONE =
      new ServiceTls() {
        @Override
        public SslHandler towardsClient(@Nullable String serverName) {
          throw new IllegalStateException("this service terminates no TLS");
        }

        @Override
        public @Nullable SslHandler towardsMember(Member member) {
          return null;
        }
      };

  /**
   * What decrypts a client's connection.
   *
   * @param serverName the name of the ClientHello in lower case; null when it had none
   */
  SslHandler towardsClient(@Nullable String serverName);

  /** What encrypts a connection to a member, or null where members are spoken to in the clear. */
  @Nullable SslHandler towardsMember(Member member);
}
