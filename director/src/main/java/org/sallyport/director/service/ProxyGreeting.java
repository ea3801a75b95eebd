package org.sallyport.director.service;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.settings.MemberSettings.ProxyProtocol;
import org.sallyport.wire.proxyprotocol.ProxyHeaderEncoder;

/** The PROXY protocol header that a member gets as the first bytes of a connection. */
public final class ProxyGreeting {
  private ProxyGreeting() {}

  /**
   * The header for a connection that stands for one of {@code client}, or null where the member
   * wants none.
   *
   * @param destination the address that the client called
   */
  public static @Nullable ByteBuf of(
      ProxyProtocol form, InetSocketAddress client, InetSocketAddress destination) {
    return switch (form) {
      case NONE -> null;
      case V1 -> Unpooled.wrappedBuffer(ProxyHeaderEncoder.v1(client, destination));
      case V2 -> Unpooled.wrappedBuffer(ProxyHeaderEncoder.v2(client, destination));
    };
  }
}
