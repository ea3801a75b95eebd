package org.sallyport.director.reception;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.relay.RelaySession;
import org.sallyport.director.service.Refusal;
import org.sallyport.director.service.Service;
import org.sallyport.net.loop.Deadline;
import org.sallyport.net.loop.Loop;
import org.sallyport.wire.proxyprotocol.ProxyHeader;
import org.sallyport.wire.proxyprotocol.ProxyHeaderDecoder;
import org.sallyport.wire.proxyprotocol.ProxyHeaderResult;
import org.sallyport.wire.tls.ClientHello;
import org.sallyport.wire.tls.ClientHelloDecoder;
import org.sallyport.wire.tls.ClientHelloResult;
import org.sallyport.wire.tls.TlsAlert;

/**
 * Reads what a client says before it can be served, then makes way for what serves it, to which
 * every byte but the PROXY protocol header is passed on. Loop thread only.
 */
final class Reception extends ChannelInboundHandlerAdapter {
  private final Lobby lobby;

  /** The address that counts in the lobby; null where the source speaks for many. */
  private final @Nullable InetAddress counted;

  private final Directory directory;
  private final Loop loop;
  private final Timer timer = new Timer();

  private InetSocketAddress client;
  private boolean headerExpected;
  private @Nullable ByteBuf bytes;
  private @Nullable ChannelHandlerContext context;
  private boolean over;

  Reception(
      Lobby lobby,
      Directory directory,
      Loop loop,
      InetSocketAddress client,
      boolean headerExpected) {
    this.lobby = lobby;
    this.counted = headerExpected ? null : client.getAddress();
    this.directory = directory;
    this.loop = loop;
    this.client = client;
    this.headerExpected = headerExpected;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    lobby.enter(counted);
    loop.deadlines().set(timer, directory.patience().timeouts().handshake().toMillis());
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    var more = (ByteBuf) message;
    if (over) {
      more.release();
      return;
    }
    bytes =
        bytes == null
            ? more
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(from.alloc(), bytes, more);
    read(from, bytes);
  }

  private void read(ChannelHandlerContext from, ByteBuf received) {
    if (headerExpected && !readHeader(from, received)) {
      return;
    }
    if (directory.readsNames()) {
      readName(from, received);
    } else {
      serve(from, directory.only(), null);
    }
  }

  /** Whether the header was there in full. */
  private boolean readHeader(ChannelHandlerContext from, ByteBuf received) {
    int length = look(received, ProxyHeaderDecoder.MAX_HEADER);
    return switch (ProxyHeaderDecoder.decode(loop.scratch(), 0, length)) {
      case ProxyHeaderResult.NeedMore _ -> false;
      case ProxyHeaderResult.Malformed _ -> {
        refuse(from, Refusal.PROXY_HEADER, null);
        yield false;
      }
      case ProxyHeaderResult.Decoded(ProxyHeader header, int consumed) -> {
        received.skipBytes(consumed);
        header.endpoints().ifPresent(endpoints -> client = endpoints.source());
        headerExpected = false;
        yield true;
      }
    };
  }

  private void readName(ChannelHandlerContext from, ByteBuf received) {
    int length = look(received, ClientHelloDecoder.MAX_RECORDS);
    switch (ClientHelloDecoder.decode(loop.scratch(), 0, length)) {
      case ClientHelloResult.NeedMore _ -> {}
      case ClientHelloResult.Malformed _ ->
          refuse(from, Refusal.CLIENT_HELLO, TlsAlert.DECODE_ERROR);
      case ClientHelloResult.Decoded(ClientHello hello) -> {
        var name = hello.serverName().orElse(null);
        var service = name == null ? directory.withoutName() : directory.named(name);
        if (service == null) {
          refuse(
              from,
              name == null ? Refusal.WITHOUT_NAME : Refusal.UNKNOWN_NAME,
              TlsAlert.UNRECOGNIZED_NAME);
        } else {
          serve(from, service, name);
        }
      }
    }
  }

  private int look(ByteBuf received, int most) {
    int length = Math.min(Math.min(received.readableBytes(), most), loop.scratch().length);
    received.getBytes(received.readerIndex(), loop.scratch(), 0, length);
    return length;
  }

  private void serve(ChannelHandlerContext from, Service service, @Nullable String name) {
    if (service.admit(client.getAddress()) != null) {
      end();
      from.close();
      return;
    }
    var tls = service.settings().decrypts() ? decrypting(service, name) : null;
    var received = bytes;
    bytes = null;
    end();
    var channel = (SocketChannel) from.channel();
    var pipeline = from.pipeline();
    if (tls != null) {
      pipeline.addLast(tls);
      pipeline.addLast(Entrance.session(directory, service.on(loop), channel, client, name));
    } else if (name != null || directory.readsNames()) {
      channel.config().setAutoRead(false);
      pipeline.addLast(new RelaySession(service.on(loop), client, name, received));
      received = null;
    } else {
      pipeline.addLast(Entrance.session(directory, service.on(loop), channel, client, null));
    }
    from.fireChannelActive();
    if (received != null && !received.isReadable()) {
      received.release();
      received = null;
    }
    if (received != null) {
      from.fireChannelRead(received);
      from.fireChannelReadComplete();
    }
    pipeline.remove(this);
  }

  /** Whom the service has admitted and no session takes over is counted out again. */
  private SslHandler decrypting(Service service, @Nullable String name) {
    try {
      return service.tls().towardsClient(name);
    } catch (RuntimeException unusable) {
      service.release(client.getAddress());
      throw unusable;
    }
  }

  private void refuse(ChannelHandlerContext from, Refusal refusal, @Nullable TlsAlert alert) {
    directory.only().counters().refused(refusal);
    end();
    if (alert == null) {
      from.close();
    } else {
      from.writeAndFlush(Unpooled.wrappedBuffer(alert.record()))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void end() {
    if (over) {
      return;
    }
    over = true;
    loop.deadlines().remove(timer);
    lobby.leave(counted);
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    end();
    from.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !over) {
      end();
      from.close();
    } else {
      from.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    end();
    from.close();
  }

  private final class Timer extends Deadline {
    @Override
    protected void expired() {
      if (context != null) {
        refuse(context, Refusal.SLOW, null);
      }
    }
  }
}
