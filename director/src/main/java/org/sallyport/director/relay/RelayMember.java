package org.sallyport.director.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import org.jspecify.annotations.Nullable;
import org.sallyport.director.pool.Cut;
import org.sallyport.director.pool.Member;
import org.sallyport.director.service.Ending;
import org.sallyport.director.service.Lane;
import org.sallyport.director.service.MemberSide;
import org.sallyport.director.service.ServiceLoop;
import org.sallyport.director.settings.ServiceSettings.OnMemberDown;

/** The member's side of a {@link RelaySession}. Loop thread only. */
final class RelayMember extends MemberSide {
  private final RelaySession session;
  private final ServiceLoop at;
  private final Member member;
  private final Lane lane;

  private @Nullable ChannelHandlerContext context;
  private @Nullable SocketChannel channel;
  private long beganNanos;
  private boolean tls;
  private boolean open;
  private boolean ended;
  private boolean endSent;
  private boolean closed;

  RelayMember(RelaySession session, ServiceLoop at, Member member) {
    this.session = session;
    this.at = at;
    this.member = member;
    this.lane = at.lane(member);
  }

  Member member() {
    return member;
  }

  void open() {
    lane.enter(this);
    var address = member.address();
    if (address.isUnresolved()) {
      session.unreachable(this, "the name " + address.getHostString() + " is not known");
      return;
    }
    var handler = at.service().tls().towardsMember(member);
    tls = handler != null;
    beganNanos = System.nanoTime();
    at.loop().connect(address, session.greeting(member), handler, this);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    channel = (SocketChannel) added.channel();
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    if (!tls) {
      ready();
    }
  }

  private void ready() {
    if (closed) {
      return;
    }
    if (member.status().takesNothing()) {
      session.unreachable(this, member.status().cause());
      return;
    }
    open = true;
    member.traffic().connectionOpened();
    member.traffic().requestBegan();
    member.latency().record(System.nanoTime() - beganNanos);
    at.service().signals().succeeded(member);
    session.reached(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object message) {
    if (closed) {
      ((ByteBuf) message).release();
    } else {
      session.toClient((ByteBuf) message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext from) {
    session.flushToClient();
    if (!session.clientWritable()) {
      from.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext from) {
    if (from.channel().isWritable()) {
      session.resumeClient();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext from, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      endOfStream();
    } else if (event instanceof SslCloseCompletionEvent farewell) {
      if (farewell.isSuccess()) {
        endOfInput();
      } else {
        endOfStream();
      }
    } else if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        ready();
      } else {
        session.unreachable(this, "TLS: " + handshake.cause().getMessage());
      }
    }
  }

  private void endOfInput() {
    if (closed) {
      return;
    }
    if (!open) {
      session.unreachable(this, "the connection was closed before it was used");
    } else if (!ended && !session.beginsAnew(this, "the connection was closed without an answer")) {
      ended = true;
      session.endOfMember();
    }
  }

  /**
   * No more bytes come. Behind TLS that is a member's own end only after its close_notify: else it
   * may be an attacker's (RFC 8446 section 6.1).
   */
  private void endOfStream() {
    if (!tls || !open) {
      endOfInput();
    } else if (!ended && !closed) {
      ended = true;
      session.brokenOff("the member ended without close_notify");
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext from) {
    endOfStream();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
    var message = String.valueOf(cause.getMessage());
    if (open) {
      lost(message);
    } else {
      session.unreachable(this, message);
    }
  }

  @Override
  public void cut(Cut cut) {
    if (cut.kind() == Cut.Kind.FAIL_BACK
        || at.service().settings().onMemberDown() == OnMemberDown.CUT) {
      if (open) {
        lost(cut.cause());
      } else {
        session.unreachable(this, cut.cause());
      }
    }
  }

  private void lost(String cause) {
    if (!session.beginsAnew(this, cause)) {
      session.reset(cause);
    }
  }

  // What the session tells.

  void send(ByteBuf bytes) {
    if (context == null || closed) {
      bytes.release();
      return;
    }
    context.write(bytes, context.voidPromise());
  }

  void flush() {
    if (context != null) {
      context.flush();
    }
  }

  boolean writable() {
    return channel == null || channel.isWritable();
  }

  void resume() {
    if (channel != null) {
      channel.config().setAutoRead(true);
    }
  }

  /** The client sent all it had. */
  void endOfClient() {
    var added = channel;
    if (context != null && added != null && !closed) {
      Ending.afterFlush(
          context,
          () -> {
            endSent = true;
            Ending.nextEndCloses(added);
            session.bothEnded();
          });
    }
  }

  /** Whether the member sent all it had. */
  boolean ended() {
    return ended;
  }

  /** Whether the member was told that the client sent all it had. */
  boolean endSent() {
    return endSent;
  }

  void resetConnection() {
    if (channel != null) {
      Ending.withReset(channel);
    }
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    lane.leave(this);
    if (open) {
      member.traffic().requestEnded();
      member.traffic().connectionClosed();
    }
    if (channel != null) {
      channel.close();
    }
  }
}
